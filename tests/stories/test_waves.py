"""What a tap asks of the clinic's system it asks at once, and waits for the slowest answer, not for their sum.

Counted, not timed: every call is held until all that the tap should have asked by then are there.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

import pytest

from crm.port import Crm
from crm.through import Answer, Through
from handlers.taps import Go, To, day, find, time, walk
from reception.booking.finding import Only
from reception.booking.way import ANY_SPECIALTY, Way
from tests.stories.desk import StoryDesk
from tests.stories.visitors import BOOKED, CHECK, DANIEL, OLENA, TAKEN, TIME, Visitor, daniel, kyiv, slot

AT = "2026-11-24 14:30"
DOCTORS = 7  # in the city centre, who see grown-ups


class Held(Through):
    """A system that answers when it is let. ``waiting``: what it has been asked since, by verb."""

    def __init__(self, crm: Crm) -> None:
        super().__init__(crm, self._held)
        self.waiting: list[str] = []
        self._answers = asyncio.Event()

    def is_asked(self, wave: Sequence[str]) -> bool:
        return sorted(self.waiting) == sorted(wave)

    def lets_go(self) -> None:
        self.waiting.clear()
        self._answers.set()
        self._answers = asyncio.Event()

    async def _held(self, verb: str, call: Callable[[], Awaitable[Answer]], /) -> Answer:
        self.waiting.append(verb)
        await self._answers.wait()
        return await call()


@pytest.fixture
async def visitor(desk: StoryDesk) -> Visitor:
    return await daniel(desk, DANIEL, OLENA)


def held_up(desk: StoryDesk) -> Held:
    """From now on."""
    desk.crm._crm = held = Held(desk.crm._crm)
    return held


async def asks(visitor: Visitor, held: Held, *waves: Sequence[str]) -> None:
    """These calls at once, and when they are answered the next ones."""
    for wave in waves:
        await visitor.desk.telegram.until(partial(held.is_asked, wave))
        held.lets_go()


async def test_each_screen_on_the_way_takes_one_wave(visitor: Visitor) -> None:
    held = held_up(visitor.desk)
    way, at = await visitor.way("shevchuk"), kyiv(AT)
    screens = {
        walk(way).pack(): (TIME, ["free_slots"]),
        day(way, at.date()).pack(): ("which time suits you?", ["free_slots"]),
        time(way, at).pack(): (CHECK, ["free_slots", "appointments"]),
        find(way, Only.EARLIEST).pack(): ("The earliest free times:", ["free_slots"]),
        find(Way(way.patient, way.branch, ANY_SPECIALTY), Only.SATURDAYS).pack(): (
            "Free times on Saturdays:",
            ["free_slots"] * DOCTORS,
        ),
        Go(to=To.VISITS).pack(): ("There are no visits ahead.", ["appointments"]),
    }
    for tap, (then, wave) in screens.items():
        await visitor.forges(tap)
        await asks(visitor, held, wave)
        await visitor.reads(then)
        assert held.waiting == []


async def test_confirm_looks_and_then_books(visitor: Visitor) -> None:
    """In two: one visit more than a patient may have ahead must not be made and taken back."""
    await visitor.stands_at_check(AT)
    held = held_up(visitor.desk)
    await visitor.person.taps(visitor.words("✅ Confirm"))
    await asks(visitor, held, ["appointments"], ["book"])
    await visitor.reads(BOOKED)
    assert held.waiting == []


async def test_a_time_that_is_gone_takes_one_more_for_the_nearest_ones(visitor: Visitor) -> None:
    await visitor.stands_at_check(AT)
    await visitor.desk.crm.takes(await slot(visitor.desk, AT))
    held = held_up(visitor.desk)
    await visitor.person.taps(visitor.words("✅ Confirm"))
    await asks(visitor, held, ["appointments"], ["book"], ["free_slots"])
    await visitor.reads(TAKEN)
    assert held.waiting == []
