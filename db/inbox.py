"""Each update of Telegram's: stored before it is acknowledged, handled once, in order within its lane.

A row is ``new``, ``working``, then ``done`` (its body wiped, and whose it was) or ``parked`` (given up; both stay until
forgotten).
Who is to handle it owns it and keeps renewing its lease; what a dead process owned is free when the lease ends.
Leases go by this machine's clock (``wall``, unix seconds), never by the clinic's.
"""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import time
from typing import Any

from sqlalchemy import Connection, Update, and_, bindparam, delete, func, literal_column, or_, select, update

from db.database import Database
from db.outage import is_away
from db.tables import inbox
from db.together import Together

KEPT = timedelta(days=2)  # Telegram itself repeats an update for one day at most
BATCH = 500
REMEMBERED = 2_000  # bodies kept in memory until their turn

ours, other = inbox.c, inbox.alias("other").c
THOSE: Any = bindparam("those", expanding=True)


def _waits(table: Any) -> Any:
    """In the index's own words: with bound parameters neither database would see that the partial index fits."""
    return table.state.in_([literal_column("'new'"), literal_column("'working'")])


@dataclass(frozen=True, slots=True)
class _Store:
    rows: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _Begin:
    update_id: int


@dataclass(frozen=True, slots=True)
class _Finish:
    update_id: int


_Wish = _Store | _Begin | _Finish


