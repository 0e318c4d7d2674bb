"""What was said to a person, what they said to it, and what reception was told of them."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from db.database import Database
from db.personal.keeper import Keeper, Whose
from db.tables import outbox, outbox_log, outbox_visits, ratings, visits
from reception.privacy import Entry, Named
from reminders.plan import HANDOFF, TO_PEOPLE, Kind

LISTS = select(outbox).where(outbox.c.kind == Kind.PHONE_TODAY, outbox.c.sealed.is_not(None))
READ_AS = {"doctor": "doctor", "was_with": "doctor", "branch": "branch"}
INSTANTS = ("starts_at", "was_at")
OUR_NUMBERS = {"account", "hold", "wish"}


async def _messages(database: Database, whose: Whose) -> Sequence[Entry]:
    own = select(outbox).where(outbox.c.account_id == whose.account, outbox.c.kind.in_(TO_PEOPLE))
    told = select(outbox_visits).where(outbox_visits.c.account_id == whose.account)
    about: dict[int, list[datetime]] = {}
    for row in await database.rows(told.order_by(outbox_visits.c.starts_at)):
        about.setdefault(row.outbox_id, []).append(row.starts_at)
    return [
        _sent(row)
        | {"visits": about.get(row.id, []), "answer": row.answer, "answered_at": row.answered_at}
        | _read(database.unseal(row.sealed) if row.sealed else {})
        for row in await database.rows(own.order_by(outbox.c.due_at))
    ]


async def _ratings(database: Database, whose: Whose) -> Sequence[Entry]:
    own = (
        select(ratings, visits.c.starts_at, visits.c.doctor_id, visits.c.branch_id)
        .join(visits, visits.c.id == ratings.c.visit_id)
        .where(ratings.c.account_id == whose.account)
        .order_by(ratings.c.at)
    )
    return [
        {
            "doctor": Named("doctor", row.doctor_id),
            "branch": Named("branch", row.branch_id),
            "starts_at": row.starts_at,
            "score": row.score,
            "words": database.unseal(row.sealed) if row.sealed else None,
            "at": row.at,
        }
        for row in await database.rows(own)
    ]


async def _requests(database: Database, whose: Whose) -> Sequence[Entry]:
    own = select(outbox).where(outbox.c.account_id == whose.account, outbox.c.kind.not_in((*TO_PEOPLE, *HANDOFF)))
    asked = [
        _sent(row) | _read(database.unseal(row.sealed) if row.sealed else {})
        for row in await database.rows(own.order_by(outbox.c.created_at))
    ]
    lists = await database.rows(LISTS.order_by(outbox.c.created_at))
    return asked + [_sent(row) | _read(line) for row in lists for line in _of(database, row, whose)]


def _sent(row: Any) -> Entry:
    return {"kind": row.kind, "state": row.state, "due_at": row.due_at, "settled_at": row.settled_at}


def _read(body: Entry) -> Entry:
    """Ids and instants as what they are; our own numbers are nobody's business."""
    told: dict[str, Any] = {name: value for name, value in body.items() if name not in OUR_NUMBERS}
    told |= {name: Named(kind, told[name] or None) for name, kind in READ_AS.items() if name in told}
    return told | {name: datetime.fromisoformat(told[name]) for name in INSTANTS if name in told}


def _of(database: Database, row: Any, whose: Whose) -> Iterator[Entry]:
    return (line for line in database.unseal(row.sealed)["listed"] if _is_of(line, whose))


def _is_of(line: Entry, whose: Whose) -> bool:
    """A line from before it named the account is known by its phone."""
    return bool(line["account"] == str(whose.account) if "account" in line else line.get("phone") == whose.phone)


def _erase_from_lists(database: Database, connection: Connection, whose: Whose) -> None:
    """Reception's lists of whom to phone are nobody's alone: the one line goes."""
    for row in connection.execute(LISTS).all():
        listed = database.unseal(row.sealed)["listed"]
        left = [line for line in listed if not _is_of(line, whose)]
        if left != listed:
            sealed = database.seal({"listed": left})
            connection.execute(update(outbox).where(outbox.c.id == row.id).values(sealed=sealed))


MESSAGES = Keeper("messages", (outbox, outbox_visits, outbox_log), _messages)
RATINGS = Keeper("ratings", (ratings,), _ratings)
REQUESTS = Keeper("requests", (outbox,), _requests, _erase_from_lists)
