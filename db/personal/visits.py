"""What a person has booked here, and what is remembered of the visits of their patients."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select

from db.database import Database
from db.personal.keeper import Keeper, Whose
from db.plans import MAY_HEAR
from db.tables import bookings, looks, patients, visits
from db.visits import of_strangers
from reception.privacy import Entry, Named


async def _bookings(database: Database, whose: Whose) -> Sequence[Entry]:
    own = (
        select(bookings, patients.c.sealed)
        .join(patients, patients.c.id == bookings.c.patient_id)
        .where(bookings.c.account_id == whose.account)
        .order_by(bookings.c.starts_at)
    )
    return [
        {
            "patient": name_of(database, row.sealed),
            **_of(row),
            "state": row.state,
            "in_place_of": row.instead_of,
            "changed_at": row.changed_at,
        }
        for row in await database.rows(own)
    ]


async def _visits(database: Database, whose: Whose) -> Sequence[Entry]:
    """Of a number that is only typed, no more than what was booked here: the rest may be somebody else's."""
    own = (
        select(visits, patients.c.sealed)
        .join(patients, patients.c.crm_id == visits.c.patient_id)
        .where(patients.c.account_id == whose.account, MAY_HEAR)
        .order_by(visits.c.starts_at, visits.c.id)
    )
    return [
        {"patient": name_of(database, row.sealed), **_of(row), "state": row.status, "known_at": row.known_at}
        for row in await database.rows(own)
    ]


def _of(row: Any) -> Entry:
    return of_place(row) | {"starts_at": row.starts_at, "ends_at": row.ends_at}


def of_place(row: Any) -> Entry:
    return {
        "doctor": Named("doctor", row.doctor_id),
        "branch": Named("branch", row.branch_id),
        "service": Named("service", row.service_id),
    }


def name_of(database: Database, sealed: bytes) -> str:
    known = database.unseal(sealed)
    return f"{known['surname']} {known['first_name']}".strip()


def _erase(_database: Database, connection: Connection, _whose: Whose) -> None:
    for what_was_theirs in of_strangers():
        connection.execute(what_was_theirs)


BOOKINGS = Keeper("bookings", (bookings,), _bookings)
VISITS = Keeper("visits", (visits, looks), _visits, _erase)
