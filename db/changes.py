"""What the clinic has changed goes into the outbox of everybody concerned, and is known to them from then on."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from crm.model import Status
from db.database import Database
from db.entries import take_over
from db.figures import add
from db.messages import New, put
from db.plans import MAY_HEAR, ZoneOf
from db.tables import accounts, outbox_visits, patients, visits
from reception.clock import Clock
from reception.figures.counts import BY_CLINIC, Count
from reception.figures.counts import What as Counted
from reception.figures.period import date_at
from reminders.changes import SETTLES, Changed, Facts, Fresh, News, Settled, What, is_cancelled
from reminders.plan import Kind

Settle = Callable[[Iterable[Changed], Sequence[Fresh], datetime], Settled]
MOST = 500  # in one transaction


class ChangeStore:
    """``settle``: which of them are to be told now (reminders/changes.py)."""

    def __init__(self, database: Database, clock: Clock, settle: Settle, zone_of: ZoneOf) -> None:
        self._database = database
        self._clock = clock
        self._settle = settle
        self._zone_of = zone_of

    async def tell(self) -> None:
        """Woken every few seconds. One transaction: told twice by nobody, and forgotten by nobody."""
        if await self._database.rows(select(visits.c.id).where(visits.c.changed_at.is_not(None)).limit(1)):
            async with self._database.write() as connection:
                await connection.run_sync(self._tell)

    def _tell(self, connection: Connection) -> None:
        now, changed = self._clock.now(), self._changed(connection)
        settled = self._settle(changed, _fresh(connection, changed), now)
        for news in settled.news:
            if news.visit != news.of.id:
                take_over(connection, news.of.id, visits.c.id == news.visit)
            for account in _hearers(connection, news.of.id):
                self._put(connection, account, news, now)
        today = date_at(now, self._zone_of(None))
        cancelled = [news for news in settled.news if news.what is What.CANCELLED]
        add(self._database, connection, [Count(today, Counted.CANCELLED, BY_CLINIC, 1) for _ in cancelled])
        told = [*(news.of.id for news in settled.news), *settled.silent]
        known = {f"told_{name}": visits.c[name] for name in ("starts_at", "doctor_id", "branch_id", "status")}
        connection.execute(update(visits).where(visits.c.id.in_(told)).values(**known, changed_at=None))

    def _changed(self, connection: Connection) -> list[Changed]:
        query = select(visits).where(visits.c.changed_at.is_not(None)).order_by(visits.c.id).limit(MOST)
        rows = connection.execute(query.with_for_update(skip_locked=True))
        return [_visit(row, self._zone_of(row.branch_id)) for row in rows]

    def _put(self, connection: Connection, account: int, news: News, now: datetime) -> None:
        told = (news.visit, news.starts_at)
        _let_go(connection, account, *told)
        body = {"what": news.what, "was_at": news.of.told.starts_at.isoformat(), "was_with": news.of.told.doctor_id}
        new = New(Kind.CHANGED, account, news.due_at, news.expires_at, news.of.nearest, frozenset({told}), body)
        put(self._database, connection, new, now)


def _visit(row: Row[Any], zone: str) -> Changed:
    told = Facts(row.told_starts_at, row.told_doctor_id, row.told_branch_id, is_cancelled(row.told_status))
    now = Facts(row.starts_at, row.doctor_id, row.branch_id, is_cancelled(row.status))
    return Changed(row.id, row.patient_id, zone, told, now, row.changed_at)


def _fresh(connection: Connection, changed: Sequence[Changed]) -> list[Fresh]:
    if not changed:
        return []
    query = select(visits).where(
        visits.c.patient_id.in_({one.patient_id for one in changed}),
        visits.c.changed_at.is_(None),
        visits.c.status == Status.BOOKED,
        visits.c.known_at >= min(one.since for one in changed) - SETTLES,
    )
    rows = connection.execute(query)
    return [Fresh(row.id, row.patient_id, row.doctor_id, row.starts_at, row.known_at) for row in rows]


def _hearers(connection: Connection, visit: int) -> list[int]:
    """The chats that act for its patient and want to hear of changes."""
    query = (
        select(accounts.c.id, accounts.c.notices_off)
        .join(patients, patients.c.account_id == accounts.c.id)
        .join(visits, visits.c.patient_id == patients.c.crm_id)
        .where(visits.c.id == visit, MAY_HEAR)
        .order_by(accounts.c.id)
    )
    rows = connection.execute(query)
    return [row.id for row in rows if Kind.CHANGED not in (row.notices_off or "").split()]


def _let_go(connection: Connection, account: int, visit: int, starts_at: datetime) -> None:
    """Changed to and fro it may come to the same time again: then it is said again."""
    of_this_chat = (outbox_visits.c.account_id == account) & (outbox_visits.c.visit_id == visit)
    same = of_this_chat & (outbox_visits.c.kind == Kind.CHANGED) & (outbox_visits.c.starts_at == starts_at)
    connection.execute(delete(outbox_visits).where(same))
