"""Killed thirty times while three hundred notices fall due: what helps comes, and nothing once its visit has begun."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import and_, or_, select, update

from clinic.model import Clinic
from db.database import Database
from db.outbox import OutboxStore
from db.tables import outbox
from reminders.outbox import State
from sandbox import TelegramServer
from sandbox.faults import hang
from tests.faults.lives import Lives, ShownClock
from tests.faults.visits_ahead import Visits
from tests.stories.visitors import kyiv

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
MANY, PATIENCE = 10**6, 40  # seconds that a busy machine may take
SLOW = 0.03  # seconds for each message, so that some are on their way at each kill
ON, HALF_AN_HOUR = timedelta(minutes=5), timedelta(minutes=30)
NOON, EVENING = kyiv("2026-11-24 12:00"), kyiv("2026-11-24 16:00")
TIMES = [NOON + ON * (number % 23) for number in range(88)] + [EVENING] * 12
# Each kill at a moment of the clinic's clock; while nobody is there it goes on. In the end all that helps is sent.
DAY_BEFORE = [kyiv("2026-11-23 11:55") + ON * 2 * number for number in range(12)] + [kyiv("2026-11-23 16:00")]
TWO_HOURS = [kyiv("2026-11-24 09:55") + ON * 2 * number for number in range(12)] + [kyiv("2026-11-24 11:59")]
AFTERWARDS = [EVENING + HALF_AN_HOUR * number for number in range(6)] + [kyiv("2026-11-24 18:40")]
# The whole program takes its time to start: it is killed at one of six of these moments.
# So many seconds after it has begun it is dead at the latest.
WAYS = [("postgresql", False, 1, 0.3), ("sqlite", True, 6, 1.2)]


@pytest.fixture
async def clock(tmp_path: Path) -> AsyncIterator[ShownClock]:
    clock = ShownClock(tmp_path / "clock")
    clock.goes_to(kyiv("2026-11-23 09:00"))
    yield clock
    clock.close()


@pytest.fixture
async def lives(
    request: pytest.FixtureRequest, telegram: TelegramServer, database_url: str, data_key: str, tmp_path: Path
) -> AsyncIterator[Lives]:
    lives = Lives(telegram, tmp_path, database_url, data_key, whole=request.param)
    yield lives
    await lives.is_killed()


async def on_their_way(database: Database) -> int:
    return len(await database.rows(select(outbox.c.id).where(outbox.c.state == State.SENDING)))


async def the_dead_ones_leases_end(database: Database, clock: ShownClock) -> None:
    """A minute passes, and another process looks."""
    async with database.write() as connection:
        held = outbox.c.lease_until.is_not(None)
        await connection.execute(update(outbox).where(held).values(lease_until=LONG_AGO))
    await OutboxStore(database, clock).sweep()


async def nothing_is_left(database: Database, clock: ShownClock) -> None:
    """Of what is due by now."""
    waits = and_(outbox.c.state.in_([State.DUE, State.UNKNOWN]), outbox.c.due_at <= clock.now())
    left = select(outbox.c.id).where(or_(waits, outbox.c.state.in_([State.CLAIMED, State.SENDING])))
    async with asyncio.timeout(PATIENCE):
        while await database.rows(left.limit(1)):  # noqa: ASYNC110 another process says nothing when it is done
            await asyncio.sleep(0.05)


async def is_killed_at(lives: Lives, database: Database, clock: ShownClock, after: float) -> int:
    """How many were on their way."""
    await lives.begins()
    await asyncio.sleep(after)
    await lives.is_killed()
    left = await on_their_way(database)
    await the_dead_ones_leases_end(database, clock)
    return left


def heard(telegram: TelegramServer, chats: dict[int, datetime]) -> Counter[tuple[int, str]]:
    """By chat and words."""
    said = ((chat, message.text) for chat in chats for message in telegram.people[chat].chat if message.by_bot)
    return Counter(said)


async def ends(database: Database) -> Counter[tuple[str, str, str | None]]:
    """How many of each kind ended how."""
    rows = await database.rows(select(outbox).where(outbox.c.account_id.is_not(None)))
    return Counter((row.kind, row.state, row.reason) for row in rows)


@pytest.mark.parametrize(("database_home", "lives", "one_of", "life"), WAYS, indirect=["database_home", "lives"])
async def test_killed_again_and_again_it_loses_none_and_repeats_at_most_what_was_on_its_way(
    telegram: TelegramServer,
    database: Database,
    clinic: Clinic,
    clock: ShownClock,
    lives: Lives,
    one_of: int,
    life: float,
) -> None:
    chats = await Visits(telegram, database, clinic, clock).are_ahead(TIMES)
    telegram.faults.add(method="sendMessage", times=MANY, answer=hang(SLOW))
    luck, kills, in_flight = Random(20261124), 0, 0  # noqa: S311 the same moments each time
    reminders: Counter[tuple[int, str]] = Counter()
    for moments in (DAY_BEFORE, TWO_HOURS, AFTERWARDS):
        reminders = heard(telegram, chats)
        for moment in moments[:-1][one_of // 2 :: one_of]:
            clock.goes_to(moment)
            kills += 1
            in_flight += await is_killed_at(lives, database, clock, luck.uniform(0, life))
        clock.goes_to(moments[-1])
        await lives.begins()
        await nothing_is_left(database, clock)
        await lives.is_killed()
    assert await ends(database) == {
        ("day_before", "sent", None): 100,
        ("two_hours", "sent", None): 88,
        ("two_hours", "skipped", "too late"): 12,
        ("rating", "sent", None): 100,
    }
    came = heard(telegram, chats)
    late = came - reminders
    twice = came.total() - len(came)
    print(f"{kills} kills: {len(came)} came, {twice} repeated, {in_flight} on their way")  # noqa: T201 asked for
    assert Counter(chat for chat, _ in came) == {chat: 3 - (at == EVENING) for chat, at in chats.items()}
    assert all("How was your visit" in words for _, words in late), "no reminder once the visits have begun"
    assert twice <= in_flight
    assert "Traceback" not in lives.log
