"""Our own record of each wish to book, on both databases."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

from crm.model import Slot
from db.bookings import BookingStore
from db.database import Database
from db.people import PeopleStore
from reception.booking.bookings import SlotInFlight, State
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

    async def draws(self, key: str, starts_at: datetime, minutes: int = 20, doctor: int = 9) -> None:
        way = Way(self.patient, 1, doctor=doctor, visit=True, service=5)
        slot = Slot("doctor", "branch", "service", starts_at, starts_at + minutes * MINUTE, token="room 7")
        await self.store.draw(key, self.person.id, way, slot)


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
