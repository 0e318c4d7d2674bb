"""Visits at a branch that is closed then: each chat that acts for their patients is told once a closure, and once more
where the branch is open after all."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, delete, exists, false, func, or_, select, update

from clinic.model import Clinic
from crm.model import Status
from db.database import Database
from db.messages import New, log, put
from db.plans import MAY_HEAR, ZoneOf
from db.tables import accounts, clinic_file, outbox, outbox_visits, patients, visits
from reception.clock import Clock
from reception.closures import Affected, Closures, closures, touches
from reminders.closing import Unheard
from reminders.outbox import State
from reminders.plan import Kind

Awake = Callable[[datetime, str, datetime], datetime]  # now, the branch's zone, when the visit begins

MOST = 500  # in one transaction
UNDER_WAY = {State.CLAIMED, State.SENDING, State.UNKNOWN}
HEARD = [State.SENT, State.DUE, *UNDER_WAY]


class ClosedStore:
    """reminders.closing.ClosedVisits. ``awake``: when something may be said at the earliest (reminders/quiet.py)."""

    def __init__(self, database: Database, clock: Clock, closed: Closures, awake: Awake, zone_of: ZoneOf) -> None:
        self._database = database
        self._clock = clock
        self._closed = closed
        self._awake = awake
        self._zone_of = zone_of
        self._reopened = False  # whoever was told of closures that are none any more knows

    async def tell(self) -> list[Unheard]:
        if not self._reopened:
            self._reopened = await self._database.change(self._reopen)
        within = _within(self._closed, self._clock.now())
        if within is None:
            return []
        if await self._database.rows(_untold(within).limit(1)):
            await self._database.change(lambda connection: self._tell(connection, within))
        return [
            Unheard(row.account, row.id, row.appointment_id, row.patient_id, row.starts_at)
            for row in await self._database.rows(_unheard(within))
        ]

    async def is_told(self, visit: int, starts_at: datetime) -> bool:
        of_it = (outbox_visits.c.visit_id == visit) & (outbox_visits.c.starts_at == starts_at)
        query = select(outbox.c.id).join(outbox_visits).where(of_it, outbox_visits.c.kind == Kind.CLOSED)
        return bool(await self._database.rows(query.where(outbox.c.state.in_(HEARD)).limit(1)))

    def _tell(self, connection: Connection, within: ColumnElement[bool]) -> None:
        """Who tells the same chats at the same time waits, and then finds them told."""
        if not self._is_newest(connection):
            return
        _lock(connection, connection.execute(_untold(within).limit(MOST)))
        for row in connection.execute(_untold(within).limit(MOST)).all():
            self._put(connection, Kind.CLOSED, row)

    def _reopen(self, connection: Connection) -> bool:
        """False while one is under way of which nobody knows yet whether it was said."""
        if not self._is_newest(connection):
            return False
        said = _said(self._clock.now())
        _lock(connection, connection.execute(said))
        known = True
        for row in connection.execute(said).all():
            if touches(self._closed.get(row.branch_id, ()), row.starts_at, row.ends_at):
                continue
            if row.state in UNDER_WAY:
                known = False
            elif row.state == State.SENT:
                self._put(connection, Kind.REOPENED, row)
            else:
                self._takes_back(connection, row)
        return known

    def _is_newest(self, connection: Connection) -> bool:
        """Whoever publishes others meanwhile waits. A process that is behind says nothing: it will not be for long."""
        newest = connection.execute(select(clinic_file.c.body).with_for_update(read=True)).scalar()
        return newest is None or closures(Clinic.model_validate(newest)) == self._closed

    def _put(self, connection: Connection, kind: Kind, row: Row[Any]) -> None:
        """What was said before of a closure of this visit counts no more: closed again, it is said again."""
        now = self._clock.now()
        both = outbox_visits.c.kind.in_([Kind.CLOSED, Kind.REOPENED])
        of_it = (outbox_visits.c.account_id == row.account) & (outbox_visits.c.visit_id == row.id)
        connection.execute(delete(outbox_visits).where(of_it, both))
        due_at = self._awake(now, self._zone_of(row.branch_id), row.starts_at)
        told = frozenset({(row.id, row.starts_at)})
        put(self._database, connection, New(kind, row.account, due_at, row.starts_at, row.starts_at, told), now)

    def _takes_back(self, connection: Connection, row: Row[Any]) -> None:
        """It was not said, and need not be."""
        now, due = self._clock.now(), (outbox.c.id == row.outbox_id) & (outbox.c.state == State.DUE)
        if connection.execute(update(outbox).where(due).values(state=State.DROPPED, settled_at=now)).rowcount:
            log(connection, [row.outbox_id], now, State.DROPPED)
        connection.execute(delete(outbox_visits).where(outbox_visits.c.outbox_id == row.outbox_id))


class BookedStore:
    """reception.closures.Booked."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def affected(self, closed: Closures) -> Affected:
        within = _within(closed, self._clock.now())
        if within is None:
            return Affected(0, 0)
        booked = await self._database.rows(select(visits.c.id).where(within))
        reached = _hearers(within).where(accounts.c.unreachable_at.is_(None))
        return Affected(len(booked), len({row.id for row in await self._database.rows(reached)}))


