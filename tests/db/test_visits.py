"""What we remember of visits: of whom somebody here acts for and of nobody else, and whose turn it is."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete, select

from crm.model import Appointment, Status
from db.database import Database
from db.people import PeopleStore
from db.personal.store import PersonalStore
from db.tables import looks, visits
from db.visits import KEPT, VisitStore
from reception.people import PatientDetails, Person, PhoneState
from reception.sync import TOLD
from reception.visit_mirror import Pace, Remembered
from tests.crm.clock import MovableClock

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ALL = (NOW - 400 * DAY, NOW + 400 * DAY)
PACE = Pace(soon=timedelta(minutes=1), others=timedelta(minutes=15))


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(NOW)


@pytest.fixture
def store(database: Database, clock: MovableClock) -> VisitStore:
    return VisitStore(database, clock)


class Family:
    """One chat and its patients, by their ids in the clinic's system."""

    def __init__(self, people: PeopleStore) -> None:
        self._people = people

    async def has(self, *patients: str, telegram_id: int = 1) -> Person:
        await self._people.arrive(telegram_id, "uk", "")
        person = await self._people.arrive(telegram_id, "uk", "")
        await self._people.give_phone(person.id, f"+38050111{telegram_id:04}", PhoneState.VERIFIED, "1")
        person = await self._people.arrive(telegram_id, "uk", "")
        for number, patient in enumerate(patients):
            await self._people.add_patient(person, patient, PatientDetails("Л", f"П{number}", "", date(1990, 1, 1)))
        return await self._people.arrive(telegram_id, "uk", "")


@pytest.fixture
def family(database: Database, clock: MovableClock) -> Family:
    return Family(PeopleStore(database, clock))


def visit(
    number: str, patient: str = "marta", at: datetime = NOW + HOUR, status: Status = Status.BOOKED
) -> Appointment:
    return Appointment(number, patient, "hrab", "centre", "visit", at, at + HOUR / 2, status, "1")


async def test_of_all_changes_only_those_of_our_people_are_kept(store: VisitStore, family: Family) -> None:
    await family.has("marta")
    assert await store.cursor() is None
    await store.follow([visit("1"), visit("2", "stranger")], "c1")
    assert await store.ahead(["marta", "stranger"], NOW) == [visit("1")]
    assert await store.cursor() == "c1"


async def test_a_change_takes_the_place_of_what_was_known(store: VisitStore, family: Family) -> None:
    await family.has("marta")
    await store.follow([visit("1")], "c1")
    moved = replace(visit("1", at=NOW + 2 * HOUR), version="2")
    await store.follow([moved], "c2")
    assert await store.ahead(["marta"], NOW) == [moved]
    await store.follow([replace(moved, status=Status.CANCELLED)], "c3")
    assert await store.ahead(["marta"], NOW) == []


async def test_ahead_is_booked_to_come_and_by_time(store: VisitStore, family: Family) -> None:
    await family.has("marta", "orest")
    later, sooner, over = visit("1", at=NOW + 3 * HOUR), visit("2", "orest"), visit("3", at=NOW - HOUR)
    await store.saw("marta", [later, over, visit("4", status=Status.NOSHOW)], *ALL)
    await store.saw("orest", [sooner], *ALL)
    assert await store.ahead(["marta", "orest"], NOW) == [sooner, later]


async def test_a_visit_that_vanished_from_the_list_is_told_and_is_looked_after_by_the_caller(
    store: VisitStore, family: Family
) -> None:
    await family.has("marta")
    near, far, cancelled = visit("1"), visit("2", at=NOW + 30 * DAY), visit("3", status=Status.CANCELLED)
    await store.saw("marta", [near, far, cancelled], *ALL)
    assert await store.saw("marta", [], NOW - DAY, NOW + DAY) == ["1"], "the far one is outside of what was listed"
    assert await store.ahead(["marta"], NOW) == [near, far], "until somebody has looked, it stays"
    await store.is_gone("1")
    assert await store.ahead(["marta"], NOW) == [far]


async def test_known_as_of_the_oldest_look_or_the_last_word_of_the_feed(
    store: VisitStore, family: Family, clock: MovableClock
) -> None:
    await family.has("marta", "orest")
    assert await store.as_of(["marta"]) is None
    await store.saw("marta", [], *ALL)
    clock.goes_to(NOW + HOUR)
    await store.saw("orest", [], *ALL)
    assert await store.as_of(["orest"]) == NOW + HOUR
    assert await store.as_of(["marta", "orest"]) == NOW
    assert await store.as_of(["marta", "nobody looked at"]) is None
    clock.goes_to(NOW + 2 * HOUR)
    await store.follow([], "c1")
    assert await store.as_of(["marta", "orest"]) == NOW + 2 * HOUR


