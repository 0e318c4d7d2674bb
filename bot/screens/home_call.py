"""A doctor is asked to come home."""

from collections.abc import Iterator
from dataclasses import replace

from bot.screens.handoff import NOW
from bot.screens.sample import ADULT, Sample
from handlers.screen import Answer, Screen
from handlers.screens import card, staff
from handlers.screens import home_call as screens
from handlers.screens.staff import Asking
from reception.booking.way import Way
from reception.handoff.dialogue import Dialogue
from reception.handoff.dialogue import State as Talk
from reception.home_calls.asking import KEY, WAY, CallDoubt
from reception.home_calls.call import Asked, Call, NotAsked, Said, State
from reception.people import Draft
from reception.questions import CALLING, Question

HERE = Said("…", "", "+380501234567", "", "")


def called(sample: Sample) -> Iterator[Answer]:
    say, clinic, today = sample.say, sample.clinic, sample.today
    yield from _cards(sample)
    yield from _asked(sample)
    call = _call(sample)
    for promise in (NOW, replace(NOW, before=0, opens_at=sample.visit().starts_at), None):
        yield screens.asked(say, clinic, Asked(call, promise), today)
    yield from (screens.outcome(say, clinic, why, call.key, today) for why in NotAsked)
    yield screens.already(say, clinic, has_group=False)
    yield screens.stays(say, clinic)
    waiting = Dialogue(1, sample.person.id, Talk.WAITING, urgent=True, last_word_at=sample.visit().starts_at)
    for state in State:
        told = screens.for_staff(say, replace(call, state=state), _doctor(sample))
        yield staff.card(say, Asking(waiting, sample.person, [], 0, calls=[told]))


def _call(sample: Sample) -> Call:
    patient = sample.person.patients[0]
    return Call("sample", sample.person.id, patient.id, patient.details.name, sample.way.doctor, HERE, urgent=False)


def _doctor(sample: Sample) -> str:
    return sample.say.pick(sample.desk.catalogue.doctors[sample.way.doctor].name)


def _cards(sample: Sample) -> Iterator[Answer]:
    """Of the first who comes to this patient's home."""
    options = sample.desk.options(sample.person)
    ways = (Way(ADULT, doctor=doctor) for doctor in sample.desk.catalogue.doctors)
    if (way := next(filter(options.visits_home, ways), None)) is not None:
        yield from (card.card(sample.at(way), calls_home=reaches) for reaches in (True, False))


def _asked(sample: Sample) -> Iterator[Screen]:
    say, person = sample.say, sample.person
    yield from (screens.question(say, person, _draft(sample, asking), _doctor(sample)) for asking in CALLING)
    address = _draft(sample, Question.ADDRESS)
    yield from (screens.ask_again(say, sample.clinic, person, address, why) for why in CallDoubt)


def _draft(sample: Sample, asking: Question) -> Draft:
    answers: dict[str, str] = {WAY: f"{ADULT}:0:0:{sample.way.doctor}", KEY: "sample"}
    answers |= dict(zip(CALLING, (HERE.address, "", HERE.phone, "", ""), strict=False))
    return Draft(1, asking, answers, "")
