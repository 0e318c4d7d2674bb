"""A doctor's sick day: entered by reception, kept through imports, and whose visits are then cancelled."""

from datetime import datetime

import pytest
from sqlalchemy import select

from crm.embedded.hours import Span
from crm.embedded.reception import Reception
from crm.embedded.tables import days_off
from crm.model import Appointment, Status
from db.database import Database
from tests.crm.story import Story, wall
from tests.crm.targets import Embedded
from tests.crm.verba import NEW_YORK, VERBA

TUESDAY, NINE, TEN, ELEVEN = "2027-03-23", "2027-03-23 09:00", "2027-03-23 10:00", "2027-03-23 11:00"


def off(begins: str, ends: str) -> list[Span]:
    return [Span(datetime.fromisoformat(begins), datetime.fromisoformat(ends))]


ALL_TUESDAY = off(TUESDAY, "2027-03-24")


@pytest.fixture
def reception(system: Embedded) -> Reception:
    return Reception(system.database, system.clock)


async def booked_at(story: Story, *times: str, doctor: str = "Граб Іван") -> list[Appointment]:
    everybody = await story.patients(len(times))
    slots = [await story.slot(doctor, at) for at in times]
    return [await story.booked(patient, slot) for patient, slot in zip(everybody, slots, strict=True)]


async def statuses(story: Story, visits: list[Appointment]) -> list[Status]:
    return [(await story.crm.appointment(visit.id)).status for visit in visits]


async def test_the_day_is_taken_out_and_its_visits_are_cancelled(reception: Reception, story: Story) -> None:
    made = await booked_at(story, NINE, ELEVEN, "2027-03-26 09:00")
    cursor = (await story.crm.changes(None)).cursor

    cancelled = await reception.goes_away("hrab", ALL_TUESDAY)

    assert [visit.number for visit in cancelled] == [visit.id for visit in made[:2]]
    assert await statuses(story, made) == [Status.CANCELLED, Status.CANCELLED, Status.BOOKED]
    assert await story.times("Граб Іван", TUESDAY) == []
    told = (await story.crm.changes(cursor)).appointments
    assert [visit.id for visit in told] == [visit.id for visit in made[:2]], "so that the patients are told"


@pytest.mark.parametrize(("begins", "ends"), [("10:00", "11:00"), ("10:15", "10:45")])
async def test_a_part_of_the_day_leaves_the_rest(reception: Reception, story: Story, begins: str, ends: str) -> None:
    made = await booked_at(story, "2027-03-23 09:30", TEN, "2027-03-23 10:30", ELEVEN)
    cancelled = await reception.goes_away("hrab", off(f"{TUESDAY} {begins}", f"{TUESDAY} {ends}"))
    assert [visit.number for visit in cancelled] == [visit.id for visit in made[1:3]]
    assert await story.times("Граб Іван", TUESDAY) == ["09:00", "11:30"]


async def test_colleagues_stay(reception: Reception, story: Story) -> None:
    made = await booked_at(story, TEN, doctor="Коваль Ольга")
    assert await reception.goes_away("hrab", ALL_TUESDAY) == []
    assert await statuses(story, made) == [Status.BOOKED]


async def test_what_is_over_or_begun_by_the_patient_stays(reception: Reception, system: Embedded, story: Story) -> None:
    made = await booked_at(story, NINE, TEN, ELEVEN)
    await system.crm.mark(made[1].id, Status.ARRIVED)
    system.clock.goes_to(made[0].ends_at)
    cancelled = await reception.goes_away("hrab", ALL_TUESDAY)
    assert [visit.number for visit in cancelled] == [made[2].id]
    assert await statuses(story, made) == [Status.BOOKED, Status.ARRIVED, Status.CANCELLED]


async def test_a_day_is_the_day_of_the_branch(reception: Reception, story: Story) -> None:
    """When it is nine in New York it is three in the afternoon in Kyiv."""
    slot = await story.slot("Адамс Джон", NINE, branch="За океаном", zone=NEW_YORK)
    made = await story.booked(await story.patient(), slot)
    assert await reception.booked_in("adams", off("2027-03-23 15:00", "2027-03-23 16:00")) == []
    (found,) = await reception.booked_in("adams", off(NINE, TEN))
    assert (found.number, found.starts_at, f"{found.starts_at:%H:%M}") == (made.id, wall(NINE, NEW_YORK), "09:00")


async def test_who_only_looks_changes_nothing(reception: Reception, story: Story) -> None:
    made = await booked_at(story, NINE)
    assert [visit.number for visit in await reception.booked_in("hrab", ALL_TUESDAY)] == [made[0].id]
    assert await statuses(story, made) == [Status.BOOKED]
    assert await story.times("Граб Іван", TUESDAY) != []


async def test_an_import_keeps_what_reception_entered(reception: Reception, system: Embedded, story: Story) -> None:
    await reception.goes_away("hrab", ALL_TUESDAY)
    await system.opens(VERBA)
    assert await story.times("Граб Іван", TUESDAY) == []
    assert await story.times("Граб Іван", "2027-03-24") == ["09:00", "09:15", "09:30", "11:00", "11:15", "11:30"]


async def test_taken_back_the_day_is_as_in_the_clinic_file(
    reception: Reception, story: Story, database: Database
) -> None:
    before = await story.times("Граб Іван", "2027-03-24")
    wednesday = off("2027-03-24", "2027-03-25")
    (made,) = await booked_at(story, "2027-03-24 09:00")
    for _ in range(2):  # entered twice it stands once
        await reception.goes_away("hrab", wednesday)
    entered = select(days_off).where(days_off.c.entered_at.is_not(None))
    assert len(await database.rows(entered)) == 1
    assert await reception.comes_back("hrab", wednesday)
    assert await story.times("Граб Іван", "2027-03-24") == before, "also what the file says of that day"
    assert await statuses(story, [made]) == [Status.CANCELLED]
    assert not await reception.comes_back("hrab", wednesday)
