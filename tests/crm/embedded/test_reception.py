"""What a person at the clinic does in the built-in system."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from crm.embedded.reception import Reception
from crm.embedded.tables import appointments
from crm.errors import NotFound, PatientBusy, Refused, SlotTaken
from crm.model import Status
from tests.crm.story import Story, order, wall
from tests.crm.targets import Embedded
from tests.crm.verba import VERBA

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


@pytest.fixture
def reception(system: Embedded) -> Reception:
    return Reception(system.database, system.clock)


async def test_reception_moves_to_any_time_but_nobody_is_in_two_places(
    reception: Reception, system: Embedded, story: Story
) -> None:
    marta, orest = await story.patients(2)
    made = await story.booked(marta, await story.slot("Граб Іван", NINE))
    other = await story.booked(orest, await story.slot("Граб Іван", TEN))
    await system.crm.confirm(made.id)

    await reception.move(made.id, wall("2027-03-23 21:10"))

    moved = await system.crm.appointment(made.id)
    assert (moved.starts_at, moved.ends_at) == (wall("2027-03-23 21:10"), wall("2027-03-23 21:40"))
    assert not await system.reception_sees_that_they_come(made.id), "at nine, they had said"
    with pytest.raises(SlotTaken):
        await reception.move(made.id, wall("2027-03-23 10:15"))
    assert await system.crm.appointment(other.id) == other


async def test_reception_too_moves_nothing_that_is_cancelled(
    reception: Reception, system: Embedded, story: Story
) -> None:
    made = await story.booked(await story.patient(), await story.slot("Граб Іван", NINE))
    await system.crm.cancel(made.id)
    with pytest.raises(Refused):
        await reception.move(made.id, wall(TEN))


async def test_the_sheet_names_everybody_also_a_doctor_who_has_left(
    reception: Reception, system: Embedded, story: Story
) -> None:
    marta, orest = await story.patients(2)
    made = await story.booked(marta, await story.slot("Граб Іван", NINE))
    later = await story.booked(orest, await story.slot("Коваль Ольга", TEN))
    await system.crm.confirm(made.id)
    await system.opens(VERBA.model_copy(update={"doctors": VERBA.doctors[1:]}))

    first, second = await reception.sheet(system.clock.now())
    assert (first.number, f"{first.starts_at:%H:%M}", first.confirmed) == (made.id, "09:00", True)
    assert (first.patient, first.doctor["uk"]) == (marta, "Граб Іван")
    assert (first.service["uk"], first.branch["uk"]) == ("Консультація", "Центр")
    assert (second.number, second.confirmed) == (later.id, False)
    assert await reception.sheet(system.clock.now(), patient_ids=[orest.id]) == [second]
    assert await reception.sheet(made.ends_at) == [second]
    assert await reception.sheet(system.clock.now(), second.starts_at) == [first]


@pytest.mark.parametrize(
    ("at", "attended"),
    [
        ("2027-03-23 11:30", True),
        ("2027-03-23 11:45", False),
        ("2027-03-23 08:45", False),
        ("2027-03-25 09:00", False),
        ("2027-03-27 10:00", True),
    ],
)
async def test_it_is_known_whether_the_doctor_is_there(
    reception: Reception, story: Story, at: str, *, attended: bool
) -> None:
    """The 25th is a holiday; on the 27th, a Saturday, there are additional hours."""
    made = await story.booked(await story.patient(), await story.slot("Граб Іван", NINE))
    await reception.move(made.id, wall(at))
    assert await reception.is_attended(made.id) == attended
