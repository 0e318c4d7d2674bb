"""What comes between a patient and another time: reception, a colleague, a lost answer, an old or a foreign button."""

from dataclasses import replace
from datetime import timedelta

import pytest

from crm.model import Order
from handlers.taps import day, time, walk
from handlers.visit_taps import (
    Calendar,
    Cancel,
    CancelSurely,
    Details,
    Move,
    MyVisits,
    PastVisits,
    Route,
    ShowVisit,
    Then,
)
from tests.stories.desk import StoryDesk
from tests.stories.test_booking_limits import without
from tests.stories.visitors import (
    BOOKED,
    BRANCH,
    CHECK,
    DOCTOR,
    MOVE_CHECK,
    MOVED,
    OUTDATED,
    TIME,
    Visitor,
    daniel,
    kyiv,
    olena,
    slot,
)

AT, LATER = "2026-11-24 14:30", "2026-11-25 09:00"
NOT_AHEAD = "This visit is no longer ahead: it was moved or cancelled, or it is over. Nothing was changed."
AS_IT_WAS = "Your visit stays as it was."
SETTLING = "settling unknown bookings"


@pytest.fixture
async def visitor(desk: StoryDesk) -> Visitor:
    visitor = await daniel(desk)
    await visitor.books(AT)
    return visitor


async def stands_at_the_card(visitor: Visitor, at: str = LATER) -> str:
    """Of a move, by one tap on a time; what its Confirm carries."""
    way = replace(await visitor.way("shevchuk"), moving=await visitor.number())
    await visitor.forges(time(way, kyiv(at)).pack())
    await visitor.reads(MOVE_CHECK)
    return visitor.confirm


async def test_the_card_says_both_times(visitor: Visitor) -> None:
    await stands_at_the_card(visitor)
    assert visitor.person.last.text == (
        "⚠️ Not moved yet\n\n"
        "When: Wed, 25 November, 09:00\n"
        "Instead of: Tue, 24 November, 14:30\n"
        "Patient: Fernsby Daniel\n"
        "Doctor: Olena Shevchuk\n"
        "Where: City centre, 28 Zhukovskoho Street\n"
        "Price: 600 UAH (free with a declaration)\n\n"
        "Is everything right? Then press Confirm."
    )


async def test_another_doctor_is_reached_by_back_and_another_branch_is_said(visitor: Visitor) -> None:
    await visitor.forges(Move(visit=await visitor.number()).pack())
    await visitor.reads(TIME)
    await visitor.taps("⬅️ Back", "What is the visit for?")
    await visitor.taps("⬅️ Back", "Olena Shevchuk")
    await visitor.taps("⬅️ All doctors", DOCTOR)
    await visitor.taps("⬅️ Back", "Which doctor do you need?")
    assert "🔁 Again with Dr Olena Shevchuk" not in visitor.labels
    await visitor.taps("⬅️ Back", BRANCH)
    assert "⬅️ Back" not in visitor.labels, "whose visit it is stays so"
    await visitor.chooses("branches", "tairove", "Which doctor do you need?")
    await visitor.chooses("specialties", "family", DOCTOR)
    await visitor.chooses("doctors", "kovalenko", visitor.name("doctors", "kovalenko"))
    await visitor.taps("📅 Visit at the clinic", "What is the visit for?")
    await visitor.chooses("services", "family-visit", TIME)
    at = visitor.labels[0]
    await visitor.taps(at, MOVE_CHECK)
    assert "📍 Another branch than before" in visitor.person.last.text
    await visitor.taps("✅ Confirm")
    moved = await visitor.reads(MOVED, when=at)
    assert visitor.name("doctors", "kovalenko") in moved.text
    assert len(await visitor.booked()) == 1


async def test_a_day_and_its_times_keep_to_the_move(visitor: Visitor) -> None:
    await visitor.forges(Move(visit=await visitor.number()).pack())
    await visitor.reads(TIME)
    wednesday = kyiv(LATER).date()
    await visitor.taps(visitor.say.short_day(wednesday), "which time suits you?")
    await visitor.taps("09:00", MOVE_CHECK)
    await visitor.taps("⬅️ Back", TIME)
    await visitor.taps(visitor.labels[0], MOVE_CHECK)


