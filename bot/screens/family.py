"""The patients on a phone: one more, one less, a mistake in a card."""

from collections.abc import Iterator
from dataclasses import replace

from bot.screens.sample import CHILD, Sample
from handlers.screen import Answer
from handlers.screens import family as screens
from handlers.screens import registration
from reception.people import Draft
from reception.questions import Question


def family(sample: Sample) -> Iterator[Answer]:
    say, clinic, person = sample.say, sample.clinic, sample.person
    child = person.patients[CHILD - 1]
    yield screens.family(say, person)
    yield screens.family(say, replace(person, patients=person.patients[:1]))
    yield from (screens.one(say, person, patient) for patient in person.patients)
    yield screens.no_room(say, clinic)
    yield screens.may_act(say, [child.details], Draft(1, Question.ACTS, {}, ""))
    yield from _to_add(sample)
    yield screens.what_is_wrong(say, child)
    yield screens.type_it(say)
    yield screens.finish_first(say)
    yield screens.passed_on(say, clinic)
    yield screens.by_phone(say, clinic, child)
    yield screens.take_off_check(say, child)
    yield screens.not_yet(say, clinic, child)
    yield screens.taken_off(say, child)


def _to_add(sample: Sample) -> Iterator[Answer]:
    """The check card of one more, before the tick and after."""
    mother, child = sample.person.patients
    answers: dict[str, str] = {
        Question.SURNAME: child.details.surname,
        Question.FIRST_NAME: child.details.first_name,
        Question.PATRONYMIC: child.details.patronymic,
        Question.BORN_ON: child.details.born_on.isoformat(),
    }
    person = replace(sample.person, patients=(mother,))
    for ticked in ({}, {Question.ACTS.value: ""}):
        yield registration.check(sample.say, Draft(1, Question.CHECK, answers | ticked, ""), person, sample.today)
