""" "I'll come" on FHIR servers: the patient's participation, and nothing else."""

import pytest

from crm.errors import OutcomeUnknown, Refused, Stale
from crm.model import Appointment
from tests.crm.broken_line import BrokenLine, Fault
from tests.crm.fhir.behind import Behind
from tests.crm.fhir.midway import writes
from tests.crm.fhir.system import FhirSystem
from tests.crm.story import Story, order

NINE, TEN = "2027-03-23 09:00", "2027-03-23 10:00"


async def put_down_for_nine(story: Story) -> Appointment:
    return await story.system.reception_books(order(await story.slot("Граб Іван", NINE), await story.patient()))


async def test_what_else_is_known_of_a_visit_stays(story: Story, there: Behind) -> None:
    made = await put_down_for_nine(story)
    before = await there.read(f"Appointment/{made.id}")
    nurse = {"actor": {"reference": "Practitioner/nurse"}, "status": "tentative"}
    await there.change(f"Appointment/{made.id}", comment="first visit", participant=[*before["participant"], nurse])
    await story.crm.confirm(made.id)
    after = await there.read(f"Appointment/{made.id}")
    (patient, *others) = before["participant"]
    people = [{**patient, "status": "accepted"}, *others, nurse]
    assert {**after, "meta": None} == {**before, "comment": "first visit", "participant": people, "meta": None}


async def test_who_booked_in_the_bot_has_said_so_and_says_it_again_by_the_same_words(
    story: Story, there: Behind
) -> None:
    made = await story.booked(await story.patient(), await story.slot("Граб Іван", NINE))
    assert await story.system.reception_sees_that_they_come(made.id)
    before = await there.read(f"Appointment/{made.id}")
    assert await story.crm.confirm(made.id) == made
    assert await there.read(f"Appointment/{made.id}") == before


@pytest.mark.parametrize("system", ["good", "bad", "managed"], indirect=True)
async def test_what_changes_in_the_middle_is_read_again(system: FhirSystem, story: Story, there: Behind) -> None:
    made = await put_down_for_nine(story)
    async with system.over_a_line() as (crm, way):
        way.meanwhile(writes, lambda: there.change(f"Appointment/{made.id}", comment="late"))
        await crm.confirm(made.id)
    assert (await there.read(f"Appointment/{made.id}"))["comment"] == "late"
    assert await system.reception_sees_that_they_come(made.id)


async def test_who_has_cancelled_in_the_middle_does_not_come(system: FhirSystem, story: Story) -> None:
    made = await put_down_for_nine(story)
    async with system.over_a_line() as (crm, way):
        way.meanwhile(writes, lambda: system.reception_cancels(made.id))
        with pytest.raises(Refused):
            await crm.confirm(made.id)
    assert not await system.reception_sees_that_they_come(made.id)


async def test_what_never_stands_still_is_stale(system: FhirSystem, story: Story, there: Behind) -> None:
    made = await put_down_for_nine(story)

    async def again(way: BrokenLine) -> None:
        await there.change(f"Appointment/{made.id}", comment="once more")
        way.meanwhile(writes, lambda: again(way))

    async with system.over_a_line() as (crm, way):
        await again(way)
        with pytest.raises(Stale):
            await crm.confirm(made.id)


async def test_a_lost_answer_is_made_good_by_the_same_call(system: FhirSystem, story: Story) -> None:
    made = await put_down_for_nine(story)
    async with system.over_a_line() as (crm, way):
        way.breaks(Fault.ERROR_AFTER, writes)
        with pytest.raises(OutcomeUnknown):
            await crm.confirm(made.id)
        await crm.confirm(made.id)
    assert await system.reception_sees_that_they_come(made.id)


async def test_of_several_patients_nobody_can_tell_who_comes(story: Story, there: Behind) -> None:
    made = await put_down_for_nine(story)
    orest = await story.patient(2)
    also = {"actor": {"reference": f"Patient/{orest.id}"}, "status": "needs-action"}
    people = (await there.read(f"Appointment/{made.id}"))["participant"]
    await there.change(f"Appointment/{made.id}", participant=[*people, also])
    with pytest.raises(Refused):
        await story.crm.confirm(made.id)
    assert (await there.read(f"Appointment/{made.id}"))["participant"] == [*people, also]


async def test_a_patient_who_moves_a_visit_comes_at_the_new_time(story: Story) -> None:
    marta = await story.patient()
    made = await story.booked(marta, await story.slot("Граб Іван", NINE))
    moved = await story.crm.reschedule(made.id, order(await story.slot("Граб Іван", TEN), marta))
    assert await story.system.reception_sees_that_they_come(moved.id)
