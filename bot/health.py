"""Whether all is well, for whoever watches: the machine that restarts the program, and Prometheus."""

import asyncio
import logging
import math
import time
from collections.abc import Awaitable, Callable
from typing import Protocol

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot.outages import CRM, DATABASE
from bot.vitals import Vitals

log = logging.getLogger(__name__)
LIMIT = 3.0  # seconds for the database to answer


class Queue(Protocol):
    async def waiting(self) -> tuple[int, float, float | None]:
        """How many updates wait, for how many seconds the oldest, and the age of the newest that ever came."""
        ...

    def is_away(self, error: BaseException) -> bool: ...


class Health:
    """``untold``: how many people have not heard yet how their booking ended. ``unsent``: for how many seconds the
    oldest message of the outbox has been due."""

    def __init__(
        self,
        inbox: Queue,
        untold: Callable[[], Awaitable[int]],
        unsent: Callable[[], Awaitable[float]],
        vitals: Vitals,
        bot_id: int | None = None,
    ) -> None:
        self._inbox = inbox
        self._untold = untold
        self._unsent = unsent
        self._vitals = vitals
        self._bot_id = bot_id
        self._started = time.monotonic()
        self._fails = False

    async def told(self, _request: web.Request) -> web.Response:
        """200; 503 while the database is "away", or has "failed" by a fault of our own, which is no outage.

        A silent clinic's system is no reason to restart anything.
        """
        away = self._vitals.outages.away
        facts: dict[str, object] = {
            "bot_id": self._bot_id,
            "crm": "away" if CRM in away else "ok",
            "away": sorted(away),
            "running_seconds": round(time.monotonic() - self._started),
        }
        try:
            async with asyncio.timeout(LIMIT):
                waiting, oldest, last = await self._inbox.waiting()
                facts |= {"inbox_waiting": waiting, "inbox_oldest_seconds": round(oldest)}
                facts |= {"last_update_seconds": None if last is None else round(last)}
                facts |= {"untold_outcomes": await self._untold()}
                facts |= {"outbox_oldest_seconds": round(await self._unsent())}
        except Exception as error:  # noqa: BLE001 whatever it is: who watches is to hear of it
            return web.json_response(facts | {"database": self._noticed(error)}, status=503)
        self._fails = False
        self._vitals.outages.back(DATABASE)
        return web.json_response(facts | {"database": "ok"})

    async def metrics(self, _request: web.Request) -> web.Response:
        """Also while the database is away: then the three numbers from it, which nobody knows, are NaN."""
        waiting = oldest = unsent = math.nan
        try:
            async with asyncio.timeout(LIMIT):
                waiting, oldest, _ = await self._inbox.waiting()
                unsent = await self._unsent()
        except Exception as error:  # noqa: BLE001 the rest of the numbers matters then all the more
            self._noticed(error)
        return web.Response(
            body=self._vitals.page(waiting, oldest, unsent), headers={"Content-Type": CONTENT_TYPE_LATEST}
        )

    def _noticed(self, error: Exception) -> str:
        """What there is to say of the database. A fault of our own is logged once, until all is well again."""
        if self._inbox.is_away(error):
            self._vitals.outages.went(DATABASE, type(error).__name__)
            return "away"
        if not self._fails:
            self._fails = True
            log.error("who watches can't be told all: %s", type(error).__name__, exc_info=error)
        return "failed"
