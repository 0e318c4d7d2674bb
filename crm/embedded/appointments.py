"""Appointments in the tables. Each function is part of a transaction that its caller ends.

Overlap is forbidden by the database; the look at the free times before it only keeps to the doctor's hours.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from crm.embedded.changes import next_change, wait_in_line
from crm.embedded.doctor_time import LONGEST, Ask
from crm.embedded.patients import must_exist
from crm.embedded.rows import to_appointment, to_number
from crm.embedded.tables import appointments, doctors, moves
from crm.embedded.timetable import is_free
from crm.errors import NotFound, PatientBusy, Refused, SlotTaken
from crm.model import Appointment, Order, Slot, Status

# What the database refuses, by what both engines write into their message. Of two with one key the second finds the
# time taken; whose key it is, its caller looks up.
VIOLATIONS = {
    "crm_patient_busy": PatientBusy,
    "crm_doctor_busy": SlotTaken,
    "uq_crm_appointments_key": SlotTaken,
    "crm_appointments.key": SlotTaken,
    "foreign key": NotFound,
}

OF_PATIENTS = (
    select(appointments)
    .where(appointments.c.patient_id.in_(bindparam("patients", expanding=True)))
    .where(appointments.c.starts_at >= bindparam("start"), appointments.c.starts_at < bindparam("end"))
    .order_by(appointments.c.starts_at, appointments.c.id)
)


async def ordered(connection: AsyncConnection, key: str) -> Appointment | None:
    """The appointment that was made, or moved, by this key."""
    moved = select(moves.c.appointment_id).where(moves.c.key == key)
    query = select(appointments).where(or_(appointments.c.key == key, appointments.c.id.in_(moved)))
    row = (await connection.execute(query)).first()
    return None if row is None else to_appointment(row)


async def one(connection: AsyncConnection, appointment_id: str) -> Appointment:
    return to_appointment(await _row(connection, appointment_id))


async def of_patients(ask: Ask, patient_ids: Sequence[str], start: datetime, end: datetime) -> list[Appointment]:
    asked = {"patients": [to_number(patient_id) for patient_id in patient_ids], "start": start, "end": end}
    return [to_appointment(row) for row in await ask(OF_PATIENTS, asked)]


async def book(connection: AsyncConnection, order: Order, now: datetime) -> Appointment:
    """For the bot: only what the doctor's hours offer."""
    await _doctor_must_exist(connection, order.slot.doctor_id)
    await must_exist(connection, order.patient_id)
    if not await is_free(connection.execute, order.slot, now):
        raise SlotTaken("not among the doctor's free times")
    return await write(connection, order, "bot")


async def write(connection: AsyncConnection, order: Order, made_by: str) -> Appointment:
    """At any time at all, as long as nobody is in two places."""
    values = {
        "key": order.key,
        "patient_id": to_number(order.patient_id),
        "status": Status.BOOKED,
        "version": 1,
        "made_by": made_by,
        "change": await next_change(connection),
        **_time_and_place(order.slot),
    }
    with _violation_told():
        made = await connection.execute(insert(appointments).values(values).returning(appointments))
    return to_appointment(made.one())


async def cancel(connection: AsyncConnection, appointment_id: str, now: datetime) -> Appointment:
    row = await _row(connection, appointment_id, lock=True)
    if row.status == Status.CANCELLED:
        return to_appointment(row)
    _must_lie_ahead(row, now)
    return await change(connection, row.id, status=Status.CANCELLED)


async def move(connection: AsyncConnection, appointment_id: str, order: Order, now: datetime) -> Appointment:
    row = await _row(connection, appointment_id, lock=True)
    if moved := await ordered(connection, order.key):  # its twin may have held the lock before us
        return moved
    _must_lie_ahead(row, now)
    if row.patient_id != to_number(order.patient_id):
        raise Refused("it is another patient's appointment")
    await _doctor_must_exist(connection, order.slot.doctor_id)
    if not await is_free(connection.execute, order.slot, now, moving=row.id):
        raise SlotTaken("not among the doctor's free times")
    moved = await change(connection, row.id, confirmed_at=None, **_time_and_place(order.slot))
    await connection.execute(insert(moves).values(key=order.key, appointment_id=row.id))
    return moved


async def shift(connection: AsyncConnection, appointment_id: str, starts_at: datetime, now: datetime) -> Appointment:
    """As ``move`` does, at any time at all, as long as nobody is in two places."""
    row = await _row(connection, appointment_id, lock=True)
    _must_lie_ahead(row, now)
    ends_at = starts_at + (row.ends_at - row.starts_at)
    return await change(connection, row.id, confirmed_at=None, starts_at=starts_at, ends_at=ends_at)


async def confirm(connection: AsyncConnection, appointment_id: str, now: datetime) -> Appointment:
    row = await _row(connection, appointment_id, lock=True)
    _must_lie_ahead(row, now)
    if row.confirmed_at is None:
        await wait_in_line(connection)
        await connection.execute(update(appointments).where(appointments.c.id == row.id).values(confirmed_at=now))
    return to_appointment(row)


async def mark(connection: AsyncConnection, appointment_id: str, status: Status) -> Appointment:
    row = await _row(connection, appointment_id, lock=True)
    return await change(connection, row.id, status=status)


async def change(connection: AsyncConnection, number: int, **values: Any) -> Appointment:
    """Write over; raise ``SlotTaken`` or ``PatientBusy`` when that would make an overlap."""
    values |= {"version": appointments.c.version + 1, "change": await next_change(connection)}
    query = update(appointments).where(appointments.c.id == number).values(values).returning(appointments)
    with _violation_told():
        return to_appointment((await connection.execute(query)).one())


def _time_and_place(slot: Slot) -> dict[str, Any]:
    """Whoever looks for what is taken at a moment looks back no further than ``LONGEST``."""
    if slot.ends_at - slot.starts_at > LONGEST:
        raise Refused("longer than a week")
    return {
        "doctor_id": slot.doctor_id,
        "branch_id": slot.branch_id,
        "service_id": slot.service_id,
        "starts_at": slot.starts_at,
        "ends_at": slot.ends_at,
    }


@contextmanager
def _violation_told() -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        for name, told in VIOLATIONS.items():
            if name in str(error.orig).lower():
                raise told(name) from error
        raise


async def _row(connection: AsyncConnection, appointment_id: str, *, lock: bool = False) -> Row[Any]:
    query = select(appointments).where(appointments.c.id == to_number(appointment_id))
    row = (await connection.execute(query.with_for_update() if lock else query)).first()
    if row is None:
        raise NotFound("no such appointment")
    return row


async def _doctor_must_exist(connection: AsyncConnection, doctor_id: str) -> None:
    if (await connection.execute(select(doctors.c.id).where(doctors.c.id == doctor_id))).first() is None:
        raise NotFound("no such doctor")


def _must_lie_ahead(row: Row[Any], now: datetime) -> None:
    if row.status != Status.BOOKED or row.ends_at <= now:
        raise Refused("it is cancelled or over")
