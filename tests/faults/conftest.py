"""Bad days: the demo clinic's desk as the stories have it, its pauses scaled down, and a watch for its log's lines."""

from collections.abc import AsyncIterator

import pytest

from clinic.model import Clinic
from db.database import Database
from sandbox import TelegramServer
from tests.faults.programs import RealProgram
from tests.faults.quickly import Watch, opened
from tests.stories.conftest import clinic, database_home, opened_postgresql_home, opened_sqlite_home, way_in
from tests.stories.desk import StoryDesk

__all__ = ["clinic", "database_home", "opened_postgresql_home", "opened_sqlite_home", "way_in"]


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
