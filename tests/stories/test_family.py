"""Several patients on one phone: whom the visit is for, and who may see them."""

from datetime import date

import pytest
from sqlalchemy import select

from db.tables import outbox
from handlers.taps import Go, Kin, OfPatient, TakeOffSurely, To, time, walk
from reception.booking.way import Way
from reception.people import PatientDetails
from reminders.outbox import State
from tests.stories.desk import StoryDesk
from tests.stories.meeting.guests import ASKS_SURNAME, CONSENT, MENU, ONE_STEP_LEFT, RIGHT, fills_in, guest, shares
from tests.stories.visitors import (
    BOOKED,
    BRANCH,
    CHECK,
    DANIEL,
    DOCTOR,
    OLENA,
    OUTDATED,
    SPECIALTY,
    Visitor,
    arrives,
    daniel,
    kyiv,
    olena,
)

MIA = PatientDetails("Fernsby", "Mia", "", date(2020, 5, 12))
LEO = PatientDetails("Fernsby", "Leo", "", date(2011, 11, 24))
SOFIIKA = PatientDetails("Коваль", "Софія", "", date(2020, 5, 12))
WITH_A_PARENT = "A parent should come along. Please bring the child's documents, too."
WHO = "Who is the visit for?"
FAMILY_KEY = "👪 Me and family"
FAMILY = "<b>Me and family</b>\n\nThese are the patients on this phone. Tap a name to change something."
ADD, TICK, FIRST, OFF, SURELY = (
    *("➕ Add", "☐ I may act for this person", "⭐ Put first"),
    *("🚪 Take off this phone", "🚪 Yes, take off"),
)


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


async def names(visitor: Visitor) -> list[str]:
    return [patient.details.name for patient in (await visitor.known()).patients]


