"""A visit's entry in the calendars of phones: one UID for its whole life, a SEQUENCE that grows with each change."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, Row, Select, select, update

from crm.model import Status
from db.tables import visits

STANDS_IN_IT = ("starts_at", "ends_at", "branch_id", "doctor_id")


def new_entry() -> dict[str, Any]:
    return {"uid": str(uuid4()), "sequence": 0}


def changes(row: Mapping[str, Any], before: Row[Any]) -> bool:
    """Whether a calendar has to hear of it."""
    gone, was_gone = row["status"] == Status.CANCELLED, before.status == Status.CANCELLED
    return gone != was_gone or any(row[name] != getattr(before, name) for name in STANDS_IN_IT)


def take_over(connection: Connection, visit: int, heir: ColumnElement[bool]) -> None:
    """``heir``: the visit that ``visit`` was moved to has become it, also in calendars. Twice is fine."""
    old = connection.execute(select(visits.c.uid, visits.c.sequence).where(visits.c.id == visit)).first()
    if old is not None:
        new = update(visits).where(heir, visits.c.uid != old.uid)
        connection.execute(new.values(uid=old.uid, sequence=old.sequence + 1))


def entry_of(visit: int) -> Select[Any]:
    """The entry, and the visit that it stands for now."""
    this, last = visits.alias("this"), visits.alias("last")
    same = (last.c.patient_id == this.c.patient_id) & (last.c.uid == this.c.uid)
    found = select(last.c.uid, last.c.sequence, last.c.id).join(this, same).where(this.c.id == visit)
    return found.order_by(last.c.sequence.desc(), last.c.id.desc()).limit(1)