def _within(closed: Closures, now: datetime) -> ColumnElement[bool] | None:
    """Visits at these branches that are still to begin; None where all of it is over."""
    spans = [
        and_(visits.c.branch_id == branch, visits.c.starts_at < until, visits.c.ends_at > since)
        for branch, times in closed.items()
        for since, until in times
        if until > now
    ]
    stands = and_(visits.c.status == Status.BOOKED, visits.c.starts_at > now)
    return and_(stands, or_(false(), *spans)) if spans else None


def _hearers(within: ColumnElement[bool]) -> Select[Any]:
    """Each of the visits with each chat that may hear of it."""
    return (
        select(visits, accounts.c.id.label("account"))
        .join(patients, patients.c.crm_id == visits.c.patient_id)
        .join(accounts, accounts.c.id == patients.c.account_id)
        .where(within, MAY_HEAR)
        .order_by(visits.c.starts_at, visits.c.id, accounts.c.id)
    )


def _untold(within: ColumnElement[bool]) -> Select[Any]:
    return _hearers(within).where(
        ~exists().where(
            outbox_visits.c.account_id == accounts.c.id,
            outbox_visits.c.visit_id == visits.c.id,
            outbox_visits.c.kind == Kind.CLOSED,
            outbox_visits.c.starts_at == visits.c.starts_at,
        )
    )


def _unheard(within: ColumnElement[bool]) -> Select[Any]:
    """Those that nobody may hear of here, with the first chat that says it acts for the patient."""
    heard = _hearers(within).with_only_columns(visits.c.id).order_by(None).correlate(None)
    return (
        select(*visits.c, func.min(patients.c.account_id).label("account"))
        .join(patients, patients.c.crm_id == visits.c.patient_id)
        .where(within, visits.c.id.not_in(heard))
        .group_by(visits.c.id)
        .order_by(visits.c.starts_at, visits.c.id)
    )


def _said(now: datetime) -> Select[Any]:
    """Of closures, about visits that stand as they did then and are still to begin."""
    return (
        select(visits, outbox_visits.c.account_id.label("account"), outbox_visits.c.outbox_id, outbox.c.state)
        .join(outbox_visits, outbox_visits.c.visit_id == visits.c.id)
        .join(outbox, outbox.c.id == outbox_visits.c.outbox_id)
        .where(outbox_visits.c.kind == Kind.CLOSED, outbox_visits.c.starts_at == visits.c.starts_at)
        .where(visits.c.status == Status.BOOKED, visits.c.starts_at > now)
        .order_by(visits.c.starts_at, visits.c.id, outbox_visits.c.account_id)
    )


def _lock(connection: Connection, rows: Iterable[Row[Any]]) -> None:
    """Always in one order (db/plans.py)."""
    ids = sorted({row.account for row in rows})
    connection.execute(select(accounts.c.id).where(accounts.c.id.in_(ids)).order_by(accounts.c.id).with_for_update())
