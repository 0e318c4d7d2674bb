"""APScheduler holds no truth here: it only wakes what looks at the database and the clinic's system itself."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = logging.getLogger(__name__)
MANY = 1000  # else the scheduler warns, second by second, of what takes longer; _run keeps to one
Work = Callable[[], Awaitable[object]]


class Wakeups:
    """Each piece of work is woken at intervals, never twice at a time; a failure waits for the next time."""

    def __init__(self, is_outage: Callable[[Exception], bool] = lambda _error: False) -> None:
        """``is_outage``: whether a failure is something's being away, which others tell (bot/outages.py)."""
        self._is_outage = is_outage
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._failing: set[str] = set()
        self._running: dict[str, asyncio.Task[Any]] = {}

    def every(self, interval: timedelta, name: str, work: Work) -> None:
        """At the start, then after each interval."""
        self._scheduler.add_job(
            self._run,
            "interval",
            (name, work),
            seconds=interval.total_seconds(),
            next_run_time=datetime.now(UTC),
            coalesce=True,
            misfire_grace_time=None,
            max_instances=MANY,
        )

    def start(self) -> None:
        self._scheduler.start()

    async def stop(self, patience: float = 10) -> None:
        """Wake nothing more and wait so many seconds for what runs: the scheduler itself would cut it off."""
        if not self._scheduler.running:
            return
        self._scheduler.pause()
        await asyncio.sleep(0)  # what has just been woken begins
        if self._running:
            await asyncio.wait(self._running.values(), timeout=patience)
        self._scheduler.shutdown(wait=False)

    async def _run(self, name: str, work: Work) -> None:
        if name in self._running:
            return
        task = asyncio.current_task()
        assert task is not None  # a scheduler's job is one
        self._running[name] = task
        try:
            await self._attempt(name, work)
        finally:
            del self._running[name]

    async def _attempt(self, name: str, work: Work) -> None:
        """One line when a piece of work begins to fail and one when it is well again."""
        try:
            await work()
        except Exception as error:
            if name not in self._failing and not self._is_outage(error):
                self._failing.add(name)
                log.warning("%s fails: %s", name, type(error).__name__, exc_info=error)
        else:
            if name in self._failing:
                self._failing.discard(name)
                log.info("%s is well again", name)
