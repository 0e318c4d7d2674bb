"""Bad days: the demo clinic's desk as the stories have it, its pauses scaled down, and a watch for its log's lines."""

import logging
from collections.abc import AsyncIterator

import pytest

from bot.log import SILENCED
from clinic.model import Clinic
from db.database import Database
from sandbox import TelegramServer
from tests.faults.programs import RealProgram
from tests.faults.quickly import Watch, opened
from tests.stories.conftest import BOTH, clinic, database_home, kind, postgresql_homes, sqlite_homes, way_in
from tests.stories.desk import StoryDesk

__all__ = ["clinic", "database_home", "kind", "postgresql_homes", "sqlite_homes", "way_in"]


WAYS = {"database_home": ["sqlite", "postgresql"], "way_in": ["polling", "webhook"]}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """On both databases and by both ways in, where a test does not say itself by which."""
    said = {name for mark in metafunc.definition.iter_markers("parametrize") for name in _names(mark.args[0])}
    left = [name for name in WAYS if name in metafunc.fixturenames and name not in said]
    if len(left) == len(WAYS):
        metafunc.parametrize(left, BOTH, indirect=True)
    elif left:
        metafunc.parametrize(left[0], WAYS[left[0]], indirect=True)


def _names(given: str | tuple[str, ...]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else given


@pytest.fixture(autouse=True)
def _silenced(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the program has it: what fails in a handler is told once, by bot/turns.py."""
    for loud in SILENCED:
        monkeypatch.setattr(logging.getLogger(loud), "disabled", True)


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    async with await TelegramServer.start() as server:
        server.world.webhook.pause = 0.02
        yield server


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
async def desk(
    telegram: TelegramServer, database: Database, clinic: Clinic, way_in: str, watch: Watch
) -> AsyncIterator[StoryDesk]:
    async with opened(telegram, database, clinic, watch, way_in) as story:
        yield story


@pytest.fixture
async def bot(
    telegram: TelegramServer, database_url: str, data_key: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[RealProgram]:
    bot = RealProgram(telegram, tmp_path_factory.mktemp("bot"), {"DATABASE_URL": database_url, "DATA_KEY": data_key})
    yield bot
    await bot.is_killed()
