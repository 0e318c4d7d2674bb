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


# Answers that a button may give; everything else is typed.
CHOICES = {Question.PATRONYMIC: frozenset({""}), Question.SEX: frozenset(Sex)}
REGISTRATION = (Question.SURNAME, Question.FIRST_NAME, Question.PATRONYMIC, Question.BORN_ON, Question.SEX)


def next_question(answers: dict[str, str], *, needs_sex: bool) -> Question:
    """The first one without an answer; an empty patronymic is an answer."""
    asked = REGISTRATION if needs_sex else REGISTRATION[:-1]
    return next((question for question in asked if question not in answers), Question.CHECK)


def previous_question(question: Question, *, needs_sex: bool) -> Question | None:
    asked = (*REGISTRATION, Question.CHECK) if needs_sex else (*REGISTRATION[:-1], Question.CHECK)
    place = asked.index(question)
    return asked[place - 1] if place else None
