from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path

import pytest

from tests.crm.eleks.server import Server
from tests.crm.eleks.target import EleksSystem, eleks
from tests.crm.story import Story
from tests.crm.verba import VERBA
from tests.databases import SqliteHome

Opening = Callable[..., AbstractAsyncContextManager[EleksSystem]]


@pytest.fixture
def opening(sqlite_home: SqliteHome, tmp_path: Path) -> Opening:
    """Takes a dialect."""
    return partial(eleks, sqlite_home, tmp_path)


@pytest.fixture
async def system(opening: Opening) -> AsyncIterator[EleksSystem]:
    async with opening() as system:
        await system.opens(VERBA)
        yield system


@pytest.fixture
def server(system: EleksSystem) -> Server:
    return system.server


@pytest.fixture
async def story(system: EleksSystem) -> Story:
    return await Story.begins(system)
