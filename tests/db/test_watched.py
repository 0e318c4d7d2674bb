"""What has become free since somebody looked, and what becomes of wishes and holds, on both databases."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from db.database import Database
from db.people import PeopleStore
from db.personal.store import PersonalStore
from db.tables import free_times, holds, outbox, patients, watched, wishes
from db.watched import WatchedStore
from reception.booking.bookings import State
from reception.waitlist.wish import HELD_FOR, HoldState
from reminders.plan import Kind
from tests.crm.clock import MovableClock
from tests.db.test_waitlist import AT, FREED, IN_A_MONTH, MIDNIGHT, MINUTE, NOW, PLACE, Desk

NEXT, LATER = AT + 20 * MINUTE, AT + 60 * MINUTE
OTHER_PLACE = (10, 1, 5)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(NOW)


@pytest.fixture
def desk(database: Database, clock: MovableClock) -> Desk:
    return Desk(database, clock)


@pytest.fixture
def store(database: Database, clock: MovableClock) -> WatchedStore:
    return WatchedStore(database, clock)


async def freed(store: WatchedStore, since: datetime = NOW) -> list[tuple[datetime, bool]]:
    return [(one.starts_at, one.entered) for one in await store.freed(since)]


async def test_what_was_free_at_the_first_look_has_not_become_so(store: WatchedStore, clock: MovableClock) -> None:
    await store.looked(PLACE, [AT, NEXT], IN_A_MONTH)
    clock.goes_on(MINUTE)
    await store.looked(PLACE, [AT, LATER], IN_A_MONTH)
    assert await freed(store) == [(LATER, False)]
    await store.looked(PLACE, [AT, NEXT], IN_A_MONTH)
    assert await freed(store) == [(NEXT, False)], "taken and given up again"
    assert await freed(store, clock.now() + MINUTE) == []


async def test_a_day_that_comes_within_the_horizon_is_told_from_one_that_was_given_up(
    store: WatchedStore, clock: MovableClock
) -> None:
    reached = IN_A_MONTH + timedelta(days=1)
    await store.looked(PLACE, [AT], IN_A_MONTH)
    await store.looked(OTHER_PLACE, [], IN_A_MONTH)
    clock.goes_on(timedelta(days=1))
    await store.looked(PLACE, [AT, IN_A_MONTH], reached)
    await store.looked(OTHER_PLACE, [IN_A_MONTH], reached)
    assert await freed(store) == [(IN_A_MONTH, True), (IN_A_MONTH, False)], "where there was none it is news to all"


async def test_how_far_a_look_reached_is_known_though_nothing_changed_for_days(store: WatchedStore) -> None:
    reached = IN_A_MONTH + timedelta(days=2)
    for until in (IN_A_MONTH, reached):
        await store.looked(PLACE, [AT], until)
    await store.looked(PLACE, [AT, IN_A_MONTH], reached)
    assert await freed(store) == [(IN_A_MONTH, False)], "given up, for that day was seen before"


async def test_a_time_that_was_taken_becomes_free_anew(store: WatchedStore, clock: MovableClock) -> None:
    await store.looked(PLACE, [], IN_A_MONTH)
    await store.looked(PLACE, [AT], IN_A_MONTH)
    (one,) = await store.freed(NOW)
    await store.is_taken(one)
    assert await freed(store) == []
    clock.goes_on(MINUTE)
    await store.looked(PLACE, [AT], IN_A_MONTH)
    assert [(again.starts_at, again.since) for again in await store.freed(NOW)] == [(AT, NOW + MINUTE)]


async def test_where_nobody_waits_any_more_nothing_is_remembered(store: WatchedStore, database: Database) -> None:
    for place in (PLACE, OTHER_PLACE):
        await store.looked(place, [AT], IN_A_MONTH)
    await store.watches([OTHER_PLACE])
    assert [row.doctor_id for row in await database.rows(select(free_times.c.doctor_id))] == [10]
    await store.looked(PLACE, [NEXT], IN_A_MONTH)
    assert await freed(store) == [], "the first look again"
    await store.watches([])
    assert await database.rows(select(watched)) == await database.rows(select(free_times)) == []


async def test_who_stops_waiting_holds_nothing(desk: Desk) -> None:
    first, second = await desk.waits(await desk.comes(1)), await desk.waits(await desk.comes(2))
    assert await desk.holds(first)
    assert not await desk.holds(second)
    await desk.wishes.end([first.wish.id])
    assert await desk.bookings.in_flight(9) == []
    assert not await desk.holds(first), "it has ended"
    assert await desk.holds(second)
    assert [one.wish.id for one in await desk.wishes.waiting()] == [second.wish.id]


async def test_what_is_let_go_is_let_go_once(desk: Desk) -> None:
    one = await desk.waits(await desk.comes(1))
    await desk.holds(one)
    hold = await desk.wishes.hold_of(one.wish.person_id, 1)
    assert hold
    assert await desk.wishes.let_go(hold, HoldState.GONE)
    assert not await desk.wishes.let_go(hold, HoldState.DECLINED)
    assert await desk.wishes.offered(one.wish.id) == 0, "what was gone is no offer"
    (waiting,) = await desk.wishes.waiting()
    assert (waiting.last_at, waiting.offered) == (None, 0)
    assert await desk.holds(one, LATER), "nor is it the offer of that day"


async def test_what_lapses_stays_an_offer_of_that_day(desk: Desk) -> None:
    one = await desk.waits(await desk.comes(1))
    await desk.holds(one)
    desk.clock.goes_on(HELD_FOR)
    await desk.wishes.lapse()
    (waiting,) = await desk.wishes.waiting()
    assert ([hold.state for hold in waiting.own], waiting.offered) == ([HoldState.LAPSED], 1)
    assert not await desk.holds(one, LATER), "one a day"
    later = replace(FREED, starts_at=LATER)
    assert await desk.wishes.hold(one, later, LATER + MINUTE, MIDNIGHT + timedelta(days=1))


async def test_a_booking_since_is_known_with_where_it_leads(desk: Desk) -> None:
    chat, other = await desk.comes(1), await desk.comes(2)
    for one, key in ((chat, "mine"), (other, "theirs")):
        await desk.draws(key, one)
        await desk.waits(one)
        desk.clock.goes_on(MINUTE)
    await desk.bookings.begin("mine")
    await desk.bookings.settle("mine", State.UNKNOWN)
    assert await desk.wishes.booked_since() == []
    await desk.bookings.settle("mine", State.BOOKED, "90417")
    ((wish, way),) = await desk.wishes.booked_since()
    assert (wish.person_id, way.doctor, way.branch, way.service) == (chat.person.id, 9, 1, 5)


async def test_who_was_found_nothing_is_told_once(desk: Desk) -> None:
    one = await desk.waits(await desk.comes(1))
    for _ in range(2):
        await desk.wishes.not_found(one.wish)
    (word,) = await desk.database.rows(select(outbox))
    assert (word.kind, word.account_id) == (Kind.NOT_FREED, one.wish.person_id)
    assert await desk.wishes.of(one.wish.person_id) == []


async def test_whoever_blocked_the_bot_is_passed_over(desk: Desk) -> None:
    one = await desk.waits(await desk.comes(1))
    people = PeopleStore(desk.database, desk.clock)
    assert (await people.arrive(1, "uk", "")).wishes == 1
    await people.is_out_of_reach(one.wish.person_id)
    assert await desk.wishes.waiting() == []
    desk.clock.goes_to(IN_A_MONTH)
    await desk.wishes.forget()
    assert await desk.wishes.of(one.wish.person_id) == [], "with its horizon it ends all the same"


async def test_with_the_patient_wishes_and_holds_are_gone(desk: Desk) -> None:
    chat, other = await desk.comes(1), await desk.comes(2)
    await desk.holds(await desk.waits(chat))
    await desk.holds(await desk.waits(other), LATER)
    assert await PersonalStore(desk.database).erase(chat.person)
    async with desk.database.write() as connection:
        await connection.execute(patients.delete().where(patients.c.id == other.patient))
    for table in (wishes, holds):
        assert await desk.database.rows(select(table)) == []


async def test_what_ended_a_month_ago_is_forgotten(desk: Desk) -> None:
    first, second = await desk.waits(await desk.comes(1)), await desk.waits(await desk.comes(2))
    await desk.holds(first)
    await desk.wishes.end([first.wish.id])
    desk.clock.goes_on(timedelta(days=31))
    await desk.wishes.forget()
    assert [row.id for row in await desk.database.rows(select(wishes.c.id))] == [second.wish.id]
