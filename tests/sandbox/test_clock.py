"""A clock that can be moved: for the program, for messages and for every open page alike."""

import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from aiogram import Bot

from sandbox import Clock, Controls, Jump, Jumps, Person, TelegramServer
from tests.sandbox.conftest import Tab

MONDAY = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)
DAY = timedelta(days=1)


class Program:
    """What knows of visits: the sandbox does not."""

    def __init__(self, server: TelegramServer) -> None:
        self.server, self.told = server, 0

    async def jumps(self, person_id: int) -> Jumps:
        name = self.server.people[person_id].name
        return Jumps(f"{name}'s next visit", [Jump("The day before", MONDAY + DAY)])

    def hears(self) -> None:
        self.told += 1

    def controls(self) -> Controls:
        return Controls("Europe/Kyiv", self.jumps, moved=self.hears)


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
    assert (clock.now(), clock.moved) == (MONDAY, False)
    clock.goes_to(MONDAY + DAY)
    clock.goes_on(timedelta(hours=2))
    assert (clock.now(), clock.moved) == (MONDAY + DAY + timedelta(hours=2), True)
    with pytest.raises(ValueError, match="forward only"):
        clock.goes_to(MONDAY + DAY)
    with pytest.raises(ValueError, match="aware instants"):
        clock.goes_to(datetime(2027, 1, 1))  # noqa: DTZ001 - must be refused
    clock.comes_back()
    assert (clock.now(), clock.moved) == (MONDAY, False)


def test_it_goes_on_by_itself_from_where_it_was_moved_to() -> None:
    seconds = [0.0]
    clock = Clock(lambda: MONDAY.timestamp() + seconds[0])
    clock.goes_to(MONDAY + DAY)
    seconds[0] = 60
    assert clock.now() == MONDAY + DAY + timedelta(minutes=1)


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
    assert (await page.hears("clock"))["zone"] is None
    await page.does("jumps", person_id=1)
    assert (await page.hears("refused"))["reason"] == "not an action of the page"


async def test_the_program_registers_its_controls_while_pages_are_open(server: TelegramServer, page: Tab) -> None:
    await page.hears("clock")
    server.controls = Program(server).controls()
    assert (await page.hears("clock"))["zone"] == "Europe/Kyiv"


async def test_a_page_is_told_what_one_may_jump_to(program: Program, olena: Person, page: Tab) -> None:
    await page.hears("clock")
    await page.does("jumps", person_id=olena.id)
    offered = await page.hears("jumps")
    assert offered["about"] == "Olena's next visit"
    assert offered["jumps"] == [{"label": "The day before", "to": (MONDAY + DAY).timestamp()}]
    assert program.told == 0


async def test_a_jump_moves_the_clock_of_all_pages(
    server: TelegramServer, program: Program, page: Tab, web: aiohttp.ClientSession
) -> None:
    async with web.ws_connect("/clock") as socket:
        other = Tab(socket)
        for tab in (page, other):
            assert shown(await tab.hears("clock")) == (MONDAY, False)
        await page.does("jump", to=int((MONDAY + DAY).timestamp()))
        for tab in (page, other):
            assert shown(await tab.hears("clock")) == (MONDAY + DAY, True)
        await other.does("now")
        for tab in (other, page):
            assert shown(await tab.hears("clock")) == (MONDAY, False)
    assert server.clock.now() == MONDAY
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
    await page.does("jump", to=int((MONDAY - DAY).timestamp()))
    assert (await page.hears("refused"))["reason"].startswith("the clock goes forward only")
    with caplog.at_level(logging.CRITICAL, logger="sandbox.page_clock"):
        await page.does("jumps", person_id=1)  # whom the program does not know
        assert (await page.hears("refused"))["reason"] == "The program failed at it: its log says why"
    await page.does("dance")
    assert (await page.hears("refused"))["reason"] == "not an action of the page"
    assert program.told == 0
