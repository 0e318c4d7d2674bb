"""The clinic's system has not answered since yesterday: menus must not promise what has passed."""

from datetime import date

from tests.stories.desk import StoryDesk
from tests.stories.visitors import BRANCH, DOCTOR, SPECIALTY, TAKEN, Visitor, daniel, kyiv, slot


async def test_a_time_that_has_passed_is_not_shown_beside_the_doctor(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await _any_doctor(visitor)
    assert visitor.labels[0] == "Olena Shevchuk · Mon 23.11 10:00"
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
    visitor = await daniel(desk)
    desk.clock.goes_to(kyiv("2026-11-24 10:00"))
    await visitor.stands_at_check("2026-11-24 14:30")
    await desk.crm.takes(await slot(desk, "2026-11-24 14:30"))
    await visitor.taps("✅ Confirm", TAKEN)
    assert not [label for label in visitor.labels if "23 November" in label]


async def _any_doctor(visitor: Visitor) -> None:
    await visitor.taps("📅 Book a visit", BRANCH)
    await visitor.chooses("branches", "center", SPECIALTY)
    await visitor.taps("Any doctor", DOCTOR)
