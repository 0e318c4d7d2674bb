"""The clinic file may be imported again and again: it changes what changed and loses no appointment."""

import hashlib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, select

from clinic.model import Clinic, Doctor
from clinic.read import read_clinic
from crm.embedded.tables import metadata
from crm.errors import SlotTaken
from crm.model import Status
from db.database import Database
from tests.clinic.small import DEMO
from tests.crm.story import Story, order
from tests.crm.targets import Embedded
from tests.crm.verba import NOW, VERBA

NINE = "2027-03-23 09:00"
PNG = b"\x89PNG\r\n\x1a\n and a face"


async def everything(database: Database) -> dict[str, list[Any]]:
    """All rows but their running numbers."""
    found = {}
    async with database.read() as connection:
        for table in metadata.sorted_tables:
            columns = [column for column in table.c if not numbered(column)]
            found[table.name] = sorted(map(str, await connection.execute(select(*columns))))
    return found


def numbered(column: Column[Any]) -> bool:
    return column.name == "id" and issubclass(column.type.python_type, int)


def without(clinic: Clinic, doctor_id: str) -> Clinic:
    return clinic.model_copy(update={"doctors": tuple(one for one in clinic.doctors if one.id != doctor_id)})


def changed(clinic: Clinic, doctor_id: str, **values: Any) -> Clinic:
    def renewed(doctor: Doctor) -> Doctor:
        return doctor.model_copy(update=values) if doctor.id == doctor_id else doctor

    return clinic.model_copy(update={"doctors": tuple(map(renewed, clinic.doctors))})


async def test_the_same_file_again_changes_nothing(system: Embedded, story: Story, database: Database) -> None:
    await story.booked(await story.patient(), await story.slot("Граб Іван", NINE))
    before = await everything(database)
    assert len(before["crm_doctors"]) == len(VERBA.doctors)
    await system.opens(VERBA)
    await system.opens(VERBA)
    assert await everything(database) == before


async def test_a_doctor_who_left_is_offered_no_more_and_keeps_the_visits(system: Embedded, story: Story) -> None:
    marta, orest = await story.patients(2)
    ten = await story.slot("Граб Іван", "2027-03-23 10:00")
    made = await story.booked(marta, await story.slot("Граб Іван", NINE))

    await system.opens(without(VERBA, "hrab"))

    now = await system.crm.directory()
    assert "hrab" not in [doctor.id for doctor in now.doctors]
    assert "hrab" not in [offer.doctor_id for offer in now.offers]
    assert await story.free("Граб Іван", "2027-03-23") == []
    with pytest.raises(SlotTaken):
        await story.booked(orest, ten)
    assert await system.crm.appointment(made.id) == made
    assert (await system.crm.cancel(made.id)).status is Status.CANCELLED


async def test_a_doctor_who_comes_back_finds_the_visits_still_there(system: Embedded, story: Story) -> None:
    made = await story.booked(await story.patient(), await story.slot("Граб Іван", NINE))
    await system.opens(without(VERBA, "hrab"))
    await system.opens(VERBA)
    assert await story.ahead_of(await story.patient()) == [made]
    assert (await story.times("Граб Іван", "2027-03-23"))[0] == "09:30"
    assert (await system.crm.directory()).doctors[0].id == "hrab"


async def test_a_branch_and_a_service_that_are_gone_are_not_offered(system: Embedded, story: Story) -> None:
    first, *others = VERBA.branches
    kept = VERBA.services[1:]
    doctors = tuple(
        one.model_copy(
            update={
                "hours": tuple(span for span in one.hours if span.branch != first.id),
                "extra": (),
                "services": tuple(own for own in one.services if own.id != "quick"),
            }
        )
        for one in VERBA.doctors
    )
    await system.opens(VERBA.model_copy(update={"branches": tuple(others), "services": kept, "doctors": doctors}))

    now = await system.crm.directory()
    assert "centre" not in [branch.id for branch in now.branches]
    assert "quick" not in [service.id for service in now.services]
    assert not [offer for offer in now.offers if offer.branch_id == "centre" or offer.service_id == "quick"]
    assert await story.free("Граб Іван", "2027-03-23") == []
    assert await story.times("Граб Іван", "2027-03-23", branch="Річка") != []


async def test_new_hours_lengths_and_steps_hold_at_once(system: Embedded, story: Story) -> None:
    hrab = next(doctor for doctor in VERBA.doctors if doctor.id == "hrab")
    visit = hrab.services[0].model_copy(update={"minutes": 60})
    outdated = await story.slot("Граб Іван", NINE)
    slower = changed(VERBA, "hrab", services=(visit,), hours=hrab.hours[:1], away=(), ages=(18, 90))
    await system.opens(slower.model_copy(update={"rules": VERBA.rules.model_copy(update={"step_minutes": 30})}))

    assert await story.times("Граб Іван", "2027-03-24") == ["09:00", "09:30", "10:00", "10:30", "11:00"]
    assert await story.times("Граб Іван", "2027-03-24", branch="Річка") == []
    assert (await system.crm.directory()).doctors[0].ages == (18, 90)
    with pytest.raises(SlotTaken):  # half an hour that is no longer offered
        await story.crm.book(order(outdated, await story.patient()))


async def test_a_new_holiday_keeps_the_visits_of_that_day(system: Embedded, story: Story) -> None:
    made = await story.booked(await story.patient(), await story.slot("Граб Іван", NINE))
    await system.opens(VERBA.model_copy(update={"holidays": (date(2027, 3, 23),)}))
    assert await story.times("Граб Іван", "2027-03-23") == []
    assert await story.times("Граб Іван", "2027-03-26") != []
    assert await story.ahead_of(await story.patient()) == [made]


async def test_a_picture_is_kept_with_its_digest(system: Embedded, tmp_path: Path) -> None:
    file = tmp_path / "hrab.png"
    file.write_bytes(PNG)
    with_photo = changed(VERBA, "hrab", photo=file)

    await system.opens(with_photo)
    assert (await system.crm.directory()).doctors[0].photo == hashlib.sha256(PNG).hexdigest()
    assert await system.crm.photo("hrab") == PNG

    file.write_bytes(PNG + b", older")
    await system.opens(with_photo)
    assert (await system.crm.directory()).doctors[0].photo == hashlib.sha256(PNG + b", older").hexdigest()

    await system.opens(VERBA)
    assert (await system.crm.directory()).doctors[0].photo is None
    assert await system.crm.photo("hrab") is None


async def test_an_import_that_fails_leaves_everything_as_it_was(system: Embedded, database: Database) -> None:
    before = await everything(database)
    (first, *others) = VERBA.doctors
    unknown = first.model_copy(update={"hours": (first.hours[0].model_copy(update={"branch": "nowhere"}),)})
    with pytest.raises(Exception, match="broke off"):
        await system.opens(VERBA.model_copy(update={"doctors": (*others, unknown)}))
    assert await everything(database) == before


async def test_the_demo_clinic_opens_with_every_doctor_pictured_and_free(database: Database) -> None:
    system = Embedded(database)
    await system.opens(read_clinic(DEMO))
    shown = await system.crm.directory()
    month = (NOW, NOW + timedelta(days=30))
    for doctor in shown.doctors:
        own = [offer for offer in shown.offers if offer.doctor_id == doctor.id]
        picture = await system.crm.photo(doctor.id)
        free = [await system.crm.free_slots(doctor.id, one.service_id, one.branch_id, *month) for one in own]
        assert picture is not None, doctor.id
        assert doctor.photo == hashlib.sha256(picture).hexdigest()
        assert any(free) == (doctor.id != "zakharchenko"), doctor.id  # she is on long leave
