"""What a home call needs is asked: one question a message, each can be gone back to, nothing senseless is taken."""

import pytest

from clinic.model import Clinic
from db.database import Database
from reception.booking.way import Way
from reception.home_calls.asking import KEY, Asking, CallDoubt, call_of, hear, way_of
from reception.people import Draft, Person
from reception.questions import Question
from tests.reception.front_desk import CARD, PHONE, FrontDesk

ADDRESS, ENTRANCE, BY_PHONE, COMPLAINT, WANTED, CHECK = (
    *(Question.ADDRESS, Question.ENTRANCE, Question.CALL_PHONE, Question.COMPLAINT, Question.WANTED),
    Question.CALL_CHECK,
)


class Patient:
    """Who answers."""

    def __init__(self, desk: FrontDesk, person: Person) -> None:
        self.desk, self.person = desk, person
        self.asking = Asking(desk.drafts, "UA")
        self.way = Way(person.patients[0].id, 1, 2, 7)
        self.number = 0

    async def begins(self) -> Draft:
        return await self.after(await self.asking.begin(self.person, self.way))

    async def types(self, text: str, message: int = 0) -> Draft:
        self.number = message or self.number + 1
        heard = await self.asking.answer(self.person, self.draft, text, self.number)
        assert not isinstance(heard, CallDoubt), heard
        return await self.after(heard)

    async def taps(self, question: Question) -> Draft:
        return await self.after(await self.asking.choose(self.person, self.draft, question))

    async def after(self, draft: Draft) -> Draft:
        self.person = await self.desk.again(self.person)
        assert self.person.draft == draft
        return draft

    async def at_the_card(self) -> Draft:
        await self.begins()
        await self.types("вул. Канаркова, 7")
        for question in (ENTRANCE, BY_PHONE, COMPLAINT, WANTED):
            await self.taps(question)
        return self.draft

    @property
    def draft(self) -> Draft:
        assert self.person.draft
        return self.person.draft


@pytest.fixture
async def patient(database: Database, clinic: Clinic) -> Patient:
    desk = FrontDesk(database, clinic)
    person = await desk.person()
    await desk.people.add_patient(person, (await desk.has_card()).id, CARD)
    return Patient(desk, await desk.again(person))


async def test_one_question_a_message_and_a_card_at_the_end(patient: Patient) -> None:
    answers = ("вул. Канаркова, 7", "під'їзд 2", "050 765 43 21", "кашель\nвід понеділка", "після 18:00")
    asked = [(await patient.begins()).asking, *[(await patient.types(answer)).asking for answer in answers]]
    assert asked == [ADDRESS, ENTRANCE, BY_PHONE, COMPLAINT, WANTED, CHECK]
    call = call_of(patient.person, patient.draft)
    assert call
    assert (call.said.phone, call.said.complaint) == ("+380507654321", "кашель від понеділка")
    assert (call.patient, call.doctor_id, call.urgent) == (CARD.name, 7, False)
    assert way_of(patient.draft) == patient.way


async def test_buttons_answer_with_nothing_or_the_persons_own_number(patient: Patient) -> None:
    draft = await patient.at_the_card()
    call = call_of(patient.person, draft)
    assert call
    assert (call.said.entrance, call.said.phone, call.said.complaint, call.said.wanted) == ("", PHONE, "", "")


async def test_an_address_has_no_button_and_a_late_tap_answers_nothing(patient: Patient) -> None:
    await patient.begins()
    assert (await patient.taps(ADDRESS)).asking == ADDRESS
    late = await patient.taps(WANTED)
    assert (late.asking, WANTED in late.answers) == (ADDRESS, False)


async def test_a_message_that_comes_again_answers_nothing_more(patient: Patient) -> None:
    await patient.begins()
    await patient.types("вул. Канаркова, 7")
    draft = await patient.types("вул. Канаркова, 7", message=1)
    assert (draft.asking, ENTRANCE in draft.answers) == (ENTRANCE, False)


async def test_back_leads_from_each_question_to_the_one_before_and_out_of_the_first(patient: Patient) -> None:
    await patient.begins()
    await patient.types("вул. Канаркова, 7")
    await patient.taps(ENTRANCE)
    for before in (ENTRANCE, ADDRESS):
        draft = await patient.asking.back(patient.person, patient.draft, Question(patient.draft.asking))
        assert draft
        assert (await patient.after(draft)).asking == before
    assert await patient.asking.back(patient.person, patient.draft, ADDRESS) is None
    late = await patient.asking.back(patient.person, patient.draft, WANTED)
    assert late == patient.draft, "tapped twice it leads back once"


async def test_what_is_mended_leads_back_to_a_card_with_a_new_key(patient: Patient) -> None:
    first = await patient.at_the_card()
    assert (await patient.after(await patient.asking.fix(patient.person, first, COMPLAINT))).asking == COMPLAINT
    assert call_of(patient.person, patient.draft) is None, "nothing can be asked for meanwhile"
    mended = await patient.types("кашель")
    assert mended.asking == CHECK
    assert mended.answers[KEY] != first.answers[KEY]
    untouched = await patient.after(await patient.asking.fix(patient.person, mended, WANTED))
    back = await patient.asking.back(patient.person, untouched, WANTED)
    assert back
    assert back.asking == CHECK


async def test_what_was_left_is_gone_on_with_for_the_same_doctor_alone(patient: Patient) -> None:
    await patient.begins()
    await patient.types("вул. Канаркова, 7")
    await patient.desk.registration.leave(patient.person)
    patient.person = await patient.desk.again(patient.person)
    assert (await patient.begins()).asking == ENTRANCE
    patient.way = Way(patient.way.patient, doctor=8)
    draft = await patient.begins()
    assert (draft.asking, ADDRESS in draft.answers) == (ADDRESS, False)


@pytest.mark.parametrize(
    ("question", "text", "heard"),
    [
        (ADDRESS, "  вул. Канаркова,\n7 ", "вул. Канаркова, 7"),
        (ADDRESS, "…", CallDoubt.NO_WORDS),
        (ADDRESS, "/book", CallDoubt.NO_WORDS),
        (ADDRESS, "в" * 201, CallDoubt.TOO_LONG),
        (COMPLAINT, "к" * 200, "к" * 200),
        (BY_PHONE, "050 765-43-21", "+380507654321"),
        (BY_PHONE, "не знаю", CallDoubt.NOT_A_PHONE),
        (WANTED, "о 18:30 або після 20:00", "о 18:30 або після 20:00"),
        (WANTED, "завтра зранку", "завтра зранку"),
        (WANTED, "до 24:00", "до 24:00"),
        (WANTED, "о 25:30", CallDoubt.NO_SUCH_TIME),
        (WANTED, "о 18:00, ні, о 18:75", CallDoubt.NO_SUCH_TIME),
        (COMPLAINT, "тиск 180:110", "тиск 180:110"),
    ],
)
def test_answers_are_taken_as_they_are_or_the_reason_is_told(
    question: Question, text: str, heard: str | CallDoubt
) -> None:
    assert hear(question, text, "UA") == heard
