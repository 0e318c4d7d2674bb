"""Moves on FHIR servers: the old time is kept until the new one is sure, whoever comes between."""

from dataclasses import replace
from datetime import timedelta
from operator import methodcaller

import pytest

from crm.errors import OutcomeUnknown, PatientBusy, SlotTaken
from crm.fhir import moving
from crm.fhir.visits import BOOKING, MOVE
from crm.model import Appointment, Order, Slot, Status
from tests.crm.broken_line import Fault
from tests.crm.fhir.behind import LONG_AGO, Behind, appointment
from tests.crm.fhir.midway import Nth, broken_before_the_look, looks, then, writes
from tests.crm.fhir.system import FhirSystem
from tests.crm.story import Story, order

NINE, TEN = "2027-03-23 09:00", "2027-03-23 10:00"


async def from_nine_to_ten(story: Story) -> tuple[Appointment, Slot, Order]:
    marta = await story.patient()
    nine, ten = await story.slot("Граб Іван", NINE), await story.slot("Граб Іван", TEN)
    return await story.booked(marta, nine), nine, order(ten, marta)


async def test_what_else_is_known_of_a_visit_stays(story: Story, there: Behind) -> None:
    made, nine, to_ten = await from_nine_to_ten(story)
    kept = await there.read(f"Appointment/{made.id}")
    nurse = {"actor": {"reference": "Practitioner/nurse"}, "status": "accepted"}
    known = {"comment": "first visit", "extension": [{"url": "urn:example:colour", "valueString": "red"}]}
    of_that_time = {"minutesDuration": 30, "serviceType": [{"text": "?"}]}
    await there.keep({**kept, **known, **of_that_time, "participant": [nurse, *kept["participant"]]})

    await story.crm.reschedule(made.id, to_ten)

    moved = await there.read(f"Appointment/{made.id}")
    assert {name: moved[name] for name in known} == known
    assert not set(of_that_time) & set(moved)
    assert nurse in moved["participant"]
    assert len(moved["participant"]) == 5
    assert [(one["system"], one["value"]) for one in moved["identifier"]] == [(BOOKING, made.key), (MOVE, to_ten.key)]
    assert [await there.status_of(slot) for slot in (nine, to_ten.slot)] == ["free", "busy"]


async def test_the_old_time_is_held_until_the_new_one_has_been_looked_at(
    system: FhirSystem, story: Story, there: Behind
) -> None:
    made, nine, to_ten = await from_nine_to_ten(story)
    seen: list[str] = []

    async def look_at_the_old_one() -> None:
        seen.append(await there.status_of(nine))

    async with system.over_a_line() as (crm, way):
        way.meanwhile(writes, lambda: then(way, Nth(looks, 2), look_at_the_old_one))
        await crm.reschedule(made.id, to_ten)
    assert seen == ["busy"]
    assert await there.status_of(nine) == "free"


async def test_what_broke_off_in_the_middle_is_finished_when_the_outcome_is_asked(
    system: FhirSystem, story: Story, there: Behind
) -> None:
    made, nine, to_ten = await from_nine_to_ten(story)
    await broken_before_the_look(system, methodcaller("reschedule", made.id, to_ten))
    assert await there.status_of(nine) == "busy"

    moved = await story.crm.outcome(to_ten)

    assert moved is not None
    assert (moved.id, moved.starts_at) == (made.id, to_ten.slot.starts_at)
    assert [await there.status_of(slot) for slot in (nine, to_ten.slot)] == ["free", "busy"]


async def test_a_slot_that_reception_has_blocked_since_is_not_freed(story: Story, there: Behind) -> None:
    made, nine, to_ten = await from_nine_to_ten(story)
    await story.crm.reschedule(made.id, to_ten)
    await there.change(f"Slot/{nine.token}", status="busy")
    assert await story.crm.outcome(to_ten) == await story.crm.reschedule(made.id, to_ten)
    assert await there.status_of(nine) == "busy"


WHOSE: dict[str, tuple[str, str, type[Exception]]] = {
    "the doctor's": ("Граб Іван", "Обстеження", SlotTaken),
    "the patient's": ("Коваль Ольга", "Консультація", PatientBusy),
}


@pytest.mark.parametrize("system", ["good", "bad"], indirect=True)
@pytest.mark.parametrize("whose", WHOSE)
async def test_who_was_a_moment_quicker_sends_it_back(
    system: FhirSystem, story: Story, there: Behind, whose: str
) -> None:
    """Of an overlapping one with a Slot of its own the server notices nothing."""
    doctor, service, told = WHOSE[whose]
    made, nine, to_ten = await from_nine_to_ten(story)
    theirs, orest = await story.slot(doctor, TEN, service), await story.patient(2)
    rival = order(theirs, orest if told is SlotTaken else replace(orest, id=made.patient_id))
    async with system.over_a_line() as (crm, way):
        way.meanwhile(writes, lambda: system.reception_books(rival))
        with pytest.raises(told):
            await crm.reschedule(made.id, to_ten)
        assert await crm.outcome(to_ten) is None
    back = await story.crm.appointment(made.id)
    assert (back.starts_at, back.status, back.version != made.version) == (made.starts_at, Status.BOOKED, True)
    assert [await there.status_of(slot) for slot in (nine, to_ten.slot)] == ["busy", "free"]


