"""What reception changes in its own system is known here after one round, with and without a feed of changes."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from crm.errors import NotFound, Refused, Unavailable
from crm.model import Appointment, Capabilities, Patient
from crm.through import Through
from db.database import Database
from db.people import PeopleStore
from db.visits import VisitStore
from reception.budget import Budget
from reception.people import PatientDetails, PhoneState
from reception.sync import Sync
from tests.crm.faulty import Faulty
from tests.crm.story import Story, order
from tests.crm.targets import Embedded
from tests.crm.verba import VERBA

NINE, TEN = "2027-03-23 09:00", "2027-03-23 10:00"
MINUTE = timedelta(minutes=1)


class WithoutFeed(Through):
    """Like a system that tells nobody what has changed."""

    capabilities = Capabilities(change_feed=False)

    async def changes(self, cursor: str | None) -> None:  # type: ignore[override]
        raise AssertionError(f"nobody may ask, and not from {cursor}")


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


@pytest.fixture(params=[True, False], ids=["with a feed", "without"])
def has_feed(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
async def desk(database: Database, has_feed: bool) -> Desk:
    system = Embedded(database)
    await system.opens(VERBA)
    story = await Story.begins(system)
    faulty = Faulty(system.crm)
    mirror = VisitStore(database, system.clock)
    crm: Through = faulty if has_feed else WithoutFeed(faulty)
    sync = Sync(crm, mirror, Budget(600, system.clock), system.clock)
    return Desk(story, faulty, mirror, sync, PeopleStore(database, system.clock))


async def test_what_reception_books_moves_and_cancels_is_known_after_a_round(desk: Desk) -> None:
    story, reception = desk.story, desk.story.system
    marta, stranger = await story.patients(2)
    await desk.links(marta)
    await desk.sync.round()
    assert await desk.ahead(marta) == []

    made = await reception.reception_books(order(await story.slot("Граб Іван", NINE), marta))
    await reception.reception_books(order(await story.slot("Граб Іван", TEN), stranger))
    desk.time_passes(15 * MINUTE)
    await desk.sync.round()
    assert await desk.ahead(marta, stranger) == [made]

    moved = await reception.reception_moves(made.id, order(await story.slot("Коваль Ольга", TEN), marta))
    desk.time_passes(MINUTE)
    await desk.sync.round()
    assert await desk.ahead(marta) == [moved]

    await reception.reception_cancels(made.id)
    desk.time_passes(MINUTE)
    await desk.sync.round()
    assert await desk.ahead(marta) == []


async def test_who_was_linked_just_now_is_known_after_a_round(desk: Desk) -> None:
    marta = await desk.story.patient()
    made = await desk.story.booked(marta, await desk.story.slot("Граб Іван", NINE))
    await desk.sync.round()
    await desk.links(marta)
    await desk.sync.round()
    assert await desk.ahead(marta) == [made]


async def test_a_visit_that_vanished_is_looked_at_before_it_is_called_cancelled(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a feed a system may list it no more: cancelled ones, or one whose patient it does not list any more."""
    marta = await desk.story.patient()
    await desk.links(marta)
    made = await desk.story.booked(marta, await desk.story.slot("Граб Іван", NINE))
    await desk.sync.round()

    async def lists_nothing(*_asked: object) -> list[Appointment]:
        return []

    monkeypatch.setattr(desk.sync._crm, "appointments", lists_nothing)
    desk.time_passes(timedelta(days=1) - MINUTE)
    await desk.sync.round()
    assert await desk.ahead(marta) == [made], "it is there when it is asked for"

    async def is_unknown(_appointment_id: str) -> Appointment:
        raise NotFound

    monkeypatch.setattr(desk.sync._crm, "appointment", is_unknown)
    desk.time_passes(2 * MINUTE)
    await desk.sync.look_again(made.id)
    assert await desk.ahead(marta) == []


async def test_a_hint_is_followed_at_once(desk: Desk) -> None:
    marta, stranger = await desk.story.patients(2)
    await desk.links(marta)
    await desk.sync.round()
    made = await desk.story.booked(marta, await desk.story.slot("Граб Іван", NINE))
    other = await desk.story.booked(stranger, await desk.story.slot("Граб Іван", TEN))
    for hinted in (made.id, other.id, "987654321"):
        await desk.sync.look_again(hinted)
    assert await desk.ahead(marta, stranger) == [made]


async def test_a_silent_system_is_asked_no_further_and_nothing_known_is_lost(desk: Desk) -> None:
    patients = await desk.story.patients(12)
    for number, patient in enumerate(patients):
        await desk.links(patient, telegram_id=number + 1)
    made = await desk.story.booked(patients[0], await desk.story.slot("Граб Іван", NINE))
    await desk.sync.round()
    desk.time_passes(timedelta(hours=25))
    desk.faulty.goes_down()
    desk.faulty.asked.clear()
    with pytest.raises(Unavailable):
        await desk.sync.round()
    assert len(desk.faulty.asked) <= 4
    desk.story.system.clock.goes_to(made.starts_at - MINUTE)
    assert await desk.ahead(patients[0]) == [made]
    desk.faulty.comes_back()
    await desk.story.crm.cancel(made.id)
    desk.time_passes(-MINUTE)
    await desk.sync.round()
    assert await desk.ahead(patients[0]) == []


async def test_whom_the_system_refuses_hinders_nobody_else(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    marta, orest = await desk.story.patients(2)
    await desk.links(marta)
    await desk.links(orest, telegram_id=2)
    made = await desk.story.booked(orest, await desk.story.slot("Граб Іван", NINE))
    asked = desk.sync._crm.appointments

    async def refuses_marta(patients: list[str], *span: object) -> list[Appointment]:
        if patients == [marta.id]:
            raise Refused("no rights")
        return await asked(patients, *span)  # type: ignore[arg-type]

    monkeypatch.setattr(desk.sync._crm, "appointments", refuses_marta)
    await desk.sync.round()
    assert await desk.ahead(marta, orest) == [made]


@pytest.mark.parametrize("has_feed", [False], indirect=True)
async def test_no_more_is_asked_than_half_of_what_the_system_bears(desk: Desk) -> None:
    for number, patient in enumerate(await desk.story.patients(30)):
        await desk.links(patient, telegram_id=number + 1)
    clock = desk.story.system.clock
    sync = Sync(desk.sync._crm, desk.mirror, Budget(20, clock), clock)
    desk.faulty.asked.clear()
    await sync.round()
    assert len(desk.faulty.asked) == 10
    await sync.round()
    assert len(desk.faulty.asked) == 15, "half of what is left"
    for _ in range(60):
        desk.time_passes(timedelta(seconds=30))
        await sync.round()
    assert len(desk.faulty.asked) <= 20 + 30 * 20
    assert await desk.mirror.as_of([str(number) for number in range(1, 31)]) is not None, "everybody had a turn"


@pytest.mark.parametrize("has_feed", [True], indirect=True)
async def test_the_cursor_stays_where_it_was_until_what_came_is_kept(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    marta = await desk.story.patient()
    await desk.links(marta)
    await desk.sync.round()
    before = await desk.mirror.cursor()
    made = await desk.story.booked(marta, await desk.story.slot("Граб Іван", NINE))
    with monkeypatch.context() as broken:
        broken.setattr(desk.mirror, "_keep", _fails)
        with pytest.raises(RuntimeError):
            await desk.sync.round()
    assert await desk.mirror.cursor() == before
    await desk.sync.round()
    assert await desk.ahead(marta) == [made]


def _fails(*_given: object) -> None:
    raise RuntimeError("the disk is full")
