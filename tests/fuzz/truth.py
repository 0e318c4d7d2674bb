"""What the tables say, read past the product's own queries, and pure checks of it."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import Any

from sqlalchemy import Row, Table, select

from crm.embedded import tables as system
from db import tables as own
from db.database import Database

TAKES_TIME = frozenset({"booked", "arrived", "fulfilled"})
IN_FLIGHT = frozenset({"sending", "unknown"})


@dataclass(frozen=True, slots=True)
class Fact:
    """A visit in the clinic's own tables."""

    id: str
    key: str
    patient: str
    doctor: str
    starts_at: datetime
    ends_at: datetime
    status: str

    @property
    def stands(self) -> bool:
        """It takes its doctor's and its patient's time."""
        return self.status in TAKES_TIME

    def overlaps(self, starts_at: datetime, ends_at: datetime) -> bool:
        return self.starts_at < ends_at and starts_at < self.ends_at


async def rows(database: Database, table: Table) -> Sequence[Row[Any]]:
    async with database.read() as connection:
        return (await connection.execute(select(table).order_by(*table.primary_key))).all()


async def visits(database: Database) -> dict[str, Fact]:
    """All that were ever made, by their ids."""
    found = (
        Fact(str(row.id), row.key, str(row.patient_id), row.doctor_id, row.starts_at, row.ends_at, row.status)
        for row in await rows(database, system.appointments)
    )
    return {fact.id: fact for fact in found}


async def standing(database: Database) -> frozenset[Fact]:
    return frozenset(fact for fact in (await visits(database)).values() if fact.stands)


async def made_by(database: Database, key: str) -> str | None:
    """The id of the visit that was made, or moved, by this key."""
    moved = {row.key: str(row.appointment_id) for row in await rows(database, system.moves)}
    made = {fact.key: fact.id for fact in (await visits(database)).values()}
    return moved.get(key) or made.get(key)


async def made_in(database: Database, account: int) -> set[str]:
    """The visits that were booked in this chat."""
    return {row.appointment_id for row in await rows(database, own.bookings) if row.account_id == account}


async def numbers(database: Database, patients: Collection[str] | None) -> list[int]:
    """Those that buttons carry, of these patients' visits or of all."""
    return [row.id for row in await rows(database, own.visits) if patients is None or row.patient_id in patients]


async def appointment(database: Database, number: int) -> str | None:
    """Which one a button's number means."""
    return next((row.appointment_id for row in await rows(database, own.visits) if row.id == number), None)


async def phone_of(database: Database, crm_id: str) -> str:
    """The number on a card of the clinic's."""
    (card,) = (row for row in await rows(database, system.patients) if str(row.id) == crm_id)
    return str(database.unseal(card.sealed)["phone"])


async def in_flight(database: Database) -> list[Row[Any]]:
    return [row for row in await rows(database, own.bookings) if row.state in IN_FLIGHT]


def in_two_places(facts: Iterable[Fact], whose: Callable[[Fact], str]) -> list[tuple[Fact, Fact]]:
    """Pairs of one doctor, or of one patient, that take the same time."""
    taken = sorted((fact for fact in facts if fact.stands), key=lambda fact: (fact.starts_at, fact.id))
    return [
        (one, other)
        for one, other in combinations(taken, 2)
        if whose(one) == whose(other) and one.overlaps(other.starts_at, other.ends_at)
    ]
