"""Cancelling a visit: asked once, and what came of it."""

from clinic.model import Clinic
from handlers.screen import Button, Screen, rows
from handlers.screens.declined import declined
from handlers.screens.menu import MY_VISITS, to_book, to_menu
from handlers.screens.visit import lines, when
from handlers.taps import CancelSurely, Go, Move, ShowVisit, To
from locales.words import Words
from reception.booking.outcomes import Declined, No, Visit
from reception.cancelling import NotCancelled
from reception.phones import show_phone


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
    surely = Button(say.label("❌ Yes, cancel it"), CancelSurely(visit=visit.id), "danger")
    other = None if late else Button(say.label("🔁 Another time"), Move(visit=visit.id))
    return Screen("\n".join(text), rows(surely, other, Button(say.label("No, keep it"), ShowVisit(visit=visit.id))))


def cancelled(say: Words, clinic: Clinic, visit: Visit, *, late: bool) -> Screen:
    thanks = say("Thank you for telling us, even this late: it is worth more than not coming without a word.")
    if not late:
        thanks = say("Thank you for telling us: somebody else can have this time.")
    text = [say("❌ Cancelled: {when}", when=when(say, visit, clinic)), *lines(say, visit), "", thanks]
    return Screen("\n".join(text), rows(to_book(say), Button(say.label(MY_VISITS), Go(to=To.VISITS)), to_menu(say)))


def not_cancelled(say: Words, clinic: Clinic, visit_id: int, why: NotCancelled) -> Screen:
    phone = show_phone(clinic.phone)
    if why in {NotCancelled.FOREIGN, NotCancelled.OVER}:
        return declined(say, Declined(No.GONE if why is NotCancelled.FOREIGN else No.CHANGED), clinic)
    if why is NotCancelled.REFUSED:
        text = say(
            "The clinic's system did not accept that: the visit still stands. Please call reception: {phone}",
            phone=phone,
        )
        return Screen(text, rows(Button(say.label(MY_VISITS), Go(to=To.VISITS)), to_menu(say)))
    text = say(
        "The clinic's system has not said yet whether the visit is cancelled. "
        "Please try again in a minute, or call reception: {phone}",
        phone=phone,
    )
    again = Button(say.label("🔁 Try again"), CancelSurely(visit=visit_id))
    return Screen(text, rows(again, to_menu(say)))
