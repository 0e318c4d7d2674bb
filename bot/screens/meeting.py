"""How somebody is met and registered."""

from collections.abc import Iterator

from bot.screens.sample import CHILD, Sample
from handlers.screen import Answer, Screen
from handlers.screens import meeting, reasons
from handlers.screens import registration as asked
from reception.dates import Doubt, Why
from reception.identity import Known, NotRecognised, Recognised
from reception.names import NameDoubt
from reception.people import Draft
from reception.questions import Question
from reception.registration import NotRegistered

DATES = (
    Doubt(Why.NO_SUCH_DAY, 31, 2, 1987),
    Doubt(Why.NO_SUCH_MONTH, month=13),
    Doubt(Why.NO_YEAR, 12, 5),
    Doubt(Why.IN_FUTURE, year=2087),
    Doubt(Why.TOO_LONG_AGO, year=1787),
    Doubt(Why.TWO_DATES),
    Doubt(Why.AGE_DIFFERS, year=1987, age=25),
    Doubt(Why.NOT_A_DATE),
)
NAMES = (NameDoubt.EMPTY, NameDoubt.TOO_LONG, NameDoubt.COMMAND, NameDoubt.DIGITS)


def first_meeting(sample: Sample) -> Iterator[Answer]:
    say, clinic = sample.say, sample.clinic
    yield from meeting.greeting(say, clinic, say.language)
    yield meeting.ask_phone(say)
    yield meeting.not_a_phone(say, clinic)
    yield meeting.check_phone(say, Draft(1, Question.PHONE_CHECK, {"phone": sample.person.phone or ""}, ""))
    yield meeting.thanks_for_phone(say)
    yield meeting.foreign_contact(say, clinic, at_home=False)
    yield meeting.number_is_booking(say, clinic, at_home=False)
    yield meeting.confirm_number(say)
    yield meeting.confirmed_elsewhere(say)
    yield from _known(sample)


def _known(sample: Sample) -> Iterator[Screen]:
    say, clinic, draft = sample.say, sample.clinic, Draft(1, Question.KNOWN, {}, "")
    initials = [f"{one.details.surname[0]}. {one.details.first_name[0]}." for one in sample.person.patients]
    added = Recognised(sample.person.patients[:1], Known((initials[1],)))
    yield meeting.known(say, Known((initials[0],)), draft)
    yield meeting.known(say, Known(tuple(initials)), draft)
    yield meeting.known_again(say, clinic, reasons.of_date(say, DATES[0]), draft)
    yield meeting.recognised(say, added, draft)
    yield meeting.added(say, added)
    yield from (meeting.not_recognised(say, clinic, draft, NotRecognised(left)) for left in (2, 1, 0))


def registration(sample: Sample) -> Iterator[Answer]:
    say, clinic, draft = sample.say, sample.clinic, _draft(sample, Question.CHECK)
    for question in Question:
        if question in {Question.SURNAME, Question.FIRST_NAME, Question.PATRONYMIC, Question.BORN_ON, Question.SEX}:
            yield asked.question(say, _draft(sample, question), sample.person, sample.today)
    yield asked.question(say, draft, sample.person, sample.today)
    yield asked.registered(say, sample.person.patients[CHILD - 1])
    yield from (asked.ask_again(say, clinic, reasons.of_name(say, why), _draft(sample, "surname")) for why in NAMES)
    yield from (asked.ask_again(say, clinic, reasons.of_date(say, why), _draft(sample, "born_on")) for why in DATES)
    not_typed = say("I can only read typed words here. Please type the answer.")
    yield asked.ask_again(say, clinic, not_typed, _draft(sample, "surname"))
    yield from (asked.not_registered(say, clinic, why) for why in NotRegistered)


def _draft(sample: Sample, asking: str) -> Draft:
    who = sample.person.patients[0].details
    answers = {"surname": who.surname, "first_name": who.first_name, "patronymic": who.patronymic}
    return Draft(1, asking, answers | {"born_on": who.born_on.isoformat(), "sex": "female"}, "")
