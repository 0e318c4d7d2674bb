"""What the tables say, read past the product's own queries, and pure checks of it."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import Any

from sqlalchemy import Row, select

from crm.embedded import tables as system
from db import tables as own
from db.database import Database

TAKES_TIME = frozenset({"booked", "arrived", "fulfilled"})
IN_FLIGHT = frozenset({"sending", "unknown"})
HAS_BEGUN = IN_FLIGHT | {"booked"}
TABLES = (
    *(system.appointments, system.moves, system.patients),
    *(own.patients, own.bookings, own.visits, own.outbox, own.outbox_visits),
    *(own.wishes, own.holds),
)


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

    def is_ahead(self, now: datetime) -> bool:
        return self.status == "booked" and self.starts_at > now


@dataclass(frozen=True, slots=True)
class Truth:
    """Of one moment. ``visits`` by their ids, all that were ever made; ``tables`` by their names."""

    visits: Mapping[str, Fact]
    tables: Mapping[str, Sequence[Row[Any]]]

    @property
    def standing(self) -> frozenset[Fact]:
        return frozenset(fact for fact in self.visits.values() if fact.stands)

    @property
    def in_flight(self) -> list[Row[Any]]:
        return [row for row in self.tables["bookings"] if row.state in IN_FLIGHT]

    @property
    def waiting(self) -> list[Row[Any]]:
        """The wishes that are open."""
        return [row for row in self.tables["wishes"] if row.ended_at is None]

    def held(self, now: datetime) -> list[Row[Any]]:
        return [row for row in self.tables["holds"] if row.state == "held" and row.until > now]

    def contended(self, now: datetime) -> list[Row[Any]]:
        """Bookings under way of what is held for another patient."""
        held, in_flight = self.held(now), self.in_flight
        return [
            one for one in in_flight if any(one.patient_id != for_.patient_id and overlap(one, for_) for for_ in held)
        ]

    def made_by(self, key: str) -> str | None:
        """The visit that was made, or moved, by this key."""
        moved = [str(row.appointment_id) for row in self.tables["crm_moves"] if row.key == key]
        made = [fact.id for fact in self.visits.values() if fact.key == key]
        return next(iter(moved + made), None)

    def made_in(self, account: int) -> set[str]:
        """The visits that were booked in this chat."""
        return {row.appointment_id for row in self.tables["bookings"] if row.account_id == account}

    def appointment(self, number: int) -> str | None:
        """The visit that a button's number means."""
        return next((str(row.appointment_id) for row in self.tables["visits"] if row.id == number), None)

    def numbers(self, patients: Collection[str] | None) -> list[int]:
        """Those of buttons, for these patients' visits or for all; the newest first."""
        return [row.id for row in reversed(self.tables["visits"]) if patients is None or row.patient_id in patients]


async def now_in(database: Database) -> Truth:
    async with database.read() as connection:
        tables = {
            table.name: (await connection.execute(select(table).order_by(*table.primary_key))).all() for table in TABLES
        }
    return Truth({str(row.id): _fact(row) for row in tables["crm_appointments"]}, tables)


def in_two_places(facts: Iterable[Fact], whose: Callable[[Fact], str]) -> list[tuple[Fact, Fact]]:
    """Pairs of one doctor, or of one patient, that take the same time."""
    taken = sorted((fact for fact in facts if fact.stands), key=lambda fact: (fact.starts_at, fact.id))
    return [
        (one, other)
        for one, other in combinations(taken, 2)
        if whose(one) == whose(other) and one.overlaps(other.starts_at, other.ends_at)
    ]


def overlap(one: Row[Any], other: Row[Any]) -> bool:
    """Two times of one doctor's, of our own tables."""
    return bool(one.doctor_id == other.doctor_id and one.starts_at < other.ends_at and other.starts_at < one.ends_at)


def _fact(row: Row[Any]) -> Fact:
    return Fact(str(row.id), row.key, str(row.patient_id), row.doctor_id, row.starts_at, row.ends_at, row.status)
