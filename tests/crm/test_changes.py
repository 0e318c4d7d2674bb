"""The contract: nothing that changes is missed by who asks again and again."""

import asyncio

import pytest

from crm.errors import Unsupported
from crm.model import Appointment, Status
from tests.crm.story import Story, order

NINE, TEN = "2027-03-23 09:00", "2027-03-23 10:00"


@pytest.mark.needs("change_feed")
async def test_a_first_look_tells_nothing_old(story: Story) -> None:
    await story.booked(await story.patient(), await story.slot("Граб Іван", NINE))
    seen = await story.crm.changes(None)
    assert seen.appointments == ()
    assert (await story.crm.changes(seen.cursor)).appointments == ()


@pytest.mark.needs("change_feed")
async def test_each_change_comes_once_in_its_newest_state(story: Story) -> None:
    marta, orest = await story.patients(2)
    start = (await story.crm.changes(None)).cursor
    first = await story.booked(marta, await story.slot("Граб Іван", NINE))
    second = await story.system.reception_books(order(await story.slot("Граб Іван", TEN), orest))

    seen = await story.crm.changes(start)
    assert list(seen.appointments) == [first, second]

    cancelled = await story.crm.cancel(first.id)
    await story.crm.cancel(first.id)
    assert list((await story.crm.changes(seen.cursor)).appointments) == [cancelled]
    assert list((await story.crm.changes(start)).appointments) == [second, cancelled]


@pytest.mark.needs("change_feed", "moves")
async def test_a_move_and_a_mark_of_receptions_are_changes(story: Story) -> None:
    marta = await story.patient()
    made = await story.booked(marta, await story.slot("Граб Іван", NINE))
    seen = await story.crm.changes(None)
    moved = await story.crm.reschedule(made.id, order(await story.slot("Граб Іван", TEN), marta))
    seen = await story.crm.changes(seen.cursor)
    assert list(seen.appointments) == [moved]
    await story.system.reception_marks(moved.id, Status.ARRIVED)
    (arrived,) = (await story.crm.changes(seen.cursor)).appointments
    assert (arrived.id, arrived.status) == (moved.id, Status.ARRIVED)


@pytest.mark.needs("change_feed")
async def test_what_did_not_happen_is_no_change(story: Story) -> None:
    marta, orest = await story.patients(2)
    slot = await story.slot("Граб Іван", NINE)
    await story.booked(marta, slot)
    start = (await story.crm.changes(None)).cursor
    await asyncio.gather(*(story.booked(orest, slot) for _ in range(3)), return_exceptions=True)
    assert (await story.crm.changes(start)).appointments == ()


@pytest.mark.needs("change_feed")
async def test_nothing_is_missed_while_many_write_and_one_reads(story: Story) -> None:
    everybody = await story.patients(12)
    slots = [await story.slot("Граб Іван", f"2027-03-{day} {at}") for day in (23, 26) for at in HALF_HOURS]
    cursor = (await story.crm.changes(None)).cursor
    writers = asyncio.gather(*(story.booked(*pair) for pair in zip(everybody, slots, strict=True)))

    seen: list[Appointment] = []
    while True:
        over = writers.done()
        found = await story.crm.changes(cursor)
        seen, cursor = [*seen, *found.appointments], found.cursor
        if over:
            break

    assert sorted(visit.id for visit in seen) == sorted(visit.id for visit in await writers)


async def test_a_system_without_a_feed_says_so(story: Story) -> None:
    if story.crm.capabilities.change_feed:
        assert (await story.crm.changes(None)).appointments == ()
        return
    with pytest.raises(Unsupported):
        await story.crm.changes(None)


HALF_HOURS = ("09:00", "09:30", "10:00", "10:30", "11:00", "11:30")
