"""What one wake-up costs: what has changed is asked, and what is due is claimed."""

import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from statistics import median
from typing import Any, cast

from sqlalchemy import event, update

from benchmarks.ahead import FIRST_ID, ONE, fill
from bot.databases import open_database
from bot.noticing import quiet_hours
from bot.settings import DEMO_CLINIC
from clinic.read import read_clinic
from crm.model import Appointment, Capabilities, Changes
from crm.port import Crm
from db.cipher import new_key
from db.database import Database
from db.outbox import OutboxStore
from db.plans import Plans
from db.tables import outbox
from db.visits import VisitStore
from reception.budget import Budget
from reception.clock import SystemClock
from reception.sync import Sync
from reminders.plan import plan

MANY = 500  # due at once
CHANGED = 5  # visits that somebody has moved since the last time
ROUNDS, EMPTY = 7, 3


@dataclass(frozen=True, slots=True)
class Woken:
    """Milliseconds. ``empty``: of the database alone, where nothing has changed and nothing is due."""

    visits: int
    full: float
    empty: float


class System:
    """A clinic's system that only tells what has changed: its own work is no part of ours."""

    capabilities = Capabilities()

    def __init__(self) -> None:
        self.changed: Sequence[Appointment] = ()

    async def changes(self, _cursor: str | None) -> Changes:
        changed, self.changed = self.changed, ()
        return Changes(tuple(changed), "1")


class Stopwatch:
    """Seconds that statements and commits take, and nothing of what we do around them."""

    def __init__(self, database: Database) -> None:
        self.seconds = 0.0
        self._began = 0.0
        engine = database.engine.sync_engine
        self._commit, engine.dialect.do_commit = engine.dialect.do_commit, self._commits  # type: ignore[method-assign, assignment] # no event tells when it is done
        event.listen(engine, "before_cursor_execute", self._begins)
        event.listen(engine, "after_cursor_execute", self._ends)

    def _begins(self, *_about: Any) -> None:
        self._began = time.perf_counter()

    def _ends(self, *_about: Any) -> None:
        self.seconds += time.perf_counter() - self._began

    def _commits(self, connection: Any) -> None:
        self._begins()
        self._commit(connection)
        self._ends()


async def wake_ups(urls: tuple[str, str], times: int) -> list[Woken]:
    """In two empty databases: with ten thousand visits ahead, and with so many times as many; in turn."""
    async with AsyncExitStack() as stack:
        sizes = zip(urls, (1, times), strict=True)
        benches = [await stack.enter_async_context(_bench(url, number)) for url, number in sizes]
        for _ in range(ROUNDS):
            for bench in benches:
                await bench.round()
        return [bench.middle() for bench in benches]


@asynccontextmanager
async def _bench(url: str, times: int) -> AsyncIterator["_Bench"]:
    database = await open_database(url, new_key())
    try:
        began = SystemClock().now()
        await fill(database, began, times)
        bench = _Bench(database, began, times * ONE)
        await bench.round()  # what is compiled, or read from the disk, once
        bench.forget()
        yield bench
    finally:
        await database.close()


class _Bench:
    def __init__(self, database: Database, began: datetime, visits: int) -> None:
        clock, clinic = SystemClock(), read_clinic(DEMO_CLINIC)
        quietly = partial(plan, quiet=quiet_hours(clinic.rules))
        plans = Plans(database, clock, quietly, lambda _branch: clinic.zone)
        self._database = database
        self._began = began
        self._ahead = visits
        self._fulls: list[float] = []
        self._empties: list[float] = []
        self._system = System()
        self._visits = VisitStore(database, clock, plans.of_patients)
        budget = Budget(clinic.crm.calls_per_minute, clock)
        self._sync = Sync(cast(Crm, self._system), self._visits, budget, clock)
        self._outbox = OutboxStore(database, clock)
        self._watch = Stopwatch(database)
        self._next = ONE // 2  # of the first copy's visits, whose notices are made due one after the other

    async def round(self) -> None:
        self._fulls.append(await self._full())
        self._empties += [await self._empty() for _ in range(EMPTY)]

    def forget(self) -> None:
        self._fulls, self._empties = [], []

    def middle(self) -> Woken:
        return Woken(self._ahead, median(self._fulls), median(self._empties))

    async def _full(self) -> float:
        await self._prepare()
        began = time.perf_counter()
        claimed = await self._wake()
        assert claimed == MANY
        return (time.perf_counter() - began) * 1000

    async def _empty(self) -> float:
        self._watch.seconds = 0
        claimed = await self._wake()
        assert not claimed
        return self._watch.seconds * 1000

    async def _wake(self) -> int:
        await self._sync.round()
        return len(await self._outbox.claim(MANY))

    async def _prepare(self) -> None:
        """So many are due, so many visits are moved."""
        first, self._next = self._next, self._next + MANY // 2
        due = update(outbox).where(outbox.c.id.in_(range(FIRST_ID + 2 * first, FIRST_ID + 2 * self._next)))
        async with self._database.write() as connection:
            await connection.execute(due.values(due_at=self._began))
        names = [f"v{first - ONE // 2 + n}" for n in range(CHANGED)]
        known = (await self._visits.known(names)).values()
        self._system.changed = [replace(one, starts_at=one.starts_at + timedelta(minutes=5)) for one in known]
