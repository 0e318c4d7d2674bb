"""Words for stories about a clinic's system: names and wall times in, ids and instants out."""

import asyncio
from collections.abc import Awaitable, Iterable
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from crm.errors import CrmError
from crm.model import Appointment, Directory, HomeCall, NewPatient, Order, Patient, Sex, Slot
from crm.port import Crm
from tests.crm.targets import ClinicSystem
from tests.crm.verba import KYIV


def wall(text: str, zone: str = KYIV, fold: int = 0) -> datetime:
    """ "2027-03-23 09:30" on the wall of ``zone``, as an instant."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


def somebody(number: int = 1, surname: str = "Левчук") -> NewPatient:
    return NewPatient(surname, "Марта", "Андріївна", date(1991, 4, 17), f"+3805011{number:05}", Sex.FEMALE)


class Story:
    def __init__(self, system: ClinicSystem, directory: Directory) -> None:
        self.system = system
        self.directory = directory
        self._names = dict(_names(directory))

    @classmethod
    async def begins(cls, system: ClinicSystem) -> "Story":
        return cls(system, await system.crm.directory())

    @property
    def crm(self) -> Crm:
        return self.system.crm

    def name_of(self, opaque_id: str) -> str:
        return self._names[opaque_id]

    def id_of(self, name: str) -> str:
        (found,) = (opaque_id for opaque_id, own in self._names.items() if own == name)
        return found

    async def patient(self, number: int = 1) -> Patient:
        return await self.crm.create_patient(somebody(number))

    async def patients(self, count: int) -> list[Patient]:
        return [await self.patient(number) for number in range(count)]

    async def free(
        self, doctor: str, on: str, service: str = "Консультація", branch: str = "Центр", zone: str = KYIV
    ) -> list[Slot]:
        """All day long on the wall of ``zone``."""
        begin = wall(f"{on} 00:00", zone)
        end = wall(f"{date.fromisoformat(on) + timedelta(days=1)} 00:00", zone)
        return await self.crm.free_slots(self.id_of(doctor), self.id_of(service), self.id_of(branch), begin, end)

    async def times(
        self, doctor: str, on: str, service: str = "Консультація", branch: str = "Центр", zone: str = KYIV
    ) -> list[str]:
        slots = await self.free(doctor, on, service, branch, zone)
        return [f"{slot.starts_at.astimezone(ZoneInfo(zone)):%H:%M}" for slot in slots]

    async def slot(
        self, doctor: str, at: str, service: str = "Консультація", branch: str = "Центр", zone: str = KYIV
    ) -> Slot:
        """The free time that begins then; fails when it is not offered."""
        offered = await self.free(doctor, at[:10], service, branch, zone)
        (found,) = (slot for slot in offered if slot.starts_at == wall(at, zone))
        return found

    async def booked(self, patient: Patient, slot: Slot) -> Appointment:
        return await self.crm.book(order(slot, patient))

    async def ahead_of(self, patient: Patient) -> list[Appointment]:
        now = self.system.clock.now()
        return await self.crm.appointments([patient.id], now, now + timedelta(days=365))


def order(slot: Slot, patient: Patient, key: str | None = None) -> Order:
    return Order(key or uuid4().hex, slot, patient.id)


def home_call(patient: Patient, doctor_id: str, key: str = "key", *, urgent: bool = False) -> HomeCall:
    said = ("вул. Канаркова, 7, під'їзд 2", "+380501100001", "гарячка", "після 18:00")
    return HomeCall(key, patient.id, doctor_id, *said, urgent=urgent)


async def all_at_once(calls: Iterable[Awaitable[Appointment]]) -> tuple[list[Appointment], list[CrmError]]:
    """What came of each: appointments and refusals. Anything else is raised."""
    outcomes = await asyncio.gather(*calls, return_exceptions=True)
    refusals = [outcome for outcome in outcomes if isinstance(outcome, CrmError)]
    for outcome in outcomes:
        if isinstance(outcome, BaseException) and not isinstance(outcome, CrmError):
            raise outcome
    return [outcome for outcome in outcomes if isinstance(outcome, Appointment)], refusals


def _names(directory: Directory) -> Iterable[tuple[str, str]]:
    for named in (directory.branches, directory.specialties, directory.services, directory.doctors):
        yield from ((one.id, one.name["uk"]) for one in named)
