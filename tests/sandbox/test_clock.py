"""A clock that can be moved: for the program, for messages and for every open page alike."""

import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from aiogram import Bot

from sandbox import Clock, Controls, Jump, Person, TelegramServer
from tests.sandbox.conftest import Tab

MONDAY = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)
DAY = timedelta(days=1)


class Program:
    """What knows of visits: the sandbox does not."""

    def __init__(self, server: TelegramServer) -> None:
        self.server, self.told = server, 0

    async def day_before(self, person_id: int) -> str:
        if person_id not in self.server.people:
            raise ValueError("nobody has a visit ahead")
        self.server.clock.goes_on(DAY)
        return f"the day before the visit of {self.server.people[person_id].name}"

    async def breaks(self, person_id: int) -> str:
        raise KeyError(person_id)

    def hears(self) -> None:
        self.told += 1

    def controls(self) -> Controls:
        jumps = [Jump("The day before", self.day_before), Jump("Never", self.breaks)]
        return Controls("Europe/Kyiv", jumps, moved=self.hears)


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    """It is always Monday, 14:30 in Kyiv, until the clock is moved."""
    async with await TelegramServer.start(now=MONDAY.timestamp) as running:
        yield running


@pytest.fixture
def program(server: TelegramServer) -> Program:
    program = Program(server)
    server.controls = program.controls()
    return program


@pytest.fixture
async def page(web: aiohttp.ClientSession) -> AsyncIterator[Tab]:
    async with web.ws_connect("/clock") as socket:
        yield Tab(socket)


def shown(clock: dict[str, Any]) -> tuple[datetime, bool]:
    return datetime.fromtimestamp(clock["now"], UTC), clock["moved"]


def test_it_goes_forward_only_and_comes_back_to_real_time() -> None:
    clock = Clock(MONDAY.timestamp)
    assert (clock.instant(), clock.moved) == (MONDAY, False)
    clock.goes_to(MONDAY + DAY)
    clock.goes_on(timedelta(hours=2))
    assert (clock.instant(), clock.moved) == (MONDAY + DAY + timedelta(hours=2), True)
    with pytest.raises(ValueError, match="forward only"):
        clock.goes_to(MONDAY + DAY)
    with pytest.raises(ValueError, match="aware instants"):
        clock.goes_to(datetime(2027, 1, 1))  # noqa: DTZ001 - must be refused
    clock.comes_back()
    assert (clock.instant(), clock.moved) == (MONDAY, False)


def test_it_goes_on_by_itself_from_where_it_was_moved_to() -> None:
    seconds = [0.0]
    clock = Clock(lambda: MONDAY.timestamp() + seconds[0])
    clock.goes_to(MONDAY + DAY)
    seconds[0] = 60
    assert clock.instant() == MONDAY + DAY + timedelta(minutes=1)


async def test_messages_are_dated_by_it(bot: Bot, server: TelegramServer, olena: Person) -> None:
    await olena.types("/start")
    server.clock.goes_on(DAY)
    sent = await bot.send_message(olena.id, "tomorrow")
    server.clock.comes_back()
    await olena.types("today")
    assert sent.date == MONDAY + DAY
    dates = [message.payload["date"] for message in olena.chat]
    assert dates == [int(moment.timestamp()) for moment in (MONDAY, MONDAY + DAY, MONDAY)]


async def test_without_controls_a_page_is_offered_nothing(page: Tab) -> None:
    clock = await page.hears("clock")
    assert (clock["zone"], clock["jumps"]) == (None, [])
    await page.does("jump", label="The day before", person_id=1)
    assert "no jump called 'The day before'" in (await page.hears("refused"))["reason"]


async def test_the_program_registers_its_jumps_while_pages_are_open(server: TelegramServer, page: Tab) -> None:
    await page.hears("clock")
    server.controls = Program(server).controls()
    clock = await page.hears("clock")
    assert (clock["zone"], clock["jumps"]) == ("Europe/Kyiv", ["The day before", "Never"])


async def test_a_jump_moves_the_clock_of_all_pages_and_tells_who_asked(
    server: TelegramServer, program: Program, olena: Person, page: Tab, web: aiohttp.ClientSession
) -> None:
    async with web.ws_connect("/clock") as socket:
        other = Tab(socket)
        for tab in (page, other):
            assert shown(await tab.hears("clock")) == (MONDAY, False)
        await page.does("jump", label="The day before", person_id=olena.id)
        for tab in (page, other):
            assert shown(await tab.hears("clock")) == (MONDAY + DAY, True)
        assert (await page.hears("jumped"))["words"] == "the day before the visit of Olena"
        await other.does("now")
        for tab in (other, page):
            assert shown(await tab.hears("clock")) == (MONDAY, False)
    assert server.clock.instant() == MONDAY
    assert program.told == 2


async def test_the_program_hears_of_every_move_whoever_makes_it(server: TelegramServer, program: Program) -> None:
    server.clock.goes_on(DAY)
    assert program.told == 1
    with pytest.raises(ValueError, match="forward only"):
        server.clock.goes_on(-DAY)
    assert program.told == 1


async def test_a_jump_that_cannot_be_made_says_why(
    program: Program, page: Tab, caplog: pytest.LogCaptureFixture
) -> None:
    await page.hears("clock")
    await page.does("jump", label="The day before", person_id=1)
    assert (await page.hears("refused"))["reason"] == "nobody has a visit ahead"
    with caplog.at_level(logging.CRITICAL, logger="sandbox.page_clock"):
        await page.does("jump", label="Never", person_id=1)
        assert (await page.hears("refused"))["reason"] == "The program failed at it: its log says why"
    await page.does("dance")
    assert (await page.hears("refused"))["reason"] == "not an action of the page"
    assert program.told == 0
