"""Our own record of each wish to book, on both databases."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event, text, update

from crm.model import Slot
from db.bookings import BookingStore
from db.database import Database
from db.people import PeopleStore
from db.tables import bookings
from reception.booking.bookings import MoveInFlight, SlotInFlight, State
from reception.booking.way import Way
from reception.people import PatientDetails, Person

HALF_PAST_TWO = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class Clock:
    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 7, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


class Desk:
    """A person with one patient, and their bookings with one doctor."""

    def __init__(self, store: BookingStore, person: Person, patient: int, clock: Clock) -> None:
        self.store, self.person, self.patient, self.clock = store, person, patient, clock

    async def draws(self, key: str, starts_at: datetime, minutes: int = 20, doctor: int = 9, moving: int = 0) -> None:
        way = Way(self.patient, 1, doctor=doctor, visit=True, service=5, moving=moving)
        slot = Slot("doctor", "branch", "service", starts_at, starts_at + minutes * MINUTE, token="room 7")
        await self.store.draw(key, self.person.id, way, slot, HALF_PAST_TWO if moving else None)


@pytest.fixture
async def desk(database: Database) -> Desk:
    clock = Clock()
    people = PeopleStore(database, clock)
    person = await people.arrive(1, "uk", "")
    patient = await people.add_patient(person, "5012", PatientDetails("Коваль", "Олена", "", date(1987, 5, 12)))
    return Desk(BookingStore(database, clock), person, patient.id, clock)


async def test_a_card_comes_back_as_it_was_drawn_but_only_to_whoever_drew_it(desk: Desk) -> None:
    await desk.draws("key", HALF_PAST_TWO)
    booking = await desk.store.find("key", desk.person.id)
    assert booking is not None
    assert (booking.state, booking.starts_at, booking.token) == (State.CHECK, HALF_PAST_TWO, "room 7")
    assert await desk.store.find("key", desk.person.id + 1) is None


async def test_two_who_waited_for_a_third_do_not_wait_for_each_other(desk: Desk, database: Database) -> None:
    if database.is_sqlite:
        return  # writers wait for each other anyway
    for minutes, key in enumerate(("third", "first", "second")):
        await desk.draws(key, HALF_PAST_TWO + minutes * MINUTE)
    async with database.engine.connect() as connection:
        await connection.execute(update(bookings).where(bookings.c.key == "third").values(state=State.SENDING))
        both = asyncio.gather(*map(desk.store.begin, ("first", "second")), return_exceptions=True)
        await both_wait(database)
        await connection.rollback()
    assert {type(outcome) for outcome in await both} == {type(None), SlotInFlight}


async def both_wait(database: Database) -> None:
    waiting = text("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")
    async with asyncio.timeout(10):
        while len(await database.rows(waiting)) < 2:
            pass


async def test_times_that_overlap_are_not_in_flight_together_and_neighbours_are(desk: Desk) -> None:
    await desk.draws("first", HALF_PAST_TWO, minutes=20)
    await desk.draws("overlapping", HALF_PAST_TWO + 15 * MINUTE)
    await desk.draws("next", HALF_PAST_TWO + 20 * MINUTE)
    await desk.draws("colleague's", HALF_PAST_TWO, doctor=10)
    await desk.store.begin("first")
    with pytest.raises(SlotInFlight):
        await desk.store.begin("overlapping")
    await desk.store.begin("next")
    await desk.store.begin("colleague's")
    assert await desk.store.in_flight(9) == [
        (HALF_PAST_TWO, HALF_PAST_TWO + 20 * MINUTE),
        (HALF_PAST_TWO + 20 * MINUTE, HALF_PAST_TWO + 40 * MINUTE),
    ]


async def test_of_many_that_begin_at_once_one_does(desk: Desk) -> None:
    keys = [f"key {number}" for number in range(8)]
    for number, key in enumerate(keys):
        await desk.draws(key, HALF_PAST_TWO + number * MINUTE)
    begun = await asyncio.gather(*map(desk.store.begin, keys), return_exceptions=True)
    assert sum(isinstance(one, SlotInFlight) for one in begun) == 7
    assert begun.count(None) == 1


async def test_a_visit_is_on_its_way_to_one_place_at_a_time(desk: Desk) -> None:
    await desk.draws("to nine", HALF_PAST_TWO + 60 * MINUTE, moving=7)
    await desk.draws("to ten", HALF_PAST_TWO + 120 * MINUTE, moving=7)
    await desk.draws("another's", HALF_PAST_TWO + 180 * MINUTE, moving=8)
    booking = await desk.store.find("to nine", desk.person.id)
    assert booking
    assert (booking.way.moving, booking.instead_of) == (7, HALF_PAST_TWO)
    await desk.store.begin("to nine")
    await desk.store.begin("to nine")
    await desk.store.begin("another's")
    for state in (None, State.UNKNOWN):
        if state:
            await desk.store.settle("to nine", state)
        with pytest.raises(MoveInFlight):
            await desk.store.begin("to ten")
    await desk.store.settle("to nine", State.BOOKED, "90417")
    await desk.store.begin("to ten")


async def test_the_own_key_may_begin_again_and_a_settled_one_makes_room(desk: Desk) -> None:
    await desk.draws("first", HALF_PAST_TWO)
    await desk.draws("second", HALF_PAST_TWO)
    await desk.store.begin("first")
    await desk.store.begin("first")
    await desk.store.settle("first", State.REFUSED)
    await desk.store.begin("second")


async def test_what_somebody_touched_meanwhile_is_not_resolved_behind_their_back(desk: Desk) -> None:
    await desk.draws("key", HALF_PAST_TWO)
    await desk.store.begin("key")
    desk.clock.at += timedelta(seconds=31)
    (left,) = await desk.store.open(timedelta(seconds=30))
    await desk.store.settle("key", State.BOOKED, "90417")
    assert not await desk.store.resolve(left, State.REFUSED, None)
    booking = await desk.store.find("key", desk.person.id)
    assert booking is not None
    assert (booking.state, booking.appointment_id) == (State.BOOKED, "90417")


async def test_what_is_being_sent_once_more_is_not_resolved_by_an_older_look(desk: Desk) -> None:
    await desk.draws("key", HALF_PAST_TWO)
    await desk.store.begin("key")
    desk.clock.at += timedelta(seconds=31)
    (left,) = await desk.store.open(timedelta(seconds=30))
    await desk.store.begin("key")
    assert not await desk.store.resolve(left, State.REFUSED, None)
    assert await desk.store.in_flight(9) != []


async def test_what_nobody_touched_is_resolved_once(desk: Desk) -> None:
    await desk.draws("key", HALF_PAST_TWO)
    await desk.store.begin("key")
    assert await desk.store.open(timedelta(seconds=30)) == []
    desk.clock.at += timedelta(seconds=31)
    (left,) = await desk.store.open(timedelta(seconds=30))
    assert await desk.store.resolve(left, State.BOOKED, "90417")
    assert not await desk.store.resolve(left, State.REFUSED, None)


async def test_an_outcome_is_untold_until_the_patient_has_seen_it(desk: Desk) -> None:
    await desk.draws("key", HALF_PAST_TWO)
    await desk.store.begin("key")
    await desk.store.mark_told("key", desk.person.id)
    await desk.store.settle("key", State.BOOKED, "90417")
    assert await desk.store.untold(timedelta(seconds=60)) == [], "they are being shown it"
    desk.clock.at += timedelta(seconds=60)
    await desk.store.mark_told("key", desk.person.id + 1)
    assert [booking.key for booking in await desk.store.untold(timedelta(seconds=60))] == ["key"]
    await desk.store.mark_told("key", desk.person.id)
    assert await desk.store.untold(timedelta(seconds=60)) == []


async def test_only_cards_that_nobody_confirmed_are_forgotten(desk: Desk) -> None:
    await desk.draws("confirmed", HALF_PAST_TWO)
    await desk.draws("left lying", HALF_PAST_TWO)
    await desk.store.begin("confirmed")
    await desk.store.settle("confirmed", State.BOOKED, "90417")
    desk.clock.at += timedelta(hours=24)
    await desk.draws("fresh", HALF_PAST_TWO)
    assert await desk.store.forget_cards(timedelta(hours=24)) == 1
    there = [key for key in ("confirmed", "left lying", "fresh") if await desk.store.find(key, desk.person.id)]
    assert there == ["confirmed", "fresh"]


async def test_who_looks_for_times_asks_nothing_of_the_database(desk: Desk, database: Database) -> None:
    await desk.draws("first", HALF_PAST_TWO)
    await desk.draws("next", HALF_PAST_TWO + 20 * MINUTE)
    assert await desk.store.in_flight(9) == [], "looked at once"
    asked: list[str] = []
    event.listen(database.engine.sync_engine, "before_cursor_execute", lambda *seen: asked.append(seen[2]))
    await desk.store.begin("first")
    own, asked[:] = len(asked), []
    assert own <= 2, "the booking's own statement (and SQLite's BEGIN)"
    assert await desk.store.in_flight(9) == [(HALF_PAST_TWO, HALF_PAST_TWO + 20 * MINUTE)]
    await desk.store.begin("next")
    await desk.store.settle("first", State.UNKNOWN)
    assert len(await desk.store.in_flight(9)) == 2
    for key in ("first", "next"):
        await desk.store.settle(key, State.REFUSED)
    assert await desk.store.in_flight(9) == []
    assert not [statement for statement in asked if statement.startswith("SELECT bookings")]


async def test_what_another_process_books_is_known_from_the_next_look(desk: Desk, database: Database) -> None:
    other = BookingStore(database, desk.clock)
    await desk.draws("first", HALF_PAST_TWO)
    assert await other.in_flight(9) == []
    await desk.store.begin("first")
    assert await other.in_flight(9) == []
    await other.look_at_others()
    assert await other.in_flight(9) == [(HALF_PAST_TWO, HALF_PAST_TWO + 20 * MINUTE)]
    await desk.store.settle("first", State.BOOKED, "90417")
    await other.look_at_others()
    assert await other.in_flight(9) == []


async def test_what_was_left_unknown_here_and_resolved_elsewhere_does_not_stay(desk: Desk, database: Database) -> None:
    await desk.store.look_at_others()
    await desk.draws("key", HALF_PAST_TWO)
    await desk.store.begin("key")
    await desk.store.settle("key", State.UNKNOWN)
    desk.clock.at += timedelta(seconds=31)
    elsewhere = BookingStore(database, desk.clock)
    (left,) = await elsewhere.open(timedelta(seconds=30))
    assert await elsewhere.resolve(left, State.REFUSED, None)
    await desk.store.look_at_others()
    assert await desk.store.in_flight(9) == []


async def test_a_start_meets_what_was_in_flight_before_it(desk: Desk, database: Database) -> None:
    await desk.draws("key", HALF_PAST_TWO)
    await desk.store.begin("key")
    assert await BookingStore(database, desk.clock).in_flight(9) == [(HALF_PAST_TWO, HALF_PAST_TWO + 20 * MINUTE)]
