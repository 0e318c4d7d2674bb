"""Every test that asks for ``database`` runs on SQLite and on PostgreSQL, each time in a fresh, migrated one."""

import gc
import os
import shutil
import ssl
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import settings

from bot.lean import import_aiogram
from clinic.model import Clinic
from clinic.read import read_clinic
from db.cipher import Cipher, new_key
from db.database import Database
from tests import dialects
from tests.crm.fhir.home import FhirHome
from tests.crm.fhir.node import fhir_server, why_left_out
from tests.databases import PostgresHome, SqliteHome
from tests.postgres import postgres_server

IN_MEMORY = Path("/dev/shm")  # noqa: S108 a thousand databases come and go: there in a third of the time
ENOUGH = 4 * 2**30  # bytes
if "TMPDIR" not in os.environ and IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free > ENOUGH:
    tempfile.tempdir = str(IN_MEMORY)  # pytest's own folders, too

dialects.share()
import_aiogram()  # as the program does it
# A bot reads all the world's certificates, in 20 ms: once for the two thousand bots of the tests, who need none.
certified = SimpleNamespace(create_default_context=cache(ssl.create_default_context))
vars(sys.modules["aiogram.client.session.aiohttp"])["ssl"] = certified
settings.register_profile("ours", deadline=None)  # how quick the machine is, is no matter of a test
settings.register_profile(
    "fuzz", deadline=None, max_examples=500, stateful_step_count=30, database=None, print_blob=True
)
settings.load_profile("ours")
DATA_KEY = new_key()
DEMO_CLINIC = Path(__file__).parent.parent / "sandbox" / "demo" / "clinic.yaml"


def pytest_configure() -> None:
    """Before there are workers: they inherit what is found and installed."""
    why_left_out()


def pytest_collection_finish() -> None:
    """As the program does (bot/commands): what is imported stays. A sixth of the time went into looking at it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if why := why_left_out():
        terminalreporter.section("LEFT OUT: every test on a FHIR server", red=True, bold=True)
        terminalreporter.line(f"{why}. Install Node 20 with npm, and let npm reach its registry.", red=True, bold=True)


@pytest.fixture(scope="session")
def clinic() -> Clinic:
    """The demo clinic."""
    return read_clinic(DEMO_CLINIC)


@pytest.fixture(scope="session")
def sqlite_home(tmp_path_factory: pytest.TempPathFactory) -> SqliteHome:
    return SqliteHome(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgresql_home() -> Iterator[PostgresHome]:
    """``TEST_DATABASE_URL`` names a server where databases may be made; without it a server is started."""
    with ExitStack() as stack:
        url = os.environ.get("TEST_DATABASE_URL") or stack.enter_context(postgres_server())
        home = PostgresHome(url)
        stack.callback(home.drop_template)
        yield home


@pytest.fixture(scope="session")
def fhir_home(sqlite_home: SqliteHome) -> Iterator[FhirHome]:
    with fhir_server() as url:
        yield FhirHome(url, sqlite_home)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_home(request: pytest.FixtureRequest) -> SqliteHome | PostgresHome:
    home: SqliteHome | PostgresHome = request.getfixturevalue(f"{request.param}_home")
    return home


@pytest.fixture
def data_key() -> str:
    return DATA_KEY


@pytest.fixture
async def database_url(database_home: SqliteHome | PostgresHome, tmp_path: Path) -> AsyncIterator[str]:
    """A migrated, empty database; for tests that start a whole program."""
    async with database_home.fresh(tmp_path) as url:
        yield url


@pytest.fixture
async def database(database_url: str, data_key: str) -> AsyncIterator[Database]:
    database = Database(database_url, Cipher([data_key]))
    yield database
    await database.close()
