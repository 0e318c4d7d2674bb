"""What a patient has booked here: all of it, and whom they saw last."""

from datetime import UTC, date, datetime, timedelta

import pytest

from crm.model import Slot
from db.bookings import BookingStore
from db.database import Database
from db.people import PeopleStore
from reception.booking.bookings import State
from reception.booking.way import Way
from reception.people import PatientDetails, Person, PhoneState
from tests.crm.clock import MovableClock

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
LEVCHUK = PatientDetails("Левчук", "Марта", "", date(1991, 4, 17))


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(NOW)


@pytest.fixture
def store(database: Database, clock: MovableClock) -> BookingStore:
    return BookingStore(database, clock)


@pytest.fixture
async def person(database: Database, clock: MovableClock) -> Person:
    people = PeopleStore(database, clock)
    person = await people.arrive(1, "uk", "")
    await people.give_phone(person.id, "+380501112233", PhoneState.VERIFIED, "1")
    await people.add_patient(await people.arrive(1, "uk", ""), "1", LEVCHUK)
    return await people.arrive(1, "uk", "")


async def ends(store: BookingStore, person: Person, key: str, at: datetime, state: State) -> None:
    way = Way(person.patients[0].id, branch=1, doctor=7, visit=True, service=5)
    await store.draw(key, person.id, way, Slot("crm", "crm", "crm", at, at + HOUR / 3))
    await store.settle(key, state, key if state is State.BOOKED else None)


async def test_made_here_are_those_booked_also_when_they_are_over(store: BookingStore, person: Person) -> None:
    await ends(store, person, "past", NOW - HOUR, State.BOOKED)
    await ends(store, person, "refused", NOW + 3 * HOUR, State.REFUSED)
    await ends(store, person, "next", NOW + HOUR, State.BOOKED)
    assert await store.made_by(person.id) == {"past", "next"}
    assert await store.made_by(person.id + 1) == set()


async def test_the_last_one_is_the_one_booked_last_wherever_it_lies(
    store: BookingStore, person: Person, clock: MovableClock
) -> None:
    assert await store.last(person.patients[0].id) is None
    await ends(store, person, "far ahead", NOW + 9 * HOUR, State.BOOKED)
    clock.goes_to(NOW + HOUR)
    await ends(store, person, "soon", NOW + 2 * HOUR, State.BOOKED)
    clock.goes_to(NOW + 2 * HOUR)
    await ends(store, person, "refused", NOW + 5 * HOUR, State.REFUSED)
    last = await store.last(person.patients[0].id)
    assert last is not None
    assert last.key == "soon"
