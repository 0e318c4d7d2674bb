"""The clinic file into the tables: may be repeated, changes what changed, marks as gone what is no longer there."""

import asyncio
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.model import Clinic, Doctor, Extra, WorkingHours
from crm.embedded.attended import attended, received
from crm.embedded.sheet import Entry, entries
from crm.embedded.tables import (
    appointments,
    branches,
    days_off,
    doctors,
    hours,
    offers,
    services,
    settings,
    specialties,
)
from crm.embedded.transactions import changing
from db.database import Database

Rows = Sequence[Mapping[str, Any]]


class WouldStrand(Exception):
    """These visits ahead would be left without their doctor; nothing is imported."""

    def __init__(self, visits: list[Entry]) -> None:
        super().__init__(f"{len(visits)} visits would be left without their doctor")
        self.visits = visits


async def import_clinic(database: Database, clinic: Clinic) -> None:
    """All or nothing. Appointments are not touched, also those with a doctor or at a branch that is gone."""
    photos = await asyncio.to_thread(_photos, clinic)
    async with changing(database) as connection:
        await _take_in(database, connection, clinic, photos)


async def import_sparing(database: Database, clinic: Clinic, now: datetime, *, anyway: bool) -> list[Entry]:
    """The same, with a look at the visits that had their doctor, or the doctor's hours, before and would not any more.

    Raise ``WouldStrand`` where there are any; ``anyway``, they stay as they are and are returned.
    """
    async with changing(database) as connection:
        return await renew(database, connection, clinic, now, anyway=anyway)


async def renew(
    database: Database, connection: AsyncConnection, clinic: Clinic, now: datetime, *, anyway: bool = False
) -> list[Entry]:
    """The same in the transaction of whoever changes more than this."""
    photos = await asyncio.to_thread(_photos, clinic)
    were_received, were_attended = await received(connection, now), await attended(connection, now)
    await _take_in(database, connection, clinic, photos)
    lost = (were_received - await received(connection, now)) | (were_attended - await attended(connection, now))
    stranded = await entries(database, connection, appointments.c.id.in_(lost))
    if stranded and not anyway:
        raise WouldStrand(stranded)
    return stranded


async def renew_branches(database: Database, connection: AsyncConnection, clinic: Clinic) -> None:
    """In the transaction of whoever changes them. Visits ahead stay as they are."""
    await _list(database, connection, branches, _branches(clinic))


async def renew_holidays(database: Database, connection: AsyncConnection, clinic: Clinic, now: datetime) -> None:
    """The same; raise ``WouldStrand`` where visits are booked on a new one."""
    before = await attended(connection, now)
    await _replace(connection, days_off, list(_days_off(clinic)), days_off.c.entered_at.is_(None))
    lost = before - await attended(connection, now)
    if lost:
        raise WouldStrand(await entries(database, connection, appointments.c.id.in_(lost)))


async def _take_in(
    database: Database, connection: AsyncConnection, clinic: Clinic, photos: Mapping[str, bytes]
) -> None:
    await _upsert(database, connection, settings, [{"id": 1, "step_minutes": clinic.rules.step_minutes}])
    await _list(database, connection, branches, _branches(clinic))
    await _list(database, connection, specialties, _specialties(clinic))
    await _list(database, connection, services, _services(clinic))
    await _list(database, connection, doctors, _doctors(clinic, {**photos, **await _kept(connection, clinic, photos)}))
    await _replace(connection, offers, list(_offers(clinic)))
    await _replace(connection, hours, list(_hours(clinic)))
    await _replace(connection, days_off, list(_days_off(clinic)), days_off.c.entered_at.is_(None))


async def _list(database: Database, connection: AsyncConnection, table: Table, rows: Rows) -> None:
    await connection.execute(update(table).values(gone=True))
    listed = [{**row, "position": number, "gone": False} for number, row in enumerate(rows)]
    await _upsert(database, connection, table, listed)


async def _upsert(database: Database, connection: AsyncConnection, table: Table, rows: Rows) -> None:
    statement = database.insert(table)
    renewed = {column.name: statement.excluded[column.name] for column in table.c if not column.primary_key}
    await connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=renewed), list(rows))


