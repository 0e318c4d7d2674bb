"""The clinic's system has not answered since yesterday: menus must not promise what has passed."""

from datetime import date

from tests.stories.desk import StoryDesk
from tests.stories.test_taken import all_in_the_centre
from tests.stories.visitors import BRANCH, DOCTOR, SPECIALTY, TAKEN, Visitor, daniel, kyiv, slot


async def test_a_time_that_has_passed_is_not_shown_beside_the_doctor(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await _any_doctor(visitor)
    assert visitor.labels[1] == "Olena Shevchuk · Mon 23.11 10:00"
    desk.crm.goes_down()
    desk.clock.goes_to(kyiv("2026-11-24 10:00"))
    await _any_doctor(visitor)
    doctors = [label for label in visitor.labels if visitor.short("shevchuk") in label]
    assert doctors == ["Olena Shevchuk"], "neither a time that has passed nor that there is none"
    assert "Viktoriia Zakharchenko · no free times" in visitor.labels
    assert not [label for label in visitor.labels if date(2026, 11, 23).strftime("%d.%m") in label]


async def test_a_time_nearer_than_the_least_notice_is_not_shown_either(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    desk.crm.goes_down()
    desk.clock.goes_to(kyiv("2026-11-23 09:01"))
    await _any_doctor(visitor)
    assert "Olena Shevchuk" in visitor.labels


async def test_colleagues_are_not_offered_with_a_time_that_has_passed(desk: StoryDesk) -> None:
    await desk.imports(all_in_the_centre(desk.clinic, "bondar"))
    visitor = await daniel(desk)
    for now, at, bondar in (("23 09:00", "23 15:30", True), ("24 08:00", "24 10:30", False)):
        desk.clock.goes_to(kyiv(f"2026-11-{now}"))
        await visitor.stands_at_check(f"2026-11-{at}", "lysenko", service="heart-visit")
        await desk.crm.takes(await slot(desk, f"2026-11-{at}", "lysenko", "heart-visit"))
        await visitor.taps("✅ Confirm", TAKEN)
        assert ("Mariia Bondar · Mon 23.11 14:00" in visitor.labels) is bondar


async def _any_doctor(visitor: Visitor) -> None:
    await visitor.taps("📅 Book a visit", BRANCH)
    await visitor.chooses("branches", "center", SPECIALTY)
    await visitor.taps("Any doctor", DOCTOR)
