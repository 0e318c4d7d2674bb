"""Who is linked, who is another patient, and who is reception's to look at."""

from datetime import date

import pytest

from bot.settings import DEMO_CLINIC
from clinic.model import Clinic
from clinic.read import read_clinic
from crm.embedded.adapter import EmbeddedCrm
from crm.errors import Refused
from crm.model import Capabilities, NewPatient, Patient
from crm.port import Crm
from crm.through import Through
from db.database import Database
from reception.dates import Doubt, Why
from reception.names import NameDoubt
from reception.people import Draft, PatientOnPhone, PhoneState
from reception.questions import Question
from reception.registration import NotRegistered
from tests.reception.front_desk import CARD, PHONE, TODAY, Clock, FrontDesk, named

OTHER_PHONE = "+380971112233"


@pytest.fixture(scope="module")
def clinic() -> Clinic:
    return read_clinic(DEMO_CLINIC)


@pytest.fixture
def desk(database: Database, clinic: Clinic) -> FrontDesk:
    return FrontDesk(database, clinic)


class SeesNoNames(Through):
    """A system that finds by phone alone."""

    def __init__(self, crm: Crm) -> None:
        super().__init__(crm)

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(finds_by_name=False)


class TakesNobody(Through):
    """A system with a reason of its own."""

    def __init__(self, crm: Crm) -> None:
        super().__init__(crm)

    async def create_patient(self, _patient: NewPatient) -> Patient:
        raise Refused("the register is closed")


async def finishes(
    desk: FrontDesk, name: str = "Канарейченко Соломія", **other: date
) -> PatientOnPhone | NotRegistered | Draft:
    person = await desk.person()
    return await desk.registration.finish(person, await desk.checked(person, named(name, **other)))


async def test_somebody_new_is_created_once(desk: FrontDesk) -> None:
    first, second = await finishes(desk), await finishes(desk)
    assert first == second
    assert await desk.cards() == ["Канарейченко Соломія"]


async def test_however_the_name_is_spelled_the_card_is_found(desk: FrontDesk) -> None:
    card = await desk.has_card()
    for spelled in (
        "канарейченко соломія",
        "Канарейченко Соломия",
        "Kanareichenko Solomiia",
        "Kanarejchenko Solomiya",
        "Канарейченко Соломія Ігорівна",
    ):
        patient = await finishes(desk, spelled)
        assert isinstance(patient, PatientOnPhone), spelled
        assert patient.crm_id == card.id, spelled
    assert await desk.cards() == ["Канарейченко Соломія"]


async def test_a_twin_on_the_same_number_is_another_patient(desk: FrontDesk) -> None:
    await desk.has_card(named("Канарейченко Мавка"))
    assert isinstance(await finishes(desk), PatientOnPhone)
    assert await desk.cards() == ["Канарейченко Мавка", "Канарейченко Соломія"]


async def test_another_birth_date_on_the_same_number_is_another_patient(desk: FrontDesk) -> None:
    await desk.has_card(named("Канарейченко Соломія", date(2010, 1, 1)))
    assert isinstance(await finishes(desk), PatientOnPhone)
    assert len(await desk.cards()) == 2


@pytest.mark.parametrize("state", [PhoneState.VERIFIED, PhoneState.UNVERIFIED])
async def test_a_changed_surname_is_reception_s(desk: FrontDesk, state: PhoneState) -> None:
    await desk.has_card(named("Зозуля Соломія"))
    person = await desk.person(state=state)
    assert await desk.registration.finish(person, await desk.checked(person)) is NotRegistered.RECEPTION
    assert await desk.cards() == ["Зозуля Соломія"]
    assert (await desk.again(person)).patients == ()


@pytest.mark.parametrize("state", [PhoneState.VERIFIED, PhoneState.UNVERIFIED])
async def test_a_namesake_on_another_number_is_reception_s(desk: FrontDesk, state: PhoneState) -> None:
    await desk.has_card(named("Kanareichenko Solomiia"), OTHER_PHONE)
    person = await desk.person(state=state)
    assert await desk.registration.finish(person, await desk.checked(person)) is NotRegistered.RECEPTION
    assert await desk.cards() == []
    assert (await desk.again(person)).patients == ()


async def test_a_namesake_is_not_looked_for_where_the_system_cannot(database: Database, clinic: Clinic) -> None:
    desk = FrontDesk(database, clinic, SeesNoNames(EmbeddedCrm(database, Clock())))
    await desk.has_card(phone=OTHER_PHONE)
    assert isinstance(await finishes(desk), PatientOnPhone)
    assert await desk.cards() == ["Канарейченко Соломія"]


async def test_whom_the_system_takes_no_card_of_is_reception_s(
    database: Database, clinic: Clinic, caplog: pytest.LogCaptureFixture
) -> None:
    desk = FrontDesk(database, clinic, TakesNobody(EmbeddedCrm(database, Clock())))
    assert await finishes(desk) is NotRegistered.RECEPTION
    assert caplog.messages == ["the clinic's system takes no new card: the register is closed"]


async def test_a_patient_is_as_verified_as_the_number(desk: FrontDesk) -> None:
    person = await desk.person(state=PhoneState.UNVERIFIED)
    patient = await desk.registration.finish(person, await desk.checked(person))
    assert isinstance(patient, PatientOnPhone)
    assert not patient.verified


async def test_the_fifth_patient_is_too_many(desk: FrontDesk) -> None:
    for year in range(2010, 2014):
        assert isinstance(await finishes(desk, born_on=date(year, 1, 1)), PatientOnPhone)
    assert await finishes(desk, born_on=date(2014, 1, 1)) is NotRegistered.TOO_MANY
    assert len(await desk.cards()) == 4


