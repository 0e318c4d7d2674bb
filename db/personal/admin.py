"""What is kept of an admin: that they are one, and what they have changed. Once erased, nobody stands behind that."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, select, update

from db.database import Database
from db.personal.keeper import Keeper, Whose
from db.tables import admins, edits
from reception.privacy import Entry


async def _seat(database: Database, whose: Whose) -> Sequence[Entry]:
    rows = await database.rows(select(admins).where(admins.c.account_id == whose.account))
    return [{"called": database.unseal(row.sealed), "at": row.at} for row in rows]


async def _changes(database: Database, whose: Whose) -> Sequence[Entry]:
    rows = await database.rows(select(edits).order_by(edits.c.id))
    own = [(row, told) for row, told in _of(database, rows, whose) if told["admin"] == whose.telegram_id]
    return [{"deed": told["part"], "at": row.at} for row, told in own]


def _erase(database: Database, connection: Connection, whose: Whose) -> None:
    """What was changed stays: it is the clinic's. Who changed it goes."""
    for row, told in list(_of(database, connection.execute(select(edits)).all(), whose)):
        nobodys = {"admin": 0, "by": ""} if told["admin"] == whose.telegram_id else {"whom": 0, "named": {}}
        sealed = database.seal(told | nobodys)
        connection.execute(update(edits).where(edits.c.id == row.id).values(sealed=sealed))


def _of(database: Database, rows: Sequence[Any], whose: Whose) -> Iterator[tuple[Any, dict[str, Any]]]:
    """What they did, or was done to them. There are a few a week: all are looked through."""
    told = ((row, database.unseal(row.sealed)) for row in rows)
    return ((row, edit) for row, edit in told if whose.telegram_id in {edit["admin"], edit["whom"]})


SEAT = Keeper("admin_seat", (admins,), _seat)
CHANGES = Keeper("admin_changes", (edits,), _changes, _erase)