class Inbox:
    """What Telegram sent to one bot, for one process of it. All may raise what ``is_away`` knows.

    What many chats want at once goes in one transaction: storing first, then what has ended, then what may begin.
    """

    def __init__(
        self, database: Database, bot_id: int, *, lease_seconds: float = 30, wall: Callable[[], float] = time
    ) -> None:
        self._database = database
        self._bot_id = bot_id
        self._lease = timedelta(seconds=lease_seconds)
        self._wall = wall
        self._owner = uuid.uuid4().hex
        self._together: Together[_Wish] = Together(database, self._carry_out, _is_one)
        self._bodies: dict[int, dict[str, Any]] = {}
        self._insert = _insert(database)
        self._begin = _begin(self._own())
        self._finish = self._own().where(ours.update_id.in_(THOSE))

    async def store(self, updates: Sequence[tuple[int, str, dict[str, Any]]]) -> set[int]:
        """Keep (update_id, lane, body) of each in one INSERT; those that this process has to handle.

        They are the new ones, and those of its own that still wait: an INSERT whose answer was lost may have been kept.
        """
        now = self._now()
        common = {"bot_id": self._bot_id, "state": "new", "owner": self._owner, "tries": 0}
        common |= {"received_at": now, "lease_until": now + self._lease}
        rows = [
            {"update_id": update_id, "lane": lane, "body": self._database.seal(body), **common}
            for update_id, lane, body in updates
        ]
        ours_now: set[int] = await self._together.ask(_Store(rows))
        if len(self._bodies) < REMEMBERED:  # those beyond are read again when their turn comes
            self._bodies |= {update_id: body for update_id, _, body in updates if update_id in ours_now}
        return ours_now

    async def begin(self, update_id: int) -> tuple[dict[str, Any], int] | None:
        """Its body and which try this is. ``None``: not ours, or an older one of its lane is still to be done.

        Races tolerated: on PostgreSQL an update that another replica stores at this very moment is not yet seen.
        """
        row = await self._together.ask(_Begin(update_id))
        body = self._bodies.pop(update_id, None)
        if row is None:
            return None
        return self._database.unseal(row.body) if body is None else body, row.tries

    async def finish(self, update_id: int) -> None:
        await self._together.ask(_Finish(update_id))

    def _carry_out(self, connection: Connection, wishes: Sequence[_Wish]) -> list[Any]:
        """In one order in all processes (by number), so that two never wait for each other."""
        kept, begun = set[int](), dict[int, Any]()
        if rows := {row["update_id"]: row for wish in wishes if isinstance(wish, _Store) for row in wish.rows}:
            kept = set(connection.execute(self._insert, [rows[number] for number in sorted(rows)]).scalars())
        if done := sorted(wish.update_id for wish in wishes if isinstance(wish, _Finish)):
            settled = {"state": "done", "body": None, "lane": "", "done_at": self._now(), "lease_until": None}
            connection.execute(self._finish.values(settled), {"those": done})
        if beginning := sorted(wish.update_id for wish in wishes if isinstance(wish, _Begin)):
            begun = {row.update_id: row for row in connection.execute(self._begin, {"those": beginning})}
        return [_answer(wish, kept, begun) for wish in wishes]

    async def owns(self, update_id: int) -> bool:
        mine = select(1).where(ours.bot_id == self._bot_id, ours.owner == self._owner, _waits(ours))
        async with self._database.read() as connection:
            return (await connection.execute(mine.where(ours.update_id == update_id))).first() is not None

    async def postpone(self, update_id: int) -> None:
        """It is to be begun again later, and this try does not count."""
        again = {"state": "new", "tries": ours.tries - 1}
        await self._write(self._own().where(ours.update_id == update_id, ours.tries > 0).values(again))

    async def park(self, update_id: int) -> None:
        await self._write(self._own().where(ours.update_id == update_id).values(state="parked", lease_until=None))

    async def renew(self) -> None:
        """Our leases begin anew."""
        await self._write(self._own().values(lease_until=self._now() + self._lease))

    async def give_back(self) -> None:
        """What we have not finished is free at once, for the next start."""
        await self._write(self._own().values(state="new", owner=None, lease_until=None))

    async def take_over(self) -> list[tuple[int, str, int]]:
        """Make ours what nobody works at any more: (update_id, lane, tries so far), the oldest first."""
        now = self._now()
        # No lease can reach that far: its owner died before the clock was set back, or would have renewed it.
        unreal = ours.lease_until > now + 2 * self._lease
        free = and_(
            ours.bot_id == self._bot_id,
            _waits(ours),
            or_(ours.lease_until.is_(None), ours.lease_until < now, unreal),
        )
        some = select(ours.update_id).where(free).order_by(ours.update_id).limit(BATCH)
        change = (
            update(inbox)  # asks ``free`` once more: PostgreSQL would not look twice at what it chose before it waited
            .where(free, ours.update_id.in_(some.with_for_update(skip_locked=True)))
            .values(state="new", owner=self._owner, lease_until=now + self._lease)
            .returning(ours.update_id, ours.lane, ours.tries)
        )
        async with self._database.write() as connection:
            return sorted((row.update_id, row.lane, row.tries) for row in await connection.execute(change))

    async def forget(self) -> None:
        """What was settled and came more than two days ago; of a bot that is here no more, whatever is left."""
        old = ours.received_at < self._now() - KEPT
        over = or_(ours.state.in_(["done", "parked"]), ours.bot_id != self._bot_id)
        async with self._database.write() as connection:
            await connection.execute(delete(inbox).where(old, over))

    async def waiting(self) -> tuple[int, float, float | None]:
        """How many wait, for how many seconds the oldest, and the age in seconds of the newest that is remembered."""
        mine = and_(ours.bot_id == self._bot_id, _waits(ours))
        newest = select(func.max(ours.received_at)).where(ours.bot_id == self._bot_id).scalar_subquery()
        async with self._database.read() as connection:
            asked = select(func.count(), func.min(ours.received_at), newest).where(mine)
            number, oldest, last = (await connection.execute(asked)).one()
        now = self._now()
        return number, (now - oldest).total_seconds() if oldest else 0, (now - last).total_seconds() if last else None

    def is_away(self, error: BaseException) -> bool:
        return is_away(error)

    def _own(self) -> Update:
        return update(inbox).where(ours.bot_id == self._bot_id, ours.owner == self._owner, _waits(ours))

    async def _write(self, change: Update) -> None:
        async with self._database.write() as connection:
            await connection.execute(change)

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self._wall(), UTC)


def _insert(database: Database) -> Any:
    insert = database.insert(inbox)
    again = and_(ours.owner == insert.excluded.owner, _waits(ours))
    insert = insert.on_conflict_do_update(
        index_elements=["bot_id", "update_id"], set_={"owner": insert.excluded.owner}, where=again
    )
    return insert.returning(ours.update_id)


def _begin(own: Update) -> Update:
    ahead = or_(other.update_id < ours.update_id, other.state == literal_column("'working'"))
    earlier = select(1).where(
        other.bot_id == ours.bot_id, other.lane == ours.lane, _waits(other), other.update_id != ours.update_id, ahead
    )
    return (
        own.where(ours.update_id.in_(THOSE), ~earlier.exists())
        .values(state="working", tries=ours.tries + 1)
        .returning(ours.update_id, ours.body, ours.tries)
    )


def _is_one(wishes: Sequence[_Wish]) -> bool:
    """Whether one statement will do: see ``_carry_out``."""
    return len({type(wish) for wish in wishes}) == 1


def _answer(wish: _Wish, kept: set[int], begun: dict[int, Any]) -> Any:
    if isinstance(wish, _Store):
        return {row["update_id"] for row in wish.rows} & kept
    return begun.get(wish.update_id) if isinstance(wish, _Begin) else None
