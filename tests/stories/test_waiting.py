"""Asking to be told when a time frees up, looking at what was asked, and stopping it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from clinic.model import Clinic
from db.watched import WatchedStore
from handlers.taps import time, walk
from handlers.waiting_taps import PassOn, StopWaiting, TakeHeld, wait, wait_for
from reception.booking.way import Way
from reception.destinations import name_of
from reception.waitlist.wish import ANY_DAY, WEEKENDS, WORKING_DAYS
from tests.stories.desk import StoryDesk
from tests.stories.test_taken import all_in_the_centre
from tests.stories.test_waitlist import FREED, NOTED, PASSED_ON, STOPPED, WHICH_DAYS, gives_up, goes_round, offered
from tests.stories.visitors import (
    BOOKED,
    CHECK,
    DOCTOR,
    MOVE_CHECK,
    MOVED,
    OLENA,
    OUTDATED,
    TIME,
    Visitor,
    daniel,
    kyiv,
    olena,
    slot,
)

TELL_ME = "🔔 Tell me when a time frees up"
WAITING = "<b>I look out for a time for you</b>"
NOTHING = "You are not waiting for a time right now."
TOO_MANY = (
    "This patient is already waiting for {n} times: that is as many as I can look out for. One has to stop first."
)
ENOUGH = "All right, somebody else may have it. That was the last one that I offer: I have stopped looking."


async def test_none_fits_and_two_taps_later_the_clinic_knows(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.forges(walk(await visitor.way("shevchuk")).pack())
    await visitor.reads(TIME)
    await visitor.taps(TELL_ME, WHICH_DAYS)
    assert visitor.labels[:4] == ["Any day", "Working days", "Saturdays and Sundays", "Mon 23.11"]
    await visitor.taps("Saturdays and Sundays", NOTED)
    assert "Days: Saturdays and Sundays" in visitor.person.last.text
    await visitor.taps("🗓 My visits", "There are no visits ahead.")
    await visitor.taps("🔔 Waiting for a time (1)", WAITING)
    assert "Doctor: Olena Shevchuk" in visitor.person.last.text
    await visitor.taps("🔕 Olena Shevchuk, Saturdays and Sundays", STOPPED)
    await visitor.taps("🏠 Main menu", "What would you like to do?")
    await visitor.taps("🗓 My visits", "There are no visits ahead.")
    assert "🔔 Waiting for a time (1)" not in visitor.labels


async def test_a_day_whose_times_do_not_suit_is_offered_alone(desk: StoryDesk) -> None:
    visitor = await olena(desk)
    await visitor.forges(walk(await visitor.way("shevchuk")).pack())
    await visitor.reads(TIME)
    wednesday = visitor.say.short_day(kyiv("2026-11-25 10:00").date())
    await visitor.taps(wednesday, "<b>{doctor}</b>\n{day}: which time suits you?")
    await visitor.taps(TELL_ME, WHICH_DAYS)
    assert visitor.rows[3] == [wednesday]
    await visitor.taps(wednesday, NOTED)
    await visitor.taps("🗓 My visits", "There are no visits ahead.")


async def test_a_doctor_without_any_time_is_waited_for(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    way = await visitor.way("zakharchenko", service="women-visit")
    await visitor.forges(walk(way).pack())
    await visitor.reads("Reception may know more")
    await visitor.taps(TELL_ME, WHICH_DAYS)
    await visitor.taps("Any day", NOTED)


def only_on_leave(clinic: Clinic) -> Clinic:
    """The same clinic, where no doctor of that specialty is there but one who is away."""
    away = next(one for one in clinic.doctors if one.id == "zakharchenko")
    others = [one for one in clinic.doctors if not set(one.specialties) & set(away.specialties)]
    return clinic.model_copy(update={"doctors": (*others, away)})


async def test_where_no_doctor_of_a_specialty_has_a_time_any_of_them_is_waited_for(desk: StoryDesk) -> None:
    await desk.imports(only_on_leave(desk.clinic))
    visitor = await daniel(desk)
    way, catalogue = await visitor.way("zakharchenko", service="women-visit"), desk.program.desk.catalogue
    specialty = catalogue.specialty_id(catalogue.services[way.service].specialty_id) or 0
    await visitor.forges(walk(Way(way.patient, way.branch, specialty)).pack())
    await visitor.reads(DOCTOR)
    await visitor.taps(TELL_ME, WHICH_DAYS)
    await visitor.taps("Working days", NOTED)
    (wish,) = await desk.program.desk.waitlist.of(await visitor.known())
    assert (wish.way, wish.days) == (Way(way.patient, way.branch, specialty), WORKING_DAYS)


async def test_a_fourth_wish_is_refused_with_a_way_to_the_three(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    way = await visitor.way("shevchuk")
    for days in (ANY_DAY, WORKING_DAYS, WEEKENDS):
        await visitor.forges(wait_for(way, days).pack())
        await visitor.reads(NOTED)
    await visitor.forges(wait_for(way, kyiv("2026-11-25 10:00").toordinal()).pack())
    await visitor.person.sees("This patient is already waiting for 3 times")
    await visitor.taps("🔔 Show them", WAITING)
    assert len([label for label in visitor.labels if label.startswith("🔕")]) == 3


async def test_forged_and_foreign_buttons_answer_neutrally(desk: StoryDesk) -> None:
    visitor, stranger = await daniel(desk), await olena(desk)
    await visitor.books("2026-11-24 14:30")
    theirs = await stranger.way("shevchuk")
    await stranger.forges(wait_for(theirs, ANY_DAY).pack())
    await stranger.reads(NOTED)
    await goes_round(desk)
    desk.clock.goes_on(timedelta(minutes=1))
    await gives_up(visitor)
    await goes_round(desk)
    await stranger.reads(FREED)
    forged = (TakeHeld(hold=1), PassOn(hold=1), StopWaiting(wish=1), wait(theirs), wait_for(theirs, ANY_DAY))
    nowhere = Way((await visitor.way("shevchuk")).patient, branch=999_999, doctor=999_999)
    for button in (*forged, TakeHeld(hold=2**63 - 1), StopWaiting(wish=0), wait(nowhere), wait_for(nowhere, ANY_DAY)):
        await visitor.finds_an_old(button.pack(), OUTDATED)
    visitor.person.does_not_see("Коваль")
    assert (await stranger.known()).wishes == 1
    await stranger.taps("✋ Not this time", PASSED_ON)


async def test_a_button_for_a_day_that_is_over_asks_again(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    way, over = await visitor.way("shevchuk"), kyiv("2026-11-22 10:00").date()
    for button in (wait(way, over), wait_for(way, over.toordinal())):
        await visitor.finds_an_old(button.pack(), WHICH_DAYS)
        assert "Mon 23.11" in visitor.labels
    assert (await visitor.known()).wishes == 0


async def test_who_is_not_registered_is_asked_to_be_first(desk: StoryDesk) -> None:
    visitor, stranger = await daniel(desk), desk.olena()
    await stranger.types("/start")
    await desk.telegram.until(lambda: stranger.keyboard)
    way, greeted = await visitor.way("shevchuk"), len(stranger.chat)
    await stranger.forges(wait(way).pack())
    await desk.telegram.until(lambda: len(stranger.chat) > greeted or None)
    known = await desk.program.desk.people.arrive(stranger.id, "uk", "")
    assert known.draft
    assert known.draft.then == name_of(way)


async def test_the_third_time_they_hear_that_it_is_the_last(desk: StoryDesk) -> None:
    visitor, waiting = await daniel(desk), await olena(desk)
    await waiting.forges(wait_for(await waiting.way("shevchuk"), ANY_DAY).pack())
    await waiting.reads(NOTED)
    await goes_round(desk)
    last = "It is the last one that I offer: after it I stop looking, and you can ask me again."
    for number, at in enumerate(("2026-11-26 14:30", "2026-11-27 10:00", "2026-12-01 14:30"), 1):
        desk.clock.goes_to(kyiv(f"2026-11-{23 + number} 09:00"))
        await visitor.books(at)
        await goes_round(desk)
        await gives_up(visitor)
        await goes_round(desk)
        assert offered(waiting) == number
        assert (waiting.words(last) in waiting.person.last.text) is (number == 3)
        await waiting.forges(PassOn(hold=number).pack())
        await waiting.reads(ENOUGH if number == 3 else PASSED_ON)
    await goes_round(desk)
    assert (await waiting.known()).wishes == 0
    await waiting.taps(TELL_ME, WHICH_DAYS)


@pytest.mark.parametrize("days", [ANY_DAY, WEEKENDS])
async def test_a_time_that_suits_another_day_is_not_for_them(desk: StoryDesk, days: int) -> None:
    visitor, waiting = await daniel(desk), await olena(desk)
    await visitor.books("2026-11-24 14:30")
    await waiting.forges(wait_for(await waiting.way("shevchuk"), days).pack())
    await waiting.reads(NOTED)
    await goes_round(desk)
    await gives_up(visitor)
    await goes_round(desk)
    assert offered(waiting) == (days == ANY_DAY)


@pytest.mark.parametrize("still_there", [True, False])
async def test_who_waits_for_another_time_for_a_visit_moves_it_if_it_is_still_there(
    desk: StoryDesk, *, still_there: bool
) -> None:
    visitor, mover = await daniel(desk), await olena(desk)
    await visitor.books("2026-11-24 14:30")
    await mover.books("2026-11-26 14:30")
    way = replace(await mover.way("shevchuk"), moving=await mover.number())
    desk.clock.goes_on(timedelta(minutes=1))
    await mover.forges(wait_for(way, ANY_DAY).pack())
    await mover.reads(NOTED)
    await goes_round(desk)
    if not still_there:
        await desk.system.reception_cancels((await mover.booked())[0].id)
    await gives_up(visitor)
    await goes_round(desk)
    await mover.reads(FREED)
    await mover.taps("✅ Book it", MOVE_CHECK if still_there else CHECK)
    await mover.taps("✅ Confirm", MOVED if still_there else BOOKED)
    assert len(await mover.booked()) == 1


async def test_a_child_is_not_offered_the_time_of_a_doctor_of_grown_ups(desk: StoryDesk) -> None:
    await desk.imports(all_in_the_centre(desk.clinic, "bondar"))
    visitor, parent = await daniel(desk), await olena(desk, replace(OLENA, born_on=date(2020, 5, 12)))
    for neighbour in ("2026-11-23 14:00", "2026-11-23 15:00"):
        await desk.crm.takes(await slot(desk, neighbour, "bondar"))
    await visitor.books("2026-11-23 14:30", "bondar")
    way, catalogue = await parent.way("bondar"), desk.program.desk.catalogue
    family = catalogue.specialty_id(catalogue.services[way.service].specialty_id) or 0
    await parent.forges(wait_for(Way(way.patient, way.branch, family), ANY_DAY).pack())
    await parent.reads(NOTED)
    await goes_round(desk)
    await gives_up(visitor)
    await goes_round(desk)
    assert offered(parent) == 0
    assert await WatchedStore(desk.database, desk.clock).freed(desk.clock.now()) != [], "whoever else waits may have it"


async def about_to_move_elsewhere(desk: StoryDesk) -> tuple[Visitor, Visitor]:
    """Somebody at Confirm, to another doctor's time, and who waits for the time that they would give up."""
    mover, waiting = await daniel(desk), await olena(desk)
    await mover.books("2026-11-24 14:30")
    await waiting.forges(wait_for(await waiting.way("shevchuk"), ANY_DAY).pack())
    await waiting.reads(NOTED)
    await goes_round(desk)
    way = await mover.way("kovalenko", "tairove")
    (at, *_) = await desk.program.desk.times.on_day(desk.program.desk.catalogue, way, kyiv("2026-11-25 00:00").date())
    await mover.forges(time(replace(way, moving=await mover.number()), at.starts_at).pack())
    await mover.reads(MOVE_CHECK)
    return mover, waiting


