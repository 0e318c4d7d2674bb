"""Putting a message into the outbox, in whatever transaction the reason for it is written in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert

from db.database import Database
from db.tables import outbox, outbox_log, outbox_visits
from reminders.outbox import State
from reminders.plan import Kind


@dataclass(frozen=True, slots=True)
class New:
    """``account``: whose chat, or whose wish to reception. ``told``: visits with the times at which they begin.

    ``key``: what may be asked for twice and is said once. ``lane``: of what is said one after another.
    """

    kind: Kind
    account: int | None
    due_at: datetime
    expires_at: datetime
    urgent_at: datetime
    told: frozenset[tuple[int, datetime]] = frozenset()
    body: Any = None
    key: str | None = None
    lane: str | None = None


def put(database: Database, connection: Connection, new: New, now: datetime) -> int | None:
    """Its id; None where its key is in the outbox already."""
    values = {
        "account_id": new.account,
        "kind": new.kind,
        "key": new.key,
        "lane": new.lane,
        "due_at": new.due_at,
        "expires_at": new.expires_at,
        "urgent_at": new.urgent_at,
        "state": State.DUE,
        "tries": 0,
        "sealed": database.seal(new.body) if new.body else None,
        "created_at": now,
    }
    add = database.insert(outbox).values(values).on_conflict_do_nothing(index_elements=["key"]).returning(outbox.c.id)
    number: int | None = connection.execute(add).scalar()
    if number is None:
        return None
    if new.told:
        connection.execute(insert(outbox_visits), [_told(number, new, *told) for told in sorted(new.told)])
    log(connection, [number], now, State.DUE)
    return number


def log(connection: Connection, numbers: Iterable[int], now: datetime, state: State) -> None:
    connection.execute(insert(outbox_log), [{"outbox_id": one, "at": now, "state": state} for one in numbers])


def _told(number: int, new: New, visit: int, starts_at: datetime) -> dict[str, Any]:
    about = {"outbox_id": number, "visit_id": visit, "starts_at": starts_at}
    return about | {"account_id": new.account, "kind": new.kind}
