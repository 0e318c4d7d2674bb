"""Our own record of each wish to book."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, select, update
from sqlalchemy.exc import IntegrityError

from crm.model import Slot
from db.database import Database
from db.tables import bookings
from reception.booking.bookings import Booking, SlotInFlight, State
from reception.booking.way import Way
from reception.clock import Clock

IN_FLIGHT = (State.SENDING, State.UNKNOWN)


class BookingStore:
    """reception.booking.bookings.Bookings."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def draw(self, key: str, person_id: int, way: Way, slot: Slot) -> None:
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
        }
        async with self._database.write() as connection:
            await connection.execute(bookings.insert().values(values))

    async def find(self, key: str, person_id: int) -> Booking | None:
        found = await self._select((bookings.c.key == key) & (bookings.c.account_id == person_id))
        return found[0] if found else None

    async def begin(self, key: str) -> None:
        try:
            await self._change(key, state=State.SENDING)
        except IntegrityError as error:
            raise SlotInFlight from error

    async def settle(self, key: str, state: State, appointment_id: str | None, *, told: bool) -> None:
        await self._change(key, state=state, appointment_id=appointment_id, told=told)

    async def mark_told(self, key: str) -> None:
        await self._change(key, told=True)

    async def open(self, older_than: timedelta) -> list[Booking]:
        untouched = bookings.c.changed_at <= self._clock.now() - older_than
        return await self._select(bookings.c.state.in_(IN_FLIGHT) & untouched)

    async def untold(self) -> list[Booking]:
        return await self._select(bookings.c.told.is_(False) & bookings.c.state.not_in(IN_FLIGHT))

    async def ahead(self, person_id: int, now: datetime) -> list[Booking]:
        own = bookings.c.account_id == person_id
        return await self._select(own & (bookings.c.state == State.BOOKED) & (bookings.c.starts_at > now))

    async def last(self, patient_id: int) -> Booking | None:
        booked = (bookings.c.patient_id == patient_id) & (bookings.c.state == State.BOOKED)
        newest = select(bookings).where(booked).order_by(bookings.c.changed_at.desc()).limit(1)
        async with self._database.read() as connection:
            row = (await connection.execute(newest)).one_or_none()
        return _booking(row) if row else None

    async def in_flight(self, doctor: int) -> set[datetime]:
        under_way = select(bookings.c.starts_at).where(
            bookings.c.doctor_id == doctor, bookings.c.state.in_([str(state) for state in IN_FLIGHT])
        )
        async with self._database.read() as connection:
            return set((await connection.execute(under_way)).scalars())

    async def forget_cards(self, older_than: timedelta) -> int:
        unused = (bookings.c.state == State.CHECK) & (bookings.c.changed_at <= self._clock.now() - older_than)
        async with self._database.write() as connection:
            return (await connection.execute(delete(bookings).where(unused))).rowcount

    async def _change(self, key: str, **values: Any) -> None:
        values["changed_at"] = self._clock.now()
        async with self._database.write() as connection:
            await connection.execute(update(bookings).where(bookings.c.key == key).values(values))

    async def _select(self, which: ColumnElement[bool]) -> list[Booking]:
        async with self._database.read() as connection:
            rows = await connection.execute(select(bookings).where(which).order_by(bookings.c.starts_at))
            return [_booking(row) for row in rows]


def _booking(row: Row[Any]) -> Booking:
    return Booking(
        key=row.key,
        person_id=row.account_id,
        way=Way(row.patient_id, row.branch_id, doctor=row.doctor_id, visit=True, service=row.service_id),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        token=row.token,
        state=State(row.state),
        appointment_id=row.appointment_id,
        changed_at=row.changed_at,
    )
