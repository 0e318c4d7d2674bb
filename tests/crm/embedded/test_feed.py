"""Numbers of changes become visible in their order, whichever transaction is kept first."""

import asyncio

import pytest
from sqlalchemy import text

from crm.embedded import appointments
from crm.errors import Refused
from db.database import Database
from tests.crm.story import Story, order
from tests.crm.targets import Embedded


async def is_waiting(database: Database) -> bool:
    async with database.read() as connection:
        return bool((await connection.execute(text("SELECT 1 FROM pg_locks WHERE NOT granted"))).first())


async def test_a_change_that_is_kept_late_is_not_missed(on_postgresql: Embedded) -> None:
    """SQLite has one writer at a time: there it cannot happen."""
    story = await Story.begins(on_postgresql)
    marta, orest = await story.patients(2)
    slow = order(await story.slot("Граб Іван", "2027-03-23 09:00"), marta)
    quick = order(await story.slot("Граб Іван", "2027-03-23 10:00"), orest)
    start = (await story.crm.changes(None)).cursor

    async with on_postgresql.database.write() as connection:
        late = await appointments.write(connection, slow, "bot")
        booking = asyncio.create_task(story.crm.book(quick))
        while not (booking.done() or await is_waiting(on_postgresql.database)):
            pass
        seen = await story.crm.changes(start)

    after = await story.crm.changes(seen.cursor)
    made = {late.id, (await booking).id}
    assert {visit.id for visit in (*seen.appointments, *after.appointments)} <= made
    rest = await story.crm.changes(after.cursor)
    assert {visit.id for visit in (*seen.appointments, *after.appointments, *rest.appointments)} == made


async def test_a_cursor_that_is_not_ours_is_refused(system: Embedded) -> None:
    with pytest.raises(Refused):
        await system.crm.changes("2027-03-22T06:00:00Z")
