"""The visits that are over, and each doctor once more."""

from collections.abc import Sequence
from functools import partial

from clinic.model import Clinic
from handlers.screen import Button, Screen, rows
from handlers.screens.choices import short_name
from handlers.screens.menu import BOOK, MY_VISITS, to_book, to_menu, to_reception, with_reception
from handlers.screens.pages import page_of
from handlers.screens.visits import PAGE, listed, who
from handlers.taps import Go, To, walk
from handlers.visit_taps import PastVisits
from locales.words import Words
from reception.booking.way import Way
from reception.handoff.about import Why
from reception.past import Past
from reception.people import PatientOnPhone


def past(
    say: Words, clinic: Clinic, patients: Sequence[PatientOnPhone], over: Sequence[Past], at: PastVisits
) -> Screen:
    page = page_of(over, at.page, PAGE)
    text = with_reception(say, clinic, say("There have been no visits in the last year."))
    if page.shown:
        told = listed(say, clinic, [one.visit for one in page.shown])
        text = "\n\n".join((say("<b>Past visits</b>"), *told))
    several = len(patients) > 1 and not at.patient
    ways = {one.again: one for one in reversed(page.shown) if one.again}
    again = [_again(say, one, way, named=several) for way, one in reversed(ways.items())]
    turns = page.turns(say.label("⬅️ Previous"), say.label("More ➡️"), partial(_turned, at))
    names = who(say, patients, at.patient, partial(PastVisits, page=0))
    back = Button(say.label(MY_VISITS), Go(to=To.VISITS))
    on = again or [to_book(say), *([] if page.shown else [to_reception(say, Why.CLINIC)])]
    return Screen(text, (*rows(*on), *turns, *names, *rows(back, to_menu(say), width=2)))


def _again(say: Words, one: Past, way: Way, *, named: bool) -> Button:
    label = _label(say, short_name(say, one.visit.doctor) if one.visit.doctor else "", way)
    return Button(f"{one.visit.patient.details.first_name} · {label}" if named else label, walk(way))


def _label(say: Words, doctor: str, way: Way) -> str:
    """Who has left sees nobody again, but colleagues do."""
    if not doctor:
        return say.label(BOOK)
    if not way.doctor:
        return say.label("📅 Colleagues of {doctor}", doctor=doctor)
    return say.label("📅 Book again: {doctor}", doctor=doctor)


def _turned(at: PastVisits, page: int) -> PastVisits:
    return PastVisits(patient=at.patient, page=page)
