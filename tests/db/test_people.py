"""What the desk remembers of persons, on both databases."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from crm.model import Slot
from db.bookings import BookingStore
from db.database import Database
from db.drafts import DraftStore
from db.people import PeopleStore
from db.personal.store import PersonalStore
from db.tables import accounts, bookings, drafts, patients
from reception.booking.way import Way
from reception.people import Panel, PatientDetails, Person, PhoneState

PHONE = "+380501234567"
OTHER_PHONE = "+380671234567"
CARD = PatientDetails("Канарейченко", "Соломія", "Ігорівна", date(1987, 5, 12))
DAY = timedelta(hours=24)


class Clock:
    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 7, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def people(database: Database, clock: Clock) -> PeopleStore:
    return PeopleStore(database, clock)


async def arrives(people: PeopleStore, telegram_id: int = 1) -> Person:
    return await people.arrive(telegram_id, "uk", "")


async def verified(people: PeopleStore, telegram_id: int = 1, phone: str = PHONE) -> Person:
    person = await arrives(people, telegram_id)
    await people.give_phone(person.id, phone, PhoneState.VERIFIED, "2026-11")
    return await arrives(people, telegram_id)


async def typed(people: PeopleStore, telegram_id: int = 1, phone: str = PHONE) -> Person:
    person = await arrives(people, telegram_id)
    await people.give_phone(person.id, phone, PhoneState.UNVERIFIED, "2026-11")
    return await arrives(people, telegram_id)


async def test_a_stranger_is_remembered_as_first_met(people: PeopleStore) -> None:
    first = await people.arrive(7, "en", "door")
    again = await people.arrive(7, "uk", "site")
    assert first == again
    assert (first.language, first.phone_state) == ("en", PhoneState.NONE)


async def test_one_stranger_who_arrives_many_times_at_once_is_one_person(people: PeopleStore) -> None:
    met = await asyncio.gather(*(arrives(people) for _ in range(16)))
    assert len({person.id for person in met}) == 1


async def test_a_person_is_read_back_whole(people: PeopleStore, database: Database, clock: Clock) -> None:
    person = await verified(people)
    patient = await people.add_patient(person, "crm-1", CARD)
    await people.choose_language(person.id, "en")
    await people.keep_panel(person.id, Panel(42, kept=True))
    draft = await DraftStore(database, clock).keep(person.id, "born_on", {"surname": "Канарейченко"}, "doctor_7")
    found = await people.find(person.id)
    assert found is not None
    assert (found.language, found.phone) == ("en", PHONE)
    assert (found.patients, found.panel, found.draft) == ((patient,), Panel(42, kept=True), draft)
    assert patient.details == CARD


async def test_nobody_is_found_under_an_unknown_id(people: PeopleStore) -> None:
    assert await people.find(12345) is None


async def test_consent_keeps_its_version_and_date(people: PeopleStore, database: Database, clock: Clock) -> None:
    person = await verified(people)
    columns = accounts.c.consent_version, accounts.c.consent_at
    async with database.read() as connection:
        assert tuple((await connection.execute(select(*columns))).one()) == ("2026-11", clock.at)
    assert person.phone == PHONE


async def test_the_same_card_added_twice_is_one_patient(people: PeopleStore) -> None:
    person = await verified(people)
    first = await people.add_patient(person, "crm-1", CARD)
    second = await people.add_patient(person, "crm-1", CARD)
    assert first == second
    assert len((await arrives(people)).patients) == 1


async def test_patients_of_a_typed_number_are_verified_with_it(people: PeopleStore) -> None:
    person = await typed(people)
    assert not (await people.add_patient(person, "crm-1", CARD)).verified
    await people.give_phone(person.id, PHONE, PhoneState.VERIFIED, "2026-11")
    assert [patient.verified for patient in (await arrives(people)).patients] == [True]


async def test_patients_of_a_typed_number_are_not_verified_with_another(people: PeopleStore) -> None:
    person = await typed(people)
    await people.add_patient(person, "crm-1", CARD)
    await people.give_phone(person.id, OTHER_PHONE, PhoneState.VERIFIED, "2026-11")
    assert [patient.verified for patient in (await arrives(people)).patients] == [False]


async def test_a_patient_added_again_under_a_verified_number_becomes_verified_and_stays_so(people: PeopleStore) -> None:
    await people.add_patient(await typed(people), "crm-1", CARD)
    assert (await people.add_patient(await verified(people), "crm-1", CARD)).verified
    assert (await people.add_patient(await typed(people), "crm-1", CARD)).verified


async def test_verifying_a_number_ends_the_access_of_who_had_it_verified(
    people: PeopleStore, database: Database, clock: Clock
) -> None:
    first = await verified(people, 1)
    patient = await people.add_patient(first, "crm-1", CARD)
    await DraftStore(database, clock).keep(first.id, "check", {"surname": "Канарейченко"}, "")
    await books(database, clock, first, patient.id)
    second = await verified(people, 2)
    lost = await arrives(people, 1)
    assert (lost.phone, lost.phone_state, lost.patients, lost.draft) == (None, PhoneState.NONE, (), None)
    assert await count(database) == {"accounts": 2, "patients": 0, "drafts": 0, "bookings": 0}
    assert second.phone == PHONE


async def test_verifying_a_number_leaves_everybody_else_alone(people: PeopleStore) -> None:
    await people.add_patient(await typed(people, 1), "crm-1", CARD)
    await people.add_patient(await verified(people, 2, OTHER_PHONE), "crm-2", CARD)
    await verified(people, 3)
    only_typed, with_another = await arrives(people, 1), await arrives(people, 2)
    assert (only_typed.phone, len(only_typed.patients)) == (PHONE, 1)
    assert (with_another.phone_state, len(with_another.patients)) == (PhoneState.VERIFIED, 1)


async def test_a_number_verified_by_many_at_once_is_one_person_s(people: PeopleStore) -> None:
    met = [await arrives(people, number) for number in range(8)]
    await asyncio.gather(*(people.give_phone(one.id, PHONE, PhoneState.VERIFIED, "2026-11") for one in met))
    holders = [person for person in [await arrives(people, number) for number in range(8)] if person.phone]
    assert len(holders) == 1


async def test_a_typed_number_ends_nobody_s_access(people: PeopleStore) -> None:
    await people.add_patient(await verified(people, 1), "crm-1", CARD)
    await typed(people, 2)
    assert len((await arrives(people, 1)).patients) == 1


async def test_wrong_tries_are_counted_by_number_and_forgotten_a_day_after_the_first(
    people: PeopleStore, clock: Clock
) -> None:
    assert await people.wrong_tries(PHONE) == 0
    assert await people.count_wrong_try(PHONE) == 1
    clock.at += DAY / 2
    assert await people.count_wrong_try(PHONE) == 2
    assert (await people.wrong_tries(PHONE), await people.wrong_tries(OTHER_PHONE)) == (2, 0)
    clock.at += DAY / 2 - timedelta(seconds=1)
    assert await people.wrong_tries(PHONE) == 2
    clock.at += timedelta(seconds=1)
    assert await people.wrong_tries(PHONE) == 0
    assert await people.count_wrong_try(PHONE) == 1


async def test_wrong_tries_at_once_are_all_counted(people: PeopleStore) -> None:
    assert sorted(await asyncio.gather(*(people.count_wrong_try(PHONE) for _ in range(8)))) == list(range(1, 9))


async def test_a_draft_is_not_read_after_a_day(people: PeopleStore, database: Database, clock: Clock) -> None:
    person = await arrives(people)
    store = DraftStore(database, clock)
    await store.keep(person.id, "surname", {}, "")
    clock.at += DAY - timedelta(seconds=1)
    assert (await arrives(people)).draft is not None
    clock.at += timedelta(seconds=1)
    assert (await arrives(people)).draft is None
    assert await store.forget(DAY) == 1


async def test_an_id_of_a_dropped_draft_never_comes_back(people: PeopleStore, database: Database, clock: Clock) -> None:
    person, store = await arrives(people), DraftStore(database, clock)
    first = await store.keep(person.id, "surname", {}, "")
    assert (await store.keep(person.id, "first_name", {}, "")).id == first.id
    await store.drop(person.id)
    assert (await store.keep(person.id, "surname", {}, "")).id > first.id


async def test_erasing_a_person_takes_all_that_hangs_on_them_and_nothing_of_others(
    people: PeopleStore, database: Database, clock: Clock
) -> None:
    for number, phone in ((1, PHONE), (2, OTHER_PHONE)):
        person = await verified(people, number, phone)
        patient = await people.add_patient(person, "crm-1", CARD)
        await DraftStore(database, clock).keep(person.id, "surname", {}, "")
        await books(database, clock, person, patient.id)
    assert await PersonalStore(database).erase(await arrives(people, 1))
    assert await count(database) == {"accounts": 1, "patients": 1, "drafts": 1, "bookings": 1}
    assert len((await arrives(people, 2)).patients) == 1


async def test_nothing_personal_stands_readable_in_the_tables(people: PeopleStore, database: Database) -> None:
    await people.add_patient(await verified(people), "crm-1", CARD)
    async with database.read() as connection:
        rows = [str(row) for table in (accounts, patients) for row in await connection.execute(select(table))]
    for canary in ("Канарейченко", "Соломія", "501234567", "1987"):
        assert not [row for row in rows if canary in row]


async def books(database: Database, clock: Clock, person: Person, patient: int) -> None:
    start = clock.at + DAY
    slot = Slot("doctor", "branch", "service", start, start + timedelta(minutes=20))
    way = Way(patient, 1, doctor=1, visit=True, service=1)
    await BookingStore(database, clock).draw(f"key-{person.id}", person.id, way, slot)


async def count(database: Database) -> dict[str, int]:
    async with database.read() as connection:
        return {
            table.name: (await connection.execute(select(func.count()).select_from(table))).scalar_one()
            for table in (accounts, patients, drafts, bookings)
        }
