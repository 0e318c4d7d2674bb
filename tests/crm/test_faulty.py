"""The breakable system of the stories does break as it says."""

import asyncio

import pytest

from crm.errors import OutcomeUnknown, SlotTaken, Unavailable
from tests.crm.faulty import Faulty
from tests.crm.story import Story, order

NINE = "2027-03-23 09:00"


async def test_down_and_back(any_story: Story) -> None:
    crm = Faulty(any_story.crm)
    crm.goes_down()
    with pytest.raises(Unavailable):
        await crm.directory()
    crm.comes_back()
    assert await crm.directory() == any_story.directory


async def test_a_lost_answer_is_carried_out_and_a_lost_question_is_not(any_story: Story) -> None:
    crm = Faulty(any_story.crm)
    wish = order(await any_story.slot("Граб Іван", NINE), await any_story.patient())

    crm.fails_before()
    with pytest.raises(OutcomeUnknown):
        await crm.book(wish)
    assert await crm.outcome(wish) is None

    crm.loses_answers(times=2)
    for _ in range(2):
        with pytest.raises(OutcomeUnknown):
            await crm.book(wish)
    assert await crm.book(wish) == await crm.outcome(wish)


async def test_an_answer_comes_when_it_is_let_go(any_story: Story) -> None:
    crm = Faulty(any_story.crm)
    let_go = asyncio.Event()
    wish = order(await any_story.slot("Граб Іван", NINE), await any_story.patient())
    crm.answers_after(let_go)
    booking = asyncio.create_task(crm.book(wish))
    while not (made := await any_story.crm.outcome(wish)):
        assert not booking.done()
    let_go.set()
    assert await booking == made


async def test_a_stranger_takes_a_time_even_while_it_is_down(any_story: Story) -> None:
    crm = Faulty(any_story.crm)
    slot = await any_story.slot("Граб Іван", NINE)
    crm.goes_down()
    taken = await crm.takes(slot)
    crm.comes_back()
    assert taken.starts_at == slot.starts_at
    with pytest.raises(SlotTaken):
        await crm.book(order(slot, await any_story.patient()))
