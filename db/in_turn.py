"""A visit is changed from one place at a time: who moves it and who cancels it hold its row and look for the other."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, literal_column, select, update

from db.tables import bookings, visits
from reception.booking.bookings import PATIENCE


def under_way(table: Any) -> ColumnElement[bool]:
    """In the partial index's own words: with bound parameters neither database would see that it fits."""
    state: ColumnElement[str] = table.c.state
    return state.in_([literal_column("'sending'"), literal_column("'unknown'")])


def begin_to_cancel(connection: Connection, visit: int, at: datetime) -> bool:
    """False where it is being moved, or it is not known yet whether it was."""
    _hold(connection, visit)
    moving = select(bookings.c.key).where(bookings.c.moving == visit, under_way(bookings))
    if connection.execute(moving).first():
        return False
    connection.execute(update(visits).where(visits.c.id == visit).values(cancelling_at=at))
    return True


def is_being_cancelled(connection: Connection, visit: int, now: datetime) -> bool:
    """A program that died while it cancelled holds nobody up for longer than a call can take."""
    since = _hold(connection, visit)
    return since is not None and since > now - PATIENCE


def _hold(connection: Connection, visit: int) -> datetime | None:
    held = select(visits.c.cancelling_at).where(visits.c.id == visit).with_for_update()
    since: datetime | None = connection.execute(held).scalar()
    return since
