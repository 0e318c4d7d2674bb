"""A registration that guesses at a card of the number: it has the three tries of the birth date, and no more."""

from collections.abc import Awaitable, Callable
from datetime import date

import pytest

from bot.settings import DEMO_CLINIC
from clinic.model import Clinic
from clinic.read import read_clinic
from db.database import Database
from reception.identity import NotRecognised, Recognised
from reception.people import Draft, PatientDetails, PatientOnPhone, Person, PhoneState
from reception.registration import NotRegistered
from tests.reception.front_desk import CARD, PHONE, TODAY, FrontDesk, named

Finish = Callable[[PatientDetails], Awaitable[PatientOnPhone | NotRegistered | Draft]]
WRONG_DAY = date(1987, 5, 13)
SOLOMIIA = "Канарейченко Соломія"


@pytest.fixture(scope="module")
def clinic() -> Clinic:
    return read_clinic(DEMO_CLINIC)


@pytest.fixture
def desk(database: Database, clinic: Clinic) -> FrontDesk:
    return FrontDesk(database, clinic)


@pytest.fixture
async def person(desk: FrontDesk) -> Person:
    """On a verified number with Solomiia's card, which is not in the chat."""
    await desk.has_card()
    return await desk.person()


@pytest.fixture
def finish(desk: FrontDesk, person: Person) -> Finish:
    async def finish(who: PatientDetails) -> PatientOnPhone | NotRegistered | Draft:
        now = await desk.again(person)
        return await desk.registration.finish(now, await desk.checked(now, who))

    return finish


async def wrong_tries(desk: FrontDesk, times: int) -> None:
    for _ in range(times):
        await desk.people.count_wrong_try(PHONE)


@pytest.mark.parametrize(
    "guess",
    [
        CARD,
        named("Kanareichenko Solomiia"),
        named(SOLOMIIA, WRONG_DAY),
        named("Зозуля Соломія"),
        named("Канарейченко Стефанія"),
        named("Новак Софія", WRONG_DAY),
    ],
    ids=["right", "right in Latin", "wrong day", "wrong surname", "wrong first name", "all wrong but the letter"],
)
async def test_after_three_wrong_tries_every_guess_is_reception_s_and_makes_no_card(
    desk: FrontDesk, finish: Finish, guess: PatientDetails
) -> None:
    await wrong_tries(desk, 3)
    assert await finish(guess) is NotRegistered.RECEPTION
    assert await desk.cards() == [SOLOMIIA]
    assert await desk.people.wrong_tries(PHONE) == 3


async def test_a_really_different_person_is_registered_after_three_wrong_tries(desk: FrontDesk, finish: Finish) -> None:
    await wrong_tries(desk, 3)
    assert isinstance(await finish(named("Новак Злата", date(1993, 3, 3))), PatientOnPhone)
    assert isinstance(await finish(named("Канарейченко Мавка")), PatientOnPhone), "a twin as well"


async def test_the_right_data_open_the_card_while_there_is_a_try_left(desk: FrontDesk, finish: Finish) -> None:
    await wrong_tries(desk, 2)
    assert isinstance(await finish(CARD), PatientOnPhone)
    assert await desk.people.wrong_tries(PHONE) == 2
    assert await desk.cards() == [SOLOMIIA]


async def test_three_guesses_by_registering_use_up_the_tries_of_the_birth_date(
    desk: FrontDesk, person: Person, finish: Finish
) -> None:
    assert isinstance(await finish(named(SOLOMIIA, WRONG_DAY)), PatientOnPhone)
    assert await finish(named("Зозуля Соломія")) is NotRegistered.RECEPTION
    assert isinstance(await finish(named("Новак Софія")), PatientOnPhone)
    assert await desk.people.wrong_tries(PHONE) == 3
    answer = await desk.identity.recognise(await desk.again(person), "12.05.1987", 1, TODAY)
    assert answer == NotRecognised(0)


async def test_a_guess_tapped_again_costs_no_second_try(desk: FrontDesk, finish: Finish) -> None:
    await wrong_tries(desk, 2)
    first = await finish(named(SOLOMIIA, WRONG_DAY))
    assert isinstance(first, PatientOnPhone)
    assert await finish(named(SOLOMIIA, WRONG_DAY)) == first
    assert await desk.people.wrong_tries(PHONE) == 3


async def test_somebody_else_is_no_guess(desk: FrontDesk, finish: Finish) -> None:
    await finish(named("Новак Злата", date(1993, 3, 3)))
    assert await desk.people.wrong_tries(PHONE) == 0


async def test_beside_cards_that_are_in_the_chat_nothing_is_a_guess(
    desk: FrontDesk, person: Person, finish: Finish
) -> None:
    assert isinstance(await desk.identity.recognise(person, "12.05.1987", 1, TODAY), Recognised)
    assert isinstance(await finish(named("Канарейченко Софія", date(2015, 1, 1))), PatientOnPhone)
    assert await desk.people.wrong_tries(PHONE) == 0


async def test_who_only_typed_the_number_cannot_use_up_its_owner_s_tries(desk: FrontDesk) -> None:
    await desk.has_card()
    typing = await desk.person(2, PhoneState.UNVERIFIED)
    await desk.registration.finish(typing, await desk.checked(typing, named(SOLOMIIA, WRONG_DAY)))
    assert await desk.people.wrong_tries(PHONE) == 0


async def test_never_are_less_than_no_tries_left(desk: FrontDesk, person: Person) -> None:
    """Several chats may guess at once."""
    await wrong_tries(desk, 5)
    assert await desk.identity.recognise(person, "12.05.1987", 1, TODAY) == NotRecognised(0)
