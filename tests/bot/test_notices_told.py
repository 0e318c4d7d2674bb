"""``python -m bot notices``: what became of messages, without anybody's name."""

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bot.commands.notices import tell_notices
from bot.databases import open_database
from bot.settings import Settings
from db.database import Database
from db.messages import New, put
from db.outbox import OutboxStore
from reception.clock import SystemClock
from reminders.outbox import State, Why
from reminders.plan import Kind

HOUR = timedelta(hours=1)


@pytest.fixture
async def settings(tmp_path: Path) -> Settings:
    """A list for reception that could not be told an hour ago, and one that is due tomorrow."""
    url, clock = f"sqlite+aiosqlite:///{tmp_path}/reception.db", SystemClock()
    database = await open_database(url, None)
    now = clock.now()
    for due_at in (now - HOUR, now + 24 * HOUR):
        new = New(Kind.PHONE_TODAY, None, due_at, due_at + HOUR, due_at, body={"listed": ["Kryvda"]})
        await database.change(partial(_put, database, new))
    outbox = OutboxStore(database, clock)
    (late,) = await outbox.claim(9)
    await outbox.begin(late)
    await outbox.settle(late, State.FAILED, Why.NOWHERE)
    await database.close()
    return Settings(database_url=url)


def _put(database: Database, new: New, connection: Connection) -> int | None:
    return put(database, connection, new, new.due_at)


async def test_what_reached_nobody_stands_with_its_reason_and_no_name(settings: Settings) -> None:
    (line,) = (await tell_notices(settings, 1, undelivered=True)).splitlines()
    assert line.endswith("phone_today  failed   there is no chat to say it in  (message 1)")
    assert "Kryvda" not in line


async def test_the_rest_is_counted(settings: Settings) -> None:
    told = await tell_notices(settings, 2, undelivered=False)
    assert [line.split() for line in told.splitlines()] == [["phone_today", "due", "1"], ["phone_today", "failed", "1"]]
