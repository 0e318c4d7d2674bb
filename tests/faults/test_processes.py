"""The real program is asked to end, or killed, under load: every update is handled once, or by the next start."""

import asyncio
from collections import Counter

import pytest
from sqlalchemy import select

from clinic.model import Clinic
from db.database import Database
from db.tables import inbox
from handlers.taps import Go, To
from sandbox import TelegramServer
from sandbox.faults import hang
from tests.faults.programs import RealProgram
from tests.faults.quickly import crowd, times_told
from tests.stories.desk import StoryDesk
from tests.stories.test_kill import beside, the_dead_ones_lease_ends
from tests.stories.visitors import BRANCH, Visitor

TAPS = [Go(to=to).pack() for to in (To.BOOK, To.SETTINGS, To.VISITS)]
SCREENS = [BRANCH, "Which language shall we speak?", "There are no visits ahead."]
MENU = "What would you like to do?"
LOAD, PATIENCE = 8, 40  # people; seconds that a busy machine may take
MANY = 10**6
SLOW = 1.0  # seconds for each edit, so that taps are in all states at once
PAIRS = [("sqlite", "webhook"), ("postgresql", "polling")]
RESTARTS = {"webhook": "polling", "polling": "webhook"}


async def ready(desk: StoryDesk, database: Database) -> list[Visitor]:
    """People with a screen before them, and the bot knows that they have it. From now on Telegram is slow."""
    people = await crowd(desk, LOAD)
    for visitor in people:
        await visitor.forges(Go(to=To.MENU).pack())
    await desk.telegram.until(lambda: shown(people, [MENU]) == [[1]] * LOAD, PATIENCE)
    async with asyncio.timeout(PATIENCE):
        while await settled(database) != {("done", 1): LOAD * 2}:  # noqa: ASYNC110 another process says nothing when it is done
            await asyncio.sleep(0)
    desk.telegram.faults.add(method="editMessageText", times=MANY, answer=hang(SLOW))
    return people


async def tap(people: list[Visitor]) -> None:
    for button in TAPS:
        for visitor in people:
            await visitor.forges(button)


def shown(people: list[Visitor], screens: list[str]) -> list[list[int]]:
    return [[times_told(visitor, screen) for screen in screens] for visitor in people]


async def no_call_of_the_dead_one_is_under_way(telegram: TelegramServer) -> None:
    """Telegram carries out what it was asked for, also when nobody is there any more to hear of it."""
    (slow,) = telegram.faults._ordered
    await telegram.until(lambda: sum(call.fault is not None for call in telegram.calls) == MANY - slow.left, PATIENCE)


async def settled(database: Database) -> Counter[tuple[str, int]]:
    """How many updates are in which state after how many tries."""
    async with database.read() as connection:
        return Counter((row.state, row.tries) for row in await connection.execute(select(inbox)))


@pytest.mark.parametrize("database_home", ["sqlite"], indirect=True)
async def test_asked_to_end_under_load_it_ends_well_and_the_next_start_does_the_rest(
    bot: RealProgram, telegram: TelegramServer, database: Database, clinic: Clinic
) -> None:
    await bot.starts("webhook")
    async with beside(telegram, database, clinic) as desk:
        people = await ready(desk, database)
        await tap(people)
        await telegram.until(lambda: not telegram.world.updates.pending, PATIENCE)
        assert await bot.is_asked_to_end() == 0
        left = await settled(database)
        assert left["new", 0] >= LOAD, left
        telegram.faults.clear()
        await bot.starts("webhook")
        await telegram.until(lambda: shown(people, SCREENS) == [[1, 1, 1]] * LOAD, PATIENCE)
    assert await bot.is_asked_to_end() == 0
    assert await settled(database) == {("done", 1): LOAD * (2 + len(TAPS))}
    assert "Traceback" not in bot.log
    assert "ERROR" not in bot.log


@pytest.mark.parametrize(("database_home", "way_in"), PAIRS, indirect=["database_home"])
async def test_killed_under_load_it_takes_up_every_update_again(
    bot: RealProgram, telegram: TelegramServer, database: Database, clinic: Clinic, way_in: str
) -> None:
    """The next start comes by the other way in, for which it is all the same."""
    await bot.starts(way_in)
    async with beside(telegram, database, clinic) as desk:
        people = await ready(desk, database)
        await tap(people)
        await telegram.until(lambda: not telegram.world.updates.pending, PATIENCE)
        await bot.is_killed()
        left = await settled(database)
        assert left["working", 1] > 0, left
        await no_call_of_the_dead_one_is_under_way(telegram)
        telegram.faults.clear()
        await the_dead_ones_lease_ends(database)
        await bot.starts(RESTARTS[way_in])
        await telegram.until(lambda: shown(people, SCREENS) == [[1, 1, 1]] * LOAD, PATIENCE)
    assert await bot.is_asked_to_end() == 0
    ended = await settled(database)
    assert set(ended) <= {("done", 1), ("done", 2)}, "nothing more than once but what the dead one was at"
    assert ended.total() == LOAD * (2 + len(TAPS))
    assert ended["done", 2] <= left["working", 1]
    assert "Traceback" not in bot.log
