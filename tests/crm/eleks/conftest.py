from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path

import pytest

from crm.model import Order, Patient
from tests.crm.broken_line import BrokenLine, broken_line
from tests.crm.eleks.server import Server
from tests.crm.eleks.target import EleksSystem, eleks
from tests.crm.story import Story, order
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


@pytest.fixture
async def marta(story: Story) -> Patient:
    return await story.patient()


@pytest.fixture
async def wish(story: Story, marta: Patient) -> Order:
    """Marta's, to see Hrab on Tuesday at nine."""
    return order(await story.slot("Граб Іван", "2027-03-23 09:00"), marta)


@pytest.fixture
async def broken(server: Server) -> AsyncIterator[BrokenLine]:
    async with broken_line(server.url) as line:
        yield line