async def test_confirm_tapped_again_moves_nothing_more(visitor: Visitor) -> None:
    confirm = await stands_at_the_card(visitor)
    await visitor.taps("✅ Confirm", MOVED)
    (visit,) = await visitor.booked()
    await visitor.finds_an_old(confirm, MOVED)
    assert await visitor.booked() == [visit]
    await visitor.taps("🗓 My visits", "<b>Your visits</b>")
    assert "Wed, 25 November, 09:00" in visitor.person.last.text
    assert "14:30" not in visitor.person.last.text


async def test_a_visit_that_reception_moved_or_cancelled_meanwhile_is_left_alone(visitor: Visitor) -> None:
    desk = visitor.desk
    confirm = await stands_at_the_card(visitor)
    number = await visitor.number()
    (visit,) = await visitor.booked()
    to = await slot(desk, "2026-11-24 16:00")
    await desk.system.reception_moves(visit.id, Order("by-reception", to, visit.patient_id))
    await visitor.taps("✅ Confirm", NOT_AHEAD)
    assert visitor.labels[0] == "🗓 My visits"
    assert [one.starts_at for one in await visitor.booked()] == [to.starts_at]
    await visitor.finds_an_old(confirm, NOT_AHEAD)

    await stands_at_the_card(visitor)
    await desk.system.reception_cancels(visit.id)
    await visitor.taps("✅ Confirm", NOT_AHEAD)
    for button in (Move(visit=number), Cancel(visit=number), ShowVisit(visit=number), Details(visit=number)):
        await visitor.finds_an_old(button.pack(), NOT_AHEAD)
    await visitor.finds_an_old(CancelSurely(visit=number, at=0).pack(), "❌ Cancelled:")
    assert await visitor.booked() == []


async def test_somebody_elses_visit_is_neither_shown_nor_changed(visitor: Visitor) -> None:
    number, visits = await visitor.number(), await visitor.visits()
    stranger = await olena(visitor.desk)
    way = replace(await stranger.way("shevchuk"), moving=number)
    (theirs,) = (await visitor.known()).patients
    of_visits = [kind(visit=number) for kind in (Move, Cancel, ShowVisit, Details)]
    on_it = Route(of=number), Calendar(of=number), CancelSurely(visit=number, at=0), Cancel(visit=2**31 - 1)
    lists = MyVisits(then=Then.OPEN, patient=theirs.id, page=0), PastVisits(patient=theirs.id, page=0)
    for button in (*of_visits, *on_it, *lists, Move(visit=0), time(way, kyiv(LATER))):
        await stranger.finds_an_old(button.pack(), OUTDATED)
        assert stranger.labels == [stranger.words(label) for label in ("📅 Book a visit", "🏠 Main menu")]
    for text in ("Fernsby", "14:30"):
        stranger.person.does_not_see(text)
    assert await visitor.visits() == visits


async def test_a_new_time_that_was_just_taken_leaves_the_old_one_and_offers_others(visitor: Visitor) -> None:
    await stands_at_the_card(visitor)
    await visitor.desk.crm.takes(await slot(visitor.desk, LATER))
    await visitor.taps("✅ Confirm", "This time has just been taken.")
    assert AS_IT_WAS in visitor.person.last.text
    await visitor.taps(visitor.labels[0], MOVE_CHECK)
    await visitor.taps("✅ Confirm", MOVED)
    assert len(await visitor.booked()) == 1


async def test_after_a_move_again_with_the_doctor_is_a_new_visit(visitor: Visitor) -> None:
    visitor.desk.clock.goes_on(timedelta(minutes=1))
    await stands_at_the_card(visitor)
    await visitor.taps("✅ Confirm", MOVED)
    await visitor.taps("📅 Book a visit", BRANCH)
    await visitor.taps("🔁 Again with Dr Olena Shevchuk", TIME)
    await visitor.taps(visitor.labels[0], CHECK)
    await visitor.taps("✅ Confirm", BOOKED)
    assert len(await visitor.booked()) == 2


