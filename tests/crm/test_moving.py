"""The contract: cancelling and moving; the old time is kept until the new one is sure."""

from dataclasses import replace
from datetime import timedelta

import pytest

from crm.errors import NotFound, PatientBusy, Refused, SlotTaken, Unsupported
from crm.model import Slot, Status
from tests.crm.story import Story, all_at_once, order

NINE, TEN, ELEVEN = (f"2027-03-23 {hour}:00" for hour in ("09", "10", "11"))


def later(slot: Slot, minutes: int) -> Slot:
    by = timedelta(minutes=minutes)
    return replace(slot, starts_at=slot.starts_at + by, ends_at=slot.ends_at + by, token="")


async def test_a_cancelled_time_is_free_again_and_may_be_booked_by_the_same_patient(story: Story) -> None:
    marta = await story.patient()
    slot = await story.slot("Граб Іван", NINE)
    made = await story.booked(marta, slot)

    cancelled = await story.crm.cancel(made.id)

    assert (cancelled.id, cancelled.status) == (made.id, Status.CANCELLED)
    assert cancelled.version != made.version
    assert slot in await story.free("Граб Іван", "2027-03-23")
    again = await story.booked(marta, slot)
    assert again.id != made.id
    assert sorted(visit.status for visit in await story.ahead_of(marta)) == [Status.BOOKED, Status.CANCELLED]


async def test_cancelling_twice_changes_nothing(story: Story) -> None:
    marta, orest = await story.patients(2)
    slot = await story.slot("Граб Іван", NINE)
    made = await story.booked(marta, slot)
    cancelled = await story.crm.cancel(made.id)
    taken_over = await story.booked(orest, slot)

    assert await story.crm.cancel(made.id) == cancelled
    assert await story.crm.appointment(taken_over.id) == taken_over


async def test_cancelled_sixteen_times_at_once_is_cancelled_once(story: Story) -> None:
    made = await story.booked(await story.patient(), await story.slot("Граб Іван", NINE))
    cancelled, refusals = await all_at_once(story.crm.cancel(made.id) for _ in range(16))
    assert refusals == []
    assert cancelled == [cancelled[0]] * 16


async def test_what_is_over_or_unknown_cannot_be_cancelled(story: Story) -> None:
    made = await story.booked(await story.patient(), await story.slot("Граб Іван", NINE))
    await story.system.reception_marks(made.id, Status.FULFILLED)
    with pytest.raises(Refused):
        await story.crm.cancel(made.id)
    with pytest.raises(NotFound):
        await story.crm.cancel("987654321")


@pytest.mark.needs("moves")
async def test_a_moved_visit_frees_its_old_time(story: Story) -> None:
    marta = await story.patient()
    nine, ten = await story.slot("Граб Іван", NINE), await story.slot("Граб Іван", TEN)
    made = await story.booked(marta, nine)

    moved = await story.crm.reschedule(made.id, order(ten, marta))

    assert (moved.starts_at, moved.ends_at, moved.status) == (ten.starts_at, ten.ends_at, Status.BOOKED)
    assert moved.version != made.version
    free = await story.free("Граб Іван", "2027-03-23")
    assert nine in free
    assert ten not in free
    assert [visit for visit in await story.ahead_of(marta) if visit.status is Status.BOOKED] == [moved]


@pytest.mark.needs("moves")
async def test_a_visit_moves_to_another_doctor_branch_and_service(story: Story) -> None:
    marta = await story.patient()
    made = await story.booked(marta, await story.slot("Коваль Ольга", NINE))
    there = await story.slot("Граб Іван", "2027-03-26 13:00", "Обстеження", "Річка")

    moved = await story.crm.reschedule(made.id, order(there, marta))

    assert (moved.doctor_id, moved.branch_id, moved.service_id) == (there.doctor_id, there.branch_id, there.service_id)
    assert NINE[-5:] in await story.times("Коваль Ольга", "2027-03-23")


@pytest.mark.needs("moves")
async def test_a_visit_may_move_over_its_own_old_time(story: Story) -> None:
    marta = await story.patient()
    nine = await story.slot("Граб Іван", NINE)
    made = await story.booked(marta, nine)
    moved = await story.crm.reschedule(made.id, order(later(nine, 15), marta))
    assert moved.starts_at - made.starts_at == timedelta(minutes=15)


@pytest.mark.needs("moves")
async def test_a_visit_stays_where_it_was_when_the_new_time_is_taken(story: Story) -> None:
    marta, orest = await story.patients(2)
    made = await story.booked(marta, await story.slot("Граб Іван", NINE))
    ten = await story.slot("Граб Іван", TEN)
    await story.booked(orest, ten)
    move = order(ten, marta)

    with pytest.raises(SlotTaken):
        await story.crm.reschedule(made.id, move)

    assert await story.crm.appointment(made.id) == made
    assert await story.crm.outcome(move) is None


