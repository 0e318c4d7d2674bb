"""A bot's memory of visits beside a clinic's system: whose visits it keeps, and its rounds."""

from dataclasses import dataclass
from datetime import date, timedelta

from crm.model import Appointment, Patient
from crm.through import Through
from db.database import Database
from db.people import PeopleStore
from db.visits import VisitStore
from reception.budget import Budget
from reception.people import PatientDetails, PhoneState
from reception.sync import Sync
from tests.crm.faulty import Faulty
from tests.crm.story import Story, order

NINE, TEN = "2027-03-23 09:00", "2027-03-23 10:00"
MINUTE = timedelta(minutes=1)


@dataclass
class Desk:
    story: Story
    faulty: Faulty
    mirror: VisitStore
    sync: Sync
    people: PeopleStore

    async def links(self, patient: Patient, telegram_id: int = 1) -> None:
        await self.people.arrive(telegram_id, "uk", "")
        person = await self.people.arrive(telegram_id, "uk", "")
        await self.people.give_phone(person.id, f"+38050111{telegram_id:04}", PhoneState.VERIFIED, "1")
        person = await self.people.arrive(telegram_id, "uk", "")
        await self.people.add_patient(person, patient.id, PatientDetails("Левчук", "М", "", date(1991, 4, 17)))

    async def ahead(self, *patients: Patient) -> list[Appointment]:
        return await self.mirror.ahead([patient.id for patient in patients], self.story.system.clock.now())

    def time_passes(self, by: timedelta) -> None:
        self.story.system.clock.goes_on(by)


def opened(story: Story, database: Database, faulty: Faulty, crm: Through | None = None) -> Desk:
    """``crm``: how the rounds see the system, where that is not ``faulty`` itself."""
    clock = story.system.clock
    mirror = VisitStore(database, clock)
    sync = Sync(crm or faulty, mirror, Budget(600, clock), clock)
    return Desk(story, faulty, mirror, sync, PeopleStore(database, clock))


async def what_reception_does_is_in_view_after_a_round(desk: Desk) -> None:
    story, reception = desk.story, desk.story.system
    marta, stranger = await story.patients(2)
    await desk.links(marta)
    await desk.sync.round()
    assert await desk.ahead(marta) == []

    made = await reception.reception_books(order(await story.slot("Граб Іван", NINE), marta))
    await reception.reception_books(order(await story.slot("Граб Іван", TEN), stranger))
    desk.time_passes(15 * MINUTE)
    await desk.sync.round()
    assert _seen(await desk.ahead(marta, stranger)) == _seen([made])

    moved = await reception.reception_moves(made.id, order(await story.slot("Коваль Ольга", TEN), marta))
    desk.time_passes(MINUTE)
    await desk.sync.round()
    assert _seen(await desk.ahead(marta)) == _seen([moved]) != _seen([made])

    await reception.reception_cancels(moved.id)
    desk.time_passes(MINUTE)
    await desk.sync.round()
    assert await desk.ahead(marta) == []


def _seen(visits: list[Appointment]) -> list[tuple[object, ...]]:
    """Where, when and with whom: whose a single visit is, not every system tells."""
    return [(one.id, one.doctor_id, one.branch_id, one.starts_at, one.ends_at, one.status) for one in visits]
