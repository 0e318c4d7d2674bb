"""The clinic's system is slow, loses answers or is down: nobody is told what is not sure, nobody is booked twice."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot import talking
from crm.breaker import Rest
from crm.errors import AuthFailed
from crm.model import Appointment, Order
from handlers.taps import day, time, walk
from sandbox import faults
from tests.crm.faulty import Faulty
from tests.stories.desk import StoryDesk
from tests.stories.visitors import BOOKED, BRANCH, CHECK, DOCTOR, SPECIALTY, TAKEN, TIME, Visitor, daniel, kyiv, olena

AT = "2026-11-24 14:30"
MOMENT = "⏳ One moment: the clinic's system is thinking…"
NOT_KNOWN = "Please don't book again"
DONT_BOOK_AGAIN = (
    "Your request is with the clinic's system, but it has not answered yet. Please don't book again: "
    "I'll write to you as soon as I know. In a hurry? Reception: {phone}"
)
NOT_AFTER_ALL = "Sorry, the visit could not be booked after all. Please choose a time once more."
SILENT = "The clinic's appointment system is not answering right now."
SETTLING = "settling unknown bookings"


@pytest.fixture
async def visitor(request: pytest.FixtureRequest, desk: StoryDesk) -> Visitor:
    """They stand at the check card."""
    visitor = await (olena(desk) if getattr(request, "param", "English") == "Ukrainian" else daniel(desk))
    await visitor.stands_at_check(AT)
    return visitor


in_both_languages = pytest.mark.parametrize("visitor", ["English", "Ukrainian"], indirect=True)


def times_told(visitor: Visitor, text: str) -> int:
    return sum(visitor.words(text) in line.words for line in visitor.person.screen.log)


@in_both_languages
async def test_a_slow_system_is_waited_for_with_a_word_and_then_the_truth(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(talking, "INTERIM_AFTER", 0.05)
    answer = asyncio.Event()
    visitor.desk.crm.answers_after(answer)
    await visitor.taps("✅ Confirm", MOMENT)
    assert visitor.labels == [], "there is nothing to tap while it is under way"
    answer.set()
    await visitor.reads(BOOKED)
    assert len(visitor.with_buttons) == 1
    assert len(await visitor.visits()) == 1


async def test_the_word_that_it_takes_a_while_never_stands_in_the_answers_place(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer is on its way to Telegram, which is slow, when the three seconds are over."""
    monkeypatch.setattr(talking, "INTERIM_AFTER", 0.2)
    for _ in range(2):
        visitor.desk.telegram.faults.add(method="editMessageText", answer=faults.hang(0.4))
    await visitor.person.taps(visitor.words("✅ Confirm"))
    await visitor.taps("🗓 My visits", "<b>Your visits</b>")
    assert not any(visitor.words(MOMENT) in message.text for message in visitor.person.chat)
    assert times_told(visitor, BOOKED) == 1


@in_both_languages
async def test_a_lost_answer_is_never_shown_as_booked_and_is_told_once_when_it_is_known(visitor: Visitor) -> None:
    desk = visitor.desk
    desk.crm.loses_answers()
    await visitor.taps("✅ Confirm", DONT_BOOK_AGAIN)
    assert times_told(visitor, BOOKED) == 0
    await desk.wakes(SETTLING)
    assert times_told(visitor, BOOKED) == 0, "the call may still be on its way: half a minute of patience"
    desk.clock.goes_on(timedelta(seconds=31))
    await desk.wakes(SETTLING)
    await visitor.reads(BOOKED)
    await desk.wakes(SETTLING)
    desk.clock.goes_on(timedelta(minutes=5))
    await desk.wakes(SETTLING)
    assert times_told(visitor, BOOKED) == 1
    assert len(await visitor.visits()) == 1
    await visitor.taps("🗺 Route", "«venue»")


@in_both_languages
async def test_a_call_that_broke_off_before_is_told_as_not_booked_once_it_is_known(visitor: Visitor) -> None:
    desk = visitor.desk
    desk.crm.fails_before()
    await visitor.taps("✅ Confirm", DONT_BOOK_AGAIN)
    desk.clock.goes_on(timedelta(seconds=31))
    await desk.wakes(SETTLING)
    await visitor.reads(NOT_AFTER_ALL)
    await desk.wakes(SETTLING)
    assert times_told(visitor, NOT_AFTER_ALL) == 1
    assert await visitor.visits() == []
    await visitor.taps("🗓 Other days", TIME)
    await visitor.books(AT)


