"""Words between a patient's chat and reception's group, by Telegram's own copies: formatting and media stay.

Each is one call; a line that signs what can't be signed itself is a message of its own before it.
"""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramMigrateToChat

from bot.between import Between
from bot.cards import Cards
from bot.carried import about, answering, edit_of, originals, signed
from bot.groups import Groups
from bot.outages import GROUP, Outages
from bot.places import Places
from bot.refused import telling
from bot.wire import Wire
from handlers.markup import HTML, Json, reaction, spoken
from handlers.screen import Line
from handlers.screens import handoff as to_patient
from handlers.screens import staff
from locales.words import Words, words
from reception.desk import Desk
from reception.handoff.desk import Handoff
from reception.handoff.ports import Dialogues, Relays
from reception.people import Person
from reminders.outbox import Message, Why
from reminders.plan import Kind
from reminders.telling import Letter, NotTaken, TooMany, Unreachable

CANT_COPY = ("can't be copied", "message to copy not found", "no messages to forward", "messages can't be forwarded")
SENT_MARK = "👌"
Send = Callable[[], Awaitable[int]]


class Relay:
    def __init__(
        self,
        telegram: Wire,
        desk: Desk,
        groups: Groups,
        dialogues: Dialogues,
        relays: Relays,
        handoff: Handoff,
        cards: Cards,
        outages: Outages,
    ) -> None:
        self._telegram = telegram
        self._desk = desk
        self._groups = groups
        self._dialogues = dialogues
        self._relays = relays
        self._between = Between(desk, handoff, cards)
        self._outages = outages
        self._cards = cards
        self._places = Places(telegram, groups, dialogues, cards)

    async def letter(self, message: Message) -> Letter | Why:
        group = self._groups.chat()
        if group is None:
            return Why.NOWHERE
        if message.kind is Kind.WAITING:
            return self._to_group(group, partial(self._list, group, message))
        person = await self._desk.people.find(message.account or 0)
        if person is None:
            return Why.NOT_LINKED
        match message.kind:
            case Kind.CARD:
                letter = self._to_group(group, partial(self._card, person, message))
                return replace(letter, after=await self._places.fading(message.body["dialogue"]))
            case Kind.TO_STAFF:
                return self._to_group(group, partial(self._to_staff, person, message))
            case Kind.TOLD_STAFF:
                return self._to_group(group, partial(self._tell_staff, person, message))
            case Kind.TO_PATIENT:
                letter = self._to_person(person, message, partial(self._to_patient, person, message))
                return replace(letter, after=partial(self._mark, message))
            case Kind.TOLD_PATIENT:
                return self._to_person(person, message, partial(self._tell_patient, person, message))
        change = self._edit if message.kind is Kind.EDITED else self._take_back
        if message.body["chat"] == person.telegram_id:
            return self._to_group(group, partial(change, person, message, group))
        return self._to_person(person, message, partial(change, person, message, person.telegram_id))

    def _to_group(self, group: int, send: Send) -> Letter:
        return Letter(group, partial(self._in_group, group, send))

    async def _in_group(self, group: int, send: Send) -> int:
        """Where managers can't be heard nothing is said either: it waits."""
        if self._groups.lacks:
            raise Unreachable(self._groups.lacks)
        try:
            number = await send()
        except TelegramMigrateToChat as move:
            await self._groups.moved(group, move.migrate_to_chat_id)
            raise TooMany(0) from move
        except TelegramAPIError as error:
            said = telling(error, group=True)
            if isinstance(said, Unreachable):
                self._outages.went(GROUP, error.message)
            raise said from error
        self._outages.back(GROUP)
        return number

    def _to_person(self, person: Person, message: Message, send: Send) -> Letter:
        return Letter(person.telegram_id, partial(self._in_chat, person, message, send))

    async def _in_chat(self, person: Person, message: Message, send: Send) -> int:
        """Reception hears it where the patient can't be reached, or not with this."""
        try:
            return await send()
        except TelegramAPIError as error:
            said = telling(error)
            if isinstance(said, NotTaken):
                await self._dialogues.tell(person.id, "refused", about(message.body))
            if not isinstance(said, Unreachable):
                raise said from error
            await self._desk.people.is_out_of_reach(person.id)
            await self._dialogues.tell(person.id, "blocked")
            raise NotTaken(error.message) from error

    async def _list(self, group: int, message: Message) -> int:
        found = [await self._dialogues.find(number) for number in message.body["dialogues"]]
        line = await self._cards.queue([one for one in found if one], raised=message.body["raised"])
        return await self._say(group, line)

    async def _card(self, person: Person, message: Message) -> int:
        dialogue = await self._dialogues.find(message.body["dialogue"])
        assert dialogue is not None  # it goes with its person, who is there
        return await self._places.card(person.id, dialogue)

    async def _to_staff(self, person: Person, message: Message) -> int:
        return await self._places.inside(person.id, lambda where: self._carry(message, where, "", self._cards.say))

    async def _tell_staff(self, person: Person, message: Message) -> int:
        line = await self._between.to_staff(person, message)

        def say(where: Json) -> Awaitable[int]:
            return self._say(chat := where.pop("chat_id"), line, where | answering(message.body, chat))

        return await self._places.inside(person.id, say)

    async def _to_patient(self, person: Person, message: Message) -> int:
        say = words(person.language)
        signature = "" if message.body["apart"] else to_patient.signature(say, message.body["by"])
        return await self._carry(message, {"chat_id": person.telegram_id}, signature, say)

    async def _tell_patient(self, person: Person, message: Message) -> int:
        line = await self._between.to_patient(person, message)
        return await self._say(person.telegram_id, line) if line else 0

    async def _carry(self, message: Message, where: Json, signature: str, say: Words) -> int:
        """Words anew, all else copied. A patient who sees that something was there has not got it: that fails."""
        body, lost = message.body, None
        if body["answers"]:
            where = where | await self._reply(body["chat"], body["answers"], where["chat_id"])
        try:
            copies = await self._copied(body, where, signature)
        except TelegramBadRequest as refused:
            if not any(word in refused.message for word in CANT_COPY):
                raise
            lost = refused if message.kind is Kind.TO_PATIENT else None
            line = Line(signed(signature, staff.not_passed_on(say).text))
            copies = [(await self._telegram.once("sendMessage", **spoken(line), **where))["message_id"]]
        await self._relays.arrived(message.id, where["chat_id"], originals(body), copies)
        if lost:
            raise lost
        return int(copies[0])

    async def _copied(self, body: Any, where: Json, signature: str) -> list[int]:
        if "words" in body:
            text = "\n".join((*([signature] if signature else []), *(html for _, html in body["words"])))
            sent = await self._telegram.once("sendMessage", text=text, parse_mode=HTML, **where)
            return [sent["message_id"]]
        numbers = sorted(body["copies"])
        if len(numbers) > 1:
            where = {name: value for name, value in where.items() if name != "reply_parameters"}
            album = await self._telegram.once("copyMessages", from_chat_id=body["chat"], message_ids=numbers, **where)
            return [one["message_id"] for one in album]
        caption = {"caption": signed(signature, body["html"]), "parse_mode": HTML} if signature else {}
        copy = await self._telegram.once(
            "copyMessage", from_chat_id=body["chat"], message_id=numbers[0], **caption, **where
        )
        return [copy["message_id"]]

    async def _reply(self, chat: int, answers: int, there: int) -> Json:
        number = await self._relays.other_side_of(chat, answers, there)
        return {"reply_parameters": {"message_id": number, "allow_sending_without_reply": True}} if number else {}

    async def _edit(self, person: Person, message: Message, chat: int) -> int:
        body = message.body
        carried = await self._relays.body(body["of"])
        number = await self._relays.other_side_of(body["chat"], body["message"], chat)
        if number is None or carried is None:
            return 0  # it never came there
        own = body["chat"] != person.telegram_id and not body["apart"]
        signature = to_patient.signature(words(person.language), body["by"]) if own else ""
        method, change = edit_of(carried, body, signature)
        try:
            await self._telegram.once(method, chat_id=chat, message_id=number, **change)
        except TelegramBadRequest as refused:
            if "message is not modified" not in refused.message:
                raise
        return number

    async def _take_back(self, person: Person, message: Message, chat: int) -> int:
        """Reception hears it in a message of its own: its group may be lost while the patient is there."""
        number = await self._relays.other_side_of(message.body["chat"], message.body["message"], chat)
        told = "taken_back"
        if await self._is_out_of_the_rest(message.body):
            await self._edit(person, message, chat)
        elif number is None:
            return 0
        else:
            try:
                await self._telegram.once("deleteMessage", chat_id=chat, message_id=number)
            except TelegramBadRequest as refused:
                told = "too_old" if "can't be deleted" in refused.message else told
        await self._dialogues.tell(person.id, told, about(message.body))
        return number or 0

    async def _is_out_of_the_rest(self, body: Any) -> bool:
        """It was joined with words that stay: of the last of them all is deleted."""
        carried = await self._relays.body(body["of"]) or {}
        return "words" in carried and body["message"] not in originals(carried)

    async def _say(self, chat: int, line: Line, where: Json | None = None) -> int:
        sent = await self._telegram.once("sendMessage", chat_id=chat, **spoken(line), **(where or {}))
        return int(sent["message_id"])

    async def _mark(self, message: Message) -> None:
        """The manager sees that it went. Where that can't be shown, it went all the same."""
        chat, seen = message.body["chat"], reaction(SENT_MARK)
        for original in originals(message.body):
            with suppress(TelegramAPIError):
                await self._telegram.call("setMessageReaction", chat_id=chat, message_id=original, reaction=seen)
