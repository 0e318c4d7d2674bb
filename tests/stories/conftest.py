"""The whole desk for stories: Telegram on localhost, the real program, the demo clinic, a clock that stands still."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import ExitStack, asynccontextmanager, nullcontext
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

from bot.databases import take_in
from bot.settings import DEMO_CLINIC
from bot.telegram import connect
from bot.vitals import Vitals
from bot.wiring import build
from clinic.model import Clinic
from clinic.read import read_clinic
from crm.breaker import Rest
from db.cipher import Cipher, new_key
from db.database import Database
from sandbox import Group, TelegramServer
from tests.crm.faulty import Faulty
from tests.crm.fhir.node import why_left_out
from tests.crm.targets import TARGETS, ClinicSystem, Embedded
from tests.databases import PostgresHome, SqliteHome, by_migrations
from tests.stories.desk import MONDAY_MORNING, StoryDesk
from tests.stories.reception_group import Team, open_team, team_of

Home = SqliteHome | PostgresHome
Homes = Callable[[str], Home]

# Each story runs on both databases and by both ways in, whole bookings in all four pairs; those that hang on what a
# clinic's system is like in each of them; on other forms of a FHIR server where those matter.
BUILT_IN = "built-in"
BOTH = [("sqlite", "polling"), ("postgresql", "webhook")]
CROSSED = [("sqlite", "webhook"), ("postgresql", "polling")]
ELSEWHERE = [
    ("sqlite", "polling", "fhir"),
    ("sqlite", "polling", "fhir-bad"),
    ("postgresql", "webhook", "fhir-managed"),
    ("sqlite", "webhook", "eleks"),
]
OTHER_FORMS = ("fhir-managed", "fhir-bad")  # it finds out by itself whether a time is taken; it isolates nothing
HEART = {"test_booking"}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "way_in" in metafunc.fixturenames:
        is_heart = metafunc.module.__name__.rpartition(".")[2] in HEART
        everywhere = metafunc.definition.get_closest_marker("in_each_system")
        ways = [(*way, BUILT_IN) for way in (BOTH + CROSSED if is_heart else BOTH)]
        ways += _elsewhere(everywhere.args) if everywhere else []
        metafunc.parametrize(("database_home", "way_in", "kind"), ways, indirect=True)
    elif "database_home" in metafunc.fixturenames:
        metafunc.parametrize("database_home", ["sqlite", "postgresql"], indirect=True)


def _elsewhere(more: Sequence[str]) -> list[tuple[str, str, str]]:
    ways = [one for one in ELSEWHERE if one[2] not in OTHER_FORMS or one[2] in more]
    return [one for one in ways if TARGETS[one[2]].ground != "fhir_home" or not why_left_out()]


@cache
def demo() -> Clinic:
    return read_clinic(DEMO_CLINIC)


@asynccontextmanager
async def _system(kind: str, ground: Any, database: Database, folder: Path) -> AsyncIterator[ClinicSystem]:
    """On that morning; the built-in one is kept in the bot's own database."""
    async with nullcontext(Embedded(database)) if kind == BUILT_IN else TARGETS[kind].make(ground, folder) as system:
        system.clock.goes_to(MONDAY_MORNING)
        yield system


async def opened(url: str, kind: str = BUILT_IN, ground: Any = None, folder: Path = Path()) -> None:
    """The demo clinic as it stands on that morning, its free times looked up: once for all stories."""
    await by_migrations(url)
    database = Database(url, Cipher([new_key()]))
    async with _system(kind, ground, database, folder) as system:
        await system.opens(demo())
        await take_in(database, system.clinic, system.clock, whole=False)
        bot = connect("42:TEST", "http://127.0.0.1")
        mirror = build(bot, database, system.clinic, system.clock, system.crm).desk.mirror
        await mirror.open()
        await mirror.refresh_availability()
        await bot.session.close()
    await database.close()


