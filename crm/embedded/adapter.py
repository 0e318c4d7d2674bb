"""The built-in clinic system behind the port."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime
from functools import partial

from sqlalchemy.ext.asyncio import AsyncConnection

from crm.clock import Clock
from crm.embedded import appointments, changes, directory, home_calls, patients, timetable
from crm.embedded.transactions import changing, looking, unavailable
from crm.errors import CrmError, PatientBusy, SlotTaken
from crm.model import (
    Appointment,
    Capabilities,
    Changes,
    Directory,
    HomeCall,
    Look,
    NewPatient,
    Order,
    Patient,
    Slot,
    Status,
)
from db.database import Database


class EmbeddedCrm:
    """Implements ``crm.port.Crm``; beside it what a person at the clinic does."""

    capabilities = Capabilities()

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def directory(self) -> Directory:
        async with looking(self._database) as connection:
            return await directory.directory(connection)

    async def photo(self, doctor_id: str) -> bytes | None:
        async with looking(self._database) as connection:
            return await directory.photo(connection, doctor_id)

    async def free_slots(
        self, doctor_id: str, service_id: str, branch_id: str, start: datetime, end: datetime
    ) -> list[Slot]:
        place = Slot(doctor_id, branch_id, service_id, start, end)
        with unavailable():
            return await timetable.free_slots(self._database.rows, place, start, end, self._clock.now())

    async def find_patients(self, phone: str) -> list[Patient]:
        async with looking(self._database) as connection:
            return await patients.by_phone(self._database, connection, phone)

    async def find_namesakes(self, surname: str, first_name: str, born_on: date) -> list[Patient]:
        async with looking(self._database) as connection:
            return await patients.namesakes(self._database, connection, surname, first_name, born_on)

    async def create_patient(self, patient: NewPatient) -> Patient:
        async with changing(self._database) as connection:
            return await patients.create(self._database, connection, patient, self._clock.now())

    async def book(self, order: Order) -> Appointment:
        return await self._once(order, partial(appointments.book, now=self._clock.now()))

    async def book_by_reception(self, order: Order) -> Appointment:
        """At any time, also outside the hours, as long as nobody is in two places. Raises what ``book`` raises."""
        return await self._once(order, partial(appointments.write, made_by="reception"))

    async def _once(
        self, order: Order, make: Callable[[AsyncConnection, Order], Awaitable[Appointment]]
    ) -> Appointment:
        try:
            async with changing(self._database) as connection:
                return await appointments.ordered(connection, order.key) or await make(connection, order)
        except (SlotTaken, PatientBusy):
            if there := await self.outcome(order):  # its twin was a moment earlier
                return there
            raise

    async def mark(self, appointment_id: str, status: Status) -> Appointment:
        """What became of the visit: arrived, fulfilled, noshow, or back to booked."""
        async with changing(self._database) as connection:
            return await appointments.mark(connection, appointment_id, status)

    async def outcome(self, order: Order) -> Appointment | None:
        async with looking(self._database) as connection:
            return await appointments.ordered(connection, order.key)

    async def cancel(self, appointment_id: str) -> Appointment:
        async with changing(self._database) as connection:
            return await appointments.cancel(connection, appointment_id, self._clock.now())

    async def reschedule(self, appointment_id: str, order: Order) -> Appointment:
        async with changing(self._database) as connection:
            return await appointments.move(connection, appointment_id, order, self._clock.now())

    async def confirm(self, appointment_id: str) -> Appointment:
        async with changing(self._database) as connection:
            return await appointments.confirm(connection, appointment_id, self._clock.now())

    async def request_home_call(self, call: HomeCall) -> None:
        async with changing(self._database) as connection:
            await home_calls.request(self._database, connection, call, self._clock.now())

    async def has_home_call(self, key: str) -> bool:
        async with looking(self._database) as connection:
            return await home_calls.is_there(connection, key)

    async def appointment(self, appointment_id: str) -> Appointment:
        async with looking(self._database) as connection:
            return await appointments.one(connection, appointment_id)

    async def appointments(self, patient_ids: Sequence[str], start: datetime, end: datetime) -> list[Appointment]:
        with unavailable():
            return await appointments.of_patients(self._database.rows, patient_ids, start, end)

    async def changes(self, cursor: str | None) -> Changes:
        async with looking(self._database) as connection:
            return await changes.changes(connection, cursor)

    async def check(self) -> list[Look]:
        try:
            found = await self.directory()
        except CrmError as error:
            return [Look(well=False, told=f"the built-in one does not show its directory: {type(error).__name__}")]
        return [Look(well=True, told=f"built in, {len(found.doctors)} doctors")]