async def test_what_a_move_to_another_doctor_frees_is_seen_at_once(desk: StoryDesk) -> None:
    mover, waiting = await about_to_move_elsewhere(desk)
    await mover.taps("✅ Confirm", MOVED)
    await goes_round(desk)
    await waiting.reads(FREED)


async def test_a_booking_whose_outcome_comes_later_is_seen_at_once_too(desk: StoryDesk) -> None:
    """A move to another doctor, of which the bot hears half a minute later."""
    mover, waiting = await about_to_move_elsewhere(desk)
    desk.crm.loses_answers()
    await mover.taps("✅ Confirm", "In a hurry? Reception:")
    desk.clock.goes_on(timedelta(seconds=31))
    await desk.wakes("settling unknown bookings")
    await goes_round(desk)
    await waiting.reads(FREED)


@pytest.mark.parametrize("elsewhere", [True, False])
async def test_who_could_not_book_it_is_not_offered_it(desk: StoryDesk, *, elsewhere: bool) -> None:
    """They are with another doctor then, or have as many visits ahead as anybody may."""
    visitor, waiting = await daniel(desk), await olena(desk)
    await visitor.books("2026-11-25 10:00")
    if elsewhere:
        await waiting.books("2026-11-25 10:00", "kovalenko", branch="tairove")
    else:
        for taken in ("24 14:30", "25 09:00", "25 11:00", "26 14:30", "27 10:00"):
            await waiting.books(f"2026-11-{taken}")
    desk.clock.goes_on(timedelta(minutes=1))
    await waiting.forges(wait_for(await waiting.way("shevchuk"), ANY_DAY).pack())
    await waiting.reads(NOTED)
    await goes_round(desk)
    await gives_up(visitor)
    await goes_round(desk)
    assert offered(waiting) == 0


async def test_an_old_confirm_ends_no_newer_wish(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.stands_at_check("2026-11-24 14:30")
    card = visitor.confirm
    await visitor.taps("✅ Confirm", BOOKED)
    desk.clock.goes_on(timedelta(minutes=1))
    await visitor.forges(wait_for(await visitor.way("shevchuk"), ANY_DAY).pack())
    await visitor.reads(NOTED)
    await visitor.finds_an_old(card, BOOKED)
    await goes_round(desk)
    assert (await visitor.known()).wishes == 1