def _for_all_workers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this run; opening the clinic takes seconds, once for all of them."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def sqlite_homes(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Homes:
    """By the clinic's system: where each story has its copy of the opened demo clinic from."""

    @cache
    def home(kind: str) -> SqliteHome:
        folder = _for_all_workers(tmp_path_factory) / f"opened-{kind}"
        folder.mkdir(exist_ok=True)
        work = tmp_path_factory.mktemp("opened")
        return SqliteHome(folder, partial(opened, kind=kind, ground=_ground(request, kind), folder=work))

    return home


@pytest.fixture(scope="session")
def postgresql_homes(
    request: pytest.FixtureRequest, postgresql_home: PostgresHome, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Homes]:
    with ExitStack() as stack:

        @cache
        def home(kind: str) -> PostgresHome:
            ground, folder = _ground(request, kind), tmp_path_factory.mktemp("opened")
            home = PostgresHome(postgresql_home.url, partial(opened, kind=kind, ground=ground, folder=folder))
            stack.callback(home.drop_template)
            return home

        yield home


def _ground(request: pytest.FixtureRequest, kind: str) -> Any:
    return None if kind == BUILT_IN else request.getfixturevalue(TARGETS[kind].ground)


@pytest.fixture
def kind(request: pytest.FixtureRequest) -> str:
    """Of the clinic's system."""
    return str(getattr(request, "param", BUILT_IN))


@pytest.fixture
def database_home(request: pytest.FixtureRequest, kind: str) -> Home:
    homes: Homes = request.getfixturevalue(f"{request.param}_homes")
    return homes(kind)


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
async def system(
    request: pytest.FixtureRequest, kind: str, database: Database, clinic: Clinic, tmp_path: Path
) -> AsyncIterator[ClinicSystem]:
    async with _system(kind, _ground(request, kind), database, tmp_path) as system:
        if kind == BUILT_IN and clinic is demo():
            system.clinic = clinic  # it has opened it
        else:
            await system.opens(clinic)
            await take_in(database, system.clinic, system.clock, whole=False)
        yield system


@pytest.fixture
def rest() -> Rest:
    """Nobody waits twenty seconds in a story, but for those that are about it."""
    return Rest(pause=0)


@pytest.fixture
def vitals() -> Vitals:
    return Vitals()


@pytest.fixture
def staff(telegram: TelegramServer) -> Group:
    """Reception's group, where a story has one (``staff_chat_id``)."""
    iryna = telegram.person("Ірина", language_code="uk")
    group = telegram.group("Реєстратура", iryna)
    group.adds_bot(iryna)
    telegram.world.updates.pending.clear()  # long ago
    return group


@pytest.fixture
def group(telegram: TelegramServer) -> Group:
    """Reception's group with Iryna and Taras in it, where a story has one (``staff_chat_id``)."""
    return open_team(telegram)


@pytest.fixture
def team(desk: StoryDesk, group: Group) -> Team:
    return team_of(desk, group)


@pytest.fixture
def staff_chat_id() -> int | None:
    """Of reception's group; without one where the story does not say so."""
    return None


@pytest.fixture
def admin_ids() -> Sequence[int]:
    """ADMIN_IDS; nobody's where the story does not say so."""
    return ()


@pytest.fixture
async def desk(
    telegram: TelegramServer,
    database: Database,
    system: ClinicSystem,
    way_in: str,
    rest: Rest,
    vitals: Vitals,
    staff_chat_id: int | None,
    admin_ids: Sequence[int],
) -> AsyncIterator[StoryDesk]:
    story = StoryDesk(telegram, database, system.clinic, system.clock, Faulty(system.crm))
    story.by_webhook, story.system, story.rest = way_in == "webhook", system, rest
    story.vitals, story.staff_chat_id, story.admin_ids = vitals, staff_chat_id, admin_ids
    async with asyncio.timeout(60), story.open():
        yield story
    story.ends_well()
