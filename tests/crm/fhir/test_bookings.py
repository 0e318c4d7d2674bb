"""Bookings on FHIR servers: what is sent, what is kept, and who has a time that many want."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web

from crm.errors import PatientBusy, Refused, SlotTaken
from crm.fhir import booking
from crm.fhir.visits import BOOKING
from crm.fhir.writing import of_all
from crm.http import Answer
from crm.model import Order, Status
from tests.crm.broken_line import Fault
from tests.crm.fhir.behind import LONG_AGO, Behind, appointment, behind
from tests.crm.fhir.conftest import Opening
from tests.crm.fhir.midway import Nth, looks, writes
from tests.crm.fhir.system import FhirSystem
from tests.crm.story import Story, all_at_once, order

NINE = "2027-03-23 09:00"


async def test_what_is_kept_of_a_booking(story: Story, there: Behind) -> None:
    marta, slot = await story.patient(), await story.slot("Граб Іван", NINE)
    wish = order(slot, marta)
    made = await story.crm.book(wish)
    kept = await there.read(f"Appointment/{made.id}")
    people = kept.pop("participant")
    assert [one["type"][0]["coding"][0]["code"] for one in people if "type" in one] == ["PPRF"]
    assert [one["actor"]["reference"] for one in people] == [
        f"Patient/{marta.id}",
        f"Practitioner/{slot.doctor_id}",
        f"Location/{slot.branch_id}",
        f"HealthcareService/{slot.service_id}",
    ]
    del kept["id"], kept["meta"]
    assert kept == {
        "resourceType": "Appointment",
        "status": "booked",
        "identifier": [{"system": BOOKING, "value": wish.key}],
        "slot": [{"reference": f"Slot/{slot.token}"}],
        "start": "2027-03-23T07:00:00Z",
        "end": "2027-03-23T07:30:00Z",
        "created": "2027-03-22T06:00:00Z",
    }
    assert await there.status_of(slot) == "busy"


async def test_what_is_sent_fails_early_and_is_bound_to_what_was_seen(
    system: FhirSystem, story: Story, there: Behind
) -> None:
    """The Slot comes first, by the version that was read; the visit only where there is none of this key."""
    wish = order(await story.slot("Граб Іван", NINE), await story.patient())
    version = (await there.read(f"Slot/{wish.slot.token}"))["meta"]["versionId"]
    sent: list[Any] = []

    def note(request: web.Request, body: bytes) -> bool:
        sent.extend([json.loads(body)] if writes(request, body) else [])
        return False

    async with system.over_a_line() as (crm, way):
        way.breaks(Fault.HTML, note)
        await crm.book(wish)
    ((slot, visit),) = ([entry["request"] for entry in bundle["entry"]] for bundle in sent)
    assert slot == {"method": "PUT", "url": f"Slot/{wish.slot.token}", "ifMatch": f'W/"{version}"'}
    assert visit == {"method": "POST", "url": "Appointment", "ifNoneExist": f"identifier={BOOKING}|{wish.key}"}


@pytest.mark.parametrize(("form", "left_behind"), [("good", set()), ("bad", {"entered-in-error"})])
async def test_after_a_crowd_one_visit_and_one_busy_slot_are_left(
    opening: Opening, form: str, left_behind: set[str]
) -> None:
    """A good server lets nobody in who would have to be put out again."""
    async with opening(form) as system, behind(system.url) as there:
        story = await Story.begins(system)
        slot = await story.slot("Граб Іван", NINE)
        wishes = [order(slot, patient) for patient in await story.patients(16)]
        made, _ = await all_at_once(system.crm.book(wish) for wish in wishes)
        kept = await there.find("Appointment")
        assert [one["id"] for one in kept if one["status"] == "booked"] == [made[0].id]
        assert {one["status"] for one in kept if one["id"] != made[0].id} == left_behind
        assert [one["id"] for one in kept if "identifier" in one] == [made[0].id]
        assert await there.status_of(slot) == "busy"

        await system.crm.cancel(made[0].id)
        assert await there.status_of(slot) == "free"
        lost = next(wish for wish in wishes if wish.patient_id != made[0].patient_id)
        assert (await system.crm.book(lost)).status is Status.BOOKED, "the same key may be sent again"


async def test_a_good_server_makes_one_visit_of_one_key(story: Story, there: Behind) -> None:
    wish = order(await story.slot("Граб Іван", NINE), await story.patient())
    await all_at_once(story.crm.book(wish) for _ in range(16))
    assert await there.statuses() == ["booked"]


async def test_the_same_key_at_once_makes_several_there_and_one_is_left(opening: Opening) -> None:
    async with opening("bad", gap=50) as system, behind(system.url) as there:
        story = await Story.begins(system)
        wish = order(await story.slot("Граб Іван", NINE), await story.patient())
        made, refusals = await all_at_once(story.crm.book(wish) for _ in range(16))
        assert (len({one.id for one in made}), refusals) == (1, [])
        left = await there.statuses()
        assert left.count("booked") == 1
        assert left.count("entered-in-error") > 1, "the server has made several, or nothing is shown here"


QUICKER: dict[str, tuple[str, str, type[Exception]]] = {
    "of the same time": ("Граб Іван", "Консультація", SlotTaken),
    "of a longer one": ("Граб Іван", "Обстеження", SlotTaken),
    "of the patient's with somebody else": ("Коваль Ольга", "Консультація", PatientBusy),
}


@pytest.mark.parametrize("system", ["good", "bad"], indirect=True)
@pytest.mark.parametrize("whose", QUICKER)
async def test_who_was_a_moment_quicker_keeps_the_time(
    system: FhirSystem, story: Story, there: Behind, whose: str
) -> None:
    """Between our look before and our writing; of all but the first the server notices nothing."""
    doctor, service, told = QUICKER[whose]
    marta, orest = await story.patients(2)
    slot, theirs = await story.slot("Граб Іван", NINE), await story.slot(doctor, NINE, service)
    patient = marta if told is PatientBusy else orest
    async with system.over_a_line() as (crm, way):
        way.meanwhile(writes, lambda: system.reception_books(order(theirs, patient)))
        wish = order(slot, marta)
        with pytest.raises(told):
            await crm.book(wish)
        assert await crm.outcome(wish) is None
    assert (await there.statuses()).count("booked") == 1
    assert await there.status_of(slot) == ("busy" if whose == "of the same time" else "free")


async def test_a_busy_slot_with_nobody_in_it_is_waited_for_and_then_given_up(
    story: Story, there: Behind, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server without transactions may be about to keep its visit, or reception has blocked it."""
    monkeypatch.setattr(booking, "PAUSES", (0.0, 0.0))
    marta, slot = await story.patient(), await story.slot("Граб Іван", NINE)
    await there.change(f"Slot/{slot.token}", status="busy")
    with pytest.raises(SlotTaken):
        await story.booked(marta, slot)
    assert await there.status_of(slot) == "busy", "it is not ours to free"


