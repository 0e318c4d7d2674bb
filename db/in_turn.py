"""A visit is changed from one place at a time: who moves it and who cancels it hold its row and look for the other.

And nobody is let go of while the clinic's system may be booking for them.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, literal_column, select, update

from db.tables import bookings, patients, visits
from reception.booking.bookings import PATIENCE, State

MAY_BEGIN = (State.CHECK, State.SENDING, State.UNKNOWN)


def under_way(table: Any) -> ColumnElement[bool]:
    """In the partial index's own words: with bound parameters neither database would see that it fits."""
    state: ColumnElement[str] = table.c.state
    return state.in_([literal_column("'sending'"), literal_column("'unknown'")])


def is_booking(connection: Connection, accounts: Collection[int]) -> bool:
    """Whether a booking of theirs is in flight. Their patients' rows are held first, as in db/family.py, then the
    bookings': no card is drawn meanwhile, and one that is confirmed at this moment waits for us."""
    theirs = select(patients.c.id).where(patients.c.account_id.in_(accounts)).order_by(patients.c.id)
    connection.execute(theirs.with_for_update())
    own = bookings.c.account_id.in_(accounts) & bookings.c.state.in_(MAY_BEGIN)
    states = connection.execute(select(bookings.c.state).where(own).order_by(bookings.c.key).with_for_update())
    return any(state != State.CHECK for state in states.scalars())


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
