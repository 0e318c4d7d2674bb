import asyncio
import logging
from datetime import timedelta

import pytest

from bot.wakeups import Wakeups

AT_ONCE = timedelta(hours=1)  # at the start, and then not within any test
SOON = timedelta(milliseconds=10)


async def test_work_is_woken_at_the_start_and_again() -> None:
    wakeups, times = Wakeups(), asyncio.Semaphore(0)

    async def work() -> None:
        times.release()

    wakeups.every(SOON, "counting", work)
    wakeups.start()
    async with asyncio.timeout(10):
        for _ in range(3):
            await times.acquire()
    await wakeups.stop()


async def test_the_end_waits_for_what_runs() -> None:
    """The scheduler itself would cut it off in the middle of a transaction."""
    wakeups, begun, may_end, ended = Wakeups(), asyncio.Event(), asyncio.Event(), []

    async def work() -> None:
        begun.set()
        await may_end.wait()
        ended.append(True)

    wakeups.every(AT_ONCE, "working", work)
    wakeups.start()
    await begun.wait()
    stopping = asyncio.create_task(wakeups.stop())
    await asyncio.sleep(0)
    may_end.set()
    await stopping
    assert ended == [True]


async def test_the_end_waits_no_longer_than_its_patience() -> None:
    wakeups, begun = Wakeups(), asyncio.Event()

    async def work() -> None:
        begun.set()
        await asyncio.Event().wait()

    wakeups.every(AT_ONCE, "hanging", work)
    wakeups.start()
    await begun.wait()
    async with asyncio.timeout(5):
        await wakeups.stop(patience=0.01)


async def test_what_never_started_stops_without_a_word() -> None:
    """A start that failed half-way ends by its own error, not by the scheduler's."""
    await Wakeups().stop()


async def test_a_failure_is_told_once_and_so_is_its_end(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "bot.wakeups")
    wakeups, rounds = Wakeups(), asyncio.Semaphore(0)
    answers = iter([ValueError("a name"), ValueError("a name"), None, None])

    async def work() -> None:
        rounds.release()
        if error := next(answers, None):
            raise error

    wakeups.every(SOON, "looking", work)
    wakeups.start()
    async with asyncio.timeout(10):
        for _ in range(5):
            await rounds.acquire()
    await wakeups.stop()
    assert [record.getMessage() for record in caplog.records] == ["looking fails: ValueError", "looking is well again"]


async def test_work_that_takes_longer_than_its_interval_runs_once_at_a_time_and_nobody_grumbles(
    caplog: pytest.LogCaptureFixture,
) -> None:
    under_way: list[int] = []
    wakeups, woken, may_end = Wakeups(), asyncio.Semaphore(0), asyncio.Event()

    async def long() -> None:
        under_way.append(len(under_way))
        await may_end.wait()

    async def short() -> None:
        woken.release()

    wakeups.every(SOON, "taking long", long)
    wakeups.every(SOON, "counting", short)
    wakeups.start()
    async with asyncio.timeout(10):
        for _ in range(10):
            await woken.acquire()
        assert under_way == [0]
        may_end.set()
        while len(under_way) < 2:
            await woken.acquire()
    await wakeups.stop()
    assert caplog.records == []