async def test_one_that_broke_off_and_was_not_the_first_is_back_when_the_outcome_is_asked(
    system: FhirSystem, story: Story, there: Behind
) -> None:
    made, nine, to_ten = await from_nine_to_ten(story)
    orest = await story.patient(2)
    await broken_before_the_look(system, methodcaller("reschedule", made.id, to_ten))
    await there.keep(appointment(to_ten.slot, orest.id), at=LONG_AGO)
    assert await story.crm.outcome(to_ten) is None
    assert (await story.crm.appointment(made.id)).starts_at == made.starts_at
    assert [await there.status_of(slot) for slot in (nine, to_ten.slot)] == ["busy", "busy"]


async def test_who_was_there_first_and_moved_is_second_to_who_came_meanwhile(
    system: FhirSystem, story: Story, there: Behind
) -> None:
    """The visit is older, its claim to the new time is not."""
    made, _, to_ten = await from_nine_to_ten(story)
    await there.keep({**await there.read(f"Appointment/{made.id}"), "meta": {}}, at=LONG_AGO)
    orest = await story.patient(2)
    async with system.over_a_line() as (crm, way):
        way.meanwhile(writes, lambda: there.keep(appointment(to_ten.slot, orest.id)))
        with pytest.raises(SlotTaken):
            await crm.reschedule(made.id, to_ten)


@pytest.mark.parametrize("system", ["good", "bad"], indirect=True)
async def test_a_visit_that_reception_changes_in_the_middle_is_moved_all_the_same_or_left(
    system: FhirSystem, story: Story, there: Behind, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bad server has made the new Slot busy by the time it refuses: then it must be let go."""
    monkeypatch.setattr(moving, "PAUSES", (0.0, 0.0))
    made, nine, to_ten = await from_nine_to_ten(story)
    async with system.over_a_line() as (crm, way):
        way.meanwhile(writes, lambda: there.change(f"Appointment/{made.id}", comment="late"))
        try:
            moved = (await crm.reschedule(made.id, to_ten)).starts_at
        except SlotTaken:
            moved = made.starts_at
    held, free = (to_ten.slot, nine) if moved == to_ten.slot.starts_at else (nine, to_ten.slot)
    assert (await story.crm.appointment(made.id)).starts_at == held.starts_at
    assert [await there.status_of(slot) for slot in (held, free)] == ["busy", "free"]


async def test_a_lost_answer_is_found_by_its_key(system: FhirSystem, story: Story, there: Behind) -> None:
    made, nine, to_ten = await from_nine_to_ten(story)
    async with system.over_a_line() as (crm, way):
        way.breaks(Fault.ANSWER_LOST, writes)
        assert (await crm.reschedule(made.id, to_ten)).starts_at == to_ten.slot.starts_at
    assert await there.status_of(nine) == "free"


async def test_what_was_not_carried_out_is_unknown_and_may_be_sent_again(system: FhirSystem, story: Story) -> None:
    made, _, to_ten = await from_nine_to_ten(story)
    async with system.over_a_line() as (crm, way):
        way.breaks(Fault.ERROR_BEFORE, writes)
        with pytest.raises(OutcomeUnknown):
            await crm.reschedule(made.id, to_ten)
        assert await crm.outcome(to_ten) is None
        assert (await crm.reschedule(made.id, to_ten)).starts_at == to_ten.slot.starts_at


async def test_a_visit_may_be_moved_to_the_time_that_it_has(story: Story, there: Behind) -> None:
    made, nine, to_ten = await from_nine_to_ten(story)
    stays = await story.crm.reschedule(made.id, replace(to_ten, slot=nine))
    assert (stays.id, stays.starts_at) == (made.id, made.starts_at)
    assert await there.status_of(nine) == "busy"


async def test_a_visit_that_reception_made_without_a_slot_is_moved_too(story: Story, there: Behind) -> None:
    marta, ten = await story.patient(), await story.slot("Граб Іван", TEN)
    nine = await story.slot("Граб Іван", NINE)
    by = timedelta(minutes=10)
    squeezed = replace(nine, starts_at=nine.starts_at + by, ends_at=nine.ends_at + by)
    made = await story.system.reception_books(order(squeezed, marta))
    moved = await story.crm.reschedule(made.id, order(ten, marta))
    assert moved.starts_at == ten.starts_at
    assert await there.status_of(ten) == "busy"
