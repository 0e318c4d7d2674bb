"""Rows and ids as the port's values."""

from typing import Any

from sqlalchemy import Row

from crm.errors import NotFound
from crm.model import Appointment, Status

LONGEST_ID = 18  # digits that are sure to fit a 64-bit integer


def to_number(opaque_id: str) -> int:
    """Raise ``NotFound`` for an id that cannot be one of ours."""
    if not (opaque_id.isascii() and opaque_id.isdecimal() and len(opaque_id) <= LONGEST_ID):
        raise NotFound("no such id")
    return int(opaque_id)


def to_appointment(row: Row[Any]) -> Appointment:
    return Appointment(
        id=str(row.id),
        patient_id=str(row.patient_id),
        doctor_id=row.doctor_id,
        branch_id=row.branch_id,
        service_id=row.service_id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        status=Status(row.status),
        version=str(row.version),
        key=row.key,
    )
