"""The contract: "I'll come" is kept where the clinic sees it."""

import pytest

from crm.errors import NotFound, Refused, Unsupported
from crm.model import Appointment, Status
from tests.crm.story import Story, order

NINE, TEN = "2027-03-23 09:00", "2027-03-23 10:00"


async def put_down_for_nine(story: Story) -> Appointment:
    """By reception: the patient has said nothing yet."""
    marta = await story.patient()
    made = await story.system.reception_books(order(await story.slot("Граб Іван", NINE), marta))
    assert not await story.system.reception_sees_that_they_come(made.id)
    return made


@pytest.mark.needs("confirms")
async def test_reception_sees_that_the_patient_comes(story: Story) -> None:
    made = await put_down_for_nine(story)
    confirmed = await story.crm.confirm(made.id)
    assert await story.system.reception_sees_that_they_come(made.id)
    assert confirmed == await story.crm.appointment(made.id)
    assert (confirmed.starts_at, confirmed.status) == (made.starts_at, Status.BOOKED)


@pytest.mark.needs("confirms")
async def test_said_twice_it_changes_nothing(story: Story) -> None:
    made = await put_down_for_nine(story)
    confirmed = await story.crm.confirm(made.id)
    assert await story.crm.confirm(made.id) == confirmed
    assert await story.system.reception_sees_that_they_come(made.id)


@pytest.mark.needs("confirms")
async def test_nobody_comes_to_what_is_cancelled(story: Story) -> None:
    made = await put_down_for_nine(story)
    await story.system.reception_cancels(made.id)
    with pytest.raises(Refused):
        await story.crm.confirm(made.id)
    assert not await story.system.reception_sees_that_they_come(made.id)


@pytest.mark.needs("confirms")
async def test_nobody_comes_to_what_is_over(story: Story) -> None:
    made = await put_down_for_nine(story)
    story.system.clock.goes_to(made.ends_at)
    with pytest.raises(Refused):
        await story.crm.confirm(made.id)
    assert not await story.system.reception_sees_that_they_come(made.id)


@pytest.mark.needs("confirms")
@pytest.mark.parametrize("unknown", ["987654321", "no such id"])
async def test_a_visit_that_is_not_there_is_not_found(story: Story, unknown: str) -> None:
    with pytest.raises(NotFound):
        await story.crm.confirm(unknown)


async def test_a_system_without_a_place_for_it_says_so_and_changes_nothing(story: Story) -> None:
    made = await put_down_for_nine(story)
    if story.crm.capabilities.confirms:
        assert (await story.crm.confirm(made.id)).id == made.id
        return
    with pytest.raises(Unsupported):
        await story.crm.confirm(made.id)
    assert await story.crm.appointment(made.id) == made
