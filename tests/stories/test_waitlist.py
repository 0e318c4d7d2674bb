"""Somebody gives a time up, and whoever has waited for it longest is the only one who can have it for a while."""

from dataclasses import replace
from datetime import timedelta

import pytest

from db.tables import wishes
from db.wishes import WishStore
from handlers.taps import time
from handlers.visit_taps import CancelSurely
from handlers.waiting_taps import PassOn, StopWaiting, TakeHeld, wait_for
from reception.waitlist.wish import ANY_DAY, HoldState
from tests.stories.desk import StoryDesk
from tests.stories.visitors import BOOKED, CHECK, OUTDATED, TAKEN, Visitor, arrives, daniel, kyiv, olena, slot

AT = "2026-11-24 14:30"
NOTED = "🔔 Noted. I'll write to you as soon as a time frees up, and keep it for you for a quarter of an hour."
FREED = "🔔 A time has become free: <b>{when}</b>"
ALREADY_TAKEN = "Sorry, this time is already taken."
PASSED_ON = "All right, somebody else may have it. I'll tell you when another time frees up."
STOPPED = "🔕 I have stopped looking. You can ask me again at any time."
WHICH_DAYS = "<b>{what}</b>\nWhich days suit you?"
OFFERING, SENDING = "offering times that became free", "sending what is due"


async def goes_round(desk: StoryDesk) -> None:
    """What the bot does each second."""
    await desk.wakes(OFFERING)
    await desk.wakes(SENDING)


async def waits(visitor: Visitor, days: int = ANY_DAY, doctor: str = "shevchuk") -> None:
    await visitor.forges(wait_for(await visitor.way(doctor), days).pack())
    await visitor.reads(NOTED)
    await goes_round(visitor.desk)


async def gives_up(visitor: Visitor) -> None:
    """The visit that they have."""
    await visitor.forges(CancelSurely(visit=await visitor.number(), at=0).pack())
    await visitor.reads("❌ Cancelled:")


def offered(visitor: Visitor) -> int:
    """How often something was."""
    told = visitor.words(FREED)
    return sum(told in message.text for message in visitor.person.chat)


@pytest.fixture
async def third(desk: StoryDesk) -> Visitor:
    """Who looks at the check card of that time before anybody has it."""
    visitor = await arrives(desk, desk.telegram.person("Eve", language_code="en"))
    for neighbour in ("2026-11-24 14:00", "2026-11-24 15:00"):  # what is freed is that time and no other
        await desk.crm.takes(await slot(desk, neighbour))
    await visitor.stands_at_check(AT)
    return visitor


@pytest.fixture
async def first(desk: StoryDesk, third: Visitor) -> Visitor:
    """Who has it, and may give it up."""
    assert third
    visitor = await daniel(desk)
    await visitor.books(AT)
    return visitor


@pytest.fixture
async def second(desk: StoryDesk, first: Visitor) -> Visitor:
    """Who waits for it."""
    assert first
    visitor = await olena(desk)
    await waits(visitor)
    desk.clock.goes_on(timedelta(minutes=5))
    return visitor


async def sees_it_free(visitor: Visitor) -> bool:
    desk, way = visitor.desk.program.desk, await visitor.way("shevchuk")
    return kyiv(AT) in [one.starts_at for one in await desk.times.on_day(desk.catalogue, way, kyiv(AT).date())]


@pytest.mark.in_each_system
async def test_what_one_gives_up_is_kept_for_who_waits_and_for_nobody_else(
    first: Visitor, second: Visitor, third: Visitor
) -> None:
    card = third.confirm
    await gives_up(first)
    await goes_round(second.desk)
    offer = await second.reads(FREED)
    assert second.say.moment(kyiv(AT), "Europe/Kyiv") in offer.text
    assert "09:20" in offer.text, "until when it is kept"
    assert [await sees_it_free(one) for one in (first, second, third)] == [False, True, False]
    await third.finds_an_old(time(await third.way("shevchuk"), kyiv(AT)).pack(), TAKEN)
    await third.finds_an_old(card, TAKEN)
    await second.taps("✅ Book it", CHECK)
    await second.taps("✅ Confirm", BOOKED)
    assert [visit.starts_at for visit in await second.booked()] == [kyiv(AT)]
    await goes_round(second.desk)
    assert (await second.known()).wishes == 0, "who has booked waits no more"
    await second.finds_an_old(PassOn(hold=1).pack(), OUTDATED)
    assert await third.booked() == []


async def test_what_nobody_answers_to_is_everybodys_after_a_quarter_of_an_hour(
    first: Visitor, second: Visitor, third: Visitor
) -> None:
    desk, card = second.desk, third.confirm
    await gives_up(first)
    await goes_round(desk)
    await second.reads(FREED)
    desk.clock.goes_on(timedelta(minutes=14, seconds=59))
    await goes_round(desk)
    await third.finds_an_old(card, TAKEN)
    desk.clock.goes_on(timedelta(seconds=1))
    await goes_round(desk)
    await third.finds_an_old(card, BOOKED)
    await second.taps("✅ Book it", ALREADY_TAKEN)
    assert offered(second) == 1
    assert (await second.known()).wishes == 1, "they wait on"


async def test_not_this_time_passes_it_on_at_once_to_the_next(first: Visitor, second: Visitor, third: Visitor) -> None:
    await waits(third)
    await gives_up(first)
    await goes_round(second.desk)
    assert (offered(second), offered(third)) == (1, 0)
    await second.taps("✋ Not this time", PASSED_ON)
    await goes_round(second.desk)
    await third.reads(FREED)
    await second.finds_an_old(TakeHeld(hold=1).pack(), ALREADY_TAKEN)
    await third.taps("✅ Book it", CHECK)
    await third.taps("✅ Confirm", BOOKED)


