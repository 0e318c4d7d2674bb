"""What the clinic file allows, and what changes in the clinic while somebody holds an old button."""

from datetime import timedelta

from clinic.model import Clinic
from handlers.taps import day, time, walk
from tests.stories.desk import StoryDesk
from tests.stories.visitors import BOOKED, BRANCH, CHECK, DOCTOR, TIME, daniel, kyiv

TOO_LATE = "This time can no longer be booked."
LEFT = "This doctor no longer sees patients here. Colleagues will gladly help."
NOBODY = "This can't be booked online right now."
ALL_DOCTORS = "⬅️ All doctors"


def without(clinic: Clinic, doctor: str) -> Clinic:
    return clinic.model_copy(update={"doctors": tuple(one for one in clinic.doctors if one.id != doctor)})


def closing(clinic: Clinic, branch: str) -> Clinic:
    """The same clinic, where this branch accepts nobody for now."""
    shut = [one.model_copy(update={"accepts_patients": False}) if one.id == branch else one for one in clinic.branches]
    return clinic.model_copy(update={"branches": tuple(shut)})


async def test_a_visit_is_booked_an_hour_before_it_at_the_latest(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.stands_at_check("2026-11-23 10:00")
    desk.clock.goes_on(timedelta(minutes=1))
    await visitor.taps("✅ Confirm", TOO_LATE)
    assert visitor.labels[0] == "Mon, 23 November, 10:15"
    assert await visitor.visits() == []
    await visitor.taps("Mon, 23 November, 10:15", CHECK)
    await visitor.taps("✅ Confirm", BOOKED)


async def test_a_time_beyond_the_horizon_is_not_booked(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    way = await visitor.way("shevchuk")
    await visitor.forges(time(way, kyiv("2026-12-23 08:45")).pack())
    await visitor.reads(CHECK)
    for beyond in ("2026-12-23 09:00", "2026-12-28 09:00", "2031-11-24 09:00"):
        await visitor.finds_an_old(time(way, kyiv(beyond)).pack(), "These times are free:")
        assert visitor.labels[0] != visitor.words("✅ Confirm")


async def test_five_visits_ahead_and_no_more_until_one_of_them_is_cancelled(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    for hour in ("08:00", "09:00", "10:00", "11:00"):
        await visitor.books(f"2026-11-25 {hour}")
    await visitor.stands_at_check("2026-11-27 09:00")
    sixth = visitor.confirm
    await visitor.books("2026-11-25 12:00")
    for button in (sixth, time(await visitor.way("shevchuk"), kyiv("2026-11-27 10:00")).pack()):
        await visitor.finds_an_old(button, "This patient already has 5 visits ahead: that is as many as can be booked")
        assert visitor.labels[0] == "🗓 My visits"

    (first, *_) = await visitor.visits()
    await desk.system.reception_cancels(first.id)
    await visitor.books("2026-11-27 10:00")


async def test_a_patient_is_not_in_two_places_at_once(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.books("2026-11-23 10:00")
    await visitor.stands_at_check("2026-11-23 10:00", "petrenko", service="nerve-visit")
    await visitor.taps("✅ Confirm", "This patient already has another visit at that time. Please choose another time.")
    await visitor.taps("🗓 Other days", TIME)
    assert len(await visitor.visits()) == 1


async def test_a_cancelled_visit_is_booked_again_by_the_same_patient(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.stands_at_check("2026-11-24 14:30")
    confirm = visitor.confirm
    await visitor.taps("✅ Confirm", BOOKED)
    (visit,) = await visitor.visits()
    await desk.system.reception_cancels(visit.id)
    await visitor.taps("🗓 My visits", "There are no visits ahead.")
    await visitor.forges(confirm)
    await visitor.reads("This button no longer works. Shall we start anew?")
    await visitor.books("2026-11-24 14:30")
    assert [str(one.status) for one in await visitor.visits()] == ["cancelled", "booked"]


async def test_the_route_to_a_cancelled_visit_leads_nowhere_and_it_goes_from_the_calendar(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.books("2026-11-24 14:30")
    (visit,) = await visitor.visits()
    booked = visitor.person.last
    await desk.system.reception_cancels(visit.id)
    await visitor.person.taps("🗺 Route", on=booked)
    await visitor.reads("This button no longer works. Shall we start anew?")
    await visitor.person.taps("📆 Calendar", on=booked)
    await visitor.person.sees(
        "«document visit.ics» The visit is cancelled. Open this file, and it goes from your calendar."
    )


async def test_a_branch_that_stops_accepting_is_offered_no_more(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.stands_at_check("2026-11-24 08:30", "kovalenko", branch="tairove")
    confirm = visitor.confirm
    way = await visitor.way("kovalenko", branch="tairove")
    await desk.imports(closing(desk.clinic, "tairove"))
    await visitor.taps("📅 Book a visit", BRANCH)
    assert visitor.name("branches", "tairove") not in visitor.labels
    for old in (confirm, walk(way).pack(), time(way, kyiv("2026-11-24 08:30")).pack()):
        await visitor.finds_an_old(old, NOBODY)
        assert ALL_DOCTORS in visitor.labels
    await visitor.person.opens(f"doctor_{way.doctor}")
    await visitor.reads(NOBODY)
    await visitor.person.opens(f"branch_{way.branch}")
    await visitor.taps("🔁 Choose again", BRANCH)
    assert await visitor.visits() == []


async def test_a_doctor_who_left_is_named_by_old_buttons_and_links_and_colleagues_are_offered(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.stands_at_check("2026-11-24 08:30", "lysenko", service="heart-visit")
    confirm = visitor.confirm
    way = await visitor.way("lysenko", service="heart-visit")
    await desk.imports(without(desk.clinic, "lysenko"))
    at = kyiv("2026-11-24 08:30")
    for old in (confirm, walk(way).pack(), day(way, at.date()).pack(), time(way, at).pack()):
        assert "Oleh Lysenko" in (await visitor.finds_an_old(old, LEFT)).words
        assert ALL_DOCTORS in visitor.labels
    await visitor.person.opens(f"doctor_{way.doctor}")
    await visitor.reads(LEFT)
    assert await visitor.visits() == []
    await visitor.taps(ALL_DOCTORS, DOCTOR)
    assert any("Mariia Bondar" in label for label in visitor.labels), "another cardiologist"
