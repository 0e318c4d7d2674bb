"""What a person and reception wrote to each other.

Of ``topics`` and ``relays`` nothing can be told: they are numbers of messages, and the name that a topic has.
"""

import re
from collections.abc import Mapping, Sequence
from html import unescape
from typing import Any

from sqlalchemy import select

from db.database import Database
from db.personal.keeper import Keeper, Whose
from db.tables import dialogues, outbox, relays, topics
from reception.privacy import Entry
from reminders.plan import Kind

TAGS = re.compile("<[^>]*>")  # Telegram's own HTML: a < of the text is escaped
WITH_WORDS = (Kind.TO_STAFF, Kind.TO_PATIENT, Kind.EDITED)


async def _dialogues(database: Database, whose: Whose) -> Sequence[Entry]:
    own = select(dialogues).where(dialogues.c.account_id == whose.account).order_by(dialogues.c.id)
    return [
        {"made_at": row.begun_at, "state": row.state, "ended_at": row.closed_at}
        | ({"about": f"from {database.unseal(row.about)['why']}"} if row.about else {})
        for row in await database.rows(own)
    ]


async def _written(database: Database, whose: Whose) -> Sequence[Entry]:
    """Files are told of only by the words under them: they stay in Telegram."""
    own = select(outbox).where(outbox.c.account_id == whose.account, outbox.c.kind.in_(WITH_WORDS))
    return [
        {"kind": row.kind, "state": row.state, "at": row.created_at}
        | ({"words": _words(database.unseal(row.sealed))} if row.sealed else {})
        for row in await database.rows(own.order_by(outbox.c.id))
    ]


def _words(body: Mapping[str, Any]) -> str:
    html = "\n".join(html for _, html in body["words"]) if "words" in body else body["html"]
    return unescape(TAGS.sub("", html))


DIALOGUES = Keeper("dialogues", (dialogues,), _dialogues)
WRITTEN = Keeper("written", (outbox,), _written)
PLACES = Keeper("places", (topics, relays), None)
