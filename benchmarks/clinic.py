"""The demo clinic with registered people, put in through the program's own stores, and what they tap."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from benchmarks.updates import FIRST_CHAT, PANEL
from bot.databases import open_database, take_in
from bot.settings import DEMO_CLINIC
from clinic.model import Clinic
from clinic.read import read_clinic
from crm.embedded.adapter import EmbeddedCrm
from crm.model import NewPatient
from db.bookings import BookingStore
from db.catalogue import CatalogueStore
from db.people import PeopleStore
from handlers.taps import Go, To, day, time, walk
from reception.booking.times import Times, by_day
from reception.booking.way import ANY_SPECIALTY, Way
from reception.catalogue import Catalogue
from reception.clock import SystemClock
from reception.people import Panel, PatientDetails, PhoneState

BRANCH = "center"
DOCTOR, SERVICE = "petrenko", "nerve-visit"  # 22 times on a full day: with the two ways on, 24 buttons
FULL_DAY = 22
# Visits as long as the clinic's step, so that no two times overlap; none with the doctor above.
BOOKED = (("shevchuk", "family-certificate"), ("lysenko", "ecg"), ("marchenko", "ear-cleaning"))


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of tap; ``proof`` and ``times``: how its answer is known (benchmarks/load.py)."""

    told: str
    proof: str
    times: int = 1


KINDS = {
    "a": Kind("menu", '"go:visits"'),
    "b": Kind("list of doctors", '"w:', 8),
    "c": Kind("free times of a day, 24 buttons", '"callback_data"', 24),
    "d": Kind("Confirm", '"i:'),
}
CHECK = Kind("check card", '"c:')
HORIZON = 200  # days: every Confirm of a whole bench wants a time of its own, and the first doctor above has them all
VISITS_AHEAD = 50  # of one person's, who come round again and again


@dataclass(frozen=True, slots=True)
class Visitors:
    """``patients``: local ids, one a person, in the order of their chats."""

    patients: Sequence[int]
    catalogue: Catalogue
    days: Sequence[date]
    free: Iterator[tuple[Way, datetime]]

    def data(self, kind: str, guest: int) -> str:
        """What the button of a menu, a list of doctors or a day carries."""
        patient, on = self.patients[guest], self.days[guest % len(self.days)]
        match kind:
            case "a":
                return Go(to=To.MENU).pack()
            case "b":
                return walk(Way(patient, _branch(self.catalogue), ANY_SPECIALTY)).pack()
            case "c":
                return day(_way(self.catalogue, DOCTOR, SERVICE, patient), on).pack()
        raise ValueError(kind)

    def time(self, guest: int) -> str:
        """What the button of a time carries that nobody else is offered."""
        way, at = next(self.free)
        return time(
            Way(self.patients[guest], way.branch, doctor=way.doctor, visit=True, service=way.service), at
        ).pack()


async def open_clinic(url: str, key: str, guests: int) -> Visitors:
    """Fill an empty database."""
    database = await open_database(url, key)
    try:
        clock, clinic = SystemClock(), _with_room_for_all(read_clinic(DEMO_CLINIC))
        await take_in(database, clinic, clock)
        crm = EmbeddedCrm(database, clock)
        catalogue = await CatalogueStore(database).save(await crm.directory())
        people = PeopleStore(database, clock)
        patients = [await _register(people, crm, guest) for guest in range(guests)]
        times = Times(crm, BookingStore(database, clock), clinic.rules, clock)
        free = [(way, slot.starts_at) for way in _booked(catalogue) for slot in await times.free(catalogue, way)]
        offered = by_day(await times.free(catalogue, _way(catalogue, DOCTOR, SERVICE)), clinic.zone)
        full = [on for on, slots in offered.items() if len(slots) == FULL_DAY]
        return Visitors(patients, catalogue, full, iter(free))
    finally:
        await database.close()


def _with_room_for_all(clinic: Clinic) -> Clinic:
    rules = clinic.rules.model_copy(update={"horizon_days": HORIZON, "visits_ahead": VISITS_AHEAD})
    return clinic.model_copy(update={"rules": rules})


async def _register(people: PeopleStore, crm: EmbeddedCrm, guest: int) -> int:
    details, phone = PatientDetails("Guest", f"N{guest}", "", date(1987, 5, 12)), f"+38067{guest:07}"
    known = await people.arrive(FIRST_CHAT + guest, "uk", "")
    await people.give_phone(known.id, phone, PhoneState.VERIFIED, "bench")
    await people.keep_panel(known.id, Panel(PANEL, kept=False))
    known = await people.arrive(FIRST_CHAT + guest, "uk", "")
    card = await crm.create_patient(NewPatient("Guest", f"N{guest}", "", details.born_on, phone))
    return (await people.add_patient(known, card.id, details)).id


def _booked(catalogue: Catalogue) -> Iterator[Way]:
    return (_way(catalogue, doctor, service) for doctor, service in BOOKED)


def _way(catalogue: Catalogue, doctor: str, service: str, patient: int = 0) -> Way:
    ids = catalogue.doctor_id(doctor), catalogue.service_id(service)
    assert all(ids), "the demo clinic has lost a doctor or service of the benchmark's"
    return Way(patient, _branch(catalogue), doctor=ids[0] or 0, visit=True, service=ids[1] or 0)


def _branch(catalogue: Catalogue) -> int:
    branch = catalogue.branch_id(BRANCH)
    assert branch, "the demo clinic has lost a branch of the benchmark's"
    return branch
