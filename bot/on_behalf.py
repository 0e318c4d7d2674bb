"""Managers book, move and cancel in a patient's place, on the patient's own screens, by the card of the dialogue."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, Message

from bot.flood import Flood, Pace
from bot.wire import Wire
from crm.errors import CrmError
from handlers.in_order import InOrder
from handlers.markup import spoken
from handlers.screen import Answer, Screen
from handlers.screens import panel, staff
from handlers.talk import Talk
from handlers.weighty import weighty
from locales.words import Words, words
from reception.desk import Desk
from reception.handoff.desk import Handoff
from reception.handoff.dialogue import Dialogue, Manager
from reception.home_calls.desk import HomeCallDesk
from reminders.answers import Answers

log = logging.getLogger(__name__)
Handler = Callable[[CallbackQuery, dict[str, Any]], Awaitable[Answer | None]]
NOT_MODIFIED = "message is not modified"


class OnBehalf:
    """Only who has taken the dialogue, and only under its card."""

    def __init__(
        self,
        telegram: Wire,
        desk: Desk,
        notices: Answers,
        handoff: Handoff,
        home_calls: HomeCallDesk,
        flood: Flood,
    ) -> None:
        self._telegram = telegram
        self._desk = desk
        self._notices = notices
        self._handoff = handoff
        self._home_calls = home_calls
        self._flood = flood

    async def __call__(
        self, handler: Handler, tap: CallbackQuery, card: Message, data: dict[str, Any], by: Manager
    ) -> str:
        """What the manager is told, if there is more than what the card shows."""
        say = words(self._desk.clinic.languages.default)
        if self._flood.count(by.id, weighty=weighty(tap.data or "")) is Pace.DOUBLE:
            return ""
        one = await self._handoff.dialogues.dialogue_about(card.chat.id, card.message_id)
        talk = await self._talk(one, card, by, say) if one and one.taken_by == by.id else None
        if talk is None:
            return staff.not_free(say, one)
        try:
            if answer := await handler(tap, data | {"talk": talk}):
                await talk.stage.ends_with(answer)
        except CrmError as error:
            log.info("a manager is told that the clinic's system is silent: %s", type(error).__name__)
            return panel.silent(say)
        return ""

    async def _talk(self, one: Dialogue, card: Message, by: Manager, say: Words) -> Talk | None:
        person = await self._desk.people.find(one.person)
        if person is None or not person.registered:
            return None
        shown = InOrder(Panel(self._telegram, card, one.id, say, staff.name_of(say, person)))
        return Talk(person, say, self._desk, shown, self._notices, self._handoff, self._home_calls, by)


class Panel:
    """handlers.in_order.Showing: the card itself, edited in place."""

    def __init__(self, telegram: Wire, card: Message, dialogue: int, say: Words, name: str) -> None:
        self._telegram = telegram
        self._card = card
        self._dialogue = dialogue
        self._say = say
        self._name = name

    async def show(self, answer: Answer) -> None:
        screen = answer if isinstance(answer, Screen) else None
        assert screen is not None  # none of the panel's taps is answered by anything else
        line = panel.panel(self._say, self._dialogue, self._name, screen)
        here = {"chat_id": self._card.chat.id, "message_id": self._card.message_id}
        try:
            await self._telegram.call("editMessageText", **here, **spoken(line))
        except TelegramBadRequest as refused:
            if NOT_MODIFIED not in refused.message:
                raise
