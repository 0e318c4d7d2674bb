"""The patients on a phone: who comes first, who acts for whom since when, taking one off; and what is kept of it."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Table, insert, select, update

from crm.model import Slot
from db.bookings import BookingStore
from db.database import Database
from db.family import FamilyStore
from db.people import PeopleStore
from db.personal.store import PersonalStore
from db.tables import audit, bookings, outbox, patients
from reception.booking.bookings import State
from reception.booking.way import Way
from reception.people import PatientDetails, PatientOnPhone, Person, PhoneState
from reminders.plan import Kind
from tests.crm.clock import MovableClock
from tests.db.living import everything
from tests.db.waiting import somebody_waits

PHONE = "+380501234567"
NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)


class Home:
    """Solomiia and Mavka on one phone."""

    def __init__(self, database: Database) -> None:
        self.database, self.clock = database, MovableClock(NOW)
        self.people = PeopleStore(database, self.clock)
        self.family = FamilyStore(database, self.clock)
        self.bookings = BookingStore(database, self.clock)

    async def person(self, chat: int = 1) -> Person:
        return await self.people.arrive(chat, "uk", "")

    async def verifies(self, chat: int = 1) -> Person:
        await self.people.give_phone((await self.person(chat)).id, PHONE, PhoneState.VERIFIED, "2026-11")
        return await self.person(chat)

    async def adds(self, name: str, acting: str | None = None, chat: int = 1) -> PatientOnPhone:
        details = PatientDetails("Канарейченко", name, "", date(2019, 1, 31))
        return await self.people.add_patient(await self.person(chat), f"crm-{name}", details, acting)

    async def names(self, chat: int = 1) -> list[str]:
        return [patient.details.first_name for patient in (await self.person(chat)).patients]

    async def draws(self, patient: PatientOnPhone) -> str:
        slot = Slot("doctor", "branch", "service", NOW + timedelta(days=1), NOW + timedelta(days=1, minutes=20))
        await self.bookings.draw("key", (await self.person()).id, Way(patient.id, 1, 0, 1, True, 1), slot)
        return "key"

    async def all(self, table: Table) -> list[Any]:
        return list(await self.database.rows(select(table).order_by(*table.primary_key)))

    async def deeds(self, chat: int = 1) -> list[tuple[str, str | None, str | None]]:
        person = await self.person(chat)
        return [
            (row.what, *self.database.unseal(row.sealed).values())
            for row in await self.all(audit)
            if row.account_id == person.id
        ]


@pytest.fixture
async def home(database: Database) -> Home:
    home = Home(database)
    await home.verifies()
    await home.adds("Соломія")
    await home.adds("Мавка", "2026-11")
    return home


async def test_who_is_put_first_comes_first_and_the_others_as_they_were_added(home: Home) -> None:
    third = await home.adds("Тимофій")
    person = await home.person()
    await home.family.make_default(person.id, third.id)
    assert await home.names() == ["Тимофій", "Соломія", "Мавка"]
    home.clock.goes_on(timedelta(hours=1))
    await home.family.make_default(person.id, person.patients[1].id)
    assert await home.names() == ["Мавка", "Соломія", "Тимофій"]


async def test_nobody_puts_first_or_takes_off_somebody_elses(home: Home) -> None:
    (_, mavka), stranger = (await home.person()).patients, await home.person(2)
    before = await home.all(patients)
    await home.family.make_default(stranger.id, mavka.id)
    await home.family.take_off(stranger.id, mavka)
    assert await home.all(patients) == before


async def test_that_one_may_act_is_kept_with_its_time_and_text_and_not_lost_when_added_again(home: Home) -> None:
    home.clock.goes_on(timedelta(hours=1))
    await home.adds("Мавка")
    kept = [(row.acting_since, row.acting_version) for row in await home.all(patients)]
    assert kept == [(None, None), (NOW, "2026-11")]


async def test_who_is_taken_off_is_gone_with_their_drawn_cards_and_twice_is_once(home: Home) -> None:
    person = await home.person()
    mavka = person.patients[1]
    await home.draws(mavka)
    for _ in range(2):
        assert await home.family.take_off(person.id, mavka)
    assert (await home.names(), await home.all(bookings)) == (["Соломія"], [])
    assert await home.family.take_off(person.id, person.patients[0]), "the last one too"
    assert not (await home.person()).registered


@pytest.mark.parametrize("state", [State.UNKNOWN, State.BOOKED, State.REFUSED])
async def test_nobody_is_taken_off_before_the_end_of_their_booking_is_known_and_told(home: Home, state: State) -> None:
    person = await home.person()
    mavka, key = person.patients[1], await home.draws(person.patients[1])
    await home.bookings.begin(key)
    assert not await home.family.take_off(person.id, mavka), "sending"
    await home.bookings.settle(key, state)
    assert not await home.family.take_off(person.id, mavka), "untold"
    await home.bookings.mark_told(key, person.id)
    assert await home.family.take_off(person.id, mavka) is (state is not State.UNKNOWN)


async def test_it_is_kept_who_did_what(home: Home) -> None:
    person = await home.person()
    await home.adds("Мавка")
    await home.family.take_off(person.id, person.patients[1])
    assert await home.deeds() == [
        ("number verified", None, "…4567"),
        ("consent", None, "2026-11"),
        ("patient added", None, "С. К."),
        ("patient added", None, "М. К."),
        ("patient taken off", "М. К.", None),
    ]
    assert "Канарейченко" not in str(await home.all(audit))
    assert await PersonalStore(home.database).erase(person)
    assert await home.all(audit) == []


async def test_a_number_verified_elsewhere_is_kept_on_both_sides_and_told_once_to_who_lost_it(home: Home) -> None:
    first = await home.person()
    for _ in range(2):
        await home.verifies(2)
    assert (await home.deeds())[-1] == ("access ended", "…4567", None)
    assert ("number verified", None, "…4567") in await home.deeds(2)
    assert [(row.account_id, row.kind) for row in await home.all(outbox)] == [(first.id, Kind.ENDED)]


async def test_a_typed_number_ends_nobodys_access(home: Home) -> None:
    await home.people.give_phone((await home.person(2)).id, PHONE, PhoneState.UNVERIFIED, "2026-11")
    assert await home.deeds(2) == [("consent", None, "2026-11")]
    assert (await home.names(), await home.all(outbox)) == (["Соломія", "Мавка"], [])


@pytest.mark.parametrize("state", [State.SENDING, State.UNKNOWN])
async def test_a_number_is_not_verified_elsewhere_while_its_booking_is_in_flight(home: Home, state: State) -> None:
    person, other = await home.person(), await home.person(2)
    await home.bookings.begin(await home.draws(person.patients[1]))
    await home.bookings.settle("key", state)
    before = await everything(home.database)
    assert not await home.people.give_phone(other.id, PHONE, PhoneState.VERIFIED, "2026-11")
    assert await everything(home.database) == before
    assert (await home.verifies()).phone == PHONE, "who has it already is no other chat"
    assert await home.people.give_phone(other.id, PHONE, PhoneState.UNVERIFIED, "2026-11"), "typed, it ends nothing"
    await home.bookings.settle("key", State.BOOKED, "1")
    assert await home.people.give_phone(other.id, PHONE, PhoneState.VERIFIED, "2026-11")
    assert (await home.names(), await home.all(bookings)) == ([], [])


async def test_a_card_that_nobody_has_confirmed_holds_nobody_up(home: Home) -> None:
    await home.draws((await home.person()).patients[0])
    assert (await home.verifies(2)).phone == PHONE


@pytest.mark.parametrize("database_home", ["postgresql"], indirect=True)
@pytest.mark.parametrize("drawn", ["a while ago", "at this moment too"])
async def test_a_card_that_is_confirmed_at_this_moment_keeps_the_number(home: Home, drawn: str) -> None:
    """SQLite lets but one write anyway."""
    other = await home.person(2)
    await home.draws((await home.person()).patients[1])
    (card,) = await home.all(bookings)
    changes = {"state": State.SENDING} if drawn == "a while ago" else {"key": "newer", "state": State.SENDING}
    confirm = insert(bookings) if "key" in changes else update(bookings)
    async with home.database.write() as connection:
        await connection.execute(confirm.values(card._asdict() | changes))
        sharing = asyncio.create_task(home.people.give_phone(other.id, PHONE, PhoneState.VERIFIED, "2026-11"))
        await somebody_waits(home.database)
    assert not await sharing
    assert await home.names() == ["Соломія", "Мавка"]
