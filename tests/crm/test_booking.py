"""The contract: a time is given to one patient, and a wish is carried out once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from crm.errors import NotFound, PatientBusy, SlotTaken
from crm.model import Patient, Slot, Status
from tests.crm.story import Story, all_at_once, order, wall

TUESDAY_NINE = "2027-03-23 09:00"


async def test_a_booked_time_is_gone_for_everybody_else(story: Story) -> None:
    marta, orest = await story.patients(2)
    slot = await story.slot("Граб Іван", TUESDAY_NINE)

    made = await story.booked(marta, slot)

    assert (made.status, made.patient_id, made.doctor_id) == (Status.BOOKED, marta.id, slot.doctor_id)
    assert (made.starts_at, made.ends_at) == (wall(TUESDAY_NINE), wall("2027-03-23 09:30"))
    assert (made.branch_id, made.service_id) == (slot.branch_id, slot.service_id)
    assert slot not in await story.free("Граб Іван", "2027-03-23")
    assert await story.crm.appointment(made.id) == made
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


async def test_visits_of_unlike_length_race_for_overlapping_times_and_one_wins(story: Story) -> None:
    everybody = await story.patients(4)
    wanted = [
        await story.slot("Граб Іван", "2027-03-23 09:30", service)
        for service in ("Довідка", "Укол", "Консультація", "Обстеження")
    ]

    made, refusals = await all_at_once(story.booked(*pair) for pair in zip(everybody, wanted, strict=True))

    assert len(made) == 1
    assert {type(refusal) for refusal in refusals} == {SlotTaken}


async def test_a_patient_is_not_with_two_doctors_at_overlapping_times(story: Story) -> None:
    marta = await story.patient()
    half_past = await story.slot("Граб Іван", "2027-03-23 09:30")
    nine_to_quarter_to_ten = await story.slot("Коваль Ольга", TUESDAY_NINE)

    made, refusals = await all_at_once(story.booked(marta, slot) for slot in (half_past, nine_to_quarter_to_ten))

    assert len(made) == 1
    assert [type(refusal) for refusal in refusals] == [PatientBusy]
    assert await story.ahead_of(marta) == made


async def test_visits_that_touch_do_not_overlap(story: Story) -> None:
    marta = await story.patient()
    first = await story.booked(marta, await story.slot("Граб Іван", TUESDAY_NINE))
    second = await story.booked(marta, await story.slot("Граб Іван", "2027-03-23 09:30"))
    assert await story.ahead_of(marta) == [first, second]


async def test_the_same_key_again_is_the_same_appointment(story: Story) -> None:
    marta = await story.patient()
    wish = order(await story.slot("Граб Іван", TUESDAY_NINE), marta)
    made = await story.crm.book(wish)
    assert await story.crm.book(wish) == made
    assert await story.ahead_of(marta) == [made]


async def test_the_same_key_sixteen_times_at_once_is_one_appointment(story: Story) -> None:
    marta = await story.patient()
    wish = order(await story.slot("Граб Іван", TUESDAY_NINE), marta)

    made, refusals = await all_at_once(story.crm.book(wish) for _ in range(16))

    assert refusals == []
    assert made == [made[0]] * 16
    assert await story.ahead_of(marta) == [made[0]]


async def test_the_same_key_does_not_bring_back_what_was_cancelled(story: Story) -> None:
    marta, orest = await story.patients(2)
    wish = order(await story.slot("Граб Іван", TUESDAY_NINE), marta)
    cancelled = await story.crm.cancel((await story.crm.book(wish)).id)

    assert await story.crm.book(wish) == cancelled
    elsewhere = await story.booked(orest, wish.slot)
    assert await story.crm.book(wish) == cancelled
    assert elsewhere.status is Status.BOOKED


async def test_what_became_of_an_order_can_be_asked(story: Story) -> None:
    wish = order(await story.slot("Граб Іван", TUESDAY_NINE), await story.patient())
    assert await story.crm.outcome(wish) is None
    made = await story.crm.book(wish)
    assert await story.crm.outcome(wish) == made
    cancelled = await story.crm.cancel(made.id)
    assert await story.crm.outcome(wish) == cancelled


async def test_an_order_that_lost_has_no_outcome(story: Story) -> None:
    marta, orest = await story.patients(2)
    slot = await story.slot("Граб Іван", TUESDAY_NINE)
    await story.booked(marta, slot)
    lost = order(slot, orest)
    with pytest.raises(SlotTaken):
        await story.crm.book(lost)
    assert await story.crm.outcome(lost) is None


NOT_OFFERED = {
    "off the grid": ("2027-03-23 09:05", 30),
    "before the doctor comes": ("2027-03-23 08:30", 30),
    "into the lunch break": ("2027-03-23 11:45", 30),
    "on a holiday": ("2027-03-25 09:00", 30),
    "while the doctor is away": ("2027-03-24 10:15", 30),
    "last week": ("2027-03-19 09:00", 30),
    "longer than the service": (TUESDAY_NINE, 45),
    "shorter than the service": (TUESDAY_NINE, 15),
}


async def test_a_time_that_is_not_offered_is_not_booked(story: Story) -> None:
    marta = await story.patient()
    offered = await story.slot("Граб Іван", TUESDAY_NINE)
    booked = []
    for why, (begins, minutes) in NOT_OFFERED.items():
        at = wall(begins)
        wish = order(replace(offered, starts_at=at, ends_at=at + timedelta(minutes=minutes), token=""), marta)
        booked += [why for made in (await all_at_once([story.crm.book(wish)]))[0] if made]
    assert booked == []


async def test_nobody_is_booked_at_a_branch_that_accepts_no_patients(story: Story) -> None:
    slot = await story.slot("Граб Іван", TUESDAY_NINE)
    closed, malyar = story.id_of("На ремонті"), story.id_of("Маляр Петро")
    with pytest.raises(SlotTaken):
        await story.booked(await story.patient(), replace(slot, doctor_id=malyar, branch_id=closed, token=""))


async def test_who_does_not_exist_is_not_found(story: Story) -> None:
    slot = await story.slot("Граб Іван", TUESDAY_NINE)
    nobody = Patient("987654321", "", "", "", None)
    with pytest.raises(NotFound):
        await story.booked(nobody, slot)
    with pytest.raises(NotFound):
        await story.booked(await story.patient(), replace(slot, doctor_id="nobody", token=""))
    with pytest.raises(NotFound):
        await story.crm.appointment("987654321")
    with pytest.raises(NotFound):
        await story.crm.appointment("no such form of id")


async def test_reception_and_the_bot_race_for_one_time(story: Story) -> None:
    marta, orest = await story.patients(2)
    slot = await story.slot("Граб Іван", TUESDAY_NINE)

    made, refusals = await all_at_once(
        [story.system.reception_books(order(slot, marta)), story.crm.book(order(slot, orest))]
    )

    assert len(made) == 1
    assert [type(refusal) for refusal in refusals] == [SlotTaken]


async def test_what_reception_books_is_seen_and_respected(story: Story) -> None:
    marta, orest = await story.patients(2)
    slot = await story.slot("Граб Іван", TUESDAY_NINE)
    at_ten_past = replace(slot, starts_at=slot.starts_at + timedelta(minutes=10))  # reception squeezes somebody in

    made = await story.system.reception_books(order(at_ten_past, marta))

    assert await story.ahead_of(marta) == [made]
    assert (await story.times("Граб Іван", "2027-03-23"))[0] == "09:30"
    with pytest.raises(SlotTaken):
        await story.booked(orest, slot)


async def test_who_did_not_come_no_longer_holds_the_time(story: Story) -> None:
    marta, orest = await story.patients(2)
    slot: Slot = await story.slot("Граб Іван", TUESDAY_NINE)
    made = await story.booked(marta, slot)
    await story.system.reception_marks(made.id, Status.NOSHOW)
    assert (await story.booked(orest, slot)).status is Status.BOOKED
