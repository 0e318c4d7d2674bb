"""What has changed since a cursor: appointments by ``_lastUpdated``.

The cursor is the newest time seen, which is the server's own, and what was seen of the last seconds before it: a server
may show a change a moment after its time, so those seconds are asked for again and what is known is left out.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from crm.errors import Refused
from crm.fhir.elements import Resource, changed_at, version, written
from crm.fhir.server import Server
from crm.fhir.visits import kept
from crm.model import Changes

LATE = timedelta(seconds=10)
EVER = datetime(1900, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Cursor:
    """``seen``: id@version."""

    since: datetime
    seen: frozenset[str]


async def changes(server: Server, cursor: str | None) -> Changes:
    if cursor is None:
        since = await _newest(server)
        return Changes((), _text(since, await _changed(server, since)))
    known = _read(cursor)
    rows = await _changed(server, known.since)
    fresh = {str(row["id"]): row for row in rows if _mark(row) not in known.seen}  # the newest version of each
    told = tuple(one.told for one in await kept(server, sorted(fresh.values(), key=_turn)))
    return Changes(told, _text(max([known.since, *map(_at, rows)]), rows))


async def _newest(server: Server) -> datetime:
    async for page in server.session.pages("Appointment", ("_sort", "-_lastUpdated")):
        return max(map(_at, page), default=EVER)
    return EVER


async def _changed(server: Server, since: datetime) -> list[Resource]:
    """By time. Who is changed while pages are read pushes another from a page that is to come to one that has been
    read: several pages are read until they show nothing new."""
    found: dict[str, Resource] = {}
    asked = ("_lastUpdated", f"ge{written(since - LATE)}"), ("_sort", "_lastUpdated")
    while True:
        before, pages = len(found), 0
        async for page in server.session.pages("Appointment", *asked):
            pages += 1
            found |= {_mark(row): row for row in page if _at(row) >= since - LATE}
        if pages == 1 or len(found) == before:
            return sorted(found.values(), key=_turn)


def _text(since: datetime, rows: Iterable[Resource]) -> str:
    seen = [_mark(row) for row in rows if _at(row) >= since - LATE]
    return json.dumps({"since": since.isoformat(), "seen": seen})


def _read(cursor: str) -> Cursor:
    try:
        said = json.loads(cursor)
        return Cursor(datetime.fromisoformat(said["since"]), frozenset(said["seen"]))
    except (ValueError, KeyError, TypeError):
        raise Refused("this cursor is not ours") from None


def _at(row: Resource) -> datetime:
    return changed_at(row) or EVER


def _turn(row: Resource) -> tuple[datetime, str]:
    return _at(row), str(row["id"])


def _mark(row: Resource) -> str:
    return f"{row['id']}@{version(row)}"
