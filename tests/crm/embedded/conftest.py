from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from db.database import Database
from tests.crm.story import Story
from tests.crm.targets import Embedded, Home, embedded
from tests.crm.verba import VERBA
from tests.databases import PostgresHome, SqliteHome


@pytest.fixture
async def system(database: Database) -> Embedded:
    """The built-in system on each database, with the clinic Verba in it."""
    system = Embedded(database)
    await system.opens(VERBA)
    return system


@pytest.fixture
async def story(system: Embedded) -> Story:
    return await Story.begins(system)


@pytest.fixture
async def on_postgresql(postgresql_home: PostgresHome, tmp_path: Path) -> AsyncIterator[Embedded]:
    async with _on(postgresql_home, tmp_path) as system:
        yield system


@pytest.fixture
async def on_sqlite(sqlite_home: SqliteHome, tmp_path: Path) -> AsyncIterator[Embedded]:
    async with _on(sqlite_home, tmp_path) as system:
        yield system


@asynccontextmanager
async def _on(home: Home, folder: Path) -> AsyncIterator[Embedded]:
    async with embedded(home, folder) as system:
        await system.opens(VERBA)
        yield system
