"""A database that fails is told in the port's words."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from crm.embedded.adapter import EmbeddedCrm
from crm.errors import OutcomeUnknown, Unavailable
from db.cipher import Cipher, new_key
from db.database import Database
from tests.crm.story import somebody
from tests.crm.targets import MovableClock
from tests.crm.verba import NOW


@pytest.fixture(params=["postgresql+asyncpg://clinic@/clinic?host={}/nothing", "sqlite+aiosqlite:///{}"])
async def without_database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[EmbeddedCrm]:
    """No server behind the socket; a folder instead of a file."""
    database = Database(request.param.format(tmp_path), Cipher([new_key()]))
    yield EmbeddedCrm(database, MovableClock(NOW))
    await database.close()


@pytest.fixture
async def without_tables(tmp_path: Path) -> AsyncIterator[EmbeddedCrm]:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/empty.db", Cipher([new_key()]))
    yield EmbeddedCrm(database, MovableClock(NOW))
    await database.close()


async def test_without_a_database_nothing_was_changed(without_database: EmbeddedCrm) -> None:
    with pytest.raises(Unavailable):
        await without_database.find_patients("+380501100001")
    with pytest.raises(Unavailable):
        await without_database.create_patient(somebody())


async def test_what_breaks_off_inside_a_transaction_is_not_known(without_tables: EmbeddedCrm) -> None:
    with pytest.raises(Unavailable):
        await without_tables.find_patients("+380501100001")
    with pytest.raises(OutcomeUnknown):
        await without_tables.create_patient(somebody())
