"""A person's own updates: one that is done with holds nothing of them (db/inbox.py), one that was given up does."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, or_, select, update

from db.database import Database
from db.personal.keeper import Keeper, Whose
from db.tables import inbox
from reception.privacy import Entry


def _theirs(whose: Whose) -> ColumnElement[bool]:
    """Of this chat and of each topic in it (bot/lanes.py)."""
    chat = str(whose.telegram_id)
    return or_(inbox.c.lane == chat, inbox.c.lane.startswith(f"{chat}:", autoescape=True))


async def _given_up(database: Database, whose: Whose) -> Sequence[Entry]:
    parked = select(inbox).where(_theirs(whose), inbox.c.state == "parked", inbox.c.body.is_not(None))
    return [
        {"words": _words(database.unseal(row.body)), "at": row.received_at}
        for row in await database.rows(parked.order_by(inbox.c.received_at))
    ]


def _words(update_: Mapping[str, Any]) -> str:
    message = update_.get("message") or {}
    return str(message.get("text") or message.get("caption") or "")


def _erase(_database: Database, connection: Connection, whose: Whose) -> None:
    """What is being handled, the wish to be erased itself, is wiped when it ends, like everybody's."""
    over = inbox.c.state.in_(["done", "parked"])
    wiped = {"state": "done", "body": None, "lane": ""}
    connection.execute(update(inbox).where(_theirs(whose), over).values(wiped))


INBOX = Keeper("given_up", (inbox,), _given_up, _erase)