async def test_what_reception_gave_away_meanwhile_is_said_politely_and_was_no_offer(
    first: Visitor, second: Visitor
) -> None:
    await gives_up(first)
    await goes_round(second.desk)
    await second.reads(FREED)
    await second.desk.crm.takes(await slot(second.desk, AT))
    await second.taps("✅ Book it", ALREADY_TAKEN)
    assert second.words("I'll tell you when another one frees up.") in second.person.last.text
    (waiting,) = await WishStore(second.desk.database, second.desk.clock, _nothing).waiting()
    assert (waiting.offered, [hold.state for hold in waiting.own]) == (0, [HoldState.GONE])
    busy = await second.desk.crm.takes(await slot(second.desk, "2026-11-25 10:00"))
    for minute in range(2):
        if minute:
            await second.desk.system.reception_cancels(busy.id)
        second.desk.clock.goes_on(timedelta(minutes=1))
        await goes_round(second.desk)
    assert offered(second) == 2, "nor is it the offer of that day"


async def test_at_night_nobody_is_woken_and_in_the_morning_it_is_offered(first: Visitor, second: Visitor) -> None:
    desk = second.desk
    desk.clock.goes_to(kyiv("2026-11-23 21:00"))
    await gives_up(first)
    await goes_round(desk)
    desk.clock.goes_to(kyiv("2026-11-24 07:59"))
    await goes_round(desk)
    assert offered(second) == 0
    desk.clock.goes_on(timedelta(minutes=1))
    await goes_round(desk)
    assert offered(second) == 1


async def test_who_moves_a_visit_cannot_have_it_either(first: Visitor, second: Visitor, third: Visitor) -> None:
    await third.books("2026-11-25 10:00")
    way = replace(await third.way("shevchuk"), moving=await third.number())
    await third.forges(time(way, kyiv("2026-11-25 11:00")).pack())
    await gives_up(first)
    await goes_round(second.desk)
    await second.reads(FREED)
    await third.finds_an_old(time(way, kyiv(AT)).pack(), TAKEN)
    assert [visit.starts_at for visit in await third.booked()] == [kyiv("2026-11-25 10:00")]


async def test_what_cannot_be_sent_before_the_hold_ends_is_not_sent(first: Visitor, second: Visitor) -> None:
    await gives_up(first)
    await second.desk.wakes(OFFERING)
    second.desk.clock.goes_on(timedelta(minutes=15))
    await second.desk.wakes(OFFERING)
    await second.desk.wakes(SENDING)
    assert offered(second) == 0
    (waiting,) = await WishStore(second.desk.database, second.desk.clock, _nothing).waiting()
    assert (waiting.offered, waiting.last_at) == (0, None), "and was no offer"


async def test_what_nobody_could_be_told_was_no_offer_and_is_the_next_ones(
    first: Visitor, second: Visitor, third: Visitor
) -> None:
    desk = second.desk
    await waits(third)
    await gives_up(first)
    await desk.wakes(OFFERING)
    await second.person.blocks_bot()
    desk.forgives.append("bot was blocked")
    await desk.wakes(SENDING)
    await goes_round(desk)
    await third.reads(FREED)
    hold = await desk.program.desk.waitlist.hold(await second.known(), 1)
    assert hold
    assert hold.state is HoldState.GONE


async def test_what_is_held_no_more_when_it_is_to_be_sent_is_not_sent(first: Visitor, second: Visitor) -> None:
    await gives_up(first)
    await second.desk.wakes(OFFERING)
    await second.forges(StopWaiting(wish=1).pack())
    await second.reads(STOPPED)
    await second.desk.wakes(SENDING)
    assert offered(second) == 0


async def test_after_the_horizon_they_are_told_once_and_wait_no_more(first: Visitor, second: Visitor) -> None:
    assert first
    second.desk.clock.goes_to(kyiv("2026-12-23 22:00"))
    await goes_round(second.desk)
    told = second.words("No time has become free that you could have had, and I have stopped looking:")
    second.person.does_not_see(told)
    second.desk.clock.goes_on(timedelta(hours=11))
    for _ in range(2):
        await goes_round(second.desk)
    assert sum(told in message.text for message in second.person.chat) == 1
    assert (await second.known()).wishes == 0
    await second.taps("🔔 Yes, keep looking", WHICH_DAYS)


async def test_what_was_offered_at_the_last_moment_is_kept_to_its_end(first: Visitor, second: Visitor) -> None:
    desk = second.desk
    await second.forges(StopWaiting(wish=1).pack())
    await second.reads(STOPPED)
    await waits(second, kyiv(AT).toordinal())
    desk.clock.goes_to(kyiv("2026-11-24 12:00"))
    async with desk.database.write() as connection:
        await connection.execute(wishes.update().values(ends_at=kyiv("2026-11-24 12:05")))
    await gives_up(first)
    await goes_round(desk)
    await second.reads(FREED)
    over = second.words("I have stopped looking: the time that you gave me is over.")
    desk.clock.goes_on(timedelta(minutes=10))
    await goes_round(desk)
    second.person.does_not_see(over)
    await second.taps("✅ Book it", CHECK)
    desk.clock.goes_on(timedelta(minutes=5))
    await goes_round(desk)
    assert over in second.person.last.text
    assert second.labels[0] == second.words("📅 Book a visit")


async def _nothing() -> None: ...
