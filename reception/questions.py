"""What the desk may be waiting to hear from a person: one question a message."""

from collections.abc import Mapping, Sequence
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
    FIGURES_DAYS = "figures_days"
    ADMIN = "admin"
    ADMIN_CHECK = "admin_check"
    ADDRESS = "address"
    ENTRANCE = "entrance"
    CALL_PHONE = "call_phone"
    COMPLAINT = "complaint"
    WANTED = "wanted"
    CALL_CHECK = "call_check"
    ADMIN_FILE = "admin_file"
    ADMIN_SOURCE = "admin_source"


# Answers that a button may give; everything else is typed.
CHOICES = {Question.PATRONYMIC: frozenset({""}), Question.SEX: frozenset(Sex)}
REGISTRATION = (Question.SURNAME, Question.FIRST_NAME, Question.PATRONYMIC, Question.BORN_ON, Question.SEX)
HOME_CALL = (Question.ADDRESS, Question.ENTRANCE, Question.CALL_PHONE, Question.COMPLAINT, Question.WANTED)
UNDER_WAY = (*REGISTRATION, Question.CHECK)
CALLING = (*HOME_CALL, Question.CALL_CHECK)
OF_ADMINS = (
    *(Question.ADMIN, Question.ADMIN_CHECK, Question.ADMIN_FILE, Question.ADMIN_SOURCE),
    Question.FIGURES_DAYS,
)


def questions(*, needs_sex: bool) -> tuple[Question, ...]:
    """Those that this clinic asks to register somebody, in their order."""
    return REGISTRATION if needs_sex else REGISTRATION[:-1]


def next_question(answers: dict[str, str], *, needs_sex: bool) -> Question:
    """The first one without an answer; an empty patronymic is an answer."""
    return unanswered((*questions(needs_sex=needs_sex), Question.CHECK), answers)


def previous_question(question: Question, *, needs_sex: bool) -> Question | None:
    return before((*questions(needs_sex=needs_sex), Question.CHECK), question)


def unanswered(asked: Sequence[Question], answers: Mapping[str, str]) -> Question:
    """The first one that is, else the card, which stands last."""
    return next((question for question in asked[:-1] if question not in answers), asked[-1])


def before(asked: Sequence[Question], question: Question) -> Question | None:
    place = asked.index(question)
    return asked[place - 1] if place else None
