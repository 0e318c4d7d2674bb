"""What is open is found by its index: all that was ever closed is not looked through at each message."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, text

from db.database import Database
from db.handoff import DialogueStore
from db.home_calls import HomeCallStore
from tests.crm.clock import MovableClock
from tests.crm.story import wall


@pytest.fixture
def asked(database: Database) -> list[Any]:
    """Each statement with its values."""
    seen: list[Any] = []
    event.listen(database.engine.sync_engine, "before_cursor_execute", lambda *all_of_it: seen.append(all_of_it[2:4]))
    return seen


async def test_open_dialogues_and_unknown_home_calls_are_found_by_their_indexes(
    database: Database, asked: list[Any]
) -> None:
    clock = MovableClock(wall("2026-11-23 09:00"))
    await DialogueStore(database, clock).open()
    await HomeCallStore(database, clock).left(timedelta(minutes=1))
    explain = "EXPLAIN QUERY PLAN" if database.is_sqlite else "EXPLAIN"
    async with database.write() as connection:
        if not database.is_sqlite:
            await connection.execute(text("SET LOCAL enable_seqscan = off"))  # too few rows to be worth an index
        of_stores = [one for one in asked if one[0].startswith("SELECT")]
        plans = [str((await connection.exec_driver_sql(f"{explain} {one}", values)).all()) for one, values in of_stores]
    for way, plan in zip(("ix_dialogues_open", "ix_home_calls_not_known"), plans, strict=True):
        assert way in plan
    assert "'closed'" in of_stores[0][0], "a plan for whatever may be bound goes by no index"
