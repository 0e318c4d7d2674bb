"""Which groups the bot is in: reception's own and the one for complaints, if they are set, and no other."""

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

from bot.outages import GROUP, Outages
from handlers.groups import lacks

log = logging.getLogger(__name__)
SUPERGROUPS = -1_000_000_000_000  # their ids are below it; only what is above may still move


class Moves(Protocol):
    """What is promised: ``db.groups``."""

    async def now_id(self, configured_id: int) -> int | None: ...
    async def keep(self, configured_id: int, old_id: int, now_id: int) -> None: ...


class Groups:
    """``staff_id``: STAFF_CHAT_ID. ``complaints_id``: the clinic file's. ``goodbye``: said in a group that is left.

    ``lacks``: what keeps the bot from its work in reception's group, as far as is known; nothing, as a rule.
    """

    def __init__(
        self,
        bot: Bot,
        moves: Moves,
        outages: Outages,
        staff_id: int | None,
        goodbye: str,
        complaints_id: int | None = None,
    ) -> None:
        self._bot = bot
        self._moves = moves
        self._outages = outages
        self._staff_id = staff_id
        self._complaints_id = complaints_id
        self._goodbye = goodbye
        self._now = {one: one for one in (staff_id, complaints_id) if one is not None}  # under which id each is now
        self._mute = False
        self.lacks = ""
        self._lacked = False  # and nobody has heard yet that it is well again

    async def open(self) -> None:
        for configured in self._now:
            self._now[configured] = await self._moves.now_id(configured) or configured

    @property
    def complaints_apart(self) -> bool:
        """As at the start: the groups that the bot is in don't change while it runs."""
        return self._complaints_id is not None

    def chat(self, *, complaints: bool = False) -> int | None:
        """Where reception is told things; None where it has no group."""
        configured = self._complaints_id if complaints and self._complaints_id else self._staff_id
        return None if configured is None else self._now[configured]

    async def found_in(self, chat_id: int, *, channel: bool = False) -> None:
        """The bot is in this group; it goes unless it is reception's."""
        if chat_id in self._now.values() or await self._followed_to(chat_id):
            return
        if not channel:
            with suppress(TelegramAPIError):  # a group may let nobody write
                await self._bot.send_message(chat_id, self._goodbye)
        with suppress(TelegramForbiddenError, TelegramBadRequest, TelegramMigrateToChat):  # out already
            await self._bot.leave_chat(chat_id)
            log.warning("left the group %d: it is not the one in STAFF_CHAT_ID", chat_id)

    async def put_out_of(self, chat_id: int) -> None:
        if chat_id in self._now.values():
            log.warning("the bot is no longer in the %s: add it to the group again", self._name(chat_id))

    async def stands(self, chat_id: int, lacks: str) -> None:
        if chat_id != self.chat():
            return
        self.lacks = lacks
        if lacks:
            self._lacked = True
            self._outages.went(GROUP, lacks)
        elif self._lacked:
            self._outages.back(GROUP)
            self._lacked = GROUP in self._outages.away

    async def look(self) -> None:
        """Woken every minute: the news may have come to a process that has died, or before the outage was calm."""
        if (staff := self.chat()) is None:
            return
        try:
            chat, bot = await self._bot.get_chat(staff), await self._bot.get_chat_member(staff, self._bot.id)
        except TelegramMigrateToChat as move:
            await self.moved(staff, move.migrate_to_chat_id)
        except (TelegramForbiddenError, TelegramBadRequest) as refused:
            await self.stands(staff, refused.message)
        else:
            await self.stands(staff, lacks(bot, topics=bool(chat.is_forum)))

    async def moved(self, old_id: int, new_id: int) -> None:
        """A group has become a supergroup."""
        for configured, now_id in self._now.items():
            if now_id == old_id:
                log.warning("the %s has become a supergroup: followed to %d", self._name(old_id), new_id)
                self._now[configured] = new_id
                await self._moves.keep(configured, old_id, new_id)

    async def say(self, text: str) -> bool:
        """Tell reception. False: not now, try again later. A group that can't be written to is one log line."""
        if (staff := self.chat()) is None:
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
        for now_id in list(self._now.values()):
            if now_id < SUPERGROUPS:
                continue
            try:
                await self._bot.get_chat(now_id)
            except TelegramMigrateToChat as move:
                await self.moved(now_id, move.migrate_to_chat_id)
            except (TelegramForbiddenError, TelegramBadRequest):
                pass  # it is unknown: this one is not it
        return chat_id in self._now.values()

    def _name(self, chat_id: int) -> str:
        return "staff chat" if chat_id == self.chat() else "complaints chat"
