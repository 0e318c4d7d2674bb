"""Visits in the calendars of phones: what was there before visits had entries keeps the one that phones have read."""

from datetime import date
from importlib import import_module

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection

from crm.model import Appointment, Slot, Status
from db.bookings import BookingStore
from db.database import Database
from db.people import PeopleStore
from db.visits import VisitStore
from reception.booking.bookings import State
from reception.booking.way import Way
from reception.people import PatientDetails, PhoneState
from tests.crm.clock import MovableClock
from tests.crm.story import wall

NOW, AT, END = wall("2026-11-23 09:00"), wall("2026-11-24 14:30"), wall("2026-11-24 14:50")


def visit(number: str) -> Appointment:
    return Appointment(number, "marta", "hrab", "centre", "visit", AT, END, Status.BOOKED, "1")


def migrated_once_more(connection: Connection) -> None:
    migration = import_module("db.migrations.versions.0010_calendar")
    with Operations.context(MigrationContext.configure(connection)):
        migration.downgrade()
        migration.upgrade()


async def test_what_was_booked_here_goes_by_its_booking_and_each_of_the_others_by_itself(database: Database) -> None:
    clock = MovableClock(NOW)
    people, bookings, visits = PeopleStore(database, clock), BookingStore(database, clock), VisitStore(database, clock)
    person = await people.arrive(1, "uk", "")
    await people.give_phone(person.id, "+380501112233", PhoneState.VERIFIED, "1")
    person = await people.arrive(1, "uk", "")
    await people.add_patient(person, "marta", PatientDetails("Л", "М", "", date(1990, 1, 1)))
    person = await people.arrive(1, "uk", "")
    await bookings.draw("key", person.id, Way(person.patients[0].id), Slot("hrab", "centre", "visit", AT, END))
    await bookings.settle("key", State.BOOKED, "1")
    for number in ("1", "2", "3"):
        await visits.keep(visit(number))
    async with database.write() as connection:
        await connection.run_sync(migrated_once_more)
    ids = await visits.ids(["1", "2", "3"])
    entries = {number: await visits.entry(ids[number]) for number in ids}
    uids = {number: entry.uid for number, entry in entries.items() if entry}
    assert uids["1"] == "key@reception"
    assert len(set(uids.values())) == 3
    assert [entry.visit for entry in entries.values() if entry] == list(ids.values())
