"""What the server keeps: the clinic, patients' cards, visits; doctors' time is the built-in system's."""

from base64 import b64encode
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from clinic.model import Clinic
from crm.clock import Clock
from crm.embedded.adapter import EmbeddedCrm
from crm.embedded.importing import import_clinic
from crm.errors import PatientBusy, Refused, SlotTaken
from crm.model import Directory, NewPatient, Order, Slot
from db.database import Database
from tests.crm.eleks.server.dialect import Dialect
from tests.crm.eleks.server.names import Names
from tests.crm.eleks.server.refusal import Refusal

# The codes are invented, the names are such as the sheet has words for.
STATUSES = {
    "RSV": "Зарезервовано",
    "CNF": "Підтверджено",
    "ARR": "Пацієнт прибув",
    "DON": "Завершено",
    "CNL": "Скасовано",
    "NSH": "Не з’явився",
}
INACTIVE = ("CNL", "NSH")


@dataclass
class Card:
    """``phone`` as it is stored."""

    id: int
    names: tuple[str, str, str]
    born_on: date
    sex: str
    phone: str


@dataclass
class Visit:
    """``slot`` in the clinic's own ids; ``held``: the doctor's time in the built-in system. A visit has one booking
    or several, or, ``bookings`` being 0, none."""

    id: int
    patient: int
    slot: Slot
    room: int
    status: str
    note: str
    made_by: str
    made_at: datetime
    held: str = ""
    bookings: int = 1


class Morning:
    """The same day, before anything has begun."""

    def __init__(self, world: "World") -> None:
        self._world = world

    def now(self) -> datetime:
        return self._world.today.astimezone(self._world.zone)


@dataclass
class World:
    database: Database
    clock: Clock
    dialect: Dialect
    clinic: Clinic = field(init=False)
    names: Names = field(init=False)
    directory: Directory = field(init=False)
    cards: dict[int, Card] = field(default_factory=dict)
    visits: dict[int, Visit] = field(default_factory=dict)
    tasks: list[str] = field(default_factory=list)  # for the staff, name and description
    photos: dict[str, Any] = field(default_factory=dict)  # by the doctor's own id, in whatever form
    statuses: dict[str, str] = field(default_factory=lambda: dict(STATUSES))
    stand_ins: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.engine = EmbeddedCrm(self.database, self.clock)

    async def opens(self, clinic: Clinic) -> None:
        self.clinic, self.names = clinic, Names(clinic)
        await import_clinic(self.database, clinic)
        self.directory = await self.engine.directory()
        self.photos = {one.id: _coded(one.photo) for one in clinic.doctors if one.photo}

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.clinic.zone)

    @property
    def today(self) -> datetime:
        """When it began, on the clinic's wall."""
        return self.clock.now().astimezone(self.zone).replace(hour=0, minute=0, second=0, microsecond=0)

    def zone_of(self, branch: str) -> ZoneInfo:
        return ZoneInfo(next(one.zone for one in self.clinic.branches if one.id == branch))

    async def free(self, place: Slot, start: datetime, end: datetime) -> list[Slot]:
        clock = Morning(self) if self.dialect.begun_listed else self.clock
        engine = EmbeddedCrm(self.database, clock)
        return await engine.free_slots(place.doctor_id, place.service_id, place.branch_id, start, end)

    async def hold(self, slot: Slot) -> str:
        """Take the doctor's time: at any hour, whether it is offered or not, as long as the doctor is free."""
        if not self.dialect.checks_slots:
            return ""
        order = Order(uuid4().hex, slot, await self._stand_in(slot.doctor_id))
        try:
            return (await self.engine.book_by_reception(order)).id
        except (SlotTaken, PatientBusy):
            raise Refusal("Обраний час вже зайнято") from None

    async def let_go(self, visit: Visit) -> None:
        if visit.held:
            with suppress(Refused):  # over: nobody wants that time any more
                await self.engine.cancel(visit.held)

    def add(self, patient: int, slot: Slot, room: int, held: str, made_by: str, note: str = "") -> Visit:
        number = 90000 + len(self.visits)
        self.visits[number] = Visit(
            number, patient, slot, room, self.dialect.made_as, note, made_by, self.clock.now(), held
        )
        return self.visits[number]

    def overlapping(self, patient: int, slot: Slot) -> list[Visit]:
        return [one for one in self.active(patient) if _overlap(one.slot, slot)]

    def active(self, patient: int) -> list[Visit]:
        return [one for one in self.visits.values() if one.patient == patient and one.status not in INACTIVE]

    async def _stand_in(self, doctor: str) -> str:
        """Each doctor has a patient of their own there: whether a patient may be in two places is decided here."""
        if doctor not in self.stand_ins:
            new = NewPatient("Хтось", doctor, "", date(1970, 1, 1), "+380501234567")
            self.stand_ins[doctor] = (await self.engine.create_patient(new)).id
        return self.stand_ins[doctor]


def _coded(photo: Path) -> str:
    return b64encode(photo.read_bytes()).decode()


def _overlap(one: Slot, other: Slot) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at