async def test_a_time_that_is_not_offered_is_refused_at_once(system: FhirSystem, story: Story) -> None:
    slot = await story.slot("Граб Іван", NINE)
    marta, later = await story.patient(), slot.starts_at + timedelta(minutes=5)
    async with system.over_a_line() as (crm, way):
        with pytest.raises(SlotTaken):
            await crm.book(order(replace(slot, starts_at=later), marta))
    assert len([call for call in way.passed if call.endswith("/Appointment")]) == 2, "one look"


async def test_a_half_done_twin_is_waited_for(system: FhirSystem, story: Story, there: Behind) -> None:
    marta, slot = await story.patient(), await story.slot("Граб Іван", NINE)
    wish = order(slot, marta)
    twin = appointment(slot, marta.id, "twin", identifier=[{"system": BOOKING, "value": wish.key}])
    await there.change(f"Slot/{slot.token}", status="busy")
    async with system.over_a_line() as (crm, way):
        way.meanwhile(Nth(looks, 3), lambda: there.keep(twin))
        assert (await crm.book(wish)).id == "twin"


@pytest.mark.parametrize("at", [1, 2])
async def test_a_twin_that_comes_up_while_we_look_is_ours(
    system: FhirSystem, story: Story, there: Behind, at: int
) -> None:
    """By our key it is not there yet, among those who have the time it is."""
    marta, slot = await story.patient(), await story.slot("Граб Іван", NINE)
    wish = order(slot, marta)
    twin = appointment(slot, marta.id, "twin", identifier=[{"system": BOOKING, "value": wish.key}])
    async with system.over_a_line() as (crm, way):
        # Each look asks twice: by the key, and who is there. The second one comes after the writing.
        way.meanwhile(Nth(looks, 2 * at), lambda: there.keep(twin, at=LONG_AGO))
        assert (await crm.book(wish)).id == "twin"
    assert (await there.statuses()).count("booked") == 1


async def test_a_time_that_has_passed_is_not_booked_though_its_slot_is_free(system: FhirSystem, story: Story) -> None:
    slot = await story.slot("Граб Іван", NINE)
    system.clock.goes_to(slot.starts_at + timedelta(seconds=1))
    with pytest.raises(SlotTaken):
        await story.booked(await story.patient(), slot)


def test_a_bundle_of_which_a_part_was_refused_was_refused() -> None:
    def answer(*statuses: str) -> Answer:
        return Answer(200, {"entry": [{"response": {"status": status}} for status in statuses]}, {})

    assert of_all(answer("200 OK", "201 Created")) == 200
    assert of_all(answer("412 Precondition Failed", "201 Created")) == 412
    assert of_all(Answer(200, None, {})) == 200
    assert of_all(Answer(409, {"entry": []}, {})) == 409


async def test_what_the_server_does_not_take_is_refused(opening: Opening) -> None:
    async with opening(writes=False) as system, behind(system.url) as there:
        await there.keep({"resourceType": "Patient", "id": "marta"})
        slot = await (await Story.begins(system)).slot("Граб Іван", NINE)
        with pytest.raises(Refused):
            await system.crm.book(Order("key", slot, "marta"))