async def test_whose_turn_it_is(store: VisitStore, family: Family, clock: MovableClock) -> None:
    await family.has("far", "soon", "sooner", "new")
    await store.saw("far", [visit("1", "far", NOW + 5 * DAY)], *ALL)
    await store.saw("soon", [visit("2", "soon", NOW + 40 * HOUR)], *ALL)
    await store.saw("sooner", [visit("3", "sooner", NOW + 2 * HOUR)], *ALL)
    assert await store.due(PACE, 10) == ["new"]
    clock.goes_to(NOW + timedelta(minutes=1))
    assert await store.due(PACE, 10) == ["new", "sooner", "soon"]
    clock.goes_to(NOW + timedelta(minutes=15))
    assert await store.due(PACE, 10) == ["new", "sooner", "soon", "far"]
    assert await store.due(PACE, 1) == ["new"]


async def test_where_the_system_tells_by_itself_the_longest_unseen_are_looked_at_first(
    store: VisitStore, family: Family, clock: MovableClock
) -> None:
    await family.has("soon", "far")
    await store.saw("far", [visit("1", "far", NOW + 9 * DAY)], *ALL)
    clock.goes_to(NOW + HOUR)
    await store.saw("soon", [visit("2", "soon", NOW + 30 * HOUR)], *ALL)
    assert await store.due(TOLD, 10) == []
    clock.goes_to(NOW + DAY + HOUR)
    await family.has("new", telegram_id=2)
    assert await store.due(TOLD, 10) == ["new", "far", "soon"]


async def test_a_look_in_the_future_is_looked_at_anew_for_the_clock_was_set_back(
    store: VisitStore, family: Family, clock: MovableClock
) -> None:
    await family.has("soon", "far")
    await store.saw("soon", [visit("1", "soon")], *ALL)
    await store.saw("far", [visit("2", "far", NOW + 9 * DAY)], *ALL)
    clock.goes_to(NOW - HOUR)
    assert await store.due(PACE, 10) == ["soon", "far"]
    assert sorted(await store.due(TOLD, 10)) == ["far", "soon"]


async def test_who_was_linked_by_an_older_version_is_looked_at_too(
    store: VisitStore, family: Family, database: Database
) -> None:
    await family.has("marta")
    async with database.write() as connection:
        await connection.execute(delete(looks))
    assert await store.due(PACE, 10) == []
    await store.forget()
    assert await store.due(PACE, 10) == ["marta"]
    assert await store.as_of(["marta"]) is None


async def test_a_crowd_with_visits_soon_leaves_a_quarter_to_the_others(
    store: VisitStore, family: Family, clock: MovableClock
) -> None:
    await family.has(*(f"soon{number}" for number in range(20)))
    await family.has(*(f"far{number}" for number in range(20)), telegram_id=2)
    for number in range(20):
        await store.saw(f"soon{number}", [visit(f"s{number}", f"soon{number}")], *ALL)
        await store.saw(f"far{number}", [visit(f"f{number}", f"far{number}", NOW + 9 * DAY)], *ALL)
    clock.goes_to(NOW + timedelta(minutes=15))
    due = await store.due(PACE, 12)
    assert [sum(one.startswith(kind) for one in due) for kind in ("soon", "far")] == [9, 3]
    assert len(await store.due(PACE, 30)) == 30


async def test_who_is_on_two_phones_is_looked_at_once(store: VisitStore, family: Family) -> None:
    await family.has("marta")
    await family.has("marta", telegram_id=2)
    assert await store.due(PACE, 10) == ["marta"]


async def test_nothing_is_remembered_of_who_left_or_of_long_ago(
    store: VisitStore, family: Family, database: Database, clock: MovableClock
) -> None:
    person = await family.has("marta")
    await family.has("marta", "orest", telegram_id=2)
    await store.saw("marta", [visit("1")], *ALL)
    await store.saw("orest", [visit("2", "orest")], *ALL)
    people = PeopleStore(database, clock)
    records = PersonalStore(database)
    assert await records.erase(person)
    assert await store.ahead(["marta", "orest"], NOW) == [visit("1"), visit("2", "orest")], "somebody else acts for her"
    assert await records.erase(await people.arrive(2, "uk", ""))
    assert await store.ahead(["marta", "orest"], NOW) == []
    assert await store.as_of(["marta"]) is None

    await family.has("marta", telegram_id=3)
    await store.saw("marta", [visit("1")], *ALL)
    clock.goes_to(NOW + KEPT)
    await store.forget()
    assert len(await store.ahead(["marta"], NOW)) == 1
    clock.goes_to(NOW + KEPT + DAY)
    await store.forget()
    assert await store.ahead(["marta"], NOW) == []


async def test_what_is_done_here_is_no_news_also_where_a_look_was_quicker(store: VisitStore, family: Family) -> None:
    await family.has("marta")
    await store.keep(visit("1"))
    number = (await store.ids(["1", "unheard of"]))["1"]
    moved = replace(visit("1", at=NOW + 2 * HOUR), version="2")
    await store.follow([moved], "c1")
    await store.keep(moved, told=True)
    await store.keep(visit("1"))
    again = await store.by_id(number)
    assert again == Remembered(visit("1"), NOW)
    assert await store.by_id(number + 1) is None
    async with store._database.read() as connection:
        told = await connection.execute(select(visits.c.told_starts_at, visits.c.changed_at))
    assert told.one() == (NOW + 2 * HOUR, NOW), "that it is back at one is news, for they moved it to two"
