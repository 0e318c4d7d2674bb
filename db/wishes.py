"""Who waits for a time, and which times are held for whom."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, delete, exists, func, literal, or_, select, update

from db.bookings import in_turn, is_held
from db.database import Database
from db.in_turn import under_way
from db.messages import New, put
from db.tables import accounts, bookings, holds, patients, wishes
from reception.booking.bookings import State
from reception.booking.way import Way
from reception.clock import Clock
from reception.waitlist.wish import HELD_FOR, MOST_WISHES, Freed, Hold, HoldState, Waiting, Wish
from reminders.plan import Kind

KEPT = timedelta(days=30)  # what has ended
HELPS_FOR = timedelta(days=1)  # to hear that nothing was found
IS_OPEN = wishes.c.ended_at.is_(None)


class WishStore:
    """reception.waitlist.wish.WishStore. ``changed``: what is held has changed, which who looks for times must know."""

    def __init__(self, database: Database, clock: Clock, changed: Callable[[], Awaitable[None]]) -> None:
        self._database = database
        self._clock = clock
        self._changed = changed

    async def wish(self, person_id: int, way: Way, days: int, ends_at: datetime) -> Wish | None:
        new = _wished(way) | {"days": days}
        values = {"account_id": person_id, "made_at": self._clock.now(), "ends_at": ends_at} | new
        async with self._database.write() as connection:
            of_patient = select(patients.c.id).where(patients.c.id == way.patient)
            await connection.execute(of_patient.with_for_update())  # tapped twice at once, it is one
            rows = (await connection.execute(_open_of(wishes.c.patient_id == way.patient))).all()
            if same := [row for row in rows if all(getattr(row, name) == new[name] for name in new)]:
                return _wish(same[0])
            if len(rows) >= MOST_WISHES:
                return None
            added = await connection.execute(wishes.insert().values(values).returning(wishes))
            return _wish(added.one())

    async def of(self, person_id: int) -> list[Wish]:
        return [_wish(row) for row in await self._database.rows(_open_of(wishes.c.account_id == person_id))]

    async def find(self, person_id: int, wish_id: int) -> Wish | None:
        own = (wishes.c.id == wish_id) & (wishes.c.account_id == person_id)
        rows = await self._database.rows(select(wishes).where(own))
        return _wish(rows[0]) if rows else None

    async def hold_of(self, person_id: int, hold_id: int) -> Hold | None:
        rows = await self._database.rows(_holds((holds.c.id == hold_id) & (holds.c.account_id == person_id)))
        return _hold(rows[0]) if rows else None

    async def offered(self, wish_id: int) -> int:
        counted = (holds.c.wish_id == wish_id) & (holds.c.state != HoldState.GONE)
        return int((await self._database.rows(select(func.count()).select_from(holds).where(counted)))[0][0])

    async def end(self, wish_ids: Collection[int]) -> None:
        async with self._database.write() as connection:
            await connection.run_sync(self._end, wish_ids)
        await self._changed()

    async def not_found(self, wish: Wish) -> None:
        async with self._database.write() as connection:
            await connection.run_sync(self._tell_and_end, wish)

    async def let_go(self, hold: Hold, state: HoldState) -> bool:
        before = {HoldState.HELD, HoldState.LAPSED} if state is HoldState.GONE else {HoldState.HELD}
        own = (holds.c.id == hold.id) & holds.c.state.in_(before)
        async with self._database.write() as connection:
            rows = await connection.execute(update(holds).where(own).values(state=state))
        await self._changed()
        return bool(rows.rowcount)

    async def lapse(self) -> None:
        over = is_held(holds) & (holds.c.until <= self._clock.now())
        async with self._database.write() as connection:
            await connection.execute(update(holds).where(over).values(state=HoldState.LAPSED))

    async def waiting(self) -> list[Waiting]:
        query = select(wishes).join(accounts).where(IS_OPEN, accounts.c.unreachable_at.is_(None)).order_by(wishes.c.id)
        if not (rows := await self._database.rows(query)):
            return []
        of_them = holds.c.patient_id.in_(select(wishes.c.patient_id).where(IS_OPEN))
        offered = [_hold(row) for row in await self._database.rows(_holds(of_them))]
        return _waiting([_wish(row) for row in rows], offered)

    async def booked_since(self) -> list[tuple[Wish, Way]]:
        since = and_(
            bookings.c.patient_id == wishes.c.patient_id,
            bookings.c.state == State.BOOKED,
            bookings.c.changed_at >= wishes.c.made_at,
        )
        booked = [bookings.c[name].label(f"booked_{name}") for name in ("doctor_id", "branch_id", "service_id")]
        rows = await self._database.rows(select(wishes, *booked).join(bookings, since).where(IS_OPEN))
        return [
            (
                _wish(row),
                Way(row.patient_id, row.booked_branch_id, doctor=row.booked_doctor_id, service=row.booked_service_id),
            )
            for row in rows
        ]

    async def hold(self, one: Waiting, freed: Freed, ends_at: datetime, today: datetime) -> bool:
        async with self._database.write() as connection:
            held = await connection.run_sync(self._hold, one.wish, freed, ends_at, today)
        if held:
            await self._changed()
        return held

    async def forget(self) -> None:
        """What ended long ago. Who blocked the bot cannot be told that nothing was found: theirs just ends."""
        now, blocked = self._clock.now(), select(accounts.c.id).where(accounts.c.unreachable_at.is_not(None))
        over = update(wishes).where(IS_OPEN, wishes.c.ends_at <= now, wishes.c.account_id.in_(blocked))
        async with self._database.write() as connection:
            await connection.execute(over.values(ended_at=now))
            await connection.execute(delete(wishes).where(wishes.c.ended_at < now - KEPT))

    def _end(self, connection: Connection, wish_ids: Collection[int]) -> list[int]:
        """Those that were open until now."""
        ended = update(wishes).where(wishes.c.id.in_(wish_ids), IS_OPEN).values(ended_at=self._clock.now())
        numbers = list(connection.execute(ended.returning(wishes.c.id)).scalars())
        kept = holds.c.wish_id.in_(numbers) & is_held(holds)
        connection.execute(update(holds).where(kept).values(state=HoldState.DECLINED))
        return numbers

    def _tell_and_end(self, connection: Connection, wish: Wish) -> None:
        now = self._clock.now()
        for number in self._end(connection, [wish.id]):
            new = New(Kind.NOT_FREED, wish.person_id, now, now + HELPS_FOR, now, body={"wish": number})
            put(self._database, connection, new, now)

    def _hold(self, connection: Connection, wish: Wish, freed: Freed, ends_at: datetime, today: datetime) -> bool:
        """The patient stays where they are until it is done: whoever erases them waits, and neither for ever. Of one
        patient's wishes one at a time has its turn."""
        now, until = self._clock.now(), self._clock.now() + HELD_FOR
        values = _held(wish, freed) | {"ends_at": ends_at, "made_at": now, "until": until, "state": HoldState.HELD}
        theirs = select(patients.c.id).join(accounts).where(patients.c.id == wish.way.patient)
        connection.execute(theirs.with_for_update(read=True, key_share=True))
        still = _open_of(wishes.c.patient_id == wish.way.patient).with_for_update()
        if wish.id not in connection.execute(still).scalars().all():
            return False
        self._alone(connection, freed.place[0])
        if connection.execute(select(_in_the_way(values, now, today))).scalar():
            return False
        number = connection.execute(holds.insert().values(values).returning(holds.c.id)).scalar_one()
        new = New(Kind.FREED, wish.person_id, now, until, now, body={"hold": number})
        put(self._database, connection, new, now)
        return True

    def _alone(self, connection: Connection, doctor: int) -> None:
        """Nobody begins to book or holds a time of this doctor meanwhile: two that do would see nothing of each other.

        On SQLite whoever writes is alone.
        """
        if not self._database.is_sqlite:
            connection.execute(select(in_turn(literal(doctor))))


