"""Whoever adds somebody says first that they may act for them."""

from datetime import date

import pytest
from sqlalchemy import select

from bot.settings import DEMO_CLINIC
from clinic.model import Clinic
from clinic.read import read_clinic
from db.database import Database
from db.tables import patients
from reception.family import called
from reception.identity import Proven, Recognised
from reception.people import Draft, Person
from reception.questions import Question
from tests.reception.front_desk import CARD, TODAY, FrontDesk, named

MAVKA = named("Канарейченко Мавка", date(2019, 1, 31))


@pytest.fixture(scope="module")
def clinic() -> Clinic:
    return read_clinic(DEMO_CLINIC)


@pytest.fixture
def desk(database: Database, clinic: Clinic) -> FrontDesk:
    return FrontDesk(database, clinic)


@pytest.fixture
async def mother(desk: FrontDesk) -> Person:
    """Registered herself, and was not asked."""
    person = await desk.person()
    await desk.registration.finish(person, await desk.checked(person, ticked=False))
    return await desk.again(person)


async def acting(database: Database) -> list[str | None]:
    return [row.acting_version for row in await database.rows(select(patients).order_by(patients.c.id))]


async def test_nobody_more_is_registered_before_the_tick(
    desk: FrontDesk, database: Database, mother: Person, clinic: Clinic
) -> None:
    draft = await desk.checked(mother, MAVKA, ticked=False)
    assert await desk.registration.finish(mother, draft) == draft
    assert await desk.cards() == ["Канарейченко Соломія"]
    ticked = await desk.registration.tick(mother, draft)
    await desk.registration.finish(mother, ticked)
    assert await acting(database) == [None, clinic.privacy.version]


async def test_what_is_delivered_again_asks_no_tick_of_the_first(desk: FrontDesk, mother: Person) -> None:
    added = await desk.registration.finish(mother, await desk.checked(mother, ticked=False))
    assert added == mother.patients[0]


async def test_a_tick_is_for_whoever_stood_on_the_card(desk: FrontDesk, mother: Person) -> None:
    ticked = await desk.registration.tick(mother, await desk.checked(mother, MAVKA, ticked=False))
    fixing = await desk.registration.fix(mother, ticked, Question.FIRST_NAME)
    assert isinstance(fixing, Draft)
    other = await desk.registration.answer(mother, fixing, "Тимофій", 9, TODAY)
    assert isinstance(other, Draft)
    assert await desk.registration.finish(mother, other) == other


async def test_a_card_of_the_number_is_added_after_its_date_and_the_tick(
    desk: FrontDesk, database: Database, mother: Person, clinic: Clinic
) -> None:
    await desk.has_card(MAVKA)
    found = await desk.identity.recognise(mother, "31.01.2019", 1, TODAY)
    assert isinstance(found, Proven)
    assert [one.first_name for one in found.people] == ["Мавка"]
    assert len((await desk.again(mother)).patients) == 1
    added = await desk.identity.tick(await desk.again(mother), found.draft)
    assert [one.details.first_name for one in added.added] == ["Мавка"]
    assert await acting(database) == [None, clinic.privacy.version]


async def test_the_first_card_needs_no_tick_and_twins_do(desk: FrontDesk) -> None:
    await desk.has_card(MAVKA)
    alone = await desk.person()
    assert isinstance(await desk.identity.recognise(alone, "31.01.2019", 1, TODAY), Recognised)
    await desk.has_card(named("Канарейченко Тимофій", MAVKA.born_on))
    other = await desk.person(2)
    assert isinstance(await desk.identity.recognise(other, "31.01.2019", 1, TODAY), Proven)


async def test_namesakes_on_a_phone_are_called_by_their_whole_name(desk: FrontDesk, mother: Person) -> None:
    assert called(mother, mother.patients[0]) == "Соломія"
    await desk.people.add_patient(mother, "granny", named("Зозуля Соломія", CARD.born_on))
    both = await desk.again(mother)
    assert [called(both, one) for one in both.patients] == ["Канарейченко Соломія", "Зозуля Соломія"]
