"""What each chat is to be told of its visits, written wherever a visit is: in the same transaction."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, exists, insert, or_, select, update

from crm.model import Status
from db.database import Database
from db.tables import accounts, bookings, outbox, outbox_log, outbox_visits, patients, visits
from reception.booking.bookings import State as Booking
from reception.clock import Clock
from reminders.outbox import State
from reminders.plan import Kind, Notice, PlannedVisit

Plan = Callable[[Iterable[PlannedVisit]], Sequence[Notice]]
ZoneOf = Callable[[str | None], str]

LONG_OVER = timedelta(days=4)  # nothing is said of a visit any more
PLANNED = (Kind.DAY_BEFORE, Kind.TWO_HOURS, Kind.RATING)
TAKES_PLACE = (Status.BOOKED.value, Status.ARRIVED.value, Status.FULFILLED.value)
Told = frozenset[tuple[int, datetime]]  # visits with the times at which they begin


@dataclass(frozen=True, slots=True)
class _Said:
    kind: Kind
    due_at: datetime
    expires_at: datetime
    visits: Told


class Plans:
    """``plan``: of one chat's visits (reminders/plan.py). ``zone_of``: a branch by its id in the clinic's system."""

    def __init__(self, database: Database, clock: Clock, plan: Plan, zone_of: ZoneOf) -> None:
        self._database = database
        self._clock = clock
        self._plan = plan
        self._zone_of = zone_of

    async def replan(self, account_ids: Sequence[int]) -> None:
        """reminders.outbox.Planned."""
        async with self._database.write() as connection:
            for account in account_ids:
                await connection.run_sync(self.of_account, account)

    def of_patients(self, connection: Connection, patient_ids: Collection[str]) -> None:
        """Every chat that acts for one of them."""
        linked = select(patients.c.account_id).where(patients.c.crm_id.in_(patient_ids)).distinct()
        for account in sorted(connection.execute(linked).scalars()) if patient_ids else ():
            self.of_account(connection, account)

    def of_account(self, connection: Connection, account: int) -> None:
        """Who plans the same chat at the same time waits."""
        locked = select(accounts.c.notices_off).where(accounts.c.id == account).with_for_update()
        row = connection.execute(locked).first()
        if row is None:
            return
        off = (row.notices_off or "").split()
        wanted = [notice for notice in self._plan(self._visits(connection, account)) if notice.kind not in off]
        self._change(connection, account, wanted)

    def _visits(self, connection: Connection, account: int) -> list[PlannedVisit]:
        """Of an unverified number's patients only what was made in this chat."""
        made_here = exists().where(
            bookings.c.account_id == account,
            bookings.c.appointment_id == visits.c.appointment_id,
            bookings.c.state == Booking.BOOKED,
        )
        seen = (
            select(visits, patients.c.added_at)
            .join(patients, patients.c.crm_id == visits.c.patient_id)
            .where(patients.c.account_id == account, or_(patients.c.verified, made_here))
            .where(visits.c.status.in_(TAKES_PLACE), visits.c.ends_at > self._clock.now() - LONG_OVER)
        )
        return [
            PlannedVisit(
                row.id, row.starts_at, row.ends_at, self._zone_of(row.branch_id), max(row.known_at, row.added_at)
            )
            for row in connection.execute(seen)
        ]

    def _change(self, connection: Connection, account: int, wanted: Sequence[Notice]) -> None:
        """What was said, or is being said, is not said again; what is due and still wanted stays as it is."""
        now = self._clock.now()
        due, said = self._standing(connection, account)
        new = []
        for notice in wanted:
            told = frozenset((visit.id, visit.starts_at) for visit in notice.visits) - said[notice.kind]
            one = _Said(notice.kind, notice.due_at, notice.expires_at, told)
            if one in due:
                del due[one]
            elif told and notice.due_at > now:
                new.append(one)
        self._drop(connection, list(due.values()), now)
        for one in new:
            self._add(connection, account, one, now)

    def _standing(self, connection: Connection, account: int) -> tuple[dict[_Said, int], dict[Kind, Told]]:
        """The messages that are due, and of what is spoken already."""
        rows = connection.execute(
            select(outbox_visits, outbox.c.state, outbox.c.due_at, outbox.c.expires_at)
            .join(outbox)
            .where(outbox_visits.c.account_id == account, outbox_visits.c.kind.in_(PLANNED))
            .with_for_update(of=outbox)  # nobody claims one meanwhile
        ).all()
        said: dict[Kind, Told] = {
            kind: frozenset(
                (row.visit_id, row.starts_at) for row in rows if row.kind == kind and row.state != State.DUE
            )
            for kind in PLANNED
        }
        due: dict[int, _Said] = {}
        for row in rows:
            if row.state == State.DUE:
                before = due[row.outbox_id].visits if row.outbox_id in due else frozenset()
                told = before | {(row.visit_id, row.starts_at)}
                due[row.outbox_id] = _Said(Kind(row.kind), row.due_at, row.expires_at, told)
        return {one: number for number, one in due.items()}, said

    def _drop(self, connection: Connection, numbers: Sequence[int], now: datetime) -> None:
        """One that somebody has claimed meanwhile stays: it is looked at again before it is sent."""
        if not numbers:
            return
        dropped = (
            update(outbox)
            .where(outbox.c.id.in_(numbers), outbox.c.state == State.DUE)
            .values(state=State.DROPPED, settled_at=now)
            .returning(outbox.c.id)
        )
        gone = list(connection.execute(dropped).scalars())
        if gone:
            connection.execute(delete(outbox_visits).where(outbox_visits.c.outbox_id.in_(gone)))
            connection.execute(insert(outbox_log), [_logged(number, now, State.DROPPED) for number in gone])

    def _add(self, connection: Connection, account: int, one: _Said, now: datetime) -> None:
        values = {
            "account_id": account,
            "kind": one.kind,
            "due_at": one.due_at,
            "expires_at": one.expires_at,
            "urgent_at": min(starts_at for _, starts_at in one.visits),
            "state": State.DUE,
            "tries": 0,
            "created_at": now,
        }
        number = connection.execute(insert(outbox).values(values).returning(outbox.c.id)).scalar_one()
        told = [
            {"outbox_id": number, "visit_id": visit, "starts_at": at, "account_id": account, "kind": one.kind}
            for visit, at in sorted(one.visits)
        ]
        connection.execute(insert(outbox_visits), told)
        connection.execute(insert(outbox_log), [_logged(number, now, State.DUE)])


def _logged(number: int, now: datetime, state: State) -> dict[str, Any]:
    return {"outbox_id": number, "at": now, "state": state}
