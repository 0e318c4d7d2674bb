"""What was free at the last look, at the places that somebody waits for."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, select, tuple_

from db.database import Database
from db.tables import free_times, watched
from reception.catalogue import Place
from reception.clock import Clock
from reception.waitlist.wish import Freed

A_DAY = timedelta(days=1)


class WatchedStore:
    """reception.waitlist.watching.WatchedStore."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def watches(self, places: Collection[Place]) -> None:
        async with self._database.write() as connection:
            for table in (free_times, watched):
                others = tuple_(*_place_of(table)).not_in(list(places)) if places else None
                await connection.execute(delete(table).where(*[others] if others is not None else []))

    async def looked(self, place: Place, free: Iterable[datetime], until: datetime) -> None:
        """Nobody's writing is held up for what is known already; how far the look reached is kept once a day."""
        known = select(free_times.c.starts_at).where(_is_at(free_times, place))
        there, before = set(free), {row.starts_at for row in await self._database.rows(known)}
        seen = await self._database.rows(select(watched.c.until).where(_is_at(watched, place)))
        if there != before or not seen or until >= seen[0].until + A_DAY:
            reached = seen[0].until if seen else None
            new = [_new(at, reached, self._clock.now(), alone=not before) for at in sorted(there - before)]
            async with self._database.write() as connection:
                await connection.run_sync(self._keep, place, new, before - there, until)

    async def freed(self, since: datetime) -> list[Freed]:
        query = select(free_times).where(free_times.c.since >= since)
        rows = await self._database.rows(query.order_by(free_times.c.starts_at, free_times.c.doctor_id))
        return [
            Freed((row.doctor_id, row.branch_id, row.service_id), row.starts_at, row.since, row.entered) for row in rows
        ]

    async def is_taken(self, freed: Freed) -> None:
        async with self._database.write() as connection:
            it = _is_at(free_times, freed.place) & (free_times.c.starts_at == freed.starts_at)
            await connection.execute(delete(free_times).where(it))

    def _keep(
        self,
        connection: Connection,
        place: Place,
        new: Sequence[dict[str, Any]],
        gone: Collection[datetime],
        until: datetime,
    ) -> None:
        here = _at(place)
        look = self._database.insert(watched).values(here | {"until": until})
        connection.execute(look.on_conflict_do_update(index_elements=list(here), set_={"until": until}))
        if gone:
            connection.execute(delete(free_times).where(_is_at(free_times, place), free_times.c.starts_at.in_(gone)))
        if new:
            rows = [here | values for values in new]
            connection.execute(self._database.insert(free_times).on_conflict_do_nothing(), rows)


def _new(at: datetime, reached: datetime | None, now: datetime, *, alone: bool) -> dict[str, Any]:
    """``reached``: how far the look before did, None where there was none. ``alone``: nothing was free then."""
    entered = reached is not None and at >= reached and not alone
    return {"starts_at": at, "since": now if reached else None, "entered": entered}


def _at(place: Place) -> dict[str, Any]:
    return dict(zip(("doctor_id", "branch_id", "service_id"), place, strict=True))


def _place_of(table: Table) -> list[ColumnElement[int]]:
    return [table.c.doctor_id, table.c.branch_id, table.c.service_id]


def _is_at(table: Table, place: Place) -> ColumnElement[bool]:
    return tuple_(*_place_of(table)) == place