async def test_a_lost_answer_is_told_when_it_is_known(visitor: Visitor) -> None:
    desk = visitor.desk
    await stands_at_the_card(visitor)
    desk.crm.loses_answers()
    await visitor.taps("✅ Confirm", "Please don't book again")
    desk.clock.goes_on(timedelta(seconds=31))
    await desk.wakes(SETTLING)
    await visitor.reads(MOVED)
    await stands_at_the_card(visitor, "2026-11-25 10:00")
    desk.crm.fails_before()
    await visitor.taps("✅ Confirm", "Please don't book again")
    desk.clock.goes_on(timedelta(seconds=31))
    await desk.wakes(SETTLING)
    await visitor.reads(AS_IT_WAS)
    assert [one.starts_at for one in await visitor.booked()] == [kyiv(LATER)]
    await visitor.taps("🗓 Other days", TIME)
    await visitor.taps(visitor.labels[0], MOVE_CHECK)


async def test_when_the_doctor_has_left_colleagues_are_offered_and_else_reception(visitor: Visitor) -> None:
    desk, number = visitor.desk, await visitor.number()
    await desk.imports(without(desk.clinic, "shevchuk"))
    await visitor.finds_an_old(Move(visit=number).pack(), BRANCH)
    assert "City centre" not in visitor.labels, "nobody else there does what she did"
    await visitor.taps("Tairove", DOCTOR)
    family = {one.id for one in desk.clinic.doctors if "family" in one.specialties}
    doctors = tuple(one for one in desk.clinic.doctors if one.id not in family)
    await desk.imports(desk.clinic.model_copy(update={"doctors": doctors}))
    await visitor.finds_an_old(Move(visit=number).pack(), "A visit like this is not booked online.")
    assert len(await visitor.booked()) == 1


async def test_a_button_from_before_visits_could_be_moved_still_books(visitor: Visitor) -> None:
    way = await visitor.way("shevchuk")
    for button, then in (
        (walk(way), TIME),
        (day(way, kyiv(LATER).date()), "which time"),
        (time(way, kyiv(LATER)), CHECK),
    ):
        parts = button.pack().split(":")
        assert parts.pop(7) == "0"
        await visitor.finds_an_old(":".join(parts), then)


async def test_of_several_visits_one_is_chosen_also_one_that_reception_has_just_made(visitor: Visitor) -> None:
    desk = visitor.desk
    (visit,) = await visitor.visits()
    await desk.system.reception_books(Order("by-phone", await slot(desk, LATER), visit.patient_id))
    await visitor.taps("🗓 My visits", "<b>Your visits</b>")
    assert visitor.labels[:2] == ["Tue 24.11 14:30 · Olena Shevchuk", "Wed 25.11 09:00 · Olena Shevchuk"]
    await visitor.taps("Wed 25.11 09:00 · Olena Shevchuk")
    await visitor.person.sees_button("❌ Cancel")
    await visitor.taps("❌ Cancel", "<b>Cancel this visit?</b>")
    await visitor.taps("❌ Yes, cancel it", "❌ Cancelled:")
    assert [one.starts_at for one in await visitor.booked()] == [kyiv(AT)]


async def test_when_the_system_is_silent_nothing_can_be_changed_and_it_is_said(visitor: Visitor) -> None:
    desk, number = visitor.desk, await visitor.number()
    surely = CancelSurely(visit=number, at=0)
    for button in (Move(visit=number), Cancel(visit=number), surely, ShowVisit(visit=number), Calendar(of=number)):
        desk.crm.goes_down()
        await visitor.finds_an_old(button.pack(), "The clinic's appointment system is not answering right now.")
        desk.crm.comes_back()
    await visitor.taps("🔁 Try again", "«document visit.ics»")
    await visitor.forges(ShowVisit(visit=number).pack())
    await visitor.reads("Patient: {name}")
    desk.crm.loses_answers()
    await visitor.taps("❌ Cancel", "<b>Cancel this visit?</b>")
    await visitor.taps("❌ Yes, cancel it", "Thank you for telling us")
