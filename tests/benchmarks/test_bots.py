"""Each bot on the bench answers what it is asked; how quickly is another matter."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from aiogram import Dispatcher
from aiohttp import web
from sqlalchemy.ext.asyncio import create_async_engine

from benchmarks import echo
from benchmarks.api import TOKEN, listen
from benchmarks.bench import Bench
from benchmarks.clinic import KINDS, open_clinic
from benchmarks.load import PATH, SECRET, LostError, Tap, Telegram
from benchmarks.process import EndedError
from benchmarks.subjects import SQLITE, bare_echo, open_subject
from benchmarks.twin.__main__ import dispatcher_on
from benchmarks.twin.opening import day_tap, open_twin
from benchmarks.updates import FIRST_CHAT, taps
from benchmarks.whole import FULL
from db.cipher import new_key
from reception.clock import SystemClock

TAPS = 20


@pytest.fixture
async def telegram() -> AsyncIterator[tuple[Telegram, str]]:
    telegram = Telegram()
    async with telegram.open() as api:
        yield telegram, api


@asynccontextmanager
async def webhook(dispatcher: Dispatcher, api: str) -> AsyncIterator[str]:
    """The address of a bot in this process."""
    bot = echo.connect(TOKEN, api)
    runner = web.AppRunner(echo.application(bot, dispatcher, SECRET, PATH))
    await runner.setup()
    try:
        listener = listen()
        await web.SockSite(runner, listener).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}{PATH}"
    finally:
        await runner.cleanup()


def twenty(*data: str) -> list[Tap]:
    """Of twenty people, whose answer is 24 buttons."""
    tap, kind = taps(), KINDS["c"]
    return [Tap(tap(FIRST_CHAT + n, data[n % len(data)]), kind.proof, kind.times) for n in range(TAPS)]


async def test_the_echo_answers_everybody_once(telegram: tuple[Telegram, str]) -> None:
    bench, api = telegram
    async with webhook(echo.dispatcher(), api) as bot:
        assert len(await bench.brings_all(bot, twenty("echo"), 4)) == TAPS
    assert bench.answers == {FIRST_CHAT + n: 1 for n in range(TAPS)}


async def test_the_twin_shows_everybody_24_buttons(telegram: tuple[Telegram, str], tmp_path: Path) -> None:
    bench, api = telegram
    url = f"sqlite+aiosqlite:///{tmp_path / 'twin.db'}"
    await open_twin(url, TAPS)
    engine = create_async_engine(url)
    days = [day_tap(guest, SystemClock().now().date()) for guest in range(TAPS)]
    async with webhook(dispatcher_on(engine), api) as bot:
        assert len(await bench.brings_all(bot, twenty(*days), 4)) == TAPS
    await engine.dispose()
    assert set(bench.answers.values()) == {1}


async def test_ours_answers_twenty_taps_of_each_kind(telegram: tuple[Telegram, str], tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'ours.db'}"
    ours = await open_subject("ours", SQLITE, url, tmp_path, TAPS)
    bench = Bench(*telegram, TAPS)
    async with bench.started(ours) as bot:
        answered = {
            kind: len(await bench.telegram.brings_all(bot.address, await bench.prepared(bot, kind, TAPS), 4))
            for kind in ours.kinds
        }
    assert answered == dict.fromkeys("abcd", TAPS)


async def test_a_whole_bench_finds_a_time_for_each_confirm(tmp_path: Path) -> None:
    """All with one doctor: with two, somebody might be offered both at the same hour."""
    visitors = await open_clinic(f"sqlite+aiosqlite:///{tmp_path / 'ours.db'}", new_key(), 1)
    doctors = [way.doctor for way, _ in visitors.free]
    wanted = FULL.rounds * (FULL.warm_up + FULL.alone + FULL.in_flight)
    assert doctors[:wanted] == doctors[:1] * wanted


async def test_a_tap_that_nobody_answers_is_lost_and_said_to_be() -> None:
    telegram, silent = Telegram(patience=0.2), Dispatcher()
    async with telegram.open() as api, webhook(silent, api) as bot:
        with pytest.raises(LostError, match="20 of 20"):
            await telegram.brings_all(bot, twenty("nobody"), TAPS)


async def test_another_screen_than_the_one_asked_for_is_no_answer() -> None:
    telegram, dispatcher = Telegram(patience=0.2), echo.dispatcher()
    more = [replace(tap, times=25) for tap in twenty("echo")]
    async with telegram.open() as api, webhook(dispatcher, api) as bot:
        with pytest.raises(LostError):
            await telegram.brings_all(bot, more, TAPS)
    assert not telegram.answers


async def test_a_bot_that_does_not_start_is_no_endless_wait(telegram: tuple[Telegram, str], tmp_path: Path) -> None:
    broken = replace(bare_echo(tmp_path), module="benchmarks.nothing_such")
    with pytest.raises(EndedError, match="nothing_such"):
        async with Bench(*telegram, TAPS).started(broken):
            pass
