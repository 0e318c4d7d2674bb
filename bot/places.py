"""Where in reception's group a patient is written of: in a topic of their own, or, without topics, under their card."""

import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial

from aiogram.exceptions import TelegramAPIError, TelegramBadRequest

from bot.cards import Cards
from bot.groups import Groups
from bot.wire import Wire
from handlers.markup import Json, spoken
from handlers.screens import staff
from reception.handoff.dialogue import Dialogue, Place
from reception.handoff.ports import Dialogues

log = logging.getLogger(__name__)
NO_TOPICS = "not a forum"
DELETED = ("thread not found", "TOPIC_ID_INVALID", "TOPIC_DELETED")
LONGEST = 128  # characters of a topic's name


class Places:
    def __init__(self, telegram: Wire, groups: Groups, dialogues: Dialogues, cards: Cards) -> None:
        self._telegram = telegram
        self._groups = groups
        self._dialogues = dialogues
        self._cards = cards

    async def card(self, person_id: int, dialogue: Dialogue) -> int:
        """Send it; a topic deleted since the last dialogue is made anew. Its number."""
        place = await self._place(person_id)
        line = await self._cards.card(dialogue)
        assert line is not None  # its person is there
        try:
            sent = await self._telegram.once("sendMessage", **_where(place), **spoken(line))
        except TelegramBadRequest as refused:
            if not _is_deleted(refused):
                raise
            place = await self._founded(person_id, place.name)
            sent = await self._telegram.once("sendMessage", **_where(place), **spoken(line))
        await self._dialogues.keep_card(dialogue.id, sent["message_id"])
        return int(sent["message_id"])

    async def fading(self, dialogue_id: int) -> Callable[[], Awaitable[None]]:
        """What becomes of the card that is there now, as soon as there is another. Numbers are a chat's own: in a new
        group another person's message may have the same."""
        dialogue, chat = await self._dialogues.find(dialogue_id), self._groups.chat()
        place = await self._dialogues.place(dialogue.person) if dialogue else None
        return partial(self._fades, chat, dialogue.card if dialogue and place and place.chat == chat else None)

    async def _fades(self, chat: int | None, card: int | None) -> None:
        """Where Telegram does not take that, the old one shows how things stand when it is tapped."""
        if card is not None:
            with suppress(TelegramAPIError):
                line = spoken(staff.further_down(self._cards.say))
                await self._telegram.call("editMessageText", chat_id=chat, message_id=card, **line)

    async def inside(self, person_id: int, send: Callable[[Json], Awaitable[int]]) -> int:
        """``send`` there; where the place is new, or somebody has deleted the topic, the card comes first, again."""
        try:
            return await self._below_card(person_id, send)
        except TelegramBadRequest as refused:
            if not _is_deleted(refused):
                raise
        await self._founded(person_id, await self._name(person_id))
        return await self._below_card(person_id, send)

    async def _below_card(self, person_id: int, send: Callable[[Json], Awaitable[int]]) -> int:
        place, dialogue = await self._place(person_id), await self._dialogues.of(person_id)
        if dialogue and dialogue.waiting_since and dialogue.card is None:
            await self.card(person_id, dialogue)
            dialogue = await self._dialogues.of(person_id)
        return await send(_under(place, dialogue))

    async def _place(self, person_id: int) -> Place:
        known, name = await self._dialogues.place(person_id), await self._name(person_id)
        if known is None or known.chat != self._groups.chat():
            return await self._founded(person_id, name)
        return known if known.name == name or not known.topic else await self._renamed(person_id, known, name)

    async def _name(self, person_id: int) -> str:
        return (await self._cards.name(person_id))[:LONGEST]

    async def _founded(self, person_id: int, name: str) -> Place:
        """The card belongs to where it was before; should we die now, it is missed there all the same."""
        chat = self._groups.chat()
        assert chat is not None  # else there is nothing to be said (bot/relay.py)
        topic = 0
        try:
            topic = (await self._telegram.once("createForumTopic", chat_id=chat, name=name))["message_thread_id"]
        except TelegramBadRequest as refused:
            if NO_TOPICS not in refused.message:
                raise
            log.info("reception's group has no topics")
        place = Place(chat, topic, name)
        await self._dialogues.lose_card(person_id)
        await self._dialogues.keep_place(person_id, place)
        return place

    async def _renamed(self, person_id: int, known: Place, name: str) -> Place:
        place = Place(known.chat, known.topic, name)
        try:
            await self._telegram.once("editForumTopic", chat_id=known.chat, message_thread_id=known.topic, name=name)
        except TelegramBadRequest as refused:
            log.info("a topic keeps its old name: %s", refused.message)
        await self._dialogues.keep_place(person_id, place)
        return place


def _where(place: Place) -> Json:
    return {"chat_id": place.chat} | ({"message_thread_id": place.topic} if place.topic else {})


def _under(place: Place, dialogue: Dialogue | None) -> Json:
    """Without topics what belongs together answers its card."""
    if place.topic or dialogue is None or dialogue.card is None:
        return _where(place)
    return _where(place) | {"reply_parameters": {"message_id": dialogue.card, "allow_sending_without_reply": True}}


def _is_deleted(refused: TelegramBadRequest) -> bool:
    return any(word in refused.message for word in DELETED)
