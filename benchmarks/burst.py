"""Many notices at once, against a Telegram that counts strictly: how near to its limit, and how long a tap takes."""

import asyncio
import random
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from statistics import quantiles
from typing import Any

from sqlalchemy import func, select, update

from benchmarks.bench import Bench, Started
from benchmarks.clinic import Visitors
from benchmarks.hurried import SCALE
from benchmarks.load import Telegram
from benchmarks.subjects import open_subject
from bot.databases import open_database
from crm.embedded.adapter import EmbeddedCrm
from crm.model import Order, Slot
from db.database import Database
from db.tables import outbox, patients
from reception.clock import SystemClock
from reminders.outbox import State
from reminders.pace import Limits
from reminders.plan import Kind

SECOND = 1.0
REFUSED = 0.1  # of the calls, at random
SEED = 5
LONG = timedelta(minutes=5)
PATIENCE = 120  # seconds until a burst counts as stuck


@dataclass(frozen=True, slots=True)
class Rush:
    """``times``: of Telegram's own limit; so many ``seconds`` of notices; ``taps`` of others, one after the other."""

    times: int = 2
    seconds: int = 6
    taps: int = 150

    @property
    def limit(self) -> int:
        return Limits().in_all * self.times

    @property
    def notices(self) -> int:
        return self.limit * self.seconds


@dataclass(frozen=True, slots=True)
class Burst:
    """``of_limit``: what went through, of what could. ``floods``: refused by the window. p99 of a tap, ms."""

    of_limit: float
    floods: int
    of_limit_refused: float
    floods_refused: int
    quiet: float
    busy: float


class Strict:
    """A window of exactly a second, in which what is refused takes no place."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._chance = random.Random(SEED)  # noqa: S311 no secret
        self._went: deque[float] = deque(maxlen=limit)
        self.refused = 0.0
        self.begin()

    def begin(self) -> None:
        self.at: list[float] = []
        self.floods = 0

    def refuses(self, method: str) -> bool:
        if method != "sendMessage":
            return False
        now = time.perf_counter()
        if len(self._went) == self._limit and self._went[0] > now - SECOND:
            self.floods += 1
            return True
        if self._chance.random() < self.refused:
            return True
        self._went.append(now)
        self.at.append(now)
        return False

    def of_limit(self) -> float:
        """The first second's worth may all go at once; the last waits for those who were refused near the end."""
        counted = (len(self.at) // self._limit - 1) * self._limit
        return (counted - self._limit) / (self.at[counted - 1] - self.at[0]) / self._limit


async def burst(database: str, url: str, folder: Path, rush: Rush) -> Burst:
    """In an empty database; the first people of the clinic tap, the others have visits."""
    strict = Strict(rush.limit)
    telegram = Telegram(refuses=strict.refuses)
    subject = await open_subject("ours", database, url, folder, rush.taps + rush.notices)
    assert subject.visitors
    hurried = replace(subject, module="benchmarks.hurried", environment={**subject.environment, SCALE: str(rush.times)})
    store = await open_database(url, subject.environment["DATA_KEY"])
    try:
        await _book(store, subject.visitors, rush)
        async with telegram.open() as api:
            bench = Bench(telegram, api, rush.taps)
            async with bench.started(hurried) as bot:
                return await _Rushing(bench, bot, store, strict, rush).measured()
    finally:
        await store.close()


class _Rushing:
    def __init__(self, bench: Bench, bot: Started, store: Database, strict: Strict, rush: Rush) -> None:
        self._bench, self._bot, self._store, self._strict, self._rush = bench, bot, store, strict, rush

    async def measured(self) -> Burst:
        await _until(self._planned)
        await self._bot.process.quiet()
        quiet = await self._tapped()
        await self._sent()
        plain = self._strict.of_limit(), self._strict.floods
        self._strict.refused = REFUSED
        await self._sent()
        refused = self._strict.of_limit(), self._strict.floods
        self._strict.refused = 0
        sending = asyncio.create_task(self._sent())
        await _until(self._begun)
        busy = await self._tapped()
        await sending
        return Burst(*plain, *refused, quiet, busy)

    async def _tapped(self) -> float:
        taps = self._bench.plain(self._bot.subject, "a", self._rush.taps)
        answers = await self._bench.telegram.brings_all(self._bot.address, taps, 1)
        return quantiles((answer.seconds * 1000 for answer in answers), n=100, method="inclusive")[98]

    async def _sent(self) -> None:
        """All are due at once, and gone when it returns."""
        self._strict.begin()
        now = SystemClock().now()
        again = {"state": State.DUE, "tries": 0, "due_at": now, "settled_at": None, "owner": None}
        async with self._store.write() as connection:
            await connection.execute(update(outbox).where(outbox.c.kind == Kind.DAY_BEFORE).values(again))
        await _until(lambda: self._count(State.SENT))

    async def _begun(self) -> bool:
        return bool(self._strict.at)

    async def _planned(self) -> bool:
        return await self._count(State.DUE)

    async def _count(self, state: State) -> bool:
        so_far = select(func.count()).where(outbox.c.kind == Kind.DAY_BEFORE, outbox.c.state == state)
        return bool((await self._store.rows(so_far))[0][0] >= self._rush.notices)


async def _until(so: Callable[[], Any]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not await so():  # noqa: ASYNC110 the program is another process
            await asyncio.sleep(0.2)


async def _book(store: Database, visitors: Visitors, rush: Rush) -> None:
    """A visit for each who does not tap; far enough ahead that nothing is due by itself."""
    crm, names = (
        EmbeddedCrm(store, SystemClock()),
        {(kind, number): name for (kind, name), number in visitors.catalogue.ids.items()},
    )
    soonest = SystemClock().now() + timedelta(days=3)
    times = ((way, at) for way, at in visitors.free if at > soonest)
    rows = await store.rows(select(patients.c.crm_id).order_by(patients.c.id).offset(rush.taps))
    for number, ((patient,), (way, at)) in enumerate(zip(rows, times, strict=False)):
        doctor, service, branch = (
            names[kind, one] for kind, one in (("doctor", way.doctor), ("service", way.service), ("branch", way.branch))
        )
        await crm.book_by_reception(Order(f"b{number}", Slot(doctor, branch, service, at, at + LONG), patient))
