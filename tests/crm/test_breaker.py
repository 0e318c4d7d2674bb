"""A system that is down is asked once in a while, not by everybody at once."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import pytest

from crm.breaker import Breaker, Rest
from crm.errors import AuthFailed, CrmError, NotFound, OutcomeUnknown, SlotTaken, Unavailable
from crm.through import Answer, Through
from tests.crm.story import Story, order


@dataclass
class System:
    """``error`` is what each call ends with, if anything."""

    error: CrmError | None = None
    asked: int = 0
    now: float = 1000.0
    waits: asyncio.Event | None = field(default=None)

    async def around(self, _verb: str, call: Callable[[], Awaitable[Answer]], /) -> Answer:
        self.asked += 1
        if self.waits:
            await self.waits.wait()
        if self.error:
            raise self.error
        return await call()


@pytest.fixture
def system() -> System:
    return System()


@pytest.fixture
def breaker(any_story: Story, system: System) -> Breaker:
    return Breaker(Through(any_story.crm, system.around), Rest(), lambda: system.now)


async def fails(breaker: Breaker, times: int = 1, told: type[CrmError] = Unavailable) -> None:
    for _ in range(times):
        with pytest.raises(told):
            await breaker.find_patients("+380501100001")


async def test_after_three_failures_in_a_row_it_is_left_alone(breaker: Breaker, system: System) -> None:
    system.error = Unavailable("down")
    await fails(breaker, 10)
    assert system.asked == 3


async def test_one_call_in_twenty_seconds_tries_and_the_first_answer_brings_all_back(
    breaker: Breaker, system: System
) -> None:
    system.error = Unavailable("down")
    await fails(breaker, 3)
    system.now += 19
    await fails(breaker)
    assert system.asked == 3
    system.now += 1
    await fails(breaker, 5)
    assert system.asked == 4, "one has tried, and the pause begins anew"
    system.now, system.error = system.now + 20, None
    assert await breaker.find_patients("+380501100001") == []
    system.error = Unavailable("a hiccup")
    await fails(breaker, 2)
    assert system.asked == 7, "it counts from the beginning"


async def test_while_one_tries_the_others_do_not_wait_for_it(breaker: Breaker, system: System) -> None:
    system.error = Unavailable("down")
    await fails(breaker, 3)
    system.now, system.waits = system.now + 20, asyncio.Event()
    trying = asyncio.create_task(breaker.find_patients("+380501100001"))
    await asyncio.sleep(0)
    async with asyncio.timeout(5):
        await fails(breaker, 3)
    system.error = None
    system.waits.set()
    assert await trying == []


async def test_an_unknown_outcome_is_a_failure_and_a_refusal_is_an_answer(
    breaker: Breaker, system: System, any_story: Story
) -> None:
    wish = order(await any_story.slot("Граб Іван", "2027-03-23 09:00"), await any_story.patient())
    for error, asked in ((OutcomeUnknown("?"), 3), (SlotTaken("no"), 13), (NotFound("no"), 23)):
        system.error = error
        for _ in range(10):
            with pytest.raises(type(error) if system.asked < asked else Unavailable):
                await breaker.book(wish)
        assert system.asked == asked
        system.now += 20


async def test_nothing_is_sent_while_it_rests_not_even_a_booking(
    breaker: Breaker, system: System, any_story: Story
) -> None:
    wish = order(await any_story.slot("Граб Іван", "2027-03-23 09:00"), await any_story.patient())
    system.error = Unavailable("down")
    await fails(breaker, 3)
    system.error = None
    with pytest.raises(Unavailable):
        await breaker.book(wish)
    assert await any_story.crm.outcome(wish) is None


async def test_refused_credentials_are_not_tried_again_for_five_minutes(breaker: Breaker, system: System) -> None:
    system.error = AuthFailed("the password is wrong")
    await fails(breaker, 10, AuthFailed)
    assert system.asked == 1
    system.now += 299
    await fails(breaker, 10, AuthFailed)
    assert system.asked == 1
    system.now += 1
    await fails(breaker, 10, AuthFailed)
    assert system.asked == 2


async def test_who_asks_for_a_look_gets_one(breaker: Breaker, system: System) -> None:
    system.error = AuthFailed("the password is wrong")
    await fails(breaker, 1, AuthFailed)
    system.error = None
    assert (await breaker.check())[0].well
    assert await breaker.find_patients("+380501100001") == [], "and it has shown that all is well"
