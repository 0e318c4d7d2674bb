"""The whole desk for stories: Telegram on localhost, the real program, the demo clinic, a clock that stands still."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from functools import cache

import pytest

from bot.databases import take_in
from bot.settings import DEMO_CLINIC
from bot.telegram import connect
from bot.wiring import build
from clinic.model import Clinic
from clinic.read import read_clinic
from crm.embedded.adapter import EmbeddedCrm
from db.cipher import Cipher, new_key
from db.database import Database
from sandbox import TelegramServer
from tests.crm.faulty import Faulty
from tests.databases import PostgresHome, SqliteHome, by_migrations
from tests.stories.desk import Morning, StoryDesk

# Each story runs on both databases and by both ways in; whole bookings in all four pairs.
BOTH = [("sqlite", "polling"), ("postgresql", "webhook")]
CROSSED = [("sqlite", "webhook"), ("postgresql", "polling")]
HEART = {"test_booking"}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "way_in" in metafunc.fixturenames:
        name = metafunc.module.__name__.rpartition(".")[2]
        ways = BOTH + CROSSED if name in HEART else BOTH
        metafunc.parametrize(("database_home", "way_in"), ways, indirect=True)
    elif "database_home" in metafunc.fixturenames:
        metafunc.parametrize("database_home", ["sqlite", "postgresql"], indirect=True)


@cache
def demo() -> Clinic:
    return read_clinic(DEMO_CLINIC)


async def _opened(url: str) -> None:
    """The demo clinic as it stands on that morning, its free times looked up: once for all stories."""
    await by_migrations(url)
    clock, database = Morning(), Database(url, Cipher([new_key()]))
    await take_in(database, demo(), clock)
    bot = connect("42:TEST", "http://127.0.0.1")
    mirror = build(bot, database, demo(), clock).desk.mirror
    await mirror.open()
    await mirror.refresh_availability()
    await bot.session.close()
    await database.close()


@pytest.fixture(scope="session")
def opened_sqlite_home(tmp_path_factory: pytest.TempPathFactory) -> SqliteHome:
    return SqliteHome(tmp_path_factory.mktemp("opened"), _opened)


@pytest.fixture(scope="session")
def opened_postgresql_home(postgresql_home: PostgresHome) -> Iterator[PostgresHome]:
    home = PostgresHome(postgresql_home.url, _opened)
    yield home
    home.drop_template()


@pytest.fixture
def database_home(request: pytest.FixtureRequest) -> SqliteHome | PostgresHome:
    home: SqliteHome | PostgresHome = request.getfixturevalue(f"opened_{request.param}_home")
    return home


@pytest.fixture(scope="session")
def clinic() -> Clinic:
    return demo()


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    async with await TelegramServer.start() as server:
        yield server


@pytest.fixture
def way_in(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def desk(telegram: TelegramServer, database: Database, clinic: Clinic, way_in: str) -> AsyncIterator[StoryDesk]:
    clock = Morning()
    if clinic is not demo():
        await take_in(database, clinic, clock)
    story = StoryDesk(telegram, database, clinic, clock, Faulty(EmbeddedCrm(database, clock)))
    story.by_webhook = way_in == "webhook"
    async with asyncio.timeout(60), story.open():
        yield story
    story.ends_well()
