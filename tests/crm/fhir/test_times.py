"""Free times as servers really keep them."""

from datetime import timedelta
from typing import Any

import pytest

from crm.access import Access
from crm.fhir.login import Login
from crm.fhir.rota import KEPT, Rota
from crm.fhir.session import Session
from crm.http import line
from crm.model import Status
from tests.crm.fhir.behind import Behind
from tests.crm.fhir.resources import crm_id
from tests.crm.fhir.system import FhirSystem
from tests.crm.story import Story, order, wall

HRAB, CENTRE, VISIT = crm_id("doctors", "hrab"), crm_id("branches", "centre"), crm_id("services", "visit")
TUESDAY, NINE = "2027-03-23", "2027-03-23 09:00"
NEW = {"resourceType": "Practitioner", "id": "new", "active": True, "name": [{"text": "Новий Лікар"}]}
PLACE = ("new", VISIT, CENTRE)


def slot_at(at: str, schedule: str, status: str = "free", **more: Any) -> dict[str, Any]:
    start = wall(at)
    return {
        "resourceType": "Slot",
        "id": f"{schedule}-{start:%d%H%M}",
        "schedule": {"reference": f"Schedule/{schedule}"},
        "status": status,
        "start": start.isoformat(),
        "end": (start + timedelta(minutes=30)).isoformat(),
        **more,
    }


def schedule(own_id: str, *actors: str, **more: Any) -> dict[str, Any]:
    return {"resourceType": "Schedule", "id": own_id, "actor": [{"reference": actor} for actor in actors], **more}


def role(own_id: str, branch: str) -> dict[str, Any]:
    return {
        "resourceType": "PractitionerRole",
        "id": own_id,
        "practitioner": {"reference": "Practitioner/new"},
        "location": [{"reference": f"Location/{branch}"}],
    }


def typed(code: str) -> dict[str, Any]:
    return {"coding": [{"system": "urn:example:types", "code": code}]}


async def times(story: Story, place: tuple[str, str, str] = PLACE) -> list[str]:
    found = await story.crm.free_slots(*place, wall(f"{TUESDAY} 00:00"), wall("2027-03-24 00:00"))
    return [f"{slot.starts_at:%H:%M}" for slot in found]


DOCTOR, HERE, SERVICE = "Practitioner/new", f"Location/{CENTRE}", f"HealthcareService/{VISIT}"
FITTING: dict[str, list[dict[str, Any]]] = {
    "names all three": [schedule("s", DOCTOR, HERE, SERVICE)],
    "is for any service": [schedule("s", DOCTOR, HERE)],
    "is for the service's type": [schedule("s", DOCTOR, HERE, serviceType=[typed("other"), typed("visit")])],
    "is of a role": [role("r", CENTRE), schedule("s", "PractitionerRole/r", SERVICE)],
    "names no place, and the doctor works at one": [role("r", CENTRE), schedule("s", DOCTOR, SERVICE)],
    "plans as far as that": [
        schedule("s", DOCTOR, HERE, planningHorizon={"start": wall(NINE).isoformat(), "end": wall(NINE).isoformat()})
    ],
}
UNFIT: dict[str, list[dict[str, Any]]] = {
    "is elsewhere": [schedule("s", DOCTOR, f"Location/{crm_id('branches', 'river')}", SERVICE)],
    "is for another service": [schedule("s", DOCTOR, HERE, f"HealthcareService/{crm_id('services', 'long')}")],
    "is for another type of service": [schedule("s", DOCTOR, HERE, serviceType=[typed("other")])],
    "is somebody else's": [schedule("s", f"Practitioner/{HRAB}", HERE, SERVICE)],
    "is over": [schedule("s", DOCTOR, HERE, SERVICE, active=False)],
    "names no place, and the doctor works at two": [
        role("r", CENTRE),
        role("q", "river"),
        schedule("s", DOCTOR, SERVICE),
    ],
    "ends before": [schedule("s", DOCTOR, HERE, planningHorizon={"end": wall("2027-03-22 23:00").isoformat()})],
}


@pytest.mark.parametrize("how", FITTING | UNFIT)
async def test_a_schedule_that(story: Story, there: Behind, how: str) -> None:
    await there.change(f"HealthcareService/{VISIT}", type=[typed("visit")])
    await there.keep(NEW, *(FITTING | UNFIT)[how], slot_at(NINE, "s"))
    assert await times(story) == (["07:00"] if how in FITTING else [])


async def test_a_slot_may_be_for_another_type_than_its_schedule(story: Story, there: Behind) -> None:
    await there.change(f"HealthcareService/{VISIT}", type=[typed("visit")])
    await there.keep(NEW, schedule("s", DOCTOR, HERE, serviceType=[typed("visit")]))
    ten, eleven = f"{TUESDAY} 10:00", f"{TUESDAY} 11:00"
    await there.keep(slot_at(NINE, "s"), slot_at(ten, "s", serviceType=[typed("other")]))
    await there.keep(slot_at(eleven, "s", serviceType=[typed("visit"), typed("other")]))
    assert await times(story) == ["07:00", "09:00"]


