"""Fetch updates from Telegram by long polling; the next fetch acknowledges those that are stored."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramConflictError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import TelegramMethod

from bot.outages import STORING, TELEGRAM, Outages
from bot.settings import WrongToken
from bot.telegram import said
from bot.turns import RawUpdate, told

FETCHING = "Polling"
Accept = Callable[[Sequence[RawUpdate]], Awaitable[None]]
PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0)


class RawUpdates(TelegramMethod[list[dict[str, Any]]]):
    """getUpdates, unread: what is stored is what Telegram sent, fields that this aiogram does not know included."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None
    limit: int
    timeout: int
    allowed_updates: list[str]


class Polling:
    def __init__(
        self,
        bot: Bot,
        accept: Accept,
        allowed_updates: Sequence[str],
        outages: Outages | None = None,
        *,
        wait_seconds: int = 25,
        pauses: Sequence[float] = PAUSES,
    ) -> None:
        self._bot = bot
        self._accept = accept
        self._allowed = list(allowed_updates)
        self._outages = outages or Outages()
        self._wait = wait_seconds
        self._pauses = pauses
        self._offset: int | None = None
        self._unhooked = False
        self._troubles = 0

    async def run(self, stop: asyncio.Event) -> None:
        """Until ``stop``. Raise ``WrongToken``; every other trouble is one log line and patience."""
        while not stop.is_set():
            pause = await self._round(stop)
            if pause:
                await unless(stop, asyncio.sleep(pause))

    async def _round(self, stop: asyncio.Event) -> float:
        try:
            await self._fetch(stop)
        except (TelegramUnauthorizedError, TelegramNotFound):
            raise WrongToken from None
        except TelegramConflictError as error:
            self._unhooked = False
            return self._trouble(FETCHING, f"another program fetches this bot's updates: {error.message}")
        except TelegramRetryAfter as error:
            return max(error.retry_after, self._trouble(FETCHING, "Telegram asks to slow down"))
        except AiogramError as error:
            return self._trouble(TELEGRAM, said(error, self._bot))
        except Exception as error:  # noqa: BLE001 nothing was acknowledged: Telegram will send it again
            return self._trouble(STORING, told(error))
        self._troubles = 0
        for what in (TELEGRAM, FETCHING, STORING):
            self._outages.back(what)
        return 0

    async def _fetch(self, stop: asyncio.Event) -> None:
        if not self._unhooked:
            await self._bot.delete_webhook(drop_pending_updates=False)
            self._unhooked = True
        ask = RawUpdates(offset=self._offset, limit=100, timeout=self._wait, allowed_updates=self._allowed)
        updates = await unless(stop, self._bot(ask, request_timeout=self._wait + 10))
        if updates:
            await self._accept(updates)
            self._offset = max(update["update_id"] for update in updates) + 1

    def _trouble(self, what: str, why: str) -> float:
        self._outages.went(what, why)
        self._troubles += 1
        return self._pauses[min(self._troubles, len(self._pauses)) - 1]


async def unless(stop: asyncio.Event, wish: Awaitable[Any]) -> Any:
    """What ``wish`` gives, or None as soon as ``stop`` is set."""
    work, stopped = asyncio.ensure_future(wish), asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({work, stopped}, return_when=asyncio.FIRST_COMPLETED)
        return work.result() if work.done() else None
    finally:
        for task in (work, stopped):
            task.cancel()
        await asyncio.gather(work, stopped, return_exceptions=True)
