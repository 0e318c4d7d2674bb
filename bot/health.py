"""Whether all is well, for whoever watches: the machine that restarts the program, and Prometheus."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Protocol

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot.outages import CRM, DATABASE
from bot.vitals import Vitals

LIMIT = 3.0  # seconds for the database to answer


class Queue(Protocol):
    async def waiting(self) -> tuple[int, float, float | None]:
        """How many updates wait, for how many seconds the oldest, and the age of the newest that ever came."""
        ...


class Health:
    """``untold``: how many people have not heard yet how their booking ended."""

    def __init__(
        self, inbox: Queue, untold: Callable[[], Awaitable[int]], vitals: Vitals, bot_id: int | None = None
    ) -> None:
        self._inbox = inbox
        self._untold = untold
        self._vitals = vitals
        self._bot_id = bot_id
        self._started = time.monotonic()

    async def told(self, _request: web.Request) -> web.Response:
        """200, or 503 while the database is away. A silent clinic's system is no reason to restart anything."""
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
        except Exception as error:  # noqa: BLE001 whatever it is: there is no database to work with
            self._vitals.outages.went(DATABASE, type(error).__name__)
            return web.json_response(facts | {"database": "away"}, status=503)
        self._vitals.outages.back(DATABASE)
        return web.json_response(facts | {"database": "ok"})

    async def metrics(self, _request: web.Request) -> web.Response:
        """Also while the database is away: then without the inbox's numbers being fresh."""
        waiting, oldest = -1, -1.0
        try:
            async with asyncio.timeout(LIMIT):
                waiting, oldest, _ = await self._inbox.waiting()
        except Exception as error:  # noqa: BLE001 the rest of the numbers matters then all the more
            self._vitals.outages.went(DATABASE, type(error).__name__)
        return web.Response(body=self._vitals.page(waiting, oldest), headers={"Content-Type": CONTENT_TYPE_LATEST})
