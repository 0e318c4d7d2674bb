"""A FHIR R4 server behind the port."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import date, datetime

from clinic.model import Clinic
from crm.access import Access
from crm.clock import Clock
from crm.fhir import (
    appointments,
    booking,
    cancelling,
    changes,
    confirming,
    directory,
    home_calls,
    looking,
    moving,
    patients,
    photos,
    times,
)
from crm.fhir.login import Login
from crm.fhir.rota import Rota
from crm.fhir.server import Server
from crm.fhir.session import Session
from crm.fhir.style import Style
from crm.fhir.ticks import Ticks
from crm.http import line
from crm.model import Appointment, Capabilities, Changes, Directory, HomeCall, Look, NewPatient, Order, Patient, Slot


class Fhir:
    """Implements ``crm.port.Crm``."""

    capabilities = Capabilities()

    def __init__(self, server: Server) -> None:
        self._server = server

    async def directory(self) -> Directory:
        return await directory.directory(self._server)

    async def photo(self, doctor_id: str) -> bytes | None:
        return await photos.photo(self._server, doctor_id)

    async def free_slots(
        self, doctor_id: str, service_id: str, branch_id: str, start: datetime, end: datetime
    ) -> list[Slot]:
        return await times.free_slots(self._server, Slot(doctor_id, branch_id, service_id, start, end), start, end)

    async def find_patients(self, phone: str) -> list[Patient]:
        return await patients.by_phone(self._server, phone)

    async def find_namesakes(self, surname: str, first_name: str, born_on: date) -> list[Patient]:
        return await patients.namesakes(self._server, surname, first_name, born_on)

    async def create_patient(self, patient: NewPatient) -> Patient:
        return await patients.create(self._server, patient)

    async def book(self, order: Order) -> Appointment:
        return await booking.book(self._server, order)

    async def outcome(self, order: Order) -> Appointment | None:
        return await booking.outcome(self._server, order)

    async def cancel(self, appointment_id: str) -> Appointment:
        return await cancelling.cancel(self._server, appointment_id)

    async def reschedule(self, appointment_id: str, order: Order) -> Appointment:
        return await moving.reschedule(self._server, appointment_id, order)

    async def confirm(self, appointment_id: str) -> Appointment:
        return await confirming.confirm(self._server, appointment_id)

    async def request_home_call(self, call: HomeCall) -> None:
        await home_calls.request(self._server, call)

    async def has_home_call(self, key: str) -> bool:
        return await home_calls.is_there(self._server, key)

    async def appointment(self, appointment_id: str) -> Appointment:
        return (await appointments.one(self._server, appointment_id)).told

    async def appointments(self, patient_ids: Sequence[str], start: datetime, end: datetime) -> list[Appointment]:
        return await appointments.of_patients(self._server, patient_ids, start, end)

    async def changes(self, cursor: str | None) -> Changes:
        return await changes.changes(self._server, cursor)

    async def check(self) -> list[Look]:
        return await looking.check(self._server)


@asynccontextmanager
async def open_fhir(access: Access, clinic: Clinic, clock: Clock) -> AsyncIterator[Fhir]:
    """``clinic``: its language, zone and region, how it books, and what a service lasts where nothing else tells."""
    async with line(access.url) as way:
        session = Session(way, Login(way, access))
        yield Fhir(Server(session, clinic, clock, Rota(session), Style(session, clinic.crm.booking), Ticks()))
