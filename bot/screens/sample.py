"""A desk with a clinic in it and an invented family at it, on a database that is thrown away."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from tempfile import TemporaryDirectory

from bot.databases import open_database, take_in
from bot.screens.noting import Noting
from bot.telegram import connect
from bot.wiring import build
from clinic.model import Clinic
from crm.model import Slot
from handlers.screens.choices import Choosing
from reception.booking.outcomes import Visit
from reception.booking.way import Way
from reception.catalogue import Place
from reception.clock import SystemClock
from reception.desk import Desk
from reception.people import PatientDetails, PatientOnPhone, Person, PhoneState

NOBODYS_TOKEN = "42:NOBODYS"  # noqa: S105 nothing is sent with it
ADULT, CHILD = 1, 2
BORN_ON = date(1987, 5, 12)
FAMILIES = {
    "uk": (("Шевченко", "Олена", "Ігорівна"), ("Шевченко", "Тарас", "Олегович")),
    "ru": (("Шевченко", "Елена", "Игоревна"), ("Шевченко", "Тарас", "Олегович")),
    "en": (("Fernsby", "Olivia", ""), ("Fernsby", "Max", "")),
    "pl": (("Wiśniewska", "Małgorzata", ""), ("Wiśniewski", "Jaś", "")),
    "it": (("Esposito", "Giulia", ""), ("Esposito", "Nicolò", "")),
}


@dataclass(frozen=True, slots=True)
class Sample:
    """``way``: all chosen for the grown-up, at whoever of the clinic has a free time; ``free``: what is free there."""

    say: Noting
    desk: Desk
    person: Person
    way: Way
    free: tuple[Slot, ...]
    earliest: dict[Place, datetime | None]

    @property
    def clinic(self) -> Clinic:
        return self.desk.clinic

    @property
    def today(self) -> date:
        return self.desk.today()

    def at(self, way: Way, page: int = 0) -> Choosing:
        return Choosing(self.say, self.clinic, self.person, self.desk.options(self.person), way, page)

    def visit(self, patient: int = ADULT) -> Visit:
        catalogue = self.desk.catalogue
        at = self.free[0].starts_at if self.free else datetime.now(UTC) + timedelta(days=1)
        card = next(one for one in self.person.patients if one.id == patient)
        doctor, branch = catalogue.doctors[self.way.doctor], catalogue.branches[self.way.branch]
        return Visit(card, doctor, branch, at, at + timedelta(minutes=30), key="sample")


@asynccontextmanager
async def sampled(clinic: Clinic, say: Noting) -> AsyncIterator[Sample]:
    """The real desk, as the wiring builds it; nobody is connected."""
    clock, bot = SystemClock(), connect(NOBODYS_TOKEN, "http://127.0.0.1")
    with TemporaryDirectory() as folder:
        database = await open_database(f"sqlite+aiosqlite:///{folder}/screens.db", None)
        try:
            await take_in(database, clinic, clock)
            desk = build(bot, database, clinic, clock).desk
            await desk.mirror.open()
            await desk.mirror.refresh_availability()
            yield await _sample(desk, say)
        finally:
            await database.close()
            await bot.session.close()


async def _sample(desk: Desk, say: Noting) -> Sample:
    person = _person(say.language, desk.today())
    way, free = await _free_way(desk, person)
    earliest = await desk.availability.earliest(way.branch, desk.times.window()[0])
    return Sample(say, desk, person, way, tuple(free), earliest)


async def _free_way(desk: Desk, person: Person) -> tuple[Way, list[Slot]]:
    """The clinic's first offer for a grown-up that has a free time; the first of all where none has."""
    ways = [
        Way(ADULT, offer.branch, doctor=offer.doctor, visit=True, service=offer.service)
        for offer in desk.options(person).offers(Way(ADULT))
    ]
    for way in ways:
        if free := await desk.times.free(desk.catalogue, way):
            return way, free
    return ways[0], []


def _person(language: str, today: date) -> Person:
    grown_up, child = (PatientDetails(*name, BORN_ON) for name in FAMILIES.get(language, FAMILIES["en"]))
    child = replace(child, born_on=today.replace(year=today.year - 6, day=1))
    patients = (PatientOnPhone(ADULT, "1", grown_up, verified=True), PatientOnPhone(CHILD, "2", child, verified=True))
    return Person(1, 1, language, "+380501234567", PhoneState.VERIFIED, patients, None, None)
