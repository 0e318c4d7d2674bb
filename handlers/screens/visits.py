"""My visits: what lies ahead."""

from datetime import datetime

from clinic.model import Clinic
from handlers.screen import Button, Screen, rows
from handlers.screens.menu import to_book, to_menu, with_reception
from handlers.screens.pages import fitting
from handlers.screens.visit import lines, when
from handlers.taps import Go, To
from locales.words import Words
from reception.booking.outcomes import No, Visit
from reception.phones import show_phone
from reception.visits import Listed

MOST = 20  # nobody reads more
ROOM = 3500  # characters of them; a message holds 4,096


def ahead(say: Words, clinic: Clinic, found: Listed) -> Screen:
    """Why not everything is there is said, and since when it may have changed."""
    ask_number = found.partly is No.VERIFY_FIRST
    number = Button(say.label("📱 Confirm my number"), Go(to=To.PHONE)) if ask_number else None
    if not found.visits:
        text = [with_reception(say, clinic, say("There are no visits ahead."))]
    else:
        listed = fitting((_one(say, clinic, visit) for visit in found.visits[:MOST]), ROOM, len("\n\n"))
        text = [say("<b>Your visits</b>"), *listed]
        text.append(say("To move or cancel a visit, please call reception: {phone}", phone=show_phone(clinic.phone)))
    if found.as_of:
        text.append(_as_of(say, clinic, found.as_of))
    if found.partly:
        text.append(_left_out(say, found.partly))
    return Screen("\n\n".join(text), rows(to_book(say), number, to_menu(say)))


def _as_of(say: Words, clinic: Clinic, known_at: datetime) -> str:
    when = say.moment(known_at, clinic.zone)
    return say(
        "⏳ The clinic's appointment system is not answering right now. This is how it was on {when}.", when=when
    )


def _left_out(say: Words, why: No) -> str:
    if why is No.VERIFY_FIRST:
        return say("I only show what was booked in this chat. Confirm your number, and I'll show all your visits.")
    return say(
        "For whoever was added under another number I show only what was booked in this chat. "
        "Reception sees all visits."
    )


def _one(say: Words, clinic: Clinic, visit: Visit) -> str:
    return "\n".join((f"<b>{when(say, visit, clinic)}</b>", *lines(say, visit)))
