"""What the desk may be waiting to hear from a person: one question a message."""

from enum import StrEnum

from crm.model import Sex


class Question(StrEnum):
    PHONE = "phone"
    PHONE_CHECK = "phone_check"
    KNOWN = "known"
    SURNAME = "surname"
    FIRST_NAME = "first_name"
    PATRONYMIC = "patronymic"
    BORN_ON = "born_on"
    SEX = "sex"
    CHECK = "check"
    ACTS = "acts"
    WENT_WRONG = "went_wrong"
    WRONG_CARD = "wrong_card"
    ADMIN = "admin"
    ADMIN_CHECK = "admin_check"
    ADMIN_FILE = "admin_file"


# Answers that a button may give; everything else is typed.
CHOICES = {Question.PATRONYMIC: frozenset({""}), Question.SEX: frozenset(Sex)}
REGISTRATION = (Question.SURNAME, Question.FIRST_NAME, Question.PATRONYMIC, Question.BORN_ON, Question.SEX)
UNDER_WAY = (*REGISTRATION, Question.CHECK)


def questions(*, needs_sex: bool) -> tuple[Question, ...]:
    """Those that this clinic asks, in their order."""
    return REGISTRATION if needs_sex else REGISTRATION[:-1]


def next_question(answers: dict[str, str], *, needs_sex: bool) -> Question:
    """The first one without an answer; an empty patronymic is an answer."""
    return next((question for question in questions(needs_sex=needs_sex) if question not in answers), Question.CHECK)


def previous_question(question: Question, *, needs_sex: bool) -> Question | None:
    asked = (*questions(needs_sex=needs_sex), Question.CHECK)
    place = asked.index(question)
    return asked[place - 1] if place else None
