"""Whose number, whose card: what is taken as a proof and what is not."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.settings import DEMO_CLINIC
from clinic.model import Clinic
from clinic.read import read_clinic
from db.database import Database
from reception.dates import Doubt
from reception.identity import Known, NotRecognised, Proven, Recognised
from reception.people import Person, PhoneState
from reception.questions import Question
from tests.reception.front_desk import CARD, PHONE, TODAY, FrontDesk, named

RIGHT, WRONG = "12.05.1987", "13.05.1987"
DAY = timedelta(hours=24)
Answer = Recognised | Proven | NotRecognised | Doubt


@pytest.fixture(scope="module")
def clinic() -> Clinic:
    return read_clinic(DEMO_CLINIC)


@pytest.fixture
def desk(database: Database, clinic: Clinic) -> FrontDesk:
    return FrontDesk(database, clinic)


async def types(desk: FrontDesk, person: Person, born: str, message: int | None = None) -> Answer:
    """A birth date to the question whose card it is, in a new message where none is named."""
    message = message or next(desk.messages)
    return await desk.identity.recognise(person, born, message, TODAY)


async def test_a_shared_number_is_kept_with_or_without_its_plus(desk: FrontDesk) -> None:
    person = await desk.person(state=PhoneState.NONE)
    for shared in ("380501234567", "+380501234567"):
        await desk.identity.share(person, shared)
        found = await desk.again(person)
        assert (found.phone, found.phone_state) == (PHONE, PhoneState.VERIFIED)


async def test_a_typed_number_waits_for_yes(desk: FrontDesk) -> None:
    person = await desk.person(state=PhoneState.NONE)
    draft = await desk.identity.read_phone(person, "8 (050) 123-45-67")
    assert draft is not None
    assert (draft.asking, draft.answers) == (Question.PHONE_CHECK, {"phone": PHONE})
    assert (await desk.again(person)).phone is None
    await desk.identity.accept_typed(person, draft)
    found = await desk.again(person)
    assert (found.phone, found.phone_state) == (PHONE, PhoneState.UNVERIFIED)


async def test_whose_number_is_verified_cannot_type_another(desk: FrontDesk) -> None:
    assert await desk.identity.type_instead(await desk.person()) is None


async def test_a_shared_number_ends_the_question_for_a_typed_one_and_keeps_where_one_wanted_to_go(
    desk: FrontDesk,
) -> None:
    person = await desk.person(state=PhoneState.NONE)
    await desk.drafts.keep(person.id, Question.PHONE_CHECK, {"phone": "+380509998877"}, "doctor_7")
    await desk.identity.share(await desk.again(person), PHONE)
    draft = (await desk.again(person)).draft
    assert draft is not None
    assert (draft.asking, draft.answers, draft.then) == ("", {}, "doctor_7")


async def test_cards_are_named_by_initials_and_only_to_a_verified_number(desk: FrontDesk) -> None:
    await desk.has_card(replace(CARD, patronymic="Ігорівна"))
    await desk.has_card(named("Дзвін Ім'я-Друге"))
    assert await desk.identity.known(await desk.person()) == Known(("С. К.", "І. Д."))
    assert await desk.identity.known(await desk.person(2, PhoneState.UNVERIFIED)) == Known(())


async def test_a_card_that_is_here_already_is_not_offered_again(desk: FrontDesk) -> None:
    await desk.has_card()
    person = await desk.person()
    assert isinstance(await types(desk, person, RIGHT), Recognised)
    assert await desk.identity.known(await desk.again(person)) == Known(())


async def test_the_right_date_adds_and_a_wrong_one_counts(desk: FrontDesk) -> None:
    card = await desk.has_card()
    person = await desk.person()
    assert await types(desk, person, WRONG) == NotRecognised(2)
    assert isinstance(await types(desk, person, "31.02.1987"), Doubt)
    found = await types(desk, person, RIGHT)
    assert isinstance(found, Recognised)
    assert [(patient.crm_id, patient.verified) for patient in found.added] == [(card.id, True)]
    assert found.left == Known(())


async def test_a_wrong_date_delivered_again_costs_no_second_try(desk: FrontDesk) -> None:
    await desk.has_card()
    person = await desk.person()
    for message, left in ((5, 2), (5, 2), (6, 1), (6, 1), (7, 0), (7, 0)):
        assert await types(desk, await desk.again(person), WRONG, message) == NotRecognised(left)


@pytest.mark.parametrize("others", [0, 3], ids=["alone", "the last that there is room for"])
async def test_a_right_date_delivered_again_has_the_same_answer(desk: FrontDesk, others: int) -> None:
    await desk.has_card()
    await desk.has_card(named("Канарейченко Мавка", date(2019, 1, 31)))
    person = await desk.person()
    for number in range(others):
        await desk.people.add_patient(person, f"other-{number}", CARD)
    first = await types(desk, await desk.again(person), RIGHT, 5)
    assert isinstance(first, Recognised)
    assert first.left == Known(() if others else ("М. К.",))
    assert await types(desk, await desk.again(person), RIGHT, 5) == first
    assert len((await desk.again(person)).patients) == others + 1
    assert await desk.people.wrong_tries(PHONE) == 0


async def test_after_three_wrong_dates_the_right_one_opens_nothing_for_a_day_in_any_chat(desk: FrontDesk) -> None:
    await desk.has_card()
    person = await desk.person()
    for left in (2, 1, 0):
        assert await types(desk, person, WRONG) == NotRecognised(left)
    assert await types(desk, person, RIGHT) == NotRecognised(0)
    other = await desk.person(2)
    assert await types(desk, other, RIGHT) == NotRecognised(0)
    desk.clock.goes_on(DAY)
    assert isinstance(await types(desk, other, RIGHT), Recognised)


async def test_a_right_date_between_does_not_give_the_tries_back(desk: FrontDesk) -> None:
    await desk.has_card()
    await desk.has_card(named("Канарейченко Мавка", date(2019, 1, 31)))
    person = await desk.person()
    for _ in range(2):
        await types(desk, person, WRONG)
    assert isinstance(await types(desk, person, RIGHT), Recognised)
    assert await types(desk, await desk.again(person), WRONG) == NotRecognised(0)


async def test_an_unverified_number_proves_nothing_with_any_date(desk: FrontDesk) -> None:
    await desk.has_card()
    person = await desk.person(state=PhoneState.UNVERIFIED)
    assert isinstance(await types(desk, person, RIGHT), NotRecognised)
    assert (await desk.again(person)).patients == ()


async def test_no_more_cards_are_added_than_a_phone_may_have(desk: FrontDesk) -> None:
    for name in ("Аа", "Бб", "Вв", "Гг", "Дд"):
        await desk.has_card(named(f"Канарейченко {name}"))
    person = await desk.person()
    found = await types(desk, person, RIGHT)
    assert isinstance(found, Proven), "of four people at most one is oneself"
    added = await desk.identity.tick(person, found.draft)
    assert (len(added.added), added.left) == (4, Known(()))
    assert await desk.identity.known(await desk.again(person)) == Known(())
