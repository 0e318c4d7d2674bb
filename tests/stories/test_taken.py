"""Somebody was quicker."""

import pytest

from clinic.model import Clinic
from tests.stories.desk import StoryDesk
from tests.stories.visitors import BOOKED, CHECK, TAKEN, TIME, Visitor, daniel, kyiv, olena, slot

AT = "2026-11-23 15:30"
WAYS_ON = ["🗓 Other days", "🔔 Tell me when a time frees up", "🏠 Main menu"]


@pytest.fixture(params=["English", "Ukrainian"])
async def visitor(request: pytest.FixtureRequest, desk: StoryDesk) -> Visitor:
    return await (daniel(desk) if request.param == "English" else olena(desk))


def all_in_the_centre(clinic: Clinic, doctor: str) -> Clinic:
    """The same clinic, where this doctor works in the city centre alone."""
    moved = [
        one.model_copy(update={"hours": tuple(week.model_copy(update={"branch": "center"}) for week in one.hours)})
        if one.id == doctor
        else one
        for one in clinic.doctors
    ]
    return clinic.model_copy(update={"doctors": tuple(moved)})


@pytest.mark.in_each_system
async def test_a_time_taken_meanwhile_brings_the_nearest_ones_of_that_doctor(visitor: Visitor) -> None:
    await visitor.stands_at_check(AT, "marchenko", service="ent-visit")
    await visitor.desk.crm.takes(await slot(visitor.desk, AT, "marchenko", "ent-visit"))
    await visitor.taps("✅ Confirm", TAKEN)
    near = [visitor.say.moment(kyiv(f"2026-11-23 {hour}"), "Europe/Kyiv") for hour in ("14:45", "15:00", "16:00")]
    assert visitor.labels == [*near, *map(visitor.words, WAYS_ON)]
    assert await visitor.visits() == []
    await visitor.taps(near[1], CHECK)
    await visitor.taps("✅ Confirm", BOOKED)
    (visit,) = await visitor.visits()
    assert visit.starts_at == kyiv("2026-11-23 15:00")


@pytest.mark.in_each_system
async def test_a_time_taken_before_the_check_card_says_so_at_once(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.stands_at_check(AT, "marchenko", service="ent-visit")
    await visitor.desk.crm.takes(await slot(visitor.desk, AT, "marchenko", "ent-visit"))
    await visitor.taps("⬅️ Back", TIME)
    assert visitor.say.moment(kyiv(AT), "Europe/Kyiv") not in visitor.labels


async def test_colleagues_of_the_same_specialty_are_one_tap_away(desk: StoryDesk) -> None:
    await desk.imports(all_in_the_centre(desk.clinic, "bondar"))
    visitor = await daniel(desk)
    await visitor.stands_at_check(AT, "lysenko", service="heart-visit")
    await desk.crm.takes(await slot(desk, AT, "lysenko", "heart-visit"))
    await visitor.taps("✅ Confirm", TAKEN)
    colleague = "Mariia Bondar · Mon 23.11 14:00"
    assert colleague in visitor.labels
    assert visitor.labels.index(colleague) == 3, "after the three nearest of the doctor who was wished for"
    await visitor.taps(colleague, CHECK)
    await visitor.taps("✅ Confirm", BOOKED)
    assert "Mariia Bondar" in visitor.person.last.text


async def test_nothing_left_of_the_doctor_still_leaves_a_way_on(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.stands_at_check(AT, "marchenko", service="ent-visit")
    doctors = tuple(one for one in desk.clinic.doctors if one.id != "marchenko")
    marchenko = next(one for one in desk.clinic.doctors if one.id == "marchenko")
    ill = marchenko.model_copy(update={"extra": (), "hours": marchenko.hours[:1], "away": _for_years(desk.clinic)})
    await desk.imports(desk.clinic.model_copy(update={"doctors": (*doctors, ill)}))
    await visitor.taps("✅ Confirm", TAKEN)
    assert "Reception will help find another: +380 48 700 00 00" in visitor.person.last.text
    assert visitor.labels == WAYS_ON
    await visitor.taps("🗓 Other days", "has no free times in the next 30 days")


def _for_years(clinic: Clinic) -> object:
    """The long leave of the doctor in the demo clinic who has one."""
    return next(one.away for one in clinic.doctors if one.away)
