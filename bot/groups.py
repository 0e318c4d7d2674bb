"""Which groups the bot is in: reception's own, if one is set, and no other."""

import logging
from contextlib import suppress
from typing import Protocol

from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
)

log = logging.getLogger(__name__)
SUPERGROUPS = -1_000_000_000_000  # their ids are below it; only what is above may still move


class Moves(Protocol):
    """What is promised: ``db.groups``."""

    async def now_id(self, configured_id: int) -> int | None: ...
    async def keep(self, configured_id: int, now_id: int) -> None: ...


class Groups:
    """``configured_id``: STAFF_CHAT_ID. ``goodbye`` is said in a group that is left."""

    def __init__(self, bot: Bot, moves: Moves, configured_id: int | None, goodbye: str) -> None:
        self._bot = bot
        self._moves = moves
        self._configured_id = configured_id
        self._goodbye = goodbye
        self._staff_id = configured_id
        self._mute = False

    async def open(self) -> None:
        if self._configured_id is not None:
            self._staff_id = await self._moves.now_id(self._configured_id) or self._configured_id

    async def found_in(self, chat_id: int, *, channel: bool = False) -> None:
        """The bot is in this group; it goes unless it is reception's."""
        if chat_id == self._staff_id or await self._followed_to(chat_id):
            return
        if not channel:
            with suppress(TelegramAPIError):  # a group may let nobody write
                await self._bot.send_message(chat_id, self._goodbye)
        with suppress(TelegramForbiddenError, TelegramBadRequest):  # out already
            await self._bot.leave_chat(chat_id)
            log.warning("left the group %d: it is not the one in STAFF_CHAT_ID", chat_id)

    async def put_out_of(self, chat_id: int) -> None:
        if chat_id == self._staff_id:
            log.warning("the bot is no longer in the staff chat: add it to the group again")

    async def moved(self, old_id: int, new_id: int) -> None:
        """A group has become a supergroup."""
        if old_id != self._staff_id or self._configured_id is None:
            return
        self._staff_id = new_id
        await self._moves.keep(self._configured_id, new_id)
        log.warning("the staff chat has become a supergroup: followed to %d", new_id)

    async def say(self, text: str) -> bool:
        """Tell reception. False: not now, try again later. A group that can't be written to is one log line."""
        staff = self._staff_id
        if staff is None:
            return True
        try:
            await self._bot.send_message(staff, text)
        except TelegramMigrateToChat as move:
            await self.moved(staff, move.migrate_to_chat_id)
            return False
        except (TelegramForbiddenError, TelegramBadRequest) as refused:
            if not self._mute:
                log.warning("the staff chat can't be written to: %s", refused.message)
            self._mute = True
            return True
        except TelegramAPIError:
            return False
        self._mute = False
        return True

    async def _followed_to(self, chat_id: int) -> bool:
        """Nobody promises that the news of the move comes before news of the new group."""
        staff = self._staff_id
        if staff is None or staff < SUPERGROUPS:
            return False
        try:
            await self._bot.get_chat(staff)
        except TelegramMigrateToChat as move:
            await self.moved(staff, move.migrate_to_chat_id)
        except (TelegramForbiddenError, TelegramBadRequest):
            pass  # reception's group is unknown: this one is not it
        return chat_id == self._staff_id
