"""Visits as reception reads them: names in place of ids, times on the branch's own clock."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from crm.embedded.patients import to_patient
from crm.embedded.tables import appointments, branches, doctors, patients, services
from crm.model import Patient, Status, Texts
from db.database import Database


@dataclass(frozen=True, slots=True)
class Entry:
    """``confirmed``: the patient has said that they will come. Names are there also of what is gone."""

    number: str
    starts_at: datetime
    ends_at: datetime
    status: Status
    confirmed: bool
    patient: Patient
    doctor: Texts
    service: Texts
    branch: Texts


ENTRIES: Select[Any] = (
    select(
        appointments.c.id.label("number"),
        *(appointments.c[name] for name in ("starts_at", "ends_at", "status", "confirmed_at")),
        patients.c.id,
        patients.c.sealed,
        doctors.c.name.label("doctor"),
        services.c.name.label("service"),
        branches.c.name.label("branch"),
        branches.c.zone,
    )
    .join_from(appointments, patients)
    .join(doctors, doctors.c.id == appointments.c.doctor_id)
    .join(services, services.c.id == appointments.c.service_id)
    .join(branches, branches.c.id == appointments.c.branch_id)
    .order_by(appointments.c.starts_at, appointments.c.id)
)


async def entries(database: Database, connection: AsyncConnection, *which: ColumnElement[bool]) -> list[Entry]:
    """By time."""
    return [_entry(database, row) for row in await connection.execute(ENTRIES.where(*which))]


def _entry(database: Database, row: Row[Any]) -> Entry:
    zone = ZoneInfo(row.zone)
    return Entry(
        number=str(row.number),
        starts_at=row.starts_at.astimezone(zone),
        ends_at=row.ends_at.astimezone(zone),
        status=Status(row.status),
        confirmed=row.confirmed_at is not None,
        patient=to_patient(database, row),
        doctor=row.doctor,
        service=row.service,
        branch=row.branch,
    )
