"""A clinic with very many visits ahead: copied by the database itself, as the program would write them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Table, insert, literal, select, text

from crm.model import Status
from db.database import Database
from db.tables import accounts, looks, outbox, outbox_visits, patients, visits
from reception.people import PhoneState
from reminders.outbox import State
from reminders.plan import Kind

ONE = 10_000  # visits of one copy
EACH = 5  # visits of one patient, who has a chat of their own
FIRST_ID = 10_000_000  # far above what the program itself will count
FEW = 10  # copies at a time
MINUTES = 52  # from one visit to the next: ten thousand fill a year
SEEN = timedelta(hours=1)
KINDS = {Kind.DAY_BEFORE: timedelta(days=1), Kind.TWO_HOURS: timedelta(hours=2)}
# By what each copy differs: ids rise, names get its number.
RISES: Mapping[Table, Mapping[str, int]] = {
    accounts: {"id": ONE, "telegram_id": ONE},
    patients: {"id": ONE, "account_id": ONE},
    visits: {"id": ONE},
    outbox: {"id": 2 * ONE, "account_id": ONE},
    outbox_visits: {"outbox_id": 2 * ONE, "visit_id": ONE, "account_id": ONE},
    looks: {},
}
NAMES = frozenset({"crm_id", "appointment_id", "patient_id"})


async def fill(database: Database, now: datetime, times: int = 1) -> None:
    """Ten thousand visits with their notices, of two thousand patients; or so many times as many over the same year."""
    rows = _people(now) | _visits(now)
    async with database.write() as connection:
        for table, rises in RISES.items():
            await connection.execute(insert(table), rows[table])
            for first in range(1, times, FEW):  # each well within the time that a statement may take
                await connection.run_sync(_copy, table, rises, first, min(first + FEW, times) - 1)
    if not database.is_sqlite:  # what autovacuum would do by itself: the server here has none
        async with database.write() as connection:
            await connection.execute(text("ANALYZE"))


def _copy(connection: Connection, table: Table, rises: Mapping[str, int], first: int, last: int) -> None:
    counted = select(literal(first).label("copy")).cte("counted", recursive=True)
    counted = counted.union_all(select(counted.c.copy + 1).where(counted.c.copy < last))
    columns = [
        column + counted.c.copy * rises[column.name]
        if column.name in rises
        else column.concat("-").concat(counted.c.copy)
        if column.name in NAMES
        else column
        for column in table.c
    ]
    key = next(iter(table.primary_key))
    first_ones = key < FIRST_ID + rises[key.name] if key.name in rises else ~key.contains("-")
    everything = select(*columns).select_from(table).join(counted, first_ones)
    connection.execute(insert(table).from_select([column.name for column in table.c], everything))


def _people(now: datetime) -> dict[Table, list[dict[str, Any]]]:
    who = range(ONE // EACH)
    account = {"language": "uk", "phone_state": PhoneState.VERIFIED, "panel_kept": False, "created_at": now}
    patient = {"phone_lookup": "bench", "verified": True, "sealed": b"", "added_at": now - SEEN}
    return {
        accounts: [account | {"id": FIRST_ID + n, "telegram_id": FIRST_ID + n} for n in who],
        patients: [patient | {"id": FIRST_ID + n, "account_id": FIRST_ID + n, "crm_id": _patient(n)} for n in who],
        looks: [{"patient_id": _patient(n), "at": now - SEEN} for n in who],
    }


def _visits(now: datetime) -> dict[Table, list[dict[str, Any]]]:
    numbers = range(ONE)
    return {
        visits: [_visit(n, now) for n in numbers],
        outbox: [_notice(n, kind, now) for n in numbers for kind in KINDS],
        outbox_visits: [
            {
                "outbox_id": _outbox(n, kind),
                "visit_id": FIRST_ID + n,
                "starts_at": starts_at(n, now),
                "account_id": FIRST_ID + n // EACH,
                "kind": kind,
            }
            for n in numbers
            for kind in KINDS
        ],
    }


def starts_at(number: int, now: datetime) -> datetime:
    """Those of one patient are far apart, and none has a notice due yet."""
    place = number % EACH * (ONE // EACH) + number // EACH
    return now + timedelta(days=1, hours=1, minutes=MINUTES * place)


def _visit(number: int, now: datetime) -> dict[str, Any]:
    starts = starts_at(number, now)
    known = {"starts_at": starts, "doctor_id": "petrenko", "branch_id": "center", "status": Status.BOOKED}
    return {
        "id": FIRST_ID + number,
        "appointment_id": f"v{number}",
        "patient_id": _patient(number // EACH),
        "service_id": "visit",
        "ends_at": starts + timedelta(minutes=30),
        "version": "1",
        "known_at": now,
        **known,
        **{f"told_{name}": value for name, value in known.items()},
    }


def _notice(number: int, kind: Kind, now: datetime) -> dict[str, Any]:
    starts = starts_at(number, now)
    return {
        "id": _outbox(number, kind),
        "account_id": FIRST_ID + number // EACH,
        "kind": kind,
        "due_at": starts - KINDS[kind],
        "expires_at": starts,
        "urgent_at": starts,
        "state": State.DUE,
        "tries": 0,
        "created_at": now,
    }


def _outbox(number: int, kind: Kind) -> int:
    return FIRST_ID + 2 * number + (kind is Kind.TWO_HOURS)


def _patient(number: int) -> str:
    return f"p{number}"
