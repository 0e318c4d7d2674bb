"""Telegram's pace, on a clock of our own: as many as may go do go, and not one more."""

import asyncio
from collections.abc import Iterable
from itertools import pairwise

import pytest

from reminders.pace import IN_A_ROW, Limits, Pace


class Clock:
    """Whoever sleeps lets the time pass; who sleeps beside others is woken in their order."""

    def __init__(self) -> None:
        self.time = 100.0
        self._sleeping: list[tuple[float, int, asyncio.Future[None]]] = []

    def now(self) -> float:
        return self.time

    async def sleep(self, seconds: float) -> None:
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._sleeping.append((self.time + seconds, len(self._sleeping), woken))
        await woken

    async def runs(self, *work: asyncio.Task[object]) -> None:
        """Until all work is done."""
        while not all(task.done() for task in work):
            for _ in range(5):
                await asyncio.sleep(0)
            if self._sleeping and not all(task.done() for task in work):
                self._sleeping.sort(key=lambda one: one[:2])
                at, _, woken = self._sleeping.pop(0)
                self.time = max(self.time, at)
                if not woken.done():
                    woken.set_result(None)


@pytest.fixture
def clock() -> Clock:
    return Clock()


async def sent(clock: Clock, pace: Pace, chats: Iterable[int]) -> list[float]:
    """When each went."""
    times: list[float] = []

    async def send(chat: int) -> None:
        times.append(await pace.turn(chat))

    await clock.runs(*[asyncio.ensure_future(send(chat)) for chat in chats])
    return times


def most_in(times: list[float], seconds: float) -> int:
    return max(sum(at <= other < at + seconds for other in times) for at in times)


async def test_thirty_a_second_in_all_and_not_much_fewer(clock: Clock) -> None:
    times = await sent(clock, Pace(now=clock.now, sleep=clock.sleep), range(1, 301))
    assert most_in(times, 1.0) == 30
    assert times[-1] - times[0] == pytest.approx(9 * 1.002)


async def test_one_a_second_to_a_chat_while_others_go_on(clock: Clock) -> None:
    pace = Pace(now=clock.now, sleep=clock.sleep)
    times: dict[int, list[float]] = {1: [], 2: []}

    async def send(chat: int) -> None:
        times[chat].append(await pace.turn(chat))

    await clock.runs(*[asyncio.ensure_future(send(chat)) for chat in (1, 1, 1, 2)])
    assert all(later - earlier >= 1 for earlier, later in pairwise(times[1]))
    assert times[2] == [100.0]


async def test_one_a_second_to_a_chat_also_where_all_of_them_wait_for_the_rest(clock: Clock) -> None:
    pace = Pace(Limits(in_all=2), now=clock.now, sleep=clock.sleep)
    times = await sent(clock, pace, [8, 9, 1, 1, 1])
    assert all(later - earlier >= 1 for earlier, later in pairwise(times[2:]))


async def test_twenty_a_minute_to_a_group(clock: Clock) -> None:
    times = await sent(clock, Pace(now=clock.now, sleep=clock.sleep), [-5] * 50)
    assert most_in(times, 60.0) == 20
    assert times[19] == times[0], "and these at once"


async def test_an_answer_to_a_tap_does_not_wait_and_takes_a_place(clock: Clock) -> None:
    pace = Pace(Limits(in_all=3), now=clock.now, sleep=clock.sleep)
    for chat in (1, 2, 3, 4):
        assert pace.counts(chat) == 100.0
    assert await sent(clock, pace, [5]) == [101.002], "five would be too many: the taps were first"


async def test_a_refused_one_gives_its_place_back(clock: Clock) -> None:
    pace = Pace(Limits(in_all=2), now=clock.now, sleep=clock.sleep)
    one, other = await sent(clock, pace, [1, 2])
    pace.gives_back(1, one)
    assert await sent(clock, pace, [1]) == [100.0]
    pace.gives_back(9, other)
    pace.gives_back(2, 55.0)


async def test_as_long_as_telegram_asks_nothing_goes(clock: Clock) -> None:
    pace = Pace(now=clock.now, sleep=clock.sleep)
    pace.holds(1, 7)
    pace.holds(1, 3)
    assert await sent(clock, pace, [1, 2]) == [107.0, 107.0]


async def test_a_group_that_has_enough_keeps_nobody_else_waiting(clock: Clock) -> None:
    pace = Pace(now=clock.now, sleep=clock.sleep)
    pace.holds(-5, 30)
    assert await sent(clock, pace, [-5, 1, -6]) == [100.0, 100.0, 130.0]


async def test_a_chat_that_asks_for_a_moment_keeps_nobody_else_waiting(clock: Clock) -> None:
    pace = Pace(now=clock.now, sleep=clock.sleep)
    pace.holds(1, 1)
    assert await sent(clock, pace, [1, 2]) == [100.0, 101.0]


async def test_several_refused_in_a_row_are_too_many_altogether(clock: Clock) -> None:
    pace = Pace(now=clock.now, sleep=clock.sleep)
    for chat in range(1, IN_A_ROW):
        pace.holds(chat, 1)
    pace.arrived(9, pace.counts(9))
    pace.holds(1, 1)
    assert await sent(clock, pace, [50]) == [100.0], "one was taken in between"
    for chat in range(1, IN_A_ROW):
        pace.holds(chat, 1)
    assert await sent(clock, pace, [51]) == [101.0]


async def test_a_place_counts_from_the_answer_on(clock: Clock) -> None:
    pace = Pace(Limits(in_all=2), now=clock.now, sleep=clock.sleep)
    place = pace.counts(1)
    clock.time += 0.5
    pace.arrived(1, place)
    assert await sent(clock, pace, [2, 3]) == [100.5, pytest.approx(101.502)]


async def test_chats_long_at_peace_are_forgotten(clock: Clock) -> None:
    pace = Pace(Limits(in_all=10**6), now=clock.now, sleep=clock.sleep)
    await sent(clock, pace, range(1, 3000))
    clock.time += 2
    await sent(clock, pace, [5000])
    assert len(pace._chats) == 1


async def test_whoever_waits_has_at_once_the_place_that_is_given_back(clock: Clock) -> None:
    pace = Pace(Limits(in_all=1), clock.now, clock.sleep)
    place = await pace.turn(1)
    waits = asyncio.ensure_future(pace.turn(2))
    for _ in range(5):
        await asyncio.sleep(0)
    assert not waits.done()
    pace.gives_back(1, place)
    for _ in range(5):
        await asyncio.sleep(0)
    assert waits.done()
    assert clock.time == place, "no time has passed"