async def test_a_draft_whose_number_is_gone_registers_nobody(desk: FrontDesk) -> None:
    first = await desk.person(1)
    await desk.checked(first)
    await desk.person(2)
    assert (await desk.again(first)).draft is None
    assert await desk.cards("") == []


async def test_questions_come_in_their_order_and_those_answered_are_not_asked(desk: FrontDesk) -> None:
    person = await desk.person()
    draft = await desk.registration.begin(person)
    asked = [draft.asking]
    for message, typed in enumerate(("Канарейченко Соломія", "Ігорівна", "12.05.1987"), 1):
        answered = await desk.registration.answer(person, draft, typed, message, TODAY)
        assert isinstance(answered, Draft)
        draft = answered
        asked.append(draft.asking)
    assert asked == [Question.SURNAME, Question.PATRONYMIC, Question.BORN_ON, Question.CHECK]


async def test_a_message_delivered_again_answers_no_second_question(desk: FrontDesk) -> None:
    person = await desk.person()
    draft = await desk.registration.begin(person)
    taken = await desk.registration.answer(person, draft, "Канарейченко", 7, TODAY)
    assert isinstance(taken, Draft)
    assert (taken.asking, taken.answers) == (Question.FIRST_NAME, {Question.SURNAME: "Канарейченко"})
    person = await desk.again(person)
    assert person.draft == taken
    for delivered in (7, 6):
        assert await desk.registration.answer(person, taken, "Канарейченко", delivered, TODAY) == taken
    fixing = await desk.registration.fix(person, taken, Question.SURNAME)
    assert fixing is not None
    assert await desk.registration.answer(person, fixing, "Канарейченко", 7, TODAY) == fixing, "nor after a button"
    assert await desk.registration.answer(person, taken, "Соломія", 8, TODAY) != taken


async def test_what_cannot_be_taken_changes_nothing(desk: FrontDesk) -> None:
    person = await desk.person()
    draft = await desk.registration.begin(person)
    assert await desk.registration.answer(person, draft, "agent007", 1, TODAY) is NameDoubt.DIGITS
    draft = await desk.drafts.keep(person.id, Question.BORN_ON, {}, "")
    doubt = await desk.registration.answer(person, draft, "31.02.1987", 1, TODAY)
    assert doubt == Doubt(Why.NO_SUCH_DAY, 31, 2, 1987)
    assert (await desk.again(person)).draft == draft


async def test_a_button_answers_only_the_question_that_is_asked_and_only_what_it_may(desk: FrontDesk) -> None:
    person = await desk.person()
    draft = await desk.drafts.keep(person.id, Question.PATRONYMIC, {}, "")
    for question, value in (
        (Question.PATRONYMIC, "forged"),
        (Question.SEX, "male"),
        (Question.SURNAME, ""),
    ):
        assert await desk.registration.choose(person, draft, question, value) == draft
    chosen = await desk.registration.choose(person, draft, Question.PATRONYMIC, "")
    assert chosen.answers == {Question.PATRONYMIC: ""}


async def test_a_typed_word_never_answers_for_the_sex(desk: FrontDesk) -> None:
    person = await desk.person()
    draft = await desk.drafts.keep(person.id, Question.SEX, {}, "")
    assert await desk.registration.answer(person, draft, "жінка", 1, TODAY) == draft


async def test_a_question_left_is_not_awaited_and_its_buttons_are_void_but_the_answers_wait(desk: FrontDesk) -> None:
    person = await desk.person()
    old = await desk.drafts.keep(person.id, Question.FIRST_NAME, {Question.SURNAME: CARD.surname}, "doctor_7")
    await desk.registration.leave(await desk.again(person))
    left = (await desk.again(person)).draft
    assert left is not None
    assert (left.asking, left.answers, left.then) == ("", old.answers, "doctor_7")
    assert left.id != old.id
    await desk.registration.leave(await desk.again(person))
    assert (await desk.again(person)).draft == left, "left twice is left once"
    again = await desk.registration.begin(await desk.again(person))
    assert (again.asking, again.answers, again.then) == (Question.FIRST_NAME, old.answers, "doctor_7")


async def test_back_from_a_field_being_fixed_is_the_card_and_from_the_card_the_last_question(desk: FrontDesk) -> None:
    person = await desk.person()
    draft = await desk.checked(person)
    fixing = await desk.registration.fix(person, draft, Question.SURNAME)
    assert fixing is not None
    back = await desk.registration.back(person, fixing, Question.SURNAME)
    assert back is not None
    assert back.asking == Question.CHECK
    last = await desk.registration.back(person, back, Question.CHECK)
    assert last is not None
    assert last.asking == Question.BORN_ON
    assert await desk.registration.back(person, last, Question.SURNAME) == last, "an old Back moves nothing"


async def test_back_before_the_first_question_leads_out(desk: FrontDesk) -> None:
    person = await desk.person()
    draft = await desk.registration.begin(person)
    assert await desk.registration.back(person, draft, Question.SURNAME) is None


async def test_a_typed_number_s_draft_does_not_leak_into_the_registration(desk: FrontDesk) -> None:
    person = await desk.person(state=PhoneState.NONE)
    await desk.identity.read_phone(person, PHONE)
    begun = await desk.registration.begin(await desk.again(person))
    assert (begun.asking, begun.answers) == (Question.SURNAME, {})
