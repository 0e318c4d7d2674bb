"""Messages that wait to be said, claimed by whoever says them. What many say at once is written in one transaction."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import time
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Update,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal_column,
    or_,
    select,
    update,
)

from db.database import Database
from db.tables import outbox, outbox_log, outbox_visits, visits
from db.together import Together
from reception.clock import Clock
from reminders.outbox import Message, Spoken, State, Why
from reminders.plan import Kind

LEASE = timedelta(minutes=1)
KEPT = timedelta(days=30)
AGAIN_AFTER = timedelta(minutes=1)  # for whom nobody knows whether it went
OURS = outbox.c
# In the partial indexes' own words: with bound parameters neither database would see that they fit.
IS_TO_SEND = OURS.state.in_([literal_column("'due'"), literal_column("'unknown'")])
IS_ON_THE_WAY = OURS.state.in_([literal_column("'claimed'"), literal_column("'sending'")])
BEFORE = outbox.alias("before")
# Of a lane the next is claimed only when the one before is settled, whatever became of it.
IS_NEXT = or_(
    OURS.lane.is_(None),
    ~exists().where(BEFORE.c.lane == OURS.lane, BEFORE.c.id < OURS.id, BEFORE.c.settled_at.is_(None)),
)
SETTLE = (
    update(outbox)
    .where(OURS.id == bindparam("number"))
    .values(
        state=bindparam("new_state"),
        reason=bindparam("why"),
        message_id=bindparam("sent_as"),
        due_at=bindparam("again_at"),
        settled_at=bindparam("now"),
        lease_until=None,
    )
)
LOG = insert(outbox_log)
# Of one that is still there: whoever is erased takes their messages along, also those on the way at that moment.
LOG_THERE = LOG.from_select(
    ["outbox_id", "at", "state", "reason"],
    select(
        OURS.id,
        *(bindparam(name, type_=outbox_log.c[name].type) for name in ("at", "state", "reason")),
    ).where(OURS.id == bindparam("outbox_id")),
)


@dataclass(frozen=True, slots=True)
class _Begin:
    number: int


@dataclass(frozen=True, slots=True)
class _Settle:
    message: Message
    state: State
    why: Why | None
    message_id: int | None


_Wish = _Begin | _Settle


class OutboxStore:
    """reminders.outbox.Outbox. Leases go by the machine's clock (``wall``), what is due by the clinic's."""

    def __init__(self, database: Database, clock: Clock, wall: Callable[[], float] = time) -> None:
        self._database = database
        self._clock = clock
        self._wall = wall
        self._owner = uuid.uuid4().hex
        self._together: Together[_Wish] = Together(database, self._carry_out)

    async def claim(self, most: int) -> list[Message]:
        now = self._clock.now()
        due = select(OURS.id).where(IS_TO_SEND, OURS.due_at <= now, IS_NEXT)
        if not await self._database.rows(due.limit(1)):
            return []
        wanted = due.order_by(OURS.urgent_at, OURS.id).limit(most).with_for_update(skip_locked=True)
        mine = {"state": State.CLAIMED, "owner": self._owner, "lease_until": self._leased()}
        async with self._database.write() as connection:
            numbers = list((await connection.execute(wanted)).scalars())
            if not numbers:
                return []
            claim = update(outbox).where(OURS.id.in_(numbers)).values(mine).returning(outbox)
            rows = (await connection.execute(claim)).all()
            told = await connection.execute(_told(numbers))
            await connection.execute(LOG, [_logged(number, now, State.CLAIMED) for number in numbers])
            return self._messages(rows, told.all())

    async def begin(self, message: Message) -> bool:
        return bool(await self._together.ask(_Begin(message.id)))

    async def settle(
        self, message: Message, state: State, why: Why | None = None, message_id: int | None = None
    ) -> None:
        await self._together.ask(_Settle(message, state, why, message_id))

    async def postpone(self, message: Message, due_at: datetime) -> None:
        again = {"state": State.DUE, "due_at": due_at, "tries": message.tries, "lease_until": None}
        async with self._database.write() as connection:
            await connection.execute(self._ours().where(OURS.id == message.id).values(again))
            await connection.execute(LOG_THERE, [_logged(message.id, self._clock.now(), State.DUE)])

    async def renew(self) -> None:
        """Our leases begin anew."""
        async with self._database.write() as connection:
            await connection.execute(self._ours().values(lease_until=self._leased()))

    async def let_go(self) -> None:
        await self._database.change(lambda connection: self._free(connection, OURS.owner == self._owner))

    async def sweep(self) -> None:
        expired = or_(OURS.lease_until < self._moment(), OURS.lease_until > self._unreal())

        def sweep(connection: Connection) -> None:
            self._free(connection, expired)
            connection.execute(delete(outbox).where(OURS.settled_at < self._clock.now() - KEPT))

        await self._database.change(sweep)

    async def age(self) -> float:
        oldest = select(func.min(OURS.due_at)).where(IS_TO_SEND)
        due_at = (await self._database.rows(oldest))[0][0]
        return max(0.0, (self._clock.now() - due_at).total_seconds()) if due_at else 0.0

    def _free(self, connection: Connection, left: ColumnElement[bool]) -> None:
        now = self._clock.now()
        for was, becomes in ((State.CLAIMED, State.DUE), (State.SENDING, State.UNKNOWN)):
            free = update(outbox).where(IS_ON_THE_WAY, OURS.state == was, left)
            freed = free.values(state=becomes, lease_until=None).returning(OURS.id)
            if numbers := list(connection.execute(freed).scalars()):
                connection.execute(LOG, [_logged(number, now, becomes) for number in numbers])

    def _carry_out(self, connection: Connection, wishes: Sequence[_Wish]) -> list[Any]:
        begun = self._begin(connection, [wish.number for wish in wishes if isinstance(wish, _Begin)])
        self._settle(connection, [wish for wish in wishes if isinstance(wish, _Settle)])
        return [wish.number in begun if isinstance(wish, _Begin) else None for wish in wishes]

    def _begin(self, connection: Connection, numbers: Sequence[int]) -> set[int]:
        if not numbers:
            return set()
        begin = self._ours().where(OURS.id.in_(sorted(numbers)), OURS.state == State.CLAIMED)
        going = begin.values(state=State.SENDING, tries=OURS.tries + 1).returning(OURS.id)
        begun = set(connection.execute(going).scalars())
        if begun:
            connection.execute(LOG, [_logged(number, self._clock.now(), State.SENDING) for number in sorted(begun)])
        return begun

    def _settle(self, connection: Connection, wishes: Sequence[_Settle]) -> None:
        if not wishes:
            return
        now = self._clock.now()
        in_order = sorted(wishes, key=lambda wish: wish.message.id)  # so that two processes never wait for each other
        connection.execute(SETTLE, [_settled(wish, now) for wish in in_order])
        connection.execute(LOG_THERE, [_logged(wish.message.id, now, wish.state, wish.why) for wish in in_order])

    def _messages(self, rows: Sequence[Row[Any]], told: Sequence[Row[Any]]) -> list[Message]:
        about: dict[int, list[Spoken]] = {}
        for row in told:
            spoken = Spoken(row.visit_id, row.appointment_id, row.patient_id, row.starts_at)
            about.setdefault(row.outbox_id, []).append(spoken)
        in_order = sorted(rows, key=lambda row: (row.urgent_at, row.id))
        return [self._message(row, tuple(about.get(row.id, ()))) for row in in_order]

    def _message(self, row: Row[Any], about: tuple[Spoken, ...]) -> Message:
        return Message(
            id=row.id,
            kind=Kind(row.kind),
            account=row.account_id,
            visits=about,
            due_at=row.due_at,
            expires_at=row.expires_at,
            tries=row.tries,
            body=self._database.unseal(row.sealed) if row.sealed else {},
        )

    def _ours(self) -> Update:
        return update(outbox).where(OURS.owner == self._owner, IS_ON_THE_WAY)

    def _moment(self) -> datetime:
        return datetime.fromtimestamp(self._wall(), UTC)

    def _leased(self) -> datetime:
        return self._moment() + LEASE

    def _unreal(self) -> datetime:
        """No lease reaches so far: its owner died before the machine's clock was set back."""
        return self._moment() + 2 * LEASE


def _told(numbers: Sequence[int]) -> Select[Any]:
    return (
        select(outbox_visits.c.outbox_id, outbox_visits.c.visit_id, outbox_visits.c.starts_at)
        .add_columns(visits.c.appointment_id, visits.c.patient_id)
        .join(visits, visits.c.id == outbox_visits.c.visit_id)
        .where(outbox_visits.c.outbox_id.in_(numbers))
        .order_by(outbox_visits.c.starts_at, outbox_visits.c.visit_id)
    )


def _settled(wish: _Settle, now: datetime) -> dict[str, Any]:
    again = wish.state is State.UNKNOWN
    return {
        "number": wish.message.id,
        "new_state": wish.state,
        "why": wish.why,
        "sent_as": wish.message_id,
        "again_at": now + AGAIN_AFTER if again else wish.message.due_at,
        "now": None if again else now,
    }


def _logged(number: int, now: datetime, state: State, why: Why | None = None) -> dict[str, Any]:
    return {"outbox_id": number, "at": now, "state": state, "reason": why}