async def _replace(connection: AsyncConnection, table: Table, rows: Rows, *of_the_file: ColumnElement[bool]) -> None:
    await connection.execute(delete(table).where(*of_the_file))
    if rows:
        await connection.execute(insert(table), list(rows))


def _photos(clinic: Clinic) -> dict[str, bytes]:
    pictures = ((doctor.id, doctor.photo) for doctor in clinic.doctors if doctor.photo)
    return {id_: photo.read_bytes() for id_, photo in pictures if photo.is_file()}


async def _kept(connection: AsyncConnection, clinic: Clinic, photos: Mapping[str, bytes]) -> dict[str, bytes]:
    """Pictures whose files have gone since they were taken in."""
    gone = [doctor.id for doctor in clinic.doctors if doctor.photo and doctor.id not in photos]
    there = select(doctors.c.id, doctors.c.photo).where(doctors.c.id.in_(gone), doctors.c.photo.is_not(None))
    return {row.id: row.photo for row in await connection.execute(there)}


def _branches(clinic: Clinic) -> Rows:
    return [
        {
            "id": branch.id,
            "name": dict(branch.name),
            "address": dict(branch.address),
            "zone": branch.zone,
            "phone": branch.phone or None,
            "pin": branch.pin,
            "accepts_patients": branch.accepts_patients,
        }
        for branch in clinic.branches
    ]


def _specialties(clinic: Clinic) -> Rows:
    return [{"id": one.id, "name": dict(one.name), "delicate": one.delicate} for one in clinic.specialties]


def _services(clinic: Clinic) -> Rows:
    return [
        {"id": one.id, "name": dict(one.name), "specialty_id": one.specialty, "note": dict(one.note)}
        for one in clinic.services
    ]


def _doctors(clinic: Clinic, photos: Mapping[str, bytes]) -> Rows:
    return [{**_doctor(doctor), **_photo(photos.get(doctor.id))} for doctor in clinic.doctors]


def _doctor(doctor: Doctor) -> dict[str, Any]:
    return {
        "id": doctor.id,
        "name": dict(doctor.name),
        "specialty_ids": doctor.specialties,
        "about": dict(doctor.about),
        "youngest": doctor.ages[0],
        "oldest": doctor.ages[1],
        "home_visits": doctor.home_visits,
    }


def _photo(picture: bytes | None) -> dict[str, Any]:
    return {"photo": picture, "photo_digest": None if picture is None else hashlib.sha256(picture).hexdigest()}


def _offers(clinic: Clinic) -> Iterable[dict[str, Any]]:
    """A doctor gives all of their services wherever they work."""
    offered = (
        (doctor.id, branch_id, service)
        for doctor in clinic.doctors
        for branch_id in dict.fromkeys([week.branch for week in doctor.hours] + [once.branch for once in doctor.extra])
        for service in doctor.services
    )
    for position, (doctor_id, branch_id, service) in enumerate(offered):
        yield {
            "doctor_id": doctor_id,
            "branch_id": branch_id,
            "service_id": service.id,
            "minutes": service.minutes,
            "price": None if service.price is None else str(service.price),
            "position": position,
        }


def _hours(clinic: Clinic) -> Iterable[dict[str, Any]]:
    for doctor in clinic.doctors:
        for week in doctor.hours:
            yield from (_span(doctor, week, weekday=day, works_on=None) for day in week.days)
        yield from (_span(doctor, once, weekday=None, works_on=once.date) for once in doctor.extra)


def _span(doctor: Doctor, span: WorkingHours | Extra, **when: Any) -> dict[str, Any]:
    return {"doctor_id": doctor.id, "branch_id": span.branch, "begins": span.start, "ends": span.end, **when}


def _days_off(clinic: Clinic) -> Iterable[dict[str, Any]]:
    for holiday in clinic.holidays:
        midnight = datetime.combine(holiday, time())
        yield {"doctor_id": None, "begins": midnight, "ends": midnight + timedelta(days=1)}
    for doctor in clinic.doctors:
        for away in doctor.away:
            yield {"doctor_id": doctor.id, "begins": away.start, "ends": away.end}
