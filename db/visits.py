"""The visits of linked patients as the clinic's system showed them last."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    Delete,
    Row,
    Select,
    bindparam,
    delete,
    exists,
    func,
    select,
    update,
)

from crm.model import Appointment, Status
from db.database import Database
from db.entries import changes, entry_of, new_entry, take_over
from db.in_turn import begin_to_cancel
from db.looks import NEVER, longest_ago, to_look_at, with_a_visit_soon
from db.tables import feed, looks, patients, visits
from reception.clock import Clock
from reception.visit_mirror import Entry, Pace, Remembered

Replan = Callable[[Connection, Collection[str]], None]

THE_ONE = 1
KEPT = timedelta(days=60)  # after a visit has ended
OTHERS_SHARE = 4
AHEAD = (
    select(visits)
    .where(visits.c.patient_id.in_(bindparam("patients", expanding=True)))
    .where(visits.c.status == Status.BOOKED.value, visits.c.starts_at > bindparam("now"))
    .order_by(visits.c.starts_at, visits.c.appointment_id)
)
KEPT_AS_IS = frozenset({"id", "appointment_id", "uid", "sequence", "cancelling_at"})
CHANGE = (
    update(visits)
    .where(visits.c.appointment_id == bindparam("known_id"))
    .values({column.name: bindparam(column.name) for column in visits.c if column.name not in KEPT_AS_IS})
    .values(sequence=visits.c.sequence + bindparam("changes"))
)
TOLD = ("starts_at", "doctor_id", "branch_id", "status")  # a change of the service or the room is no news to anybody


class VisitStore:
    """reception.visit_mirror.VisitMirror."""

    def __init__(self, database: Database, clock: Clock, replan: Replan = lambda _connection, _patients: None) -> None:
        """``replan``: what follows from it when visits of these patients are new, or have changed (db/plans.py)."""
        self._database = database
        self._clock = clock
        self._replan = replan

    async def cursor(self) -> str | None:
        rows = await self._database.rows(select(feed.c.cursor))
        return rows[0].cursor if rows else None

    async def follow(self, changed: Sequence[Appointment], cursor: str) -> None:
        values = {"cursor": cursor, "at": self._clock.now()}
        go_on = self._database.insert(feed).values(id=THE_ONE, **values)
        go_on = go_on.on_conflict_do_update(index_elements=["id"], set_=values)

        def keep(connection: Connection) -> None:
            self._keep(connection, changed)
            connection.execute(go_on)

        await self._database.change(keep, one=not changed)

    async def saw(self, patient: str, listed: Sequence[Appointment], since: datetime, until: datetime) -> list[str]:
        looked = self._database.insert(looks).values(patient_id=patient, at=self._clock.now())
        looked = looked.on_conflict_do_update(index_elements=["patient_id"], set_={"at": looked.excluded.at})
        known = select(visits.c.appointment_id).where(
            visits.c.patient_id == patient,
            visits.c.status == Status.BOOKED,
            visits.c.starts_at >= since,
            visits.c.starts_at < until,
        )
        async with self._database.write() as connection:
            before = set((await connection.execute(known)).scalars())
            await connection.run_sync(self._keep, listed)
            await connection.execute(looked)
        return sorted(before - {visit.id for visit in listed})

    async def keep(self, appointment: Appointment, *, told: bool = False) -> None:
        async with self._database.write() as connection:
            await connection.run_sync(self._keep, [appointment], told)

    async def is_gone(self, appointment_id: str) -> None:
        async with self._database.write() as connection:
            row = (await connection.execute(_with_ids([appointment_id]))).first()
            if row is not None:
                await connection.run_sync(self._keep, [replace(_appointment(row), status=Status.CANCELLED)])

    async def due(self, pace: Pace, most: int) -> list[str]:
        now, by_visits = self._clock.now(), pace.soon < pace.others
        longest = await self._database.rows(longest_ago(now - pace.others, now, most, but_soon=by_visits))
        new = [row.patient_id for row in longest if row.at == NEVER]
        soon = await self._database.rows(with_a_visit_soon(now - pace.soon, now, most)) if by_visits else ()
        pressing, waiting = [*new, *(row.patient_id for row in soon)], [row.patient_id for row in longest[len(new) :]]
        waiting = waiting[: max(most // OTHERS_SHARE, most - len(pressing))]
        return [*pressing[: most - len(waiting)], *waiting]

    async def linked(self) -> int:
        """How many patients somebody here acts for."""
        return int((await self._database.rows(select(func.count(patients.c.crm_id.distinct()))))[0][0])

    async def ahead(self, patients: Sequence[str], now: datetime) -> list[Appointment]:
        rows = await self._database.rows(AHEAD, {"patients": list(patients), "now": now})
        return [_appointment(row) for row in rows]

    async def known(self, appointment_ids: Sequence[str]) -> dict[str, Appointment]:
        rows = await self._database.rows(_with_ids(appointment_ids))
        return {row.appointment_id: _appointment(row) for row in rows}

    async def by_id(self, visit_id: int) -> Remembered | None:
        rows = await self._database.rows(select(visits).where(visits.c.id == visit_id))
        return Remembered(_appointment(rows[0]), rows[0].known_at) if rows else None

    async def entry(self, visit_id: int) -> Entry | None:
        rows = await self._database.rows(entry_of(visit_id))
        return Entry(rows[0].uid, rows[0].sequence, rows[0].id) if rows else None

    async def goes_on_as(self, visit_id: int, appointment_id: str) -> None:
        async with self._database.write() as connection:
            await connection.run_sync(take_over, visit_id, visits.c.appointment_id == appointment_id)

    async def begins_to_cancel(self, visit_id: int, at: datetime) -> bool:
        async with self._database.write() as connection:
            return await connection.run_sync(begin_to_cancel, visit_id, at)

    async def ends_to_cancel(self, visit_id: int, at: datetime) -> None:
        own = (visits.c.id == visit_id) & (visits.c.cancelling_at == at)
        async with self._database.write() as connection:
            await connection.execute(update(visits).where(own).values(cancelling_at=None))

    async def ids(self, appointment_ids: Sequence[str]) -> dict[str, int]:
        rows = await self._database.rows(_with_ids(appointment_ids))
        return {row.appointment_id: row.id for row in rows}

    async def as_of(self, patients: Sequence[str]) -> datetime | None:
        told = select(feed.c.at).scalar_subquery().label("told_at")
        looked = select(func.count().label("number"), func.min(looks.c.at).label("oldest"), told)
        (row,) = await self._database.rows(looked.where(looks.c.patient_id.in_(patients), looks.c.at > NEVER))
        if row.number < len(set(patients)):
            return None
        known: datetime = max(row.oldest, row.told_at) if row.told_at else row.oldest
        return known

    async def forget(self) -> None:
        over = delete(visits).where(visits.c.ends_at < self._clock.now() - KEPT)
        async with self._database.write() as connection:
            for statement in (over, *of_strangers(), to_look_at(self._database)):
                await connection.execute(statement)

    def _keep(self, connection: Connection, seen: Sequence[Appointment], told: bool = False) -> None:
        """Writes only what is new or has changed: PostgreSQL spends an id on each INSERT, also on one in conflict.

        ``told``: whoever did it here knows of it, also where a look at the system was quicker than they.
        """
        linked = select(patients.c.crm_id).where(patients.c.crm_id.in_({visit.patient_id for visit in seen}))
        ours = set(connection.execute(linked).scalars()) if seen else set()
        mine = {visit.id: visit for visit in seen if visit.patient_id in ours}
        known = {row.appointment_id: row for row in connection.execute(_with_ids(mine))} if mine else {}
        now = self._clock.now()
        new = [
            _row(visit) | _told(visit) | new_entry() | {"known_at": now}
            for visit in mine.values()
            if visit.id not in known
        ]
        changed = {id_: mine[id_] for id_, row in known.items() if told or mine[id_] != _appointment(row)}
        if new:
            connection.execute(self._database.insert(visits).on_conflict_do_nothing(), new)
        if changed:
            rows = [_change(visit, known[id_], now, told=told) for id_, visit in changed.items()]
            connection.execute(CHANGE, [{"known_id": row["appointment_id"], **row} for row in rows])
        self._replan(connection, {row["patient_id"] for row in new} | {visit.patient_id for visit in changed.values()})


def _with_ids(ids: Iterable[str]) -> Select[Any]:
    return select(visits).where(visits.c.appointment_id.in_(list(ids)))


def of_strangers() -> list[Delete]:
    """What is known of patients whom nobody here acts for any more."""
    return [delete(table).where(~exists().where(patients.c.crm_id == table.c.patient_id)) for table in (visits, looks)]


def _row(visit: Appointment) -> dict[str, Any]:
    return {
        "appointment_id": visit.id,
        "patient_id": visit.patient_id,
        "doctor_id": visit.doctor_id,
        "branch_id": visit.branch_id,
        "service_id": visit.service_id,
        "starts_at": visit.starts_at,
        "ends_at": visit.ends_at,
        "status": visit.status,
        "version": visit.version,
    }


def _told(visit: Appointment) -> dict[str, Any]:
    """People know it as it is now."""
    return {f"told_{name}": getattr(visit, name) for name in TOLD} | {"changed_at": None}


def _change(visit: Appointment, row: Row[Any], now: datetime, *, told: bool) -> dict[str, Any]:
    """What is to be told waits; what was changed back meanwhile is no news."""
    known_at = row.known_at if visit.starts_at == row.starts_at else now
    before = {f"told_{name}": getattr(row, f"told_{name}") for name in TOLD}
    news = _is_news(visit, before)
    known = _told(visit) if told else before | {"changed_at": (row.changed_at or now) if news else None}
    changed = _row(visit)
    return changed | known | {"known_at": known_at, "changes": int(changes(changed, row))}


def _is_news(visit: Appointment, told: Mapping[str, Any]) -> bool:
    """That it took place, or that nobody came, is no news either."""
    cancelled, was_cancelled = visit.status is Status.CANCELLED, told["told_status"] == Status.CANCELLED
    same = all(getattr(visit, name) == told[f"told_{name}"] for name in TOLD if name != "status")
    return cancelled != was_cancelled or not (cancelled or same)


def _appointment(row: Row[Any]) -> Appointment:
    return Appointment(
        id=row.appointment_id,
        patient_id=row.patient_id,
        doctor_id=row.doctor_id,
        branch_id=row.branch_id,
        service_id=row.service_id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        status=Status(row.status),
        version=row.version,
    )
