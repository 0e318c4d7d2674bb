"""APScheduler holds no truth here: it only wakes what looks at the database and the clinic's system itself."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = logging.getLogger(__name__)
MANY = 1000  # else the scheduler warns, second by second, of what takes longer; _run keeps to one
LOOK = 1.0  # seconds between looks at the machine's clock
STEP = 1.0  # seconds back: less keeps nothing waiting
Work = Callable[[], Awaitable[object]]


class Wakeups:
    """Each piece of work is woken at intervals, never twice at a time; a failure waits for the next time.

    The scheduler goes by the wall clock: set back an hour, it would wake nothing for that hour. All is woken anew then.
    """

    def __init__(
        self,
        is_outage: Callable[[Exception], bool] = lambda _error: False,
        wall: Callable[[], float] = time.time,
        look: float = LOOK,
    ) -> None:
        """``is_outage``: whether a failure is something's being away, which others tell (bot/outages.py)."""
        self._is_outage = is_outage
        self._wall = wall
        self._look = look
        self._most_ahead = self._ahead()
        self._watching: asyncio.Task[None] | None = None
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
            next_run_time=self._now(),
            coalesce=True,
            misfire_grace_time=None,
            max_instances=MANY,
        )

    def start(self) -> None:
        self._scheduler.start()
        self._watching = asyncio.create_task(self._watch_clock())

    async def stop(self, patience: float = 10) -> None:
        """Wake nothing more and wait so many seconds for what runs: the scheduler itself would cut it off."""
        if not self._scheduler.running:
            return
        self._scheduler.pause()
        if self._watching:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)
        await asyncio.sleep(0)  # what has just been woken begins
        if self._running:
            await asyncio.wait(self._running.values(), timeout=patience)
        self._scheduler.shutdown(wait=False)

    async def _watch_clock(self) -> None:
        """Small steps back add up, and one after a step forward counts from there."""
        while True:
            await asyncio.sleep(self._look)
            ahead = self._ahead()
            back = self._most_ahead - ahead
            if back > STEP:
                log.info("the machine's clock was set back %.0f s", back)
                self.wake_all()
            if back > STEP or back < 0:
                self._most_ahead = ahead

    def wake_all(self) -> None:
        """Now: the time is another than it was."""
        for job in self._scheduler.get_jobs():
            job.modify(next_run_time=self._now())

    def _ahead(self) -> float:
        """Of the clock that nobody sets: what only a step of the wall clock changes."""
        return self._wall() - time.monotonic()

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self._wall(), UTC)

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