async def test_only_what_is_free_is_offered_and_a_time_in_two_rooms_once(story: Story, there: Behind) -> None:
    await there.keep(NEW, schedule("one", DOCTOR, HERE), schedule("two", DOCTOR, HERE))
    await there.keep(slot_at(NINE, "one"), slot_at(NINE, "two"))
    for hour, status in enumerate(("busy", "busy-unavailable", "busy-tentative", "entered-in-error"), start=10):
        await there.keep(slot_at(f"{TUESDAY} {hour}:00", "one", status))
    assert await times(story) == ["07:00"]


async def test_a_slot_that_makes_no_sense_is_left_out(story: Story, there: Behind) -> None:
    backwards = slot_at(f"{TUESDAY} 10:00", "s", end=wall(NINE).isoformat())
    await there.keep(NEW, schedule("s", DOCTOR, HERE), slot_at(NINE, "s"), backwards)
    await there.keep(slot_at(f"{TUESDAY} 11:00", "s", end=None))
    assert await times(story) == ["07:00"]


async def test_a_doctor_of_very_many_schedules(story: Story, there: Behind) -> None:
    many = [f"s{number}" for number in range(95)]
    await there.keep(
        NEW, *(schedule(own, DOCTOR, HERE) for own in many), slot_at(NINE, "s0"), slot_at(f"{TUESDAY} 10:00", "s94")
    )
    assert await times(story) == ["07:00", "08:00"]


LENGTHS: dict[str, dict[str, Any]] = {
    "by its own minutes": {"minutesDuration": 45},
    "by its Slot": {},
    "by what the clinic file says of the service": {"slot": []},
}


@pytest.mark.parametrize("how", LENGTHS)
async def test_a_visit_without_an_end_takes_its_time_all_the_same(story: Story, there: Behind, how: str) -> None:
    marta = await story.patient()
    made = await story.booked(marta, await story.slot("Граб Іван", NINE))
    await there.change(f"Appointment/{made.id}", end=None, **LENGTHS[how])
    seen = await story.crm.appointment(made.id)
    assert seen.ends_at - seen.starts_at == timedelta(minutes=LENGTHS[how].get("minutesDuration", 30))
    first = (await story.times("Граб Іван", TUESDAY, "Довідка"))[0]
    assert first == ("09:45" if "minutesDuration" in LENGTHS[how] else "09:30")


HOLDING = {"proposed": True, "pending": True, "arrived": True, "checked-in": True, "waitlist": False, "noshow": False}


@pytest.mark.parametrize("status", HOLDING)
async def test_who_holds_a_time_and_who_does_not(story: Story, there: Behind, status: str) -> None:
    slot = await story.slot("Граб Іван", NINE)
    made = await story.system.reception_books(order(slot, await story.patient()))
    await there.change(f"Appointment/{made.id}", status=status)
    await there.change(f"Slot/{slot.token}", status="free")
    assert (slot not in await story.free("Граб Іван", TUESDAY)) == HOLDING[status]


async def test_a_role_of_the_doctors_in_a_visit_is_the_doctor(story: Story, there: Behind) -> None:
    marta = await story.patient()
    slot = await story.slot("Граб Іван", NINE)
    made = await story.system.reception_books(order(slot, marta))
    (own_role,) = [
        one["id"]
        for one in await there.find(f"PractitionerRole?practitioner=Practitioner/{HRAB}&location=Location/{CENTRE}")
    ]
    actors = (f"Patient/{marta.id}", f"PractitionerRole/{own_role}", HERE)
    people = [{"actor": {"reference": actor}, "status": "accepted"} for actor in actors]
    await there.change(f"Appointment/{made.id}", participant=people)
    await there.change(f"Slot/{slot.token}", status="free")
    assert [one.doctor_id for one in await story.ahead_of(marta)] == [HRAB]
    assert slot not in await story.free("Граб Іван", TUESDAY)


async def test_a_second_look_asks_for_nothing_but_times(system: FhirSystem, there: Behind) -> None:
    await there.keep(NEW, schedule("s", DOCTOR, HERE), slot_at(NINE, "s"))
    async with system.over_a_line() as (crm, way):
        place = (*PLACE, wall(f"{TUESDAY} 00:00"), wall("2027-03-24 00:00"))
        assert len(await crm.free_slots(*place)) == 1
        await there.keep(slot_at(f"{TUESDAY} 10:00", "s"))
        way.passed.clear()
        assert len(await crm.free_slots(*place)) == 2
        assert sorted(call.rpartition("/")[2] for call in way.passed) == ["Appointment", "Slot"]


async def test_who_works_where_is_kept_for_minutes_only(system: FhirSystem, there: Behind) -> None:
    now = 1000.0
    await there.keep(NEW, schedule("s", DOCTOR, HERE))
    async with line(system.url) as way:
        rota = Rota(Session(way, Login(way, Access(system.url))), lambda: now)
        assert len(await rota.works("new")) == 1
        await there.keep(schedule("t", DOCTOR, HERE))
        for later, known in ((KEPT - 1, 1), (KEPT, 2)):
            now = 1000.0 + later
            assert len(await rota.works("new")) == known


async def test_who_did_not_come_is_told_as_such(story: Story) -> None:
    made = await story.booked(await story.patient(), await story.slot("Граб Іван", NINE))
    await story.system.reception_marks(made.id, Status.NOSHOW)
    assert (await story.crm.appointment(made.id)).status is Status.NOSHOW
