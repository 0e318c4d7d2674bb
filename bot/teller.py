"""The outbox's messages on their way: one call each, for a second one could say it twice."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from aiogram.exceptions import TelegramAPIError, TelegramMigrateToChat

from bot.groups import Groups
from bot.outages import TELEGRAM, Outages
from bot.refused import telling
from bot.relay import Relay
from bot.told import ToPerson, request_line
from bot.wire import Wire
from crm.model import Appointment
from handlers.by_phone import without_writing
from handlers.markup import spoken
from handlers.screen import Line
from reception.booking.nearest import Nearest
from reception.desk import Desk
from reception.people import Person
from reminders.closing import Closing
from reminders.outbox import Message, Why
from reminders.plan import HANDOFF, TO_PEOPLE, Kind
from reminders.telling import Letter, TooMany, Unreachable


class Teller:
    """reminders.telling.Teller."""

    def __init__(
        self,
        telegram: Wire,
        desk: Desk,
        groups: Groups,
        nearest: Nearest,
        outages: Outages,
        relay: Relay,
        closing: Closing,
    ) -> None:
        self._telegram = telegram
        self._desk = desk
        self._groups = groups
        self._to_person = ToPerson(desk, nearest)
        self._outages = outages
        self._relay = relay
        self._closing = closing

    async def is_there(self) -> bool:
        """Whether Telegram can be reached. While it is away it is asked, for nobody else may be asking."""
        if TELEGRAM in self._outages.away:
            try:
                await self._telegram.once("getMe")
            except TelegramAPIError:
                return False
        return True

    async def letter(self, message: Message, visits: Sequence[Appointment]) -> Letter | Why:
        if message.kind in HANDOFF:
            return await self._relay.letter(message)
        if message.kind not in TO_PEOPLE:
            return self._to_reception(message)
        person = await self._desk.people.find(message.account or 0)
        if person is None:
            return Why.NOT_LINKED
        if why := _against(person, message.kind):
            return why
        line = await self._to_person.line(person, message, visits)
        if isinstance(line, Why):
            return line
        if self._groups.chat() is None:
            line = replace(line, rows=without_writing(line.rows))
        return Letter(person.telegram_id, partial(self._send, person.telegram_id, line, person))

    async def was_not_heard(self, message: Message) -> None:
        if message.kind is Kind.FREED:
            await self._desk.waitlist.was_not_heard(message.account or 0, message.body["hold"])
        if message.kind is Kind.CLOSED:
            await self._closing.was_not_heard(message)

    def _to_reception(self, message: Message) -> Letter | Why:
        chat = self._groups.chat(complaints=message.kind in {Kind.COMPLAINT, Kind.WORDS})
        if chat is None:
            return Why.NOWHERE
        return Letter(chat, partial(self._send, chat, request_line(self._desk, message)))

    async def _send(self, chat: int, line: Line, person: Person | None = None) -> int:
        try:
            sent = await self._telegram.once("sendMessage", chat_id=chat, **spoken(line))
        except TelegramMigrateToChat as move:
            await self._groups.moved(chat, move.migrate_to_chat_id)
            raise TooMany(0) from move
        except TelegramAPIError as error:
            said = telling(error, group=person is None)
            if person and isinstance(said, Unreachable):
                await self._desk.people.is_out_of_reach(person.id)
            raise said from error
        return int(sent["message_id"])


def _against(person: Person, kind: Kind) -> Why | None:
    if not person.reachable:
        return Why.BLOCKED
    if kind is Kind.ENDED and person.phone:
        return Why.TOO_LATE  # they have given it, or another one, again
    return Why.TURNED_OFF if kind in person.notices_off else None
