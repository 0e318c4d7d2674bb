"""Counts by day: added to as things happen, and kept of days whose rows will be forgotten (reception/figures/)."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Select, func, select

from db.counted import counted
from db.database import Database
from db.tables import accounts, counts, seen
from reception.figures.counts import Count, Seen, What

Comings = Callable[[datetime | None, Seen], list[Count]]
CLOSED = "closed"  # in place of a What
BLOCKED = func.count(accounts.c.unreachable_at)


class CountStore:
    """reception.figures.counts.Counts."""

    def __init__(self, database: Database, comings: Comings) -> None:
        """``comings``: what somebody adds who was there before (reception/figures/tally.py)."""
        self._database = database
        self._comings = comings

    async def add(self, new: list[Count], people: dict[int, Seen]) -> None:
        def write(connection: Connection) -> None:
            add(self._database, connection, [*new, *self._sees(connection, people)])

        await self._database.change(write)

    async def kept(self, first: date, last: date) -> tuple[list[Count], set[date]]:
        query = select(counts).where(counts.c.on >= first, counts.c.on <= last)
        rows = await self._database.rows(query.order_by(counts.c.on, counts.c.what, counts.c.which))
        numbers = [Count(row.on, What(row.what), row.which, row.number) for row in rows if row.what != CLOSED]
        return numbers, {row.on for row in rows if row.what == CLOSED}

    async def closed(self) -> date | None:
        (row,) = await self._database.rows(select(func.max(counts.c.on).label("on")).where(counts.c.what == CLOSED))
        last: date | None = row.on
        return last

    async def close(self, on: date, numbers: list[Count]) -> None:
        rows = [_row(one) for one in numbers] + [{"on": on, "what": CLOSED, "which": "", "number": 1}]
        async with self._database.write() as connection:
            await connection.execute(self._database.insert(counts).on_conflict_do_nothing(), rows)

    async def of_day(self, on: date, since: datetime, until: datetime) -> list[Count]:
        return await counted(self._database, on, since, until)

    async def begun(self) -> datetime | None:
        (row,) = await self._database.rows(select(func.min(accounts.c.created_at).label("at")))
        first: datetime | None = row.at
        return first

    async def people(self) -> tuple[int, int]:
        (row,) = await self._database.rows(
            select(func.count().label("number"), BLOCKED.label("blocked")).select_from(accounts)
        )
        return row.number, row.blocked

    def _sees(self, connection: Connection, people: dict[int, Seen]) -> list[Count]:
        if not people:
            return []
        if not self._database.is_sqlite:  # two processes would both count whoever writes to both
            connection.execute(select(func.pg_advisory_xact_lock(func.hashtext("seen"))))
        there = {row.id: row.at for row in connection.execute(_last_seen(people))}
        sees = self._database.insert(seen)
        sees = sees.on_conflict_do_update(index_elements=["account_id"], set_={"at": sees.excluded.at})
        if there:
            connection.execute(sees, [{"account_id": person, "at": people[person].last} for person in there])
        return [one for person, before in there.items() for one in self._comings(before, people[person])]


def add(database: Database, connection: Connection, new: Iterable[Count]) -> None:
    """To what is kept of their days, in whatever transaction they come to pass in."""
    sums = Counter[tuple[date, str, str]]()
    for one in new:
        sums[one.on, one.what, one.which] += one.number
    if sums:
        more = database.insert(counts)
        more = more.on_conflict_do_update(
            index_elements=["on", "what", "which"], set_={"number": counts.c.number + more.excluded.number}
        )
        rows = [
            {"on": on, "what": what, "which": which, "number": number} for (on, what, which), number in sums.items()
        ]
        connection.execute(more, sorted(rows, key=itemgetter("on", "what", "which")))


def _last_seen(people: Iterable[int]) -> Select[Any]:
    """Whoever is being erased waits until they are counted."""
    last = select(accounts.c.id, seen.c.at).outerjoin(seen).where(accounts.c.id.in_(sorted(people)))
    return last.order_by(accounts.c.id).with_for_update(read=True, key_share=True, of=accounts)


def _row(one: Count) -> dict[str, Any]:
    return {"on": one.on, "what": one.what, "which": one.which, "number": one.number}
