"""The contract: a time is given to one patient, and a wish is carried out once."""

import pytest

from crm.errors import PatientBusy, SlotTaken
from crm.model import Status
from tests.crm.story import Story, all_at_once, wall

TUESDAY_NINE = "2027-03-23 09:00"


async def test_a_booked_time_is_gone_for_everybody_else(story: Story) -> None:
    marta, orest = await story.patients(2)
    slot = await story.slot("Граб Іван", TUESDAY_NINE)

    made = await story.booked(marta, slot)

    assert (made.status, made.patient_id, made.doctor_id) == (Status.BOOKED, marta.id, slot.doctor_id)
    assert (made.starts_at, made.ends_at) == (wall(TUESDAY_NINE), wall("2027-03-23 09:30"))
    assert (made.branch_id, made.service_id) == (slot.branch_id, slot.service_id)
    assert slot not in await story.free("Граб Іван", "2027-03-23")
    assert await story.ahead_of(marta) == [made]
    with pytest.raises(SlotTaken):
        await story.booked(orest, slot)
    assert await story.ahead_of(orest) == []


async def test_of_sixteen_patients_who_want_one_time_one_has_it(story: Story) -> None:
    everybody = await story.patients(16)
    slot = await story.slot("Граб Іван", TUESDAY_NINE)

    made, refusals = await all_at_once(story.booked(patient, slot) for patient in everybody)

    assert len(made) == 1
    assert [type(refusal) for refusal in refusals] == [SlotTaken] * 15
    assert [visit for patient in everybody for visit in await story.ahead_of(patient)] == made


async def test_a_patient_is_not_with_two_doctors_at_overlapping_times(story: Story) -> None:
    marta = await story.patient()
    half_past = await story.slot("Граб Іван", "2027-03-23 09:30")
    nine_to_quarter_to_ten = await story.slot("Коваль Ольга", TUESDAY_NINE)

    made, refusals = await all_at_once(story.booked(marta, slot) for slot in (half_past, nine_to_quarter_to_ten))

    assert len(made) == 1
    assert [type(refusal) for refusal in refusals] == [PatientBusy]
    assert await story.ahead_of(marta) == made
