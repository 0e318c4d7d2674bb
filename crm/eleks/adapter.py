"""Doctor Eleks behind the port."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import date, datetime

from clinic.model import Clinic
from crm.access import Access
from crm.clock import Clock
from crm.eleks import home_calls
from crm.eleks.appointments import Appointments
from crm.eleks.attempts import Attempts
from crm.eleks.booking import Booking
from crm.eleks.cancelling import Cancelling
from crm.eleks.directory import Shelves
from crm.eleks.looking import Looking
from crm.eleks.patients import Patients
from crm.eleks.session import Session
from crm.eleks.statuses import Statuses
from crm.eleks.times import Times
from crm.eleks.walls import Walls
from crm.errors import Unsupported
from crm.http import Line, line
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
)

PATIENCE = 1.0  # seconds


class Eleks:
    """Implements ``crm.port.Crm``.

    How PatientSearch matches a name is not stated (section 5), so it cannot be promised that another spelling is
    found: ``finds_by_name`` is not claimed. It has neither a move nor a list of changes nor a place for "I'll come"
    (section 9), and shows no task that was given (section 6).
    """

    capabilities = Capabilities(
        needs_sex=True, finds_by_name=False, moves=False, change_feed=False, confirms=False, finds_home_calls=False
    )

    def __init__(self, opened: Line, access: Access, clinic: Clinic, clock: Clock, patience: float = PATIENCE) -> None:
        session, walls = Session(opened, access), Walls(clinic)
        statuses = Statuses(session, dict(clinic.crm.statuses))
        self._shelves = Shelves(session, clinic, walls, clock)
        self._times = Times(session, self._shelves, walls, clock)
        self._patients = Patients(session, clinic)
        self._appointments = Appointments(session, self._shelves, statuses, walls)
        self._cancelling = Cancelling(session, self._appointments, clock)
        attempts = Attempts(self._appointments, self._cancelling, self._patients, access.user)
        self._booking = Booking(
            session, self._shelves, self._times, self._patients, self._appointments, attempts, walls, patience
        )
        self._session = session
        self._looking = Looking(session, self._shelves, statuses, clinic)

    async def directory(self) -> Directory:
        return (await self._shelves.fresh()).directory

    async def photo(self, doctor_id: str) -> bytes | None:
        return await self._shelves.photo(doctor_id)

    async def free_slots(
        self, doctor_id: str, service_id: str, branch_id: str, start: datetime, end: datetime
    ) -> list[Slot]:
        return await self._times.free_slots(Slot(doctor_id, branch_id, service_id, start, end), start, end)

    async def find_patients(self, phone: str) -> list[Patient]:
        return await self._patients.by_phone(phone)

    async def find_namesakes(self, surname: str, first_name: str, born_on: date) -> list[Patient]:  # noqa: ARG002
        raise Unsupported("it is not known how a name is looked for there")

    async def create_patient(self, patient: NewPatient) -> Patient:
        return await self._patients.create(patient)

    async def book(self, order: Order) -> Appointment:
        return await self._booking.book(order)

    async def outcome(self, order: Order) -> Appointment | None:
        return await self._booking.outcome(order)

    async def cancel(self, appointment_id: str) -> Appointment:
        return await self._cancelling.cancel(appointment_id)

    async def reschedule(self, appointment_id: str, order: Order) -> Appointment:  # noqa: ARG002
        raise Unsupported("there is no move: the new time is booked, then the old one cancelled")

    async def confirm(self, appointment_id: str) -> Appointment:  # noqa: ARG002
        raise Unsupported("there is no place for it")

    async def request_home_call(self, call: HomeCall) -> None:
        await home_calls.request(self._session, call)

    async def has_home_call(self, key: str) -> bool:  # noqa: ARG002
        raise Unsupported("tasks cannot be read back")

    async def appointment(self, appointment_id: str) -> Appointment:
        return await self._appointments.one(appointment_id)

    async def appointments(self, patient_ids: Sequence[str], start: datetime, end: datetime) -> list[Appointment]:
        return await self._appointments.of_patients(patient_ids, start, end)

    async def changes(self, cursor: str | None) -> Changes:  # noqa: ARG002
        raise Unsupported("there is no list of changes")

    async def check(self) -> list[Look]:
        return await self._looking.check()


@asynccontextmanager
async def open_eleks(access: Access, clinic: Clinic, clock: Clock, patience: float = PATIENCE) -> AsyncIterator[Eleks]:
    async with line(access.url) as opened:
        yield Eleks(opened, access, clinic, clock, patience)
