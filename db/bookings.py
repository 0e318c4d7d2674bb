"""Our own record of each wish to book."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    String,
    and_,
    bindparam,
    cast,
    delete,
    exists,
    func,
    literal_column,
    null,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.exc import IntegrityError

from crm.model import Slot
from db.database import Database
from db.in_flight import Held, InFlight
from db.in_turn import is_being_cancelled, under_way
from db.tables import bookings, holds
from reception.booking.bookings import Booking, MoveInFlight, SlotInFlight, Span, State
from reception.booking.way import Way
from reception.clock import Clock

IN_FLIGHT = frozenset({State.SENDING, State.UNKNOWN})


def is_held(table: Any) -> ColumnElement[bool]:
    """In its partial index's own words. One that has lapsed may still say so: its ``until`` tells."""
    state: ColumnElement[str] = table.c.state
    return state == literal_column("'held'")


def in_turn(doctor: ColumnElement[int]) -> ColumnElement[None]:
    """On PostgreSQL: who begins to book or holds a time of the same doctor waits until this transaction has ended."""
    turn: ColumnElement[None] = func.pg_advisory_xact_lock(func.hashtext("bookings"), doctor)
    return turn


def overlap(one: Any, other: Any) -> ColumnElement[bool]:
    """Of the same doctor's; tables, or whatever has such columns."""
    same: ColumnElement[bool] = one.doctor_id == other.doctor_id
    return and_(same, one.starts_at < other.ends_at, one.ends_at > other.starts_at)


_is_in_flight = under_way(bookings)
_until = cast(null(), holds.c.until.type).label("until")
BOOKED = (bookings.c.key, bookings.c.doctor_id, bookings.c.starts_at, bookings.c.ends_at, bookings.c.patient_id, _until)
KEPT = (holds.c.doctor_id, holds.c.starts_at, holds.c.ends_at, holds.c.patient_id, holds.c.until)
HELD = union_all(
    select(*BOOKED).where(_is_in_flight), select(cast(holds.c.id, String).label("key"), *KEPT).where(is_held(holds))
)
NEWEST = (
    select(bookings)
    .where(bookings.c.patient_id == bindparam("patient"), bookings.c.state == State.BOOKED.value)
    .order_by(bookings.c.changed_at.desc())
    .limit(literal_column("1"))
)


