"""A patient's dialogue with reception, on both sides."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.screens.sample import Sample
from handlers.ahead import ALL
from handlers.screen import Answer, Line
from handlers.screens import context, handoff, opened, panel, staff, visits
from handlers.screens.staff import Asking
from reception.audit import Deed
from reception.handoff.about import About, Why
from reception.handoff.desk import Promise
from reception.handoff.dialogue import Dialogue, State
from reception.people import PhoneState
from reception.visits import Listed
from reminders.notes import Score

DONE = (Deed.BOOKED_FOR, Deed.MOVED_FOR, Deed.CANCELLED_FOR)
NOW = Promise(2, None, lost=False)


def written(sample: Sample) -> Iterator[Answer]:
    say, clinic, today = sample.say, sample.clinic, sample.today
    at = sample.visit().starts_at
    yield handoff.asked(say, clinic, NOW, waits=False)
    yield handoff.asked(say, clinic, NOW, waits=True)
    yield handoff.by_phone(say, clinic)
    yield handoff.passed_on(say, clinic, NOW, today)
    for opens_on in (today, today + timedelta(days=1), today + timedelta(days=2)):
        opens_at = at + (opens_on - at.date())
        yield handoff.passed_on(say, clinic, Promise(0, opens_at, lost=False), today)
    yield handoff.passed_on(say, clinic, Promise(0, None, lost=True), today)
    for answers_at in (at, None):
        yield handoff.passed_on(say, clinic, Promise(0, answers_at, lost=False, offline=True), today)
    yield handoff.reception_closes(say, clinic, Promise(0, at, lost=False, offline=True), today)
    yield handoff.passed_on(say, clinic.model_copy(update={"reception": type(clinic.reception)()}), NOW, today)
    yield Line(handoff.signature(say, "Iryna"))
    yield Line(handoff.signature(say, ""))
    yield handoff.reception_closes(say, clinic, Promise(0, at, lost=False), today)
    yield handoff.closed(say)
    yield from (handoff.done_for(say, clinic, deed, sample.visit()) for deed in DONE)
    yield handoff.ended(say)
    yield handoff.nothing_to_end(say)
    yield handoff.glad(say)


def in_the_group(sample: Sample) -> Iterator[Answer]:
    """What managers see."""
    say, person = sample.say, sample.person
    waiting = Dialogue(1, person.id, State.WAITING, urgent=False, last_word_at=sample.visit().starts_at)
    taken = replace(waiting, state=State.TAKEN, taken_by=1, taker="Iryna")
    asking = Asking(waiting, person, [say.moment(waiting.last_word_at, sample.clinic.zone)], 2)
    unknown = replace(person, patients=(), phone=None, phone_state=PhoneState.NONE)
    yield staff.card(say, asking)
    yield staff.card(
        say, Asking(replace(waiting, urgent=True), replace(person, phone_state=PhoneState.UNVERIFIED), [], 0)
    )
    yield staff.card(say, replace(asking, dialogue=replace(waiting, complaint=True)))
    yield staff.card(say, Asking(replace(taken, taker=""), unknown, [], 0))
    yield staff.card(say, Asking(replace(taken, state=State.CLOSED), person, [], 0))
    for why in Why:
        about = About(why, score=Score.BAD if why is Why.UNHAPPY else "")
        told = context.about(say, about, [staff.name_of(say, person)])
        yield staff.card(say, replace(asking, about=told, visits=[], earlier=0))
    yield staff.canned(say, replace(asking, dialogue=taken), {1: "…"}, shown=1)
    yield staff.queue(say, [(staff.name_of(say, person), timedelta(minutes=12))])
    yield staff.queue(say, [(staff.name_of(say, person), timedelta(minutes=72))], more=7, raised=True)
    yield staff.queue(say, [])
    lines = (
        staff.ended,
        staff.urgent,
        staff.blocked,
        staff.refused,
        staff.not_passed_on,
        staff.take_first,
        staff.further_down,
        staff.no_dialogue,
        staff.no_command,
    )
    yield from (line(say) for line in (*lines, staff.taken_back, staff.nothing_to_take_back, staff.too_old))
    yield staff.yours(say, staff.name_of(say, person))
    closed = replace(taken, state=State.CLOSED)
    yield from (Line(staff.not_free(say, one)) for one in (taken, closed, waiting))
    yield from (Line(staff.done(say)), Line(staff.changed(say)))
    yield from _in_their_place(sample)


def _in_their_place(sample: Sample) -> Iterator[Answer]:
    """Managers book, move and cancel."""
    say, clinic, visit = sample.say, sample.clinic, sample.visit()
    name = staff.name_of(say, sample.person)
    ahead = visits.ahead(say, clinic, sample.person.patients, Listed([visit], None), ALL)
    opens = opened.one(say, clinic, visit, [], late=False)
    late = replace(opens, text=f"{panel.late(say, clinic)}\n\n{opens.text}")
    shown = (ahead, opens, late, panel.not_known_yet(say), *(panel.done(say, clinic, deed, visit) for deed in DONE))
    yield from (panel.panel(say, 1, name, screen) for screen in shown)
    yield Line(panel.silent(say))
