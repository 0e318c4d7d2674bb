"""Cancelling a visit: asked once, and what came of it."""

from clinic.model import Clinic
from handlers.screen import Button, Screen, rows
from handlers.screens.declined import declined
from handlers.screens.menu import MY_VISITS, to_book, to_menu, to_reception
from handlers.screens.visit import lines, when
from handlers.taps import Go, To
from handlers.visit_taps import Calendar, CancelSurely, Move, ShowVisit, cancel_surely
from locales.words import Words
from reception.booking.outcomes import Declined, No, Visit
from reception.booking.way import Way
from reception.cancelling import NotCancelled
from reception.handoff.about import Why
from reception.phones import show_phone

NOT_AHEAD = {
    NotCancelled.FOREIGN: No.GONE,
    NotCancelled.OVER: No.CHANGED,
    NotCancelled.CHANGED: No.CHANGED,
    NotCancelled.UNDER_WAY: No.UNDER_WAY,
}


def cancel_check(say: Words, clinic: Clinic, visit: Visit, *, late: bool) -> Screen:
    """Who only wants another time need not give this one up first; past the line reception moves."""
    text = [
        say("<b>Cancel this visit?</b>"),
        "",
        say("When: <b>{when}</b>", when=when(say, visit, clinic)),
        *lines(say, visit),
        "",
        say("This can't be taken back: the time will be free for others."),
    ]
    surely = Button(say.label("❌ Yes, cancel it"), cancel_surely(visit.id, visit.starts_at), "danger")
    other = None if late else Button(say.label("🔁 Another time"), Move(visit=visit.id))
    return Screen("\n".join(text), rows(surely, other, Button(say.label("No, keep it"), ShowVisit(visit=visit.id))))


def cancelled(say: Words, clinic: Clinic, visit: Visit, *, late: bool) -> Screen:
    thanks = say("Thank you for telling us, even this late: it is worth more than not coming without a word.")
    if not late:
        thanks = say("Thank you for telling us: somebody else can have this time.")
    text = [say("❌ Cancelled: {when}", when=when(say, visit, clinic)), *lines(say, visit), "", thanks]
    calendar = Button(say.label("📆 Take it off my calendar"), Calendar(of=visit.id))
    visits = Button(say.label(MY_VISITS), Go(to=To.VISITS))
    return Screen("\n".join(text), rows(calendar, to_book(say), visits, to_menu(say)))


def not_cancelled(say: Words, clinic: Clinic, surely: CancelSurely, why: NotCancelled) -> Screen:
    """``surely``: what was tapped, to be tapped again."""
    phone, asks = show_phone(clinic.phone), to_reception(say, Why.CANCEL, Way(moving=surely.visit))
    if why in NOT_AHEAD:
        return declined(say, Declined(NOT_AHEAD[why]), clinic)
    if why is NotCancelled.REFUSED:
        text = say(
            "The clinic's system did not accept that: the visit still stands. Please call reception: {phone}",
            phone=phone,
        )
        return Screen(text, rows(Button(say.label(MY_VISITS), Go(to=To.VISITS)), asks, to_menu(say)))
    text = say(
        "The clinic's system has not said yet whether the visit is cancelled. "
        "Please try again in a minute, or call reception: {phone}",
        phone=phone,
    )
    again = Button(say.label("🔁 Try again"), surely)
    return Screen(text, rows(again, asks, to_menu(say)))
