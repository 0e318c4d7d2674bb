"""The sandbox as `python -m bot` starts it: Telegram and the bot go by one clock, and reception has its group."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.commands import sandboxed
from bot.settings import Settings
from bot.wiring import Program, build
from sandbox import TelegramServer, serve
from tests.stories.desk import MONDAY_MORNING

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)  # at the start, and then not within any test


class Running:
    """What the command has put together."""

    def __init__(self) -> None:
        self.telegram: TelegramServer
        self.program: Program
        self.admins: list[int]
        self.built = asyncio.Event()

    async def serve(self, **wanted: Any) -> TelegramServer:
        self.telegram = await serve(**wanted)
        self.telegram.clock.real = MONDAY_MORNING.timestamp
        return self.telegram

    def build(self, *parts: Any, **wanted: Any) -> Program:
        self.program, self.admins = build(*parts, **wanted), wanted["admin_ids"]
        self.built.set()
        return self.program


@pytest.fixture
async def running(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> AsyncIterator[Running]:
    """It is always Monday, nine in the morning, until the clock is moved."""
    monkeypatch.chdir(tmp_path)
    seen = Running()
    monkeypatch.setattr(sandboxed, "serve", seen.serve)
    monkeypatch.setattr(sandboxed, "build", seen.build)
    monkeypatch.setattr(sandboxed, "set_up_logs", lambda _: None)
    command = asyncio.create_task(sandboxed.run_sandbox(Settings(http_port=0)))
    async with asyncio.timeout(60):
        await seen.built.wait()
    yield seen
    command.cancel()
    await asyncio.gather(command, return_exceptions=True)


async def test_the_bot_goes_by_the_clock_on_the_page(running: Running) -> None:
    clock, desk = running.telegram.clock, running.program.desk
    assert desk.today() == MONDAY_MORNING.date()
    clock.goes_on(DAY)
    assert desk.today() == (MONDAY_MORNING + DAY).date()
    clock.comes_back()
    assert desk.today() == MONDAY_MORNING.date()


async def test_whatever_looks_at_the_time_is_woken_by_a_move(running: Running) -> None:
    woken = asyncio.Semaphore(0)

    async def look() -> None:
        woken.release()

    running.program.wakeups.every(HOUR, "looking", look)
    async with asyncio.timeout(10):
        await woken.acquire()
        running.telegram.clock.goes_on(DAY)
        await woken.acquire()
        running.telegram.clock.comes_back()
        await woken.acquire()


async def test_a_page_is_offered_the_jumps_of_whom_one_is(running: Running) -> None:
    controls = running.telegram.controls
    assert controls
    assert controls.zone == "Europe/Kyiv"
    (someone, *_) = running.telegram.people
    assert (await controls.jumps(someone)).about.startswith("No visit ahead.")


async def test_reception_s_group_is_the_staff_chat(running: Running) -> None:
    staff = running.telegram.staff
    assert staff
    await running.program.groups.open()
    assert await running.program.groups.say("Olena asks")
    assert (await staff.sees("Olena asks")).by_bot
    await running.program.groups.found_in(staff.id)
    assert staff.has_bot


async def test_whoever_is_an_admin_on_the_page_is_one_to_the_bot(running: Running) -> None:
    people = running.telegram.people.values()
    assert running.admins == [person.id for person in people if person.screen.role == "admin"] != []
