"""An import that would leave visits without their doctor names them, and waits to be told."""

from datetime import date, time, timedelta

import pytest

from clinic.model import Clinic
from clinic.schedule import Away
from crm.embedded.importing import WouldStrand, import_sparing
from crm.embedded.reception import Reception
from crm.model import Appointment
from db.database import Database
from tests.crm.embedded.test_importing import changed, everything, without
from tests.crm.story import Story, wall
from tests.crm.targets import Embedded
from tests.crm.verba import NOW, VERBA

NINE, TEN, FRIDAY = "2027-03-23 09:00", "2027-03-23 10:00", "2027-03-26 09:00"


async def booked(story: Story) -> list[Appointment]:
    """With Hrab: on Tuesday at nine and at ten, and on Friday at nine."""
    marta, orest, iryna = await story.patients(3)
    return [
        await story.booked(patient, await story.slot("Граб Іван", at))
        for patient, at in ((marta, NINE), (orest, TEN), (iryna, FRIDAY))
    ]


async def stranded_by(database: Database, clinic: Clinic) -> list[str]:
    """Their numbers; nothing is changed."""
    before = await everything(database)
    with pytest.raises(WouldStrand) as refused:
        await import_sparing(database, clinic, NOW, anyway=False)
    assert await everything(database) == before
    return [visit.number for visit in refused.value.visits]


def hrab_with(**values: object) -> Clinic:
    return changed(VERBA, "hrab", **values)


HRAB = VERBA.doctors[0]
CLOSED = VERBA.branches[0].model_copy(update={"accepts_patients": False})
LATER = HRAB.hours[0].model_copy(update={"start": time(9, 30)})
TUESDAY_OFF = Away.model_validate({"from": "2027-03-23", "to": "2027-03-23"})
FROM_A_QUARTER_PAST = Away.model_validate({"from": "2027-03-23 09:15", "to": "2027-03-23 10:00"})
TO_A_QUARTER_PAST = Away.model_validate({"from": "2027-03-23 08:00", "to": "2027-03-23 09:15"})
STRANDING = {
    "the doctor has left": (without(VERBA, "hrab"), (0, 1, 2)),
    "the branch takes nobody": (VERBA.model_copy(update={"branches": (CLOSED, *VERBA.branches[1:])}), (0, 1, 2)),
    "a holiday": (VERBA.model_copy(update={"holidays": (date(2027, 3, 26),)}), (2,)),
    "a day off": (hrab_with(away=(TUESDAY_OFF,)), (0, 1)),
    "the beginning of a visit": (hrab_with(away=(TO_A_QUARTER_PAST,)), (0,)),
    "the end of a visit": (hrab_with(away=(FROM_A_QUARTER_PAST,)), (0,)),
    "later hours": (hrab_with(hours=(LATER, *HRAB.hours[1:])), (0, 2)),
}


@pytest.mark.parametrize("why", STRANDING)
async def test_each_visit_without_its_doctor_is_named(story: Story, database: Database, why: str) -> None:
    made = await booked(story)
    clinic, stranded = STRANDING[why]
    assert await stranded_by(database, clinic) == [made[number].id for number in stranded]


async def test_anyway_they_stay_as_they_are_and_are_named_once(story: Story, database: Database) -> None:
    made = await booked(story)
    left = await import_sparing(database, without(VERBA, "hrab"), NOW, anyway=True)
    assert [visit.number for visit in left] == [visit.id for visit in made]
    assert [await story.crm.appointment(visit.id) for visit in made] == made
    assert await story.times("Граб Іван", "2027-03-23") == []
    assert await import_sparing(database, without(VERBA, "hrab"), NOW, anyway=False) == []


async def test_what_strands_nobody_is_imported(story: Story, database: Database) -> None:
    await booked(story)
    (visit, *others) = HRAB.services
    slower = hrab_with(services=(visit.model_copy(update={"minutes": 60}),), ages=(18, 90))
    assert others
    assert await import_sparing(database, slower, NOW, anyway=False) == []
    assert "10:30" in await story.times("Граб Іван", "2027-03-23")


async def test_who_was_put_down_outside_the_hours_misses_the_doctor_and_the_branch_alone(
    system: Embedded, story: Story, database: Database
) -> None:
    (late, _, friday) = await booked(story)
    await Reception(database, system.clock).move(late.id, wall("2027-03-23 20:00"))
    assert await stranded_by(database, hrab_with(hours=(LATER, *HRAB.hours[1:]))) == [friday.id]
    at_the_river = HRAB.model_copy(update={"hours": HRAB.hours[1:], "extra": ()})
    for clinic in (
        without(VERBA, "hrab"),
        VERBA.model_copy(update={"branches": VERBA.branches[1:], "doctors": (at_the_river,)}),
    ):
        assert late.id in await stranded_by(database, clinic)


async def test_what_is_cancelled_or_over_strands_nobody(story: Story, database: Database) -> None:
    made = await booked(story)
    for visit in made[:2]:
        await story.crm.cancel(visit.id)
    assert await stranded_by(database, without(VERBA, "hrab")) == [made[2].id]
    after = made[2].ends_at + timedelta(minutes=1)
    assert await import_sparing(database, without(VERBA, "hrab"), after, anyway=False) == []
