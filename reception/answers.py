"""Reading what was typed to a question of the registration."""

from datetime import date

from crm.model import NewPatient, Sex
from reception.dates import Doubt, read_birth_date
from reception.names import FullName, NameDoubt, read_name, tidy_name
from reception.people import Draft, PatientDetails
from reception.questions import Question

Heard = dict[str, str]


def hear(question: str, text: str, language: str, today: date) -> Heard | Doubt | NameDoubt:
    """The answers that a text gives: a full name in one message answers up to three questions."""
    if question == Question.SURNAME:
        name = read_name(text)
        return _parts(name) if isinstance(name, FullName) else name
    if question == Question.BORN_ON:
        born_on = read_birth_date(text, language, today)
        return born_on if isinstance(born_on, Doubt) else {Question.BORN_ON: born_on.isoformat()}
    part = tidy_name(text)
    return part if isinstance(part, NameDoubt) else {question: part}


def details(draft: Draft) -> PatientDetails:
    """The patient on the check card."""
    answers = draft.answers
    return PatientDetails(
        answers[Question.SURNAME],
        answers[Question.FIRST_NAME],
        answers[Question.PATRONYMIC],
        date.fromisoformat(answers[Question.BORN_ON]),
    )


def new_patient(draft: Draft, phone: str) -> NewPatient:
    patient, sex = details(draft), draft.answers.get(Question.SEX)
    return NewPatient(
        patient.surname,
        patient.first_name,
        patient.patronymic,
        patient.born_on,
        phone,
        Sex(sex) if sex else None,
    )


def _parts(name: FullName) -> Heard:
    parts = {
        Question.SURNAME: name.surname,
        Question.FIRST_NAME: name.first_name,
        Question.PATRONYMIC: name.patronymic,
    }
    return {question: part for question, part in parts.items() if part}
