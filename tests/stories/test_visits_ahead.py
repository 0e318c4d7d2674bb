"""How many visits a patient may have ahead: each of a family has their own number of them, whichever way they come."""

from datetime import timedelta

from handlers.taps import time
from handlers.waiting_taps import wait_for
from reception.waitlist.wish import ANY_DAY
from tests.stories.desk import StoryDesk
from tests.stories.test_my_visits import LIST, opens
from tests.stories.test_waitlist import AT, NOTED, gives_up, goes_round
from tests.stories.visitors import DANIEL, MIA, TIME, Visitor, arrives, daniel, kyiv

FREED_FOR_MIA = "🔔 Mia: a time has become free, "
TOO_MANY = "This patient already has 5 visits ahead: that is as many as can be booked"


async def full(desk: StoryDesk) -> tuple[Visitor, str]:
    """With five visits of the child's ahead, and an old Confirm of a sixth."""
    parent = await daniel(desk, DANIEL, MIA)
    for hour in ("08:00", "09:00", "10:00", "11:00"):
        await parent.books(f"2026-11-25 {hour}", patient=1)
    await parent.stands_at_check("2026-11-27 09:00", patient=1)
    sixth = parent.confirm
    await parent.books("2026-11-25 12:00", patient=1)
    return parent, sixth


async def visits_of(parent: Visitor) -> list[int]:
    """How many of the grown-up's and of the child's stand."""
    booked = [visit.patient_id for visit in await parent.booked()]
    return [booked.count(patient.crm_id) for patient in (await parent.known()).patients]


async def test_a_childs_five_visits_are_no_limit_to_the_parent_and_the_sixth_is_refused_however_it_comes(
    desk: StoryDesk,
) -> None:
    parent, sixth = await full(desk)
    at_ten = time(await parent.way("shevchuk", patient=1), kyiv("2026-11-27 10:00")).pack()
    for button in (sixth, at_ten):
        await parent.finds_an_old(button, TOO_MANY)
    await parent.books("2026-11-27 10:00")
    await parent.taps("🗓 My visits", LIST)
    await opens(parent, "Fri 27.11 10:00 · Daniel · Olena Shevchuk")
    await parent.taps("👪 The same for Mia", TIME)
    await parent.taps(parent.labels[0], TOO_MANY)
    assert await visits_of(parent) == [1, 5]


async def test_a_time_that_has_become_free_is_not_offered_to_who_has_enough_visits(desk: StoryDesk) -> None:
    parent, _ = await full(desk)
    neighbour = await arrives(desk, desk.telegram.person("Eve", language_code="en"))
    await neighbour.books(AT)
    desk.clock.goes_on(timedelta(minutes=5))
    await parent.forges(wait_for(await parent.way("shevchuk", patient=1), ANY_DAY).pack())
    await parent.reads(NOTED)
    await goes_round(desk)
    await gives_up(neighbour)
    await goes_round(desk)
    assert FREED_FOR_MIA not in parent.person.transcript()
    await gives_up(parent)
    await goes_round(desk)
    await parent.person.sees(FREED_FOR_MIA)
    await parent.taps("✅ Book it", "I keep it for you until")