@pytest.mark.in_each_system
async def test_whoever_taps_confirm_again_after_a_lost_answer_hears_the_truth_and_has_one_visit(
    visitor: Visitor,
) -> None:
    confirm = visitor.confirm
    visitor.desk.crm.loses_answers()
    await visitor.taps("✅ Confirm", DONT_BOOK_AGAIN)
    await visitor.forges(confirm)
    await visitor.reads(BOOKED)
    visitor.desk.clock.goes_on(timedelta(seconds=31))
    await visitor.desk.wakes(SETTLING)
    assert times_told(visitor, BOOKED) == 1
    assert len(await visitor.visits()) == 1


@pytest.mark.parametrize("goes", [Faulty.goes_down, Faulty.refuses_us])
async def test_after_a_lost_answer_a_silent_system_leaves_it_unknown(
    visitor: Visitor, goes: Callable[[Faulty], None]
) -> None:
    desk, confirm = visitor.desk, visitor.confirm
    desk.crm.loses_answers()
    await visitor.taps("✅ Confirm", DONT_BOOK_AGAIN)
    goes(desk.crm)
    await visitor.finds_an_old(confirm, DONT_BOOK_AGAIN)
    desk.clock.goes_on(timedelta(seconds=31))
    await desk.wakes(SETTLING)
    assert times_told(visitor, NOT_AFTER_ALL) == 0
    desk.crm.comes_back()
    desk.clock.goes_on(timedelta(seconds=Rest().refused))
    await desk.wakes(SETTLING)
    await visitor.reads(BOOKED)
    assert len(await visitor.visits()) == 1


