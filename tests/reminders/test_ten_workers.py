"""Ten workers on one PostgreSQL, each with connections and an outbox of its own, send five thousand messages once."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from contextlib import AsyncExitStack
from datetime import timedelta

import pytest
from sqlalchemy import func, insert, select

from crm.embedded.adapter import EmbeddedCrm
from crm.model import Appointment
from db.cipher import Cipher
from db.database import Database
from db.outbox import OutboxStore
from db.people import PeopleStore
from db.tables import outbox, outbox_log
from db.visits import VisitStore
from reminders.delivery import Delivery
from reminders.outbox import Message, State
from reminders.pace import Limits, Pace
from reminders.plan import Kind
from reminders.recheck import Recheck
from reminders.telling import Letter
from tests.crm.clock import MovableClock
from tests.crm.story import wall

NOW = wall("2026-11-23 14:30")
WORKERS, ROWS = 10, 5000
UNLIMITED = Limits(in_all=10**6)


class Telegram:
    """reminders.telling.Teller; ``told``: by whom each message was sent."""

    def __init__(self) -> None:
        self.told: list[tuple[int, int]] = []

    def seen_by(self, worker: int) -> "Line":
        return Line(self, worker)


class Line:
    def __init__(self, telegram: Telegram, worker: int) -> None:
        self._telegram = telegram
        self._worker = worker

    async def is_there(self) -> bool:
        return True

    async def was_not_heard(self, message: Message) -> None: ...

    async def letter(self, message: Message, _visits: Sequence[Appointment]) -> Letter:
        async def send() -> int:
            await asyncio.sleep(0)  # the others are at it meanwhile
            self._telegram.told.append((message.id, self._worker))
            return message.id

        return Letter(message.id, send)


async def due(database: Database, clock: MovableClock) -> None:
    person = await PeopleStore(database, clock).arrive(1, "uk", "")
    row = {"account_id": person.id, "kind": Kind.DAY_BEFORE, "state": State.DUE, "tries": 0, "created_at": NOW}
    row |= {"due_at": NOW, "expires_at": NOW + timedelta(hours=2), "urgent_at": NOW}
    async with database.write() as connection:
        await connection.execute(insert(outbox), [row] * ROWS)


def worker(database: Database, clock: MovableClock, line: Line) -> Delivery:
    recheck = Recheck(EmbeddedCrm(database, clock), VisitStore(database, clock), clock)
    return Delivery(OutboxStore(database, clock), recheck, line, Pace(UNLIMITED), clock)


@pytest.mark.parametrize("database_home", ["postgresql"], indirect=True)
async def test_each_is_sent_once(database: Database, database_url: str, data_key: str) -> None:
    clock, telegram = MovableClock(NOW), Telegram()
    await due(database, clock)
    async with AsyncExitStack() as stack:
        own = [Database(database_url, Cipher([data_key])) for _ in range(WORKERS)]
        for one in own:
            stack.push_async_callback(one.close)
        lines = map(telegram.seen_by, range(WORKERS))
        async with asyncio.timeout(60):
            await asyncio.gather(*(worker(one, clock, line).run() for one, line in zip(own, lines, strict=True)))
    numbers = [number for number, _ in telegram.told]
    assert (len(numbers), len(set(numbers))) == (ROWS, ROWS)
    assert len(Counter(by for _, by in telegram.told)) == WORKERS, "all of them had a part in it"
    assert await steps(database) == {State.CLAIMED: ROWS, State.SENDING: ROWS, State.SENT: ROWS}


async def steps(database: Database) -> dict[str, int]:
    counted = select(outbox_log.c.state, func.count().label("times")).group_by(outbox_log.c.state)
    return {row.state: row.times for row in await database.rows(counted)}
