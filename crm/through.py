"""One place that every call to a clinic's system passes."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime
from typing import Protocol, TypeVar

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
from crm.port import Crm

Answer = TypeVar("Answer")


class Around(Protocol):
    async def __call__(self, verb: str, call: Callable[[], Awaitable[Answer]], /) -> Answer:
        """Carry out ``call``, the port's method of the name ``verb``, or fail as the port may."""
        ...


async def as_it_is(_verb: str, call: Callable[[], Awaitable[Answer]], /) -> Answer:
    return await call()


class Through:
    """Implements ``crm.port.Crm``: each call goes through ``around`` to the system behind."""

    def __init__(self, crm: Crm, around: Around = as_it_is) -> None:
        self._crm = crm
        self._around = around

    @property
    def capabilities(self) -> Capabilities:
        return self._crm.capabilities

    async def directory(self) -> Directory:
        return await self._around("directory", self._crm.directory)

    async def photo(self, doctor_id: str) -> bytes | None:
        return await self._around("photo", lambda: self._crm.photo(doctor_id))

    async def free_slots(
        self, doctor_id: str, service_id: str, branch_id: str, start: datetime, end: datetime
    ) -> list[Slot]:
        return await self._around(
            "free_slots", lambda: self._crm.free_slots(doctor_id, service_id, branch_id, start, end)
        )

    async def find_patients(self, phone: str) -> list[Patient]:
        return await self._around("find_patients", lambda: self._crm.find_patients(phone))

    async def find_namesakes(self, surname: str, first_name: str, born_on: date) -> list[Patient]:
        return await self._around("find_namesakes", lambda: self._crm.find_namesakes(surname, first_name, born_on))

    async def create_patient(self, patient: NewPatient) -> Patient:
        return await self._around("create_patient", lambda: self._crm.create_patient(patient))

    async def book(self, order: Order) -> Appointment:
        return await self._around("book", lambda: self._crm.book(order))

    async def outcome(self, order: Order) -> Appointment | None:
        return await self._around("outcome", lambda: self._crm.outcome(order))

    async def cancel(self, appointment_id: str) -> Appointment:
        return await self._around("cancel", lambda: self._crm.cancel(appointment_id))

    async def reschedule(self, appointment_id: str, order: Order) -> Appointment:
        return await self._around("reschedule", lambda: self._crm.reschedule(appointment_id, order))

    async def confirm(self, appointment_id: str) -> Appointment:
        return await self._around("confirm", lambda: self._crm.confirm(appointment_id))

    async def request_home_call(self, call: HomeCall) -> None:
        await self._around("request_home_call", lambda: self._crm.request_home_call(call))

    async def has_home_call(self, key: str) -> bool:
        return await self._around("has_home_call", lambda: self._crm.has_home_call(key))

    async def appointment(self, appointment_id: str) -> Appointment:
        return await self._around("appointment", lambda: self._crm.appointment(appointment_id))

    async def appointments(self, patient_ids: Sequence[str], start: datetime, end: datetime) -> list[Appointment]:
        return await self._around("appointments", lambda: self._crm.appointments(patient_ids, start, end))

    async def changes(self, cursor: str | None) -> Changes:
        return await self._around("changes", lambda: self._crm.changes(cursor))

    async def check(self) -> list[Look]:
        return await self._around("check", self._crm.check)