class BookingStore:
    """reception.booking.bookings.Bookings."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._in_flight = InFlight(self._held)

    async def draw(self, key: str, person_id: int, way: Way, slot: Slot, instead_of: datetime | None = None) -> None:
        values = {
            "key": key,
            "account_id": person_id,
            "patient_id": way.patient,
            "doctor_id": way.doctor,
            "branch_id": way.branch,
            "service_id": way.service,
            "starts_at": slot.starts_at,
            "ends_at": slot.ends_at,
            "token": slot.token,
            "state": State.CHECK,
            "told": True,
            "changed_at": self._clock.now(),
            "moving": way.moving or None,
            "instead_of": instead_of,
        }
        async with self._database.write() as connection:
            await connection.execute(bookings.insert().values(values))

    async def find(self, key: str, person_id: int) -> Booking | None:
        found = await self._select((bookings.c.key == key) & (bookings.c.account_id == person_id))
        return found[0] if found else None

    async def begin(self, key: str, moving: int = 0) -> None:
        other = bookings.alias("other")
        overlapping = exists().where(other.c.key != bookings.c.key, under_way(other), overlap(other.c, bookings.c))
        held_for_others = exists().where(
            *(is_held(holds), holds.c.until > self._clock.now(), holds.c.patient_id != bookings.c.patient_id),
            overlap(holds.c, bookings.c),
        )
        began = {"state": State.SENDING, "told": False, "changed_at": self._clock.now()}
        begin = update(bookings).where(bookings.c.key == key, ~overlapping, ~held_for_others).values(began)
        try:
            async with self._database.write() as connection:
                if moving and await connection.run_sync(is_being_cancelled, moving, self._clock.now()):
                    raise MoveInFlight
                if not self._database.is_sqlite:  # two who meet in the exclusion constraint would wait for each other
                    await connection.execute(select(in_turn(bookings.c.doctor_id)).where(bookings.c.key == key))
                rows = await connection.execute(begin.returning(*BOOKED))
                held = _held(rows)
        except IntegrityError as error:
            raise (MoveInFlight if "moving" in str(error.orig) else SlotInFlight) from error
        if not held:
            raise SlotInFlight
        self._in_flight.begins(key, held[key])

    async def settle(self, key: str, state: State, appointment_id: str | None = None) -> None:
        await self._change(bookings.c.key == key, state=state, appointment_id=appointment_id, told=False)
        if state not in IN_FLIGHT:
            self._in_flight.ends(key)

    async def resolve(self, booking: Booking, state: State, appointment_id: str | None) -> bool:
        untouched = (bookings.c.changed_at == booking.changed_at) & _is_in_flight
        as_read = (bookings.c.key == booking.key) & untouched
        resolved = await self._change(as_read, state=state, appointment_id=appointment_id, told=False)
        if resolved:
            self._in_flight.ends(booking.key)
        return resolved

    async def mark_told(self, key: str, person_id: int) -> None:
        own = (bookings.c.key == key) & (bookings.c.account_id == person_id)
        ended = update(bookings).where(own, ~_is_in_flight).values(told=True)
        async with self._database.write() as connection:
            await connection.execute(ended)

    async def open(self, older_than: timedelta) -> list[Booking]:
        return await self._lying(_is_in_flight, older_than)

    async def untold(self, older_than: timedelta) -> list[Booking]:
        return await self._lying(bookings.c.told.is_(False) & ~_is_in_flight, older_than)

    async def in_flight(self, doctor: int, patient: int = 0) -> list[Span]:
        return await self._in_flight.of(doctor, patient, self._clock.now())

    async def look_at_others(self) -> None:
        await self._in_flight.refresh()

    async def _held(self) -> dict[str, Held]:
        return _held(await self._database.rows(HELD))

    async def made_by(self, person_id: int) -> set[str]:
        own = (bookings.c.account_id == person_id) & (bookings.c.state == State.BOOKED)
        return {row.appointment_id for row in await self._database.rows(select(bookings.c.appointment_id).where(own))}

    async def last(self, patient_id: int) -> Booking | None:
        newest = await self._database.rows(NEWEST, {"patient": patient_id})
        return _booking(newest[0]) if newest else None

    async def forget_cards(self, older_than: timedelta) -> int:
        unused = (bookings.c.state == State.CHECK) & (bookings.c.changed_at <= self._clock.now() - older_than)
        async with self._database.write() as connection:
            return (await connection.execute(delete(bookings).where(unused))).rowcount

    async def _lying(self, which: ColumnElement[bool], older_than: timedelta) -> list[Booking]:
        """Unchanged for so long. What was changed later than now, since the clock was set back, counts from now on."""
        now, changed_at = self._clock.now(), bookings.c.changed_at
        found = await self._select(which & or_(changed_at <= now - older_than, changed_at > now))
        if any(booking.changed_at > now for booking in found):
            await self._change(which & (changed_at > now))
        return [booking for booking in found if booking.changed_at <= now]

    async def _change(self, which: ColumnElement[bool], **values: Any) -> bool:
        """Whether there was such a one."""
        values["changed_at"] = self._clock.now()
        async with self._database.write() as connection:
            return bool((await connection.execute(update(bookings).where(which).values(values))).rowcount)

    async def _select(self, which: ColumnElement[bool]) -> list[Booking]:
        rows = await self._database.rows(select(bookings).where(which).order_by(bookings.c.starts_at))
        return [_booking(row) for row in rows]


def _held(rows: Iterable[Row[Any]]) -> dict[str, Held]:
    return {row.key: Held(row.doctor_id, (row.starts_at, row.ends_at), row.patient_id, row.until) for row in rows}


def _booking(row: Row[Any]) -> Booking:
    return Booking(
        key=row.key,
        person_id=row.account_id,
        way=Way(row.patient_id, row.branch_id, 0, row.doctor_id, True, row.service_id, row.moving or 0),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        token=row.token,
        state=State(row.state),
        appointment_id=row.appointment_id,
        changed_at=row.changed_at,
        instead_of=row.instead_of,
    )