@pytest.mark.needs("moves")
async def test_a_visit_does_not_move_onto_another_of_the_same_patient(story: Story) -> None:
    marta = await story.patient()
    made = await story.booked(marta, await story.slot("Граб Іван", NINE))
    await story.booked(marta, await story.slot("Коваль Ольга", "2027-03-23 10:00"))
    with pytest.raises(PatientBusy):
        await story.crm.reschedule(made.id, order(await story.slot("Граб Іван", "2027-03-23 10:30"), marta))
    assert await story.crm.appointment(made.id) == made


@pytest.mark.needs("moves")
async def test_a_cancelled_visit_is_not_moved(story: Story) -> None:
    marta = await story.patient()
    made = await story.booked(marta, await story.slot("Граб Іван", NINE))
    cancelled = await story.crm.cancel(made.id)
    with pytest.raises(Refused):
        await story.crm.reschedule(made.id, order(await story.slot("Граб Іван", TEN), marta))
    assert await story.crm.appointment(made.id) == cancelled


@pytest.mark.needs("moves")
async def test_a_visit_that_is_over_is_neither_moved_nor_cancelled(story: Story) -> None:
    marta = await story.patient()
    made = await story.booked(marta, await story.slot("Граб Іван", NINE))
    story.system.clock.goes_to(made.ends_at)
    with pytest.raises(Refused):
        await story.crm.reschedule(made.id, order(await story.slot("Граб Іван", ELEVEN), marta))
    with pytest.raises(Refused):
        await story.crm.cancel(made.id)


@pytest.mark.needs("moves")
async def test_a_visit_is_not_moved_for_another_patient_or_from_nowhere(story: Story) -> None:
    marta, orest = await story.patients(2)
    made = await story.booked(marta, await story.slot("Граб Іван", NINE))
    ten = await story.slot("Граб Іван", TEN)
    with pytest.raises(Refused):
        await story.crm.reschedule(made.id, order(ten, orest))
    with pytest.raises(NotFound):
        await story.crm.reschedule("987654321", order(ten, marta))


@pytest.mark.needs("moves")
async def test_one_key_moves_once(story: Story) -> None:
    marta = await story.patient()
    made = await story.booked(marta, await story.slot("Граб Іван", NINE))
    to_ten = order(await story.slot("Граб Іван", TEN), marta)
    to_eleven = order(await story.slot("Граб Іван", ELEVEN), marta)

    moved, refusals = await all_at_once(story.crm.reschedule(made.id, to_ten) for _ in range(16))
    assert refusals == []
    assert moved == [moved[0]] * 16
    assert await story.crm.outcome(to_ten) == moved[0]

    at_eleven = await story.crm.reschedule(moved[0].id, to_eleven)
    assert await story.crm.reschedule(moved[0].id, to_ten) == at_eleven, "a late repeat must not move it back"
    assert await story.crm.book(to_ten) == at_eleven, "nor make another of it"


@pytest.mark.needs("moves")
async def test_of_sixteen_visits_that_want_one_new_time_one_moves(story: Story) -> None:
    everybody = await story.patients(16)
    mornings = [*await story.free("Граб Іван", "2027-03-23"), *await story.free("Граб Іван", "2027-03-26")]
    apart = [slot for slot in mornings if slot.starts_at.minute in {0, 30}]
    apart += [slot for slot in await story.free("Граб Іван", "2027-03-29") if slot.starts_at.minute in {0, 30}]
    made = [await story.booked(patient, slot) for patient, slot in zip(everybody, apart, strict=False)]
    wanted = await story.slot("Граб Іван", "2027-03-30 09:00")

    moved, refusals = await all_at_once(
        story.crm.reschedule(visit.id, order(wanted, patient)) for visit, patient in zip(made, everybody, strict=True)
    )

    assert len(moved) == 1
    assert [type(refusal) for refusal in refusals] == [SlotTaken] * 15
    left = [await story.crm.appointment(visit.id) for visit in made if visit.id != moved[0].id]
    assert left == [visit for visit in made if visit.id != moved[0].id]


async def test_a_system_without_a_move_of_its_own_says_so_and_changes_nothing(story: Story) -> None:
    marta = await story.patient()
    made = await story.booked(marta, await story.slot("Граб Іван", NINE))
    to_ten = order(await story.slot("Граб Іван", TEN), marta)
    if story.crm.capabilities.moves:
        assert (await story.crm.reschedule(made.id, to_ten)).starts_at == to_ten.slot.starts_at
        return
    with pytest.raises(Unsupported):
        await story.crm.reschedule(made.id, to_ten)
    assert await story.crm.appointment(made.id) == made
