"""Home calls in the tables; reception lists them by ``visit calls``."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from crm.embedded.patients import must_exist, to_patient
from crm.embedded.rows import to_number
from crm.embedded.tables import doctors, home_calls, patients
from crm.errors import NotFound
from crm.model import HomeCall, Patient, Texts
from db.database import Database

SAID = ("address", "phone", "complaint", "wanted")


@dataclass(frozen=True, slots=True)
class Asked:
    """As reception reads it."""

    asked_at: datetime
    urgent: bool
    patient: Patient
    doctor: Texts
    address: str
    phone: str
    complaint: str
    wanted: str


async def request(database: Database, connection: AsyncConnection, call: HomeCall, now: datetime) -> None:
    await must_exist(connection, call.patient_id)
    if (await connection.execute(select(doctors.c.id).where(doctors.c.id == call.doctor_id))).first() is None:
        raise NotFound("no such doctor")
    values = {
        "key": call.key,
        "patient_id": to_number(call.patient_id),
        "doctor_id": call.doctor_id,
        "urgent": call.urgent,
        "asked_at": now,
        "sealed": database.seal({name: said for name, said in asdict(call).items() if name in SAID}),
    }
    await connection.execute(database.insert(home_calls).values(values).on_conflict_do_nothing())


async def is_there(connection: AsyncConnection, key: str) -> bool:
    asked = select(home_calls.c.key).where(home_calls.c.key == key)
    return (await connection.execute(asked)).first() is not None


async def listed(database: Database, connection: AsyncConnection, since: datetime) -> list[Asked]:
    """Those asked for since then, urgent ones first."""
    asked = (
        select(home_calls, doctors.c.name, patients.c.id, patients.c.sealed.label("card"))
        .join(doctors, doctors.c.id == home_calls.c.doctor_id)
        .join(patients, patients.c.id == home_calls.c.patient_id)
        .where(home_calls.c.asked_at >= since)
        .order_by(home_calls.c.urgent.desc(), home_calls.c.asked_at, home_calls.c.key)
    )
    return [_asked(database, row) for row in await connection.execute(asked)]


def _asked(database: Database, row: Row[Any]) -> Asked:
    said = database.unseal(row.sealed)
    return Asked(row.asked_at, row.urgent, to_patient(database, row, row.card), row.name, *(said[one] for one in SAID))
