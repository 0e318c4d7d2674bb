"""My visits: what lies ahead."""

from collections.abc import Sequence

from clinic.model import Clinic
from handlers.screen import Button, Screen, rows
from handlers.screens.menu import to_book, to_menu, with_reception
from handlers.screens.pages import fitting
from handlers.screens.visit import lines, when
from handlers.taps import Go, To
from locales.words import Words
from reception.booking.outcomes import Visit
from reception.phones import show_phone

MOST = 20  # nobody reads more
ROOM = 3500  # characters of them; a message holds 4,096


def ahead(say: Words, clinic: Clinic, visits: Sequence[Visit], *, verified: bool) -> Screen:
    """``verified``: else only what was made in this chat is listed, and how to see the rest is said."""
    number = None if verified else Button(say.label("📱 Confirm my number"), Go(to=To.PHONE))
    if not visits:
        text = [with_reception(say, clinic, say("There are no visits ahead."))]
    else:
        listed = fitting((_one(say, clinic, visit) for visit in visits[:MOST]), ROOM, len("\n\n"))
        text = [say("<b>Your visits</b>"), *listed]
        text.append(say("To move or cancel a visit, please call reception: {phone}", phone=show_phone(clinic.phone)))
    if number:
        text.append(
            say("I show what was booked in this chat. Confirm your number, and I'll show everything booked for it.")
        )
    return Screen("\n\n".join(text), rows(to_book(say), number, to_menu(say)))


def _one(say: Words, clinic: Clinic, visit: Visit) -> str:
    return "\n".join((f"<b>{when(say, visit, clinic)}</b>", *lines(say, visit)))
