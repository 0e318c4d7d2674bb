"""Several patients on one phone: whom a visit is for, from the first question to the reminder."""

import pytest

from handlers.taps import Go, To, time, walk
from reception.booking.way import Way
from tests.stories.desk import StoryDesk
from tests.stories.visitors import (
    BOOKED,
    BRANCH,
    CHECK,
    DANIEL,
    DOCTOR,
    LEO,
    MIA,
    OLENA,
    SOFIIKA,
    SPECIALTY,
    WHO,
    Visitor,
    daniel,
    kyiv,
    olena,
)

WITH_A_PARENT = "A parent should come along. Please bring the child's documents, too."


@pytest.fixture(params=["English", "Ukrainian"])
async def parent(request: pytest.FixtureRequest, desk: StoryDesk) -> Visitor:
    """With two patients on the phone, the grown-up first."""
    return await (daniel(desk, DANIEL, MIA) if request.param == "English" else olena(desk, OLENA, SOFIIKA))


@pytest.mark.in_each_system
async def test_whom_the_visit_is_for_is_asked_first_and_a_child_is_told_to_bring_a_parent(parent: Visitor) -> None:
    grown_up, child = (await parent.known()).patients
    await parent.taps("📅 Book a visit", WHO)
    assert parent.labels == [grown_up.details.name, child.details.name, parent.words("🏠 Main menu")]
    await parent.taps(child.details.name, BRANCH)
    await parent.chooses("branches", "center", SPECIALTY)
    assert parent.name("specialties", "pediatrics") in parent.labels
    assert parent.name("specialties", "cardiology") not in parent.labels, "both cardiologists see adults only"
    await parent.taps("Any doctor", DOCTOR)
    doctors = {label.split(" · ")[0] for label in parent.labels}
    assert parent.short("melnyk") in doctors
    assert parent.short("petrenko") not in doctors, "sees adults"

    await parent.forges(
        time(await parent.way("melnyk", service="child-visit", patient=1), kyiv("2026-11-23 10:00")).pack()
    )
    assert child.details.name in (await parent.reads(CHECK)).text
    await parent.taps("✅ Confirm", BOOKED)
    assert parent.words(WITH_A_PARENT) in parent.person.last.text
    (visit,) = await parent.visits()
    assert visit.patient_id == child.crm_id


async def test_a_grown_up_is_not_offered_a_childrens_doctor(desk: StoryDesk) -> None:
    parent = await daniel(desk, DANIEL, MIA)
    grown_up, _ = (await parent.known()).patients
    await parent.taps("📅 Book a visit", WHO)
    await parent.taps(grown_up.details.name, BRANCH)
    await parent.chooses("branches", "center", SPECIALTY)
    assert parent.name("specialties", "pediatrics") not in parent.labels
    await parent.books("2026-11-24 14:30")
    assert parent.words(WITH_A_PARENT) not in parent.person.last.text


async def test_old_buttons_and_links_keep_to_the_ages_too(desk: StoryDesk) -> None:
    visitor = await daniel(desk, DANIEL, MIA)
    adults_only = await visitor.way("lysenko", service="heart-visit", patient=1)
    for old in (walk(adults_only).pack(), time(adults_only, kyiv("2026-11-24 08:30")).pack()):
        await visitor.finds_an_old(old, "This doctor sees patients aged 18+. Colleagues will gladly help.")
    await visitor.person.opens(f"doctor_{adults_only.doctor}")
    await visitor.reads(WHO)
    await visitor.taps("Fernsby Mia", "This doctor sees patients aged 18+.")
    assert await visitor.visits() == []


@pytest.mark.parametrize(("on", "comes_alone"), [("2025-11-23", False), ("2025-11-24", True)])
async def test_from_the_fourteenth_birthday_on_one_comes_alone(desk: StoryDesk, on: str, *, comes_alone: bool) -> None:
    desk.clock.goes_to(kyiv(f"{on} 09:00"))
    visitor = await daniel(desk, LEO)
    await visitor.books(f"{on[:8]}27 14:30")
    assert (WITH_A_PARENT in visitor.person.last.text) is not comes_alone


async def test_back_leads_to_the_question_before_from_every_screen(desk: StoryDesk) -> None:
    parent = await daniel(desk, DANIEL, MIA)
    way = await parent.way("shevchuk")
    at = parent.say.moment(kyiv("2026-11-23 10:00"), "Europe/Kyiv")
    await parent.forges(
        walk(Way(way.patient, way.branch, await _family(parent), way.doctor, way.visit, way.service)).pack()
    )
    await parent.taps(at, CHECK)
    for question in ("The nearest times", "What is the visit for?"):
        await parent.taps("⬅️ Back")
        await parent.reads("<b>{doctor}</b>\nThe nearest times, or choose a day:" if "times" in question else question)
    await parent.taps("⬅️ Back", parent.name("doctors", "shevchuk"))
    assert parent.person.last.photo, "the doctor's card"
    await parent.taps("⬅️ All doctors", DOCTOR)
    for question in (SPECIALTY, BRANCH, WHO):
        await parent.taps("⬅️ Back", question)
    assert parent.words("⬅️ Back") not in parent.labels
    await parent.taps("🏠 Main menu", "What would you like to do?")
    assert len(parent.with_buttons) == 1


async def _family(parent: Visitor) -> int:
    return parent.desk.program.desk.catalogue.specialty_id("family") or 0


@pytest.mark.in_each_system
async def test_my_visits_list_those_of_all_patients_by_time(desk: StoryDesk) -> None:
    visitor = await daniel(desk, DANIEL, MIA)
    await visitor.books("2026-11-25 09:00")
    await visitor.books("2026-11-24 09:00", "melnyk", service="child-visit", patient=1)
    await visitor.forges(Go(to=To.VISITS).pack())
    mine = (await visitor.reads("<b>Your visits</b>")).text
    assert mine.index("Fernsby Mia") < mine.index("Fernsby Daniel")


async def test_a_reminder_names_the_right_child_in_its_first_line_and_only_there(parent: Visitor) -> None:
    child = (await parent.known()).patients[1].details
    await parent.books("2026-11-25 10:00", "melnyk", service="child-visit", patient=1)
    for at, words in (("2026-11-24 10:01", "reminder of the visit"), ("2026-11-25 08:01", "soon it's time")):
        parent.desk.clock.goes_to(kyiv(at))
        await parent.desk.wakes("sending what is due")
        told = parent.person.last.text.splitlines()
        assert f"{child.first_name}: " in told[0], words
        assert child.name not in "".join(told)


async def test_two_chats_of_one_patient_see_what_the_other_has_booked(desk: StoryDesk) -> None:
    mother, father = await olena(desk, SOFIIKA), await daniel(desk)
    stores, theirs = desk.program.desk, (await mother.known()).patients[0]
    await stores.people.add_patient(await father.known(), theirs.crm_id, SOFIIKA, "2026-11")
    await mother.books("2026-11-25 10:00", "melnyk", service="child-visit")
    await father.taps("🗓 My visits", "<b>Your visits</b>")
    assert "Коваль Софія" in father.person.last.text
