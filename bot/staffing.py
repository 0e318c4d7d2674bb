"""Around each handler of reception's group: whether somebody is a manager, and what comes of it, shown there."""

import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramMigrateToChat
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.cards import Cards
from bot.groups import Groups
from bot.on_behalf import OnBehalf
from bot.wire import Wire
from handlers.groups import INSIDE
from handlers.markup import HTML, NO_PREVIEW, inline, spoken
from handlers.screen import Line
from handlers.screens.panel import PREFIXES
from handlers.staff_talk import Dealt, StaffTalk
from handlers.staff_taps import Deal, SendCanned
from reception.handoff.desk import Handoff
from reception.handoff.dialogue import Manager

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]
REMEMBERED = 300.0  # seconds: whoever leaves the group is a manager for no longer
OURS = (Deal.__prefix__, SendCanned.__prefix__)


@dataclass(frozen=True, slots=True)
class _Place:
    chat: int
    topic: int | None


class Staffing:
    """``now``: a clock that nobody sets."""

    def __init__(
        self,
        telegram: Wire,
        groups: Groups,
        handoff: Handoff,
        cards: Cards,
        on_behalf: OnBehalf,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._telegram = telegram
        self._groups = groups
        self._handoff = handoff
        self._cards = cards
        self._on_behalf = on_behalf
        self._now = now
        self._managers: dict[tuple[int, int], tuple[bool, float]] = {}

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        if isinstance(event, CallbackQuery):
            return await self._tapped(handler, event, data)
        assert isinstance(event, Message)  # registered for these two
        return await self._said(handler, event, data)

    async def _tapped(self, handler: Handler, tap: CallbackQuery, data: dict[str, Any]) -> None:
        """Outsiders' taps, and all other buttons, get nothing but that their clock stops."""
        told = ""
        message, kind = tap.message, (tap.data or "").split(":")[0]
        by = Manager(tap.from_user.id, tap.from_user.first_name)
        does = self._deals if kind in OURS else self._on_behalf if kind in PREFIXES else None
        if does and isinstance(message, Message) and await self._is_manager(message.chat.id, by.id):
            told = await does(handler, tap, message, data, by)
        with suppress(TelegramAPIError):
            await self._telegram.call("answerCallbackQuery", callback_query_id=tap.id, text=told or None)

    async def _deals(
        self, handler: Handler, tap: CallbackQuery, card: Message, data: dict[str, Any], by: Manager
    ) -> str:
        place = _Place(card.chat.id, card.message_thread_id if card.is_topic_message else None)
        dealt = await handler(tap, data | {"staff": self._talk(place, by)})
        if not isinstance(dealt, Dealt):
            return ""
        await self._redraw(card, dealt.card)
        return dealt.told

    async def _said(self, handler: Handler, message: Message, data: dict[str, Any]) -> Any:
        """Whoever writes there is a member: Telegram lets nobody else."""
        user = message.from_user
        anonymous = message.sender_chat is not None
        place = _Place(message.chat.id, message.message_thread_id if message.is_topic_message else None)
        name = "" if anonymous or user is None else user.first_name
        talk = self._talk(place, Manager(user.id if user else 0, name))
        answer = await handler(message, data | {"staff": talk})
        if isinstance(answer, Line):
            await self._show(place, answer, message.message_id)
        return None

    def _talk(self, place: _Place, by: Manager) -> StaffTalk:
        ours = place.chat == self._groups.chat()
        return StaffTalk(self._cards.say, self._handoff, self._cards, by, partial(self._show, place), ours)

    async def _show(self, place: _Place, line: Line, answers: int | None = None) -> int:
        reply = {"message_id": answers, "allow_sending_without_reply": True} if answers else None
        sent = await self._telegram.call(
            "sendMessage",
            chat_id=place.chat,
            message_thread_id=place.topic,
            reply_parameters=reply,
            **spoken(line),
        )
        return int(sent["message_id"])

    async def _redraw(self, message: Message, card: Line | None) -> None:
        if card is None:
            return
        with suppress(TelegramAPIError):  # it says so already, or is gone; what was done stays done
            await self._telegram.call(
                "editMessageText",
                chat_id=message.chat.id,
                message_id=message.message_id,
                text=card.text,
                parse_mode=HTML,
                link_preview_options=NO_PREVIEW,
                reply_markup=inline(card.rows),
            )

    async def _is_manager(self, chat: int, user: int) -> bool:
        if chat != self._groups.chat():
            return False
        known, until = self._managers.get((chat, user), (False, 0.0))
        if self._now() < until:
            return known
        try:
            member = await self._telegram.call("getChatMember", chat_id=chat, user_id=user)
        except TelegramMigrateToChat as move:
            await self._groups.moved(chat, move.migrate_to_chat_id)
            return False
        except TelegramBadRequest:
            return False
        inside = member["status"] in INSIDE and member.get("is_member", True)
        self._managers[chat, user] = (inside, self._now() + REMEMBERED)
        return inside
