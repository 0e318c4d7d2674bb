"""What each chat is to be told of its visits, written wherever a visit is: in the same transaction."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, exists, or_, select, update

from crm.model import Status
from db.database import Database
from db.messages import New, log, put
from db.tables import accounts, bookings, outbox, outbox_visits, patients, visits
from reception.booking.bookings import State as Booking
from reception.clock import Clock
from reminders.outbox import State
from reminders.plan import PLANNED, Kind, Notice, PlannedVisit

Plan = Callable[[Iterable[PlannedVisit]], Sequence[Notice]]
ZoneOf = Callable[[str | None], str]

LONG_OVER = timedelta(days=4)  # nothing is said of a visit any more
TAKES_PLACE = (Status.BOOKED.value, Status.ARRIVED.value, Status.FULFILLED.value)
MAY_HEAR = or_(
    patients.c.verified,
    exists().where(
        bookings.c.account_id == patients.c.account_id,
        bookings.c.appointment_id == visits.c.appointment_id,
        bookings.c.state == Booking.BOOKED,
    ),
)
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

    def of_patients(self, connection: Connection, patient_ids: Collection[str]) -> None:
        """Every chat that acts for one of them."""
        linked = select(patients.c.account_id).where(patients.c.crm_id.in_(patient_ids)).distinct()
        self.of_accounts(connection, connection.execute(linked).scalars() if patient_ids else ())

    def of_accounts(self, connection: Connection, ids: Iterable[int]) -> None:
        """Always in one order, so that two who plan for the same chats never wait for each other."""
        for account in sorted(ids):
            self._of_account(connection, account)

    def _of_account(self, connection: Connection, account: int) -> None:
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
        seen = (
            select(visits, patients.c.added_at)
            .join(patients, patients.c.crm_id == visits.c.patient_id)
            .where(patients.c.account_id == account, MAY_HEAR)
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
            soonest = min(starts_at for _, starts_at in one.visits)
            message = New(one.kind, account, one.due_at, one.expires_at, soonest, one.visits)
            put(self._database, connection, message, now)

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
            log(connection, gone, now, State.DROPPED)
