"""Cancelling on FHIR servers, and the Slot that it frees."""

import pytest

from crm.errors import OutcomeUnknown, Refused, Stale
from crm.model import Appointment, Slot, Status
from tests.crm.broken_line import BrokenLine, Fault
from tests.crm.fhir.behind import Behind, appointment
from tests.crm.fhir.midway import writes
from tests.crm.fhir.system import FhirSystem
from tests.crm.story import Story, order

NINE = "2027-03-23 09:00"


async def booked_at_nine(story: Story) -> tuple[Appointment, Slot]:
    slot = await story.slot("Граб Іван", NINE)
    return await story.booked(await story.patient(), slot), slot


async def test_what_else_is_known_of_a_visit_stays(story: Story, there: Behind) -> None:
    made, slot = await booked_at_nine(story)
    await there.change(f"Appointment/{made.id}", comment="first visit")
    before = await there.read(f"Appointment/{made.id}")
    await story.crm.cancel(made.id)
    after = await there.read(f"Appointment/{made.id}")
    assert {**after, "meta": None} == {**before, "status": "cancelled", "meta": None}
    assert await there.status_of(slot) == "free"


async def test_a_second_cancel_frees_a_slot_that_stayed_busy(story: Story, there: Behind) -> None:
    """As a server without transactions may leave it."""
    made, slot = await booked_at_nine(story)
    await there.change(f"Appointment/{made.id}", status="cancelled")
    assert (await story.crm.cancel(made.id)).status is Status.CANCELLED
    assert await there.status_of(slot) == "free"


async def test_a_slot_that_reception_has_blocked_since_stays_so(story: Story, there: Behind) -> None:
    made, slot = await booked_at_nine(story)
    await story.crm.cancel(made.id)
    await there.change(f"Slot/{slot.token}", status="busy")
    await story.crm.cancel(made.id)
    assert await there.status_of(slot) == "busy"


HOLDERS = {"by its Slot": True, "by its time alone": False}


@pytest.mark.parametrize("how", HOLDERS)
async def test_a_slot_that_somebody_else_holds_too_stays_busy(story: Story, there: Behind, how: str) -> None:
    made, slot = await booked_at_nine(story)
    named = {"slot": [{"reference": f"Slot/{slot.token}"}]} if HOLDERS[how] else {}
    await there.keep(appointment(slot, (await story.patient(2)).id, **named))
    await story.crm.cancel(made.id)
    assert await there.status_of(slot) == "busy"


async def test_who_overlaps_in_a_slot_of_their_own_holds_no_other(story: Story, there: Behind) -> None:
    made, slot = await booked_at_nine(story)
    await there.keep(appointment(slot, (await story.patient(2)).id, slot=[{"reference": "Slot/their-own"}]))
    await story.crm.cancel(made.id)
    assert await there.status_of(slot) == "free"


@pytest.mark.parametrize("system", ["good", "bad", "managed"], indirect=True)
async def test_what_changes_in_the_middle_is_read_again(system: FhirSystem, story: Story, there: Behind) -> None:
    made, slot = await booked_at_nine(story)
    async with system.over_a_line() as (crm, way):
        way.meanwhile(writes, lambda: there.change(f"Appointment/{made.id}", comment="late"))
        assert (await crm.cancel(made.id)).status is Status.CANCELLED
    assert (await there.read(f"Appointment/{made.id}"))["comment"] == "late"
    assert await there.status_of(slot) == "free"


async def test_who_has_come_in_the_middle_is_not_cancelled(system: FhirSystem, story: Story, there: Behind) -> None:
    made, slot = await booked_at_nine(story)
    async with system.over_a_line() as (crm, way):
        way.meanwhile(writes, lambda: system.reception_marks(made.id, Status.ARRIVED))
        with pytest.raises(Refused):
            await crm.cancel(made.id)
    assert (await story.crm.appointment(made.id)).status is Status.ARRIVED
    assert await there.status_of(slot) == "busy"


async def test_what_never_stands_still_is_stale(system: FhirSystem, story: Story, there: Behind) -> None:
    made, _ = await booked_at_nine(story)

    async def again(way: BrokenLine) -> None:
        await there.change(f"Appointment/{made.id}", comment="once more")
        way.meanwhile(writes, lambda: again(way))

    async with system.over_a_line() as (crm, way):
        await again(way)
        with pytest.raises(Stale):
            await crm.cancel(made.id)


async def test_a_lost_answer_is_made_good_by_the_same_call(system: FhirSystem, story: Story, there: Behind) -> None:
    made, slot = await booked_at_nine(story)
    async with system.over_a_line() as (crm, way):
        way.breaks(Fault.ANSWER_LOST, writes)
        with pytest.raises(OutcomeUnknown):
            await crm.cancel(made.id)
        assert (await crm.cancel(made.id)).status is Status.CANCELLED
    assert await there.status_of(slot) == "free"


async def test_a_visit_without_a_slot_is_cancelled_too(story: Story, there: Behind) -> None:
    slot, marta = await story.slot("Граб Іван", NINE), await story.patient()
    made = await story.system.reception_books(order(slot, marta))
    await there.change(f"Appointment/{made.id}", slot=[])
    await there.change(f"Slot/{slot.token}", status="free")
    assert (await story.crm.cancel(made.id)).status is Status.CANCELLED
    assert slot in await story.free("Граб Іван", NINE[:10])


@pytest.mark.parametrize("status", ["entered-in-error", "waitlist"])
async def test_what_holds_no_time_is_cancelled_already(story: Story, there: Behind, status: str) -> None:
    made, _ = await booked_at_nine(story)
    await there.change(f"Appointment/{made.id}", status=status)
    assert (await story.crm.appointment(made.id)).status is Status.CANCELLED
    assert (await story.crm.cancel(made.id)).status is Status.CANCELLED
    assert (await there.read(f"Appointment/{made.id}"))["status"] == status
