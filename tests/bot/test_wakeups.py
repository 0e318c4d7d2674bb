import asyncio
import logging
import time
from datetime import datetime, timedelta, tzinfo

import pytest

from bot.wakeups import Wakeups

AT_ONCE = timedelta(hours=1)  # at the start, and then not within any test
SOON = timedelta(milliseconds=10)


class Clock:
    """The machine's, which can be set."""

    def __init__(self) -> None:
        self.ahead = 0.0
        self.looks = asyncio.Semaphore(0)

    def __call__(self) -> float:
        """By whom it is looked at now and then."""
        self.looks.release()
        return self.now()

    def now(self) -> float:
        return time.time() + self.ahead

    async def is_set(self, ahead: float) -> None:
        """And has been looked at since."""
        self.ahead = ahead
        while not self.looks.locked():
            await self.looks.acquire()
        await self.looks.acquire()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Also the scheduler's own."""
    ours = Clock()

    class Shown(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Shown":
            return cls.fromtimestamp(ours.now(), tz)

    monkeypatch.setattr("apscheduler.schedulers.base.datetime", Shown)
    return ours


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


async def test_a_clock_that_is_set_back_an_hour_keeps_nothing_waiting(
    clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot.wakeups")
    tasks = asyncio.all_tasks()
    wakeups, often, seldom = Wakeups(wall=clock, look=0.01), asyncio.Semaphore(0), asyncio.Semaphore(0)

    async def look() -> None:
        often.release()

    async def sweep() -> None:
        seldom.release()

    wakeups.every(SOON, "looking", look)
    wakeups.every(AT_ONCE, "sweeping", sweep)
    wakeups.start()
    async with asyncio.timeout(10):
        await often.acquire()
        await seldom.acquire()
        await clock.is_set(-3600)
        await seldom.acquire()
        while not often.locked():
            await often.acquire()  # what was woken before the clock was set
        for _ in range(3):
            await often.acquire()
    await wakeups.stop()
    assert [record.getMessage() for record in caplog.records] == ["the machine's clock was set back 3600 s"]
    assert asyncio.all_tasks() == tasks, "nobody looks at the clock any more"


@pytest.mark.parametrize("steps", [(36_000, 0), (-0.7, -1.4)], ids=["forward and right again", "in small steps"])
async def test_every_way_of_going_back_counts(clock: Clock, steps: tuple[float, ...]) -> None:
    wakeups, woken = Wakeups(wall=clock, look=0.01), asyncio.Semaphore(0)

    async def work() -> None:
        woken.release()

    wakeups.every(AT_ONCE, "working", work)
    wakeups.start()
    async with asyncio.timeout(10):
        await woken.acquire()
        for ahead in steps:
            assert woken.locked()
            await clock.is_set(ahead)
        await woken.acquire()
    await wakeups.stop()


async def test_a_clock_that_is_set_back_before_the_start_delays_no_start(clock: Clock) -> None:
    """The machine's time is often put right while it starts."""
    wakeups, woken = Wakeups(wall=clock, look=0.01), asyncio.Event()

    async def work() -> None:
        woken.set()

    wakeups.every(AT_ONCE, "working", work)
    clock.ahead = -3600
    wakeups.start()
    async with asyncio.timeout(10):
        await woken.wait()
    await wakeups.stop()