def _in_the_way(new: dict[str, Any], now: datetime, today: datetime) -> ColumnElement[bool]:
    booking = exists().where(under_way(bookings), _meets(bookings, new))
    held = exists().where(is_held(holds), holds.c.until > now, _meets(holds, new))
    is_offer = holds.c.state != HoldState.GONE
    had_one = exists().where(holds.c.patient_id == new["patient_id"], holds.c.made_at >= today, is_offer)
    return or_(booking, held, had_one)


def _meets(table: Any, new: dict[str, Any]) -> ColumnElement[bool]:
    same: ColumnElement[bool] = table.c.doctor_id == new["doctor_id"]
    return and_(same, table.c.starts_at < new["ends_at"], table.c.ends_at > new["starts_at"])


def _open_of(whose: ColumnElement[bool]) -> Select[Any]:
    return select(wishes).where(whose, IS_OPEN).order_by(wishes.c.id)


def _holds(which: ColumnElement[bool]) -> Select[Any]:
    return select(holds, wishes.c.moving).join(wishes).where(which).order_by(holds.c.id)


def _wished(way: Way) -> dict[str, int | None]:
    chosen = {f"{what}_id": getattr(way, what) for what in ("patient", "branch", "specialty", "doctor", "service")}
    return chosen | {"moving": way.moving or None}


def _held(wish: Wish, freed: Freed) -> dict[str, Any]:
    doctor, branch, service = freed.place
    whose = {"wish_id": wish.id, "account_id": wish.person_id, "patient_id": wish.way.patient}
    where = {"doctor_id": doctor, "branch_id": branch, "service_id": service}
    return whose | where | {"starts_at": freed.starts_at}


def _wish(row: Row[Any]) -> Wish:
    chosen = (row.patient_id, row.branch_id, row.specialty_id, row.doctor_id)
    way = Way(*chosen, visit=bool(row.doctor_id), service=row.service_id, moving=row.moving or 0)
    return Wish(row.id, row.account_id, way, row.days, row.made_at, row.ends_at)


def _hold(row: Row[Any]) -> Hold:
    chosen = {"doctor": row.doctor_id, "visit": True, "service": row.service_id, "moving": row.moving or 0}
    way = Way(row.patient_id, row.branch_id, **chosen)
    state = HoldState(row.state)
    return Hold(row.id, row.wish_id, way, row.starts_at, row.ends_at, row.made_at, row.until, state)


def _waiting(some: Iterable[Wish], offered: Iterable[Hold]) -> list[Waiting]:
    """What was gone was no offer."""
    own, last = defaultdict[int, list[Hold]](list), dict[int, datetime]()
    for hold in offered:  # oldest first
        own[hold.wish_id].append(hold)
        if hold.state is not HoldState.GONE:
            last[hold.way.patient] = hold.made_at
    return [Waiting(wish, tuple(own[wish.id]), last.get(wish.way.patient)) for wish in some]
