"""The patients on a phone: who is added, put first and taken off, and who may see them."""

import pytest
from sqlalchemy import select

from db.tables import outbox
from handlers.taps import Kin, OfPatient, TakeOffSurely
from reminders.outbox import State
from tests.stories.desk import StoryDesk
from tests.stories.meeting.guests import ASKS_SURNAME, CONSENT, MENU, ONE_STEP_LEFT, RIGHT, fills_in, guest, shares
from tests.stories.visitors import (
    DANIEL,
    LEO,
    MIA,
    OUTDATED,
    SOFIIKA,
    WHO,
    Visitor,
    arrives,
    daniel,
    kyiv,
    olena,
)

FAMILY_KEY = "👪 Me and family"
FAMILY = "<b>Me and family</b>\n\nThese are the patients on this phone. Tap a name to change something."
ADD, TICK, FIRST, OFF, SURELY = (
    *("➕ Add", "☐ I may act for this person", "⭐ Put first"),
    *("🚪 Take off this phone", "🚪 Yes, take off"),
)


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
