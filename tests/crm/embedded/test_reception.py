"""What a person at the clinic does in the built-in system."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from crm.embedded.tables import appointments
from crm.errors import NotFound, PatientBusy, SlotTaken
from crm.model import Status
from tests.crm.story import Story, order, wall
from tests.crm.targets import Embedded

NINE, TEN = "2027-03-23 09:00", "2027-03-23 10:00"


async def test_it_is_kept_who_made_a_visit(system: Embedded, story: Story) -> None:
    marta = await story.patient()
    await story.booked(marta, await story.slot("Граб Іван", NINE))
    await system.crm.book_by_reception(order(await story.slot("Граб Іван", TEN), marta))
    async with system.database.read() as connection:
        made_by = await connection.execute(select(appointments.c.made_by).order_by(appointments.c.id))
    assert list(made_by.scalars()) == ["bot", "reception"]


async def test_reception_may_book_outside_the_hours_but_nobody_twice(system: Embedded, story: Story) -> None:
    marta, orest = await story.patients(2)
    nine = await story.slot("Граб Іван", NINE)
    late = replace(nine, starts_at=wall("2027-03-23 21:10"), ends_at=wall("2027-03-23 21:50"))
    half_later = replace(late, starts_at=late.starts_at + timedelta(minutes=20), ends_at=late.ends_at + timedelta(1))
    made = await system.crm.book_by_reception(order(late, marta))
    assert (made.starts_at, made.ends_at) == (late.starts_at, late.ends_at)
    with pytest.raises(SlotTaken):
        await system.crm.book_by_reception(order(half_later, orest))
    with pytest.raises(PatientBusy):
        await system.crm.book_by_reception(order(replace(half_later, doctor_id="koval"), marta))


async def test_reception_too_books_a_wish_once_and_only_for_who_is_there(system: Embedded, story: Story) -> None:
    wish = order(await story.slot("Граб Іван", NINE), await story.patient())
    made = await system.crm.book_by_reception(wish)
    assert await system.crm.book_by_reception(wish) == made
    for place in ({"doctor_id": "nobody"}, {"branch_id": "nowhere"}, {"service_id": "nothing"}):
        elsewhere = replace(wish.slot, starts_at=wall(TEN), ends_at=wall("2027-03-23 10:30"), **place)
        with pytest.raises(NotFound):
            await system.crm.book_by_reception(replace(wish, key="another", slot=elsewhere))


async def test_a_missed_visit_comes_back_only_while_its_time_is_free(system: Embedded, story: Story) -> None:
    marta, orest = await story.patients(2)
    nine = await story.slot("Граб Іван", NINE)
    made = await story.booked(marta, nine)
    missed = await system.crm.mark(made.id, Status.NOSHOW)
    assert (await system.crm.mark(made.id, Status.BOOKED)).status is Status.BOOKED
    await system.crm.mark(made.id, Status.NOSHOW)
    await story.booked(orest, nine)
    with pytest.raises(SlotTaken):
        await system.crm.mark(made.id, Status.BOOKED)
    assert (await system.crm.appointment(missed.id)).status is Status.NOSHOW