@pytest.mark.in_each_system
async def test_somebody_is_added_after_the_tick_put_first_and_taken_off(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.taps(FAMILY_KEY, FAMILY)
    assert visitor.labels == ["Fernsby Daniel", ADD, MENU]
    await visitor.taps(ADD, ASKS_SURNAME)
    await fills_in(visitor, MIA, then="Please check" if not desk.program.desk.registration.needs_sex else "female")
    if desk.program.desk.registration.needs_sex:
        await visitor.taps("Female", "Please check")
    assert visitor.labels[0] == TICK
    assert RIGHT not in visitor.labels
    await visitor.taps(TICK, "☑️ You may act for this person")
    await visitor.taps(RIGHT, "Registered: <b>{name}</b> ✅", name="Fernsby Mia")
    await desk.telegram.until(lambda: visitor.labels == ["⭐ Fernsby Daniel", "Fernsby Mia", ADD, MENU])

    await visitor.taps("Fernsby Mia", "Fernsby Mia")
    await visitor.taps(FIRST, FAMILY)
    await visitor.taps("📅 Book a visit", WHO)
    assert visitor.labels[:2] == ["Fernsby Mia", "Fernsby Daniel"]

    mia = (await visitor.known()).patients[0].id
    await visitor.forges(OfPatient(patient=mia, act=Kin.SHOW).pack())
    await visitor.taps(OFF, "The card stays with the clinic")
    await visitor.taps(SURELY, "Done: Fernsby Mia is no longer on this phone.")
    await desk.telegram.until(lambda: visitor.labels == ["Fernsby Daniel", ADD, MENU])
    assert await names(visitor) == ["Fernsby Daniel"]


async def test_the_last_one_may_go_too_and_what_is_booked_stays_booked(desk: StoryDesk) -> None:
    visitor = await olena(desk)
    await visitor.books("2026-11-24 14:30")
    (patient,) = (await visitor.known()).patients
    await visitor.taps(FAMILY_KEY, FAMILY)
    await visitor.taps("Коваль Олена")
    await visitor.taps(OFF)
    await visitor.taps(SURELY, ONE_STEP_LEFT)
    (visit,) = await desk.crm.appointments([patient.crm_id], kyiv("2026-01-01 00:00"), kyiv("2027-01-01 00:00"))
    assert visit.status == "booked"
    assert {row.state for row in await desk.database.rows(select(outbox))} == {State.DROPPED}
    desk.clock.goes_to(kyiv("2026-11-23 14:31"))
    await desk.wakes("sending what is due")
    visitor.person.does_not_see("Нагадуємо")
    for act in Kin:
        await visitor.forges(OfPatient(patient=patient.id, act=act).pack())
        await visitor.reads(OUTDATED)
        await visitor.person.types("/help")
        await visitor.person.sees("/family")
    await visitor.forges(TakeOffSurely(patient=patient.id).pack())
    await visitor.reads(OUTDATED)


async def test_nobody_is_taken_off_while_a_booking_of_theirs_has_no_answer(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.stands_at_check("2026-11-24 14:30")
    await desk.program.desk.bookings.begin(visitor.confirm.removeprefix("c:"))
    (patient,) = (await visitor.known()).patients
    await visitor.forges(TakeOffSurely(patient=patient.id).pack())
    await visitor.reads("A booking for {name} is still under way.", name="Fernsby Daniel")
    assert await names(visitor) == ["Fernsby Daniel"]
    await visitor.taps("🔁 Try again", "The card stays with the clinic")


@pytest.mark.parametrize("language", ["en", "uk"])
async def test_the_fifth_is_refused_as_soon_as_one_taps_add(desk: StoryDesk, language: str) -> None:
    person = desk.telegram.person("Guest", language, "+380501234567")
    visitor = await arrives(desk, person, DANIEL, MIA, LEO, SOFIIKA)
    await visitor.taps(FAMILY_KEY, FAMILY)
    await visitor.taps(ADD)
    await visitor.person.sees("+380 48 700 00 00")
    assert "4" in visitor.person.last.text
    assert visitor.labels == [visitor.words("⬅️ Back"), visitor.words(MENU)]


async def test_back_from_the_first_question_of_one_more_leads_to_the_family(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.taps(FAMILY_KEY, FAMILY)
    await visitor.taps(ADD, ASKS_SURNAME)
    await visitor.taps("⬅️ Back", FAMILY)
    await visitor.person.types("qwertyuiop")
    await visitor.person.sees("I'm not sure I understood")


async def test_who_wants_the_family_before_registering_comes_to_it_afterwards(desk: StoryDesk) -> None:
    visitor = guest(desk)
    await visitor.person.types("/family")
    await visitor.reads(CONSENT)
    await shares(visitor)
    await fills_in(visitor)
    assert visitor.labels[0] == RIGHT, "the first one takes no tick"
    await visitor.person.types("/family")
    await visitor.reads("Please check")
    await visitor.taps(RIGHT, FAMILY)


async def test_a_reminder_names_the_right_child_in_its_first_line_and_only_there(parent: Visitor) -> None:
    child = (await parent.known()).patients[1].details
    await parent.books("2026-11-25 10:00", "melnyk", service="child-visit", patient=1)
    for at, words in (("2026-11-24 10:01", "reminder of the visit"), ("2026-11-25 08:01", "soon it's time")):
        parent.desk.clock.goes_to(kyiv(at))
        await parent.desk.wakes("sending what is due")
        told = parent.person.last.text.splitlines()
        assert f"{child.first_name}: " in told[0], words
        assert child.name not in "".join(told)


async def test_who_lost_the_number_to_another_chat_is_told_so_once_and_nothing_else(desk: StoryDesk) -> None:
    first = await daniel(desk, DANIEL, MIA)
    patient = (await first.known()).patients[0].id
    second = guest(desk, phone=first.person.phone or "")
    await shares(second)
    await second.person.sees("On this number we have: D. F., M. F.")
    for _ in range(2):
        await desk.wakes("sending what is due")
    said = [one.text for one in first.person.chat if "confirmed in another chat" in one.text]
    assert said == ["Your number has been confirmed in another chat. To go on here, please confirm it again: /start"]
    await first.forges(OfPatient(patient=patient, act=Kin.SHOW).pack())
    await first.reads(OUTDATED)


async def test_two_chats_of_one_patient_see_what_the_other_has_booked(desk: StoryDesk) -> None:
    mother, father = await olena(desk, SOFIIKA), await daniel(desk)
    stores, theirs = desk.program.desk, (await mother.known()).patients[0]
    await stores.people.add_patient(await father.known(), theirs.crm_id, SOFIIKA, "2026-11")
    await mother.books("2026-11-25 10:00", "melnyk", service="child-visit")
    await father.taps("🗓 My visits", "<b>Your visits</b>")
    assert "Коваль Софія" in father.person.last.text
