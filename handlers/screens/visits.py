"""My visits: what lies ahead, and what can be done with one of them."""

from collections.abc import Sequence
from datetime import datetime

from clinic.model import Clinic
from handlers.screen import Button, Screen, rows
from handlers.screens.choices import free_at
from handlers.screens.menu import MY_VISITS, to_book, to_menu, with_reception
from handlers.screens.pages import fitting
from handlers.screens.visit import lines, when
from handlers.taps import Cancel, Go, Move, ShowVisit, To
from locales.words import Words
from reception.booking.outcomes import No, Visit
from reception.visits import Listed

MOST = 20  # nobody reads more
ROOM = 3500  # characters of them; a message holds 4,096


def ahead(say: Words, clinic: Clinic, found: Listed, wishes: int = 0) -> Screen:
    """Why not everything is there is said, and since when it may have changed. ``wishes``: for how many times they
    wait."""
    ask_number = found.partly is No.VERIFY_FIRST
    number = Button(say.label("📱 Confirm my number"), Go(to=To.PHONE)) if ask_number else None
    can_change = found.visits and not found.as_of
    change = Button(say.label("🔁 Move or cancel a visit"), Go(to=To.CHANGE)) if can_change else None
    waits = Button(say.label("🔔 Waiting for a time ({number})", number=wishes), Go(to=To.WAITING)) if wishes else None
    if not found.visits:
        text = [with_reception(say, clinic, say("There are no visits ahead."))]
    else:
        listed = fitting((_one(say, clinic, visit) for visit in found.visits[:MOST]), ROOM, len("\n\n"))
        text = [say("<b>Your visits</b>"), *listed]
    if found.as_of:
        text.append(_as_of(say, clinic, found.as_of))
    if found.partly:
        text.append(_left_out(say, found.partly))
    return Screen("\n\n".join(text), rows(change, waits, to_book(say), number, to_menu(say)))


def which(say: Words, clinic: Clinic, ahead: Sequence[Visit]) -> Screen:
    if not ahead:
        return Screen(with_reception(say, clinic, say("There are no visits ahead.")), rows(to_book(say), to_menu(say)))
    if len(ahead) == 1:
        return one(say, clinic, ahead[0])
    buttons = [Button(_short(say, clinic, visit), ShowVisit(visit=visit.id)) for visit in ahead[:MOST]]
    return Screen(say("Which visit?"), rows(*buttons, to_menu(say)))


def one(say: Words, clinic: Clinic, visit: Visit) -> Screen:
    move = Button(say.label("🔁 Move"), Move(visit=visit.id))
    cancel = Button(say.label("❌ Cancel"), Cancel(visit=visit.id))
    back = Button(say.label(MY_VISITS), Go(to=To.VISITS))
    return Screen(_one(say, clinic, visit), (*rows(move, cancel), *rows(back, to_menu(say), width=2)))


def _short(say: Words, clinic: Clinic, visit: Visit) -> str:
    zone = visit.branch.zone if visit.branch else clinic.zone
    return free_at(say, visit.doctor, visit.starts_at, zone) if visit.doctor else when(say, visit, clinic)


def _as_of(say: Words, clinic: Clinic, known_at: datetime) -> str:
    text = say(
        "⏳ The clinic's appointment system is not answering right now. This is how it was on {when}.",
        when=say.moment(known_at, clinic.zone),
    )
    return with_reception(say, clinic, text)


def _left_out(say: Words, why: No) -> str:
    if why is No.VERIFY_FIRST:
        return say("I only show what was booked in this chat. Confirm your number, and I'll show all your visits.")
    return say(
        "For whoever was added under another number I show only what was booked in this chat. "
        "Reception sees all visits."
    )


def _one(say: Words, clinic: Clinic, visit: Visit) -> str:
    return "\n".join((f"<b>{when(say, visit, clinic)}</b>", *lines(say, visit)))
