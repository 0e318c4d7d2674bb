"""A database that fails is told in the port's words."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import event

from crm.embedded.adapter import EmbeddedCrm
from crm.errors import OutcomeUnknown, Unavailable
from crm.timed import Limits, Timed
from db.cipher import Cipher, new_key
from db.database import Database
from tests.crm.clock import MovableClock
from tests.crm.story import Story, order, somebody
from tests.crm.targets import Embedded
from tests.crm.verba import NOW


@pytest.fixture
async def without_server(tmp_path: Path) -> AsyncIterator[EmbeddedCrm]:
    database = Database(f"postgresql+asyncpg://clinic@/clinic?host={tmp_path}", Cipher([new_key()]))
    yield EmbeddedCrm(database, MovableClock(NOW))
    await database.close()


@pytest.fixture
async def without_tables(tmp_path: Path) -> AsyncIterator[EmbeddedCrm]:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/empty.db", Cipher([new_key()]))
    yield EmbeddedCrm(database, MovableClock(NOW))
    await database.close()


async def test_without_a_server_nothing_was_changed(without_server: EmbeddedCrm) -> None:
    with pytest.raises(Unavailable):
        await without_server.find_patients("+380501100001")
    with pytest.raises(Unavailable):
        await without_server.create_patient(somebody())


async def test_whoever_cannot_even_begin_has_changed_nothing(on_sqlite: Embedded) -> None:
    be_quick(on_sqlite.database)
    await on_sqlite.database.engine.dispose()
    async with another(on_sqlite.database) as process, process.write():
        with pytest.raises(Unavailable):
            await on_sqlite.crm.create_patient(somebody())
    assert await on_sqlite.crm.find_patients(somebody().phone) == []


async def test_what_breaks_off_inside_a_transaction_is_not_known(without_tables: EmbeddedCrm) -> None:
    with pytest.raises(Unavailable):
        await without_tables.find_patients("+380501100001")
    with pytest.raises(OutcomeUnknown):
        await without_tables.create_patient(somebody())


@asynccontextmanager
async def another(database: Database) -> AsyncIterator[Database]:
    """The same database as another process has it open: writers of one process queue without a lock."""
    process = Database(database.engine.url.render_as_string(hide_password=False), database.cipher)
    try:
        yield process
    finally:
        await process.close()


def be_quick(database: Database) -> None:
    """SQLite's own wait for a lock, which nothing can cut off, is made short."""
    event.listen(database.engine.sync_engine, "connect", lambda raw, _: raw.execute("PRAGMA busy_timeout=400"))


@pytest.fixture
async def impatient(database: Database) -> None:
    if database.is_sqlite:
        be_quick(database)
        await database.engine.dispose()


@pytest.mark.usefixtures("impatient")
async def test_a_booking_cut_off_behind_a_lock_leaves_nothing(story: Story, database: Database) -> None:
    wish = order(await story.slot("Граб Іван", "2027-03-23 09:00"), await story.patient())
    async with another(database) as process, process.write() as connection:
        await connection.exec_driver_sql("UPDATE crm_feed SET last = last")  # holds back whoever wants to write
        with pytest.raises(OutcomeUnknown):
            await Timed(story.crm, Limits(writing=0.2)).book(wish)
    assert await story.crm.outcome(wish) is None
    assert (await story.crm.book(wish)).key == wish.key
