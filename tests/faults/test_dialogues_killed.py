"""Killed again and again while patients and managers write to each other: each word comes, in its order."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import settings
from sqlalchemy import func, select, update

from clinic.model import Clinic
from db.clinic_file import ClinicStore
from db.database import Database
from db.tables import inbox, outbox
from reception.clock import SystemClock
from reminders.outbox import State
from sandbox import Group, TelegramServer
from sandbox.faults import flood, hang
from sandbox.invented import MANAGERS, Invented
from sandbox.staff import Staffed, open_staff_chat
from tests.faults.programs import START, RealProgram
from tests.faults.two_sides import Crowd

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
MANY, TIMES = 10**6, 100  # Telegram's limits allow so many times as much, and the bot knows
FLOODS = 0.1  # of all calls
SLOW = 0.02  # seconds for each message, so that some are on their way at each kill


@dataclass(frozen=True, slots=True)
class Size:
    """``patience``: seconds that a busy machine may take for all of it."""

    patients: int
    managers: int
    words: int
    kills: int
    patience: float


FEW = Size(patients=8, managers=3, words=48, kills=2, patience=120)
ALL = Size(patients=200, managers=5, words=2000, kills=10, patience=1800)


@pytest.fixture
def size() -> Size:
    """All of it for ``make fuzz``."""
    return ALL if settings.get_current_profile_name() == "fuzz" else FEW


@pytest.fixture
def managers(size: Size) -> list[Invented]:
    more = [Invented(8_000_000_100 + number, f"Manager{number}", "uk", None, "") for number in range(size.managers)]
    return [*MANAGERS, *more][: size.managers]


@pytest.fixture
async def group(
    telegram: TelegramServer, managers: list[Invented], database: Database, clinic: Clinic, bot: RealProgram
) -> Group:
    """Reception answers at all hours: whenever this is run, nobody closes meanwhile."""
    group = open_staff_chat(telegram, Staffed(managers=managers, topics=True))
    telegram.world.updates.pending.clear()  # long ago
    always = clinic.model_copy(update={"reception": clinic.reception.model_copy(update={"hours": ()})})
    await ClinicStore(database, SystemClock()).save(always)
    bot.settings["STAFF_CHAT_ID"] = str(group.id)
    bot.pauses["times"] = TIMES
    telegram.limits.enforce(TIMES)
    return group


@pytest.fixture
def crowd(telegram: TelegramServer, group: Group, managers: list[Invented], database: Database) -> Crowd:
    return Crowd(telegram, group, [telegram.people[one.user_id] for one in managers], database, SystemClock())


async def on_their_way(database: Database) -> int:
    return len(await database.rows(select(outbox.c.id).where(outbox.c.state == State.SENDING)))


async def the_dead_ones_leases_end(database: Database) -> None:
    """A minute passes for whoever looks next."""
    async with database.write() as connection:
        for table in (inbox, outbox):
            held = table.c.lease_until.is_not(None)
            await connection.execute(update(table).where(held).values(lease_until=LONG_AGO))


async def nothing_is_left(telegram: TelegramServer, database: Database) -> None:
    unread = select(inbox.c.update_id).where(inbox.c.state.in_(["new", "working"]))
    unsaid = select(outbox.c.id).where(outbox.c.lane.is_not(None), outbox.c.settled_at.is_(None))
    while telegram.world.updates.pending or await database.rows(unread) or await database.rows(unsaid):  # noqa: ASYNC110 another process says nothing when it is done
        await asyncio.sleep(0.1)


def sent(telegram: TelegramServer) -> int:
    """Messages, the last of which may still be on their way."""
    return sum(MANY - one.left for one in telegram.faults._ordered if one.method)


async def is_killed_on_the_way(bot: RealProgram, telegram: TelegramServer, many: int) -> None:
    """With so many messages more."""
    enough = sent(telegram) + many
    await telegram.until(lambda: sent(telegram) >= enough, START)
    await bot.is_killed()


@pytest.mark.parametrize(("database_home", "way_in"), [("sqlite", "polling"), ("postgresql", "webhook")], indirect=True)
async def test_killed_again_and_again_it_loses_no_word_and_no_order(
    telegram: TelegramServer, database: Database, bot: RealProgram, crowd: Crowd, size: Size, way_in: str
) -> None:
    luck, in_flight, said = Random(7), 0, 0  # noqa: S311 the same moments each time
    async with asyncio.timeout(size.patience):
        await bot.starts(way_in)
        await crowd.asks(size.patients)
        telegram.faults.add(answer=flood(1), times=MANY, share=FLOODS)
        for method in ("sendMessage", "copyMessage", "copyMessages"):
            telegram.faults.add(method=method, times=MANY, answer=hang(SLOW))
        portion = size.words // (size.kills + 1) // 2
        for _ in range(size.kills):
            said += await crowd.says(portion)
            await is_killed_on_the_way(bot, telegram, luck.randint(1, size.patients // 2))
            in_flight += await on_their_way(database)
            said += await crowd.says(portion)
            await the_dead_ones_leases_end(database)
            await bot.starts(way_in)
        said += await crowd.says(size.words - said)
        await nothing_is_left(telegram, database)
    repeated = sum(side.repeated() for side in crowd.sides)
    print(f"{size.kills} kills, {said} said, {repeated} repeated, {in_flight} on their way")  # noqa: T201 asked for
    for side in crowd.sides:
        assert side.came() == side.said, f"{side.writer.name} to {side.reader.name}"
    assert repeated <= in_flight
    assert "Traceback" not in bot.log
    ended = await database.rows(select(outbox.c.state, func.count()).group_by(outbox.c.state))
    assert {row.state for row in ended} == {State.SENT}
