"""PostgreSQL is restarted while people tap: nothing is lost, each is answered once, and two lines are in the log."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.outages import DATABASE
from handlers.taps import Go, To
from reception.booking.bookings import PATIENCE
from tests.bot.chatting import settled
from tests.databases import PostgresHome
from tests.faults.quickly import Watch, crowd, errors, outage_lines, times_told
from tests.postgres import PostgresServer, own_server
from tests.stories.conftest import opened
from tests.stories.desk import StoryDesk
from tests.stories.visitors import BOOKED, BRANCH, Visitor

NOT_AFTER_ALL = "Sorry, the visit could not be booked after all. Please choose a time once more."


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    """Of this test's own: everybody else would notice."""
    with own_server() as running:
        yield running


@pytest.fixture(scope="module")
def home(server: PostgresServer) -> PostgresHome:
    return PostgresHome(server.url, opened)


@pytest.fixture
async def database_url(home: PostgresHome, tmp_path: Path) -> AsyncIterator[str]:
    async with home.fresh(tmp_path) as url:
        yield url


async def test_a_restart_in_mid_flight_loses_nothing_and_answers_each_once(
    desk: StoryDesk, server: PostgresServer, watch: Watch, caplog: pytest.LogCaptureFixture
) -> None:
    people = await crowd(desk, 18)
    bookers, others = people[:4], people[4:]
    for number, visitor in enumerate(bookers):
        await visitor.stands_at_check(f"2026-11-24 {14 + number // 2}:{number % 2 * 30:02}")
    stopping = asyncio.create_task(asyncio.to_thread(server.goes_away))
    for visitor in bookers:
        await visitor.forges(visitor.confirm)
    await _tap(others[:7])
    await stopping
    await _tap(others[7:])
    await desk.telegram.until(lambda: outage_lines(caplog, DATABASE))
    await asyncio.to_thread(server.comes_back)

    for visitor in others:
        await visitor.reads(BRANCH)
    await settled(desk.program.intake)
    for visitor in bookers:
        await _hears_the_truth(visitor)
    watch.goes_on()
    await others[0].taps("🏠 Main menu")
    went, back = await desk.telegram.until(lambda: _two(outage_lines(caplog, DATABASE)))
    assert went.startswith("The database has trouble: ")
    assert back.startswith("The database is well again")
    assert [times_told(visitor, BRANCH) for visitor in others] == [1] * len(others)
    assert errors(caplog) == []


async def _tap(people: list[Visitor]) -> None:
    for visitor in people:
        await visitor.forges(Go(to=To.BOOK).pack())


async def _hears_the_truth(visitor: Visitor) -> None:
    """At once, or, where the clinic's system went with its database in the middle of it, as soon as it is known."""
    said = [BOOKED, NOT_AFTER_ALL]
    visitor.desk.clock.goes_on(PATIENCE * 2)
    await visitor.desk.wakes("settling unknown bookings")
    booked = len(await visitor.visits())
    assert [times_told(visitor, text) for text in said] == [booked, 1 - booked], visitor.person.transcript()


def _two(lines: list[str]) -> list[str]:
    return lines if len(lines) == 2 else []