async def test_a_system_that_lets_us_in_no_more_just_then_is_told_as_silent(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuses(_order: Order) -> Appointment:
        raise AuthFailed("the password is wrong")

    monkeypatch.setattr(visitor.desk.crm, "book", refuses)
    await visitor.taps("✅ Confirm", SILENT)
    monkeypatch.undo()
    visitor.desk.clock.goes_on(timedelta(seconds=Rest().refused))
    await visitor.taps("🔁 Try again", BOOKED)
    assert len(await visitor.visits()) == 1


@pytest.mark.in_each_system
@pytest.mark.parametrize("rest", [Rest()], ids=["with every pause"])
@pytest.mark.parametrize(
    ("lost", "told", "visits"), [(True, BOOKED, 1), (False, NOT_AFTER_ALL, 0)], ids=["done", "not"]
)
async def test_the_truth_is_told_within_a_minute_of_the_systems_return(
    desk: StoryDesk, lost: bool, told: str, visits: int
) -> None:
    """However long it was away, and though it comes back just after it has been tried once more."""
    visitor = await daniel(desk)
    await visitor.stands_at_check(AT)
    desk.crm.loses_answers() if lost else desk.crm.fails_before()
    await visitor.taps("✅ Confirm", DONT_BOOK_AGAIN)
    desk.crm.goes_down()
    desk.crm.asked.clear()
    await desk.goes_on(timedelta(minutes=10), SETTLING)
    tries = len(desk.crm.asked)
    assert tries <= 3 * 10 + 3, "it is left alone"
    while len(desk.crm.asked) == tries:
        await desk.goes_on(timedelta(seconds=5), SETTLING)
    assert [times_told(visitor, text) for text in (BOOKED, NOT_AFTER_ALL)] == [0, 0]
    desk.crm.comes_back()
    await desk.goes_on(timedelta(minutes=1), SETTLING)
    await visitor.reads(told)
    assert [times_told(visitor, text) for text in (BOOKED, NOT_AFTER_ALL)] == [visits, 1 - visits]
    assert len(await visitor.visits()) == visits


async def test_what_reception_cancelled_before_it_was_known_is_not_told_as_booked(visitor: Visitor) -> None:
    desk = visitor.desk
    desk.crm.loses_answers()
    await visitor.taps("✅ Confirm", DONT_BOOK_AGAIN)
    (visit,) = await visitor.visits()
    await desk.system.reception_cancels(visit.id)
    await desk.goes_on(timedelta(minutes=1), SETTLING)
    await visitor.reads(NOT_AFTER_ALL)
    assert times_told(visitor, BOOKED) == 0


@pytest.mark.in_each_system
async def test_a_time_whose_booking_is_not_known_yet_is_offered_to_nobody(desk: StoryDesk) -> None:
    first, second = await daniel(desk), await olena(desk)
    await first.stands_at_check(AT)
    await second.stands_at_check(AT)
    desk.crm.fails_before()
    await first.taps("✅ Confirm", NOT_KNOWN)
    await second.taps("✅ Confirm", TAKEN)
    await second.taps("🗓 Other days", TIME)
    assert await desk.program.desk.bookings.untold(timedelta()) == []
    await second.forges(day(await second.way("shevchuk"), kyiv(AT).date()).pack())
    await second.reads("<b>{doctor}</b>\n{day}: which time suits you?")
    assert "14:15" not in second.labels, "twenty minutes of a visit would reach into it"
    assert "14:30" not in second.labels
    assert "15:00" in second.labels


@pytest.mark.in_each_system
async def test_at_each_step_a_silent_system_is_told_kindly_and_try_again_works(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    way = await visitor.way("shevchuk")
    at = kyiv(AT)
    await visitor.stands_at_check(AT)
    steps = {
        walk(way).pack(): TIME,
        day(way, at.date()).pack(): "which time suits you?",
        time(way, at).pack(): CHECK,
        visitor.confirm: BOOKED,
        "go:visits": "<b>Your visits</b>",
    }
    for step, then in steps.items():
        desk.crm.goes_down()
        await visitor.finds_an_old(step, SILENT)
        assert "+380 48 700 00 00" in visitor.person.last.text
        desk.crm.comes_back()
        await visitor.taps("🔁 Try again", then)
    assert len(await visitor.visits()) == 1


async def test_menus_do_not_ask_the_clinics_system_at_all(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    desk.crm.goes_down()
    await visitor.taps("📅 Book a visit", BRANCH)
    await visitor.chooses("branches", "center", SPECIALTY)
    await visitor.chooses("specialties", "family", DOCTOR)
    await visitor.chooses("doctors", "shevchuk", "Olena Shevchuk")
    assert visitor.person.last.photo is None, "nobody has looked at it before, and the picture is theirs"
    await visitor.taps("📅 Visit at the clinic", "What is the visit for?")
    await visitor.chooses("services", "family-visit", SILENT)
    desk.crm.comes_back()
    await visitor.taps("🔁 Try again", TIME)


async def test_the_booked_visits_own_buttons_wait_for_the_system_too(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.books(AT)
    desk.crm.goes_down()
    await visitor.taps("📆 Calendar", SILENT)
    desk.crm.comes_back()
    await visitor.taps("🔁 Try again", "«document visit.ics»")


async def test_what_telegram_did_not_show_is_told_again(visitor: Visitor) -> None:
    """Telegram is away at the moment of the answer: the visit is booked, nobody sees it, so it is said again."""
    desk = visitor.desk
    for method in ("editMessageText", "sendMessage"):
        desk.telegram.faults.add(method=method, answer=faults.broken(), times=100)
    await visitor.person.taps(visitor.words("✅ Confirm"))
    await desk.telegram.until(lambda: sum(call.method == "editMessageText" for call in desk.telegram.calls) >= 2)
    desk.telegram.faults.clear()
    desk.clock.goes_on(timedelta(seconds=61))
    await desk.wakes(SETTLING)
    await visitor.reads(BOOKED)
    await desk.wakes(SETTLING)
    assert times_told(visitor, BOOKED) == 1
    assert len(await visitor.visits()) == 1


async def test_what_was_shown_is_not_told_again(visitor: Visitor) -> None:
    await visitor.taps("✅ Confirm", BOOKED)
    await visitor.taps("🗺 Route", "«venue»")  # handled after Confirm to its end
    visitor.desk.clock.goes_on(timedelta(seconds=61))
    await visitor.desk.wakes(SETTLING)
    assert times_told(visitor, BOOKED) == 1


async def test_a_booked_visit_stays_booked_when_its_doctor_leaves(visitor: Visitor) -> None:
    confirm = visitor.confirm
    await visitor.taps("✅ Confirm", BOOKED)
    gone = [doctor for doctor in visitor.desk.clinic.doctors if doctor.id != "shevchuk"]
    await visitor.desk.imports(visitor.desk.clinic.model_copy(update={"doctors": tuple(gone)}))
    await visitor.finds_an_old(confirm, BOOKED)
