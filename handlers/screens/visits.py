"""My visits: what lies ahead, each a button away; with several patients one of them alone."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from aiogram.filters.callback_data import CallbackData

from clinic.model import Clinic
from handlers.screen import Button, Screen, rows
from handlers.screens.choices import short_name
from handlers.screens.menu import to_book, to_menu
from handlers.screens.pages import fitting, page_of
from handlers.screens.visit import lines, when
from handlers.taps import Go, To
from handlers.visit_taps import Cancel, Move, MyVisits, PastVisits, ShowVisit, Then
from locales.words import Words
from reception.booking.outcomes import No, Visit
from reception.people import PatientOnPhone
from reception.phones import show_phone
from reception.visits import Listed

PAGE = 6
ROOM = 3500  # characters of them; a message holds 4,096
NAMES = 4  # in a row
CHOSEN: dict[Then, Callable[..., CallbackData]] = {Then.OPEN: ShowVisit, Then.MOVE: Move, Then.CANCEL: Cancel}


def ahead(
    say: Words, clinic: Clinic, patients: Sequence[PatientOnPhone], found: Listed, at: MyVisits, wishes: int = 0
) -> Screen:
    """Of a system that is silent nothing can be changed, so nothing is opened. ``wishes``: how many there are."""
    page, several = page_of(found.visits, at.page, PAGE), len(patients) > 1 and not at.patient
    visits = [Button(short(say, clinic, one, named=several), CHOSEN[at.then](visit=one.id)) for one in page.shown]
    turns = page.turns(say.label("⬅️ Previous"), say.label("More ➡️"), partial(_turned, at))
    names = who(say, patients, at.patient, partial(MyVisits, then=at.then, page=0))
    past = Button(say.label("🕓 Past visits"), PastVisits(patient=at.patient, page=0))
    ask_number = found.partly is No.VERIFY_FIRST
    number = Button(say.label("📱 Confirm my number"), Go(to=To.PHONE)) if ask_number else None
    text = "\n\n".join(_told(say, clinic, found, page.shown, at.then))
    choice = (*rows(*(() if found.as_of else visits)), *turns, *names)
    return Screen(text, (*choice, *rows(past, _waits(say, wishes), to_book(say), number, to_menu(say))))


def listed(say: Words, clinic: Clinic, visits: Sequence[Visit]) -> list[str]:
    return fitting((described(say, clinic, visit) for visit in visits), ROOM, len("\n\n"))


def described(say: Words, clinic: Clinic, visit: Visit) -> str:
    return "\n".join((f"<b>{when(say, visit, clinic)}</b>", *lines(say, visit)))


def who(
    say: Words, patients: Sequence[PatientOnPhone], chosen: int, to: Callable[..., CallbackData]
) -> tuple[tuple[Button, ...], ...]:
    """One patient's alone, and everybody's again."""
    if not patients[1:]:
        return ()
    names = [
        Button(("✓ " if one.id == chosen else "") + one.details.first_name, to(patient=one.id)) for one in patients
    ]
    everybody = Button(say.label("👪 All"), to(patient=0)) if chosen else None
    return (*rows(*names, width=NAMES), *rows(everybody))


def short(say: Words, clinic: Clinic, visit: Visit, *, named: bool) -> str:
    """On a button: the time first, where there are several patients for whom, and with whom."""
    local = visit.starts_at.astimezone(ZoneInfo(visit.branch.zone if visit.branch else clinic.zone))
    doctor = short_name(say, visit.doctor) if visit.doctor else ""
    parts = f"{say.short_day(local.date())} {local:%H:%M}", visit.patient.details.first_name if named else "", doctor
    return " · ".join(filter(None, parts))


def _waits(say: Words, wishes: int) -> Button | None:
    return Button(say.label("🔔 Waiting for a time ({number})", number=wishes), Go(to=To.WAITING)) if wishes else None


def _turned(at: MyVisits, page: int) -> MyVisits:
    return MyVisits(then=at.then, patient=at.patient, page=page)


def _told(say: Words, clinic: Clinic, found: Listed, shown: Sequence[Visit], then: Then) -> list[str]:
    """Why not everything is there is said, and since when it may have changed."""
    text = [_title(say, then), *listed(say, clinic, shown)] if shown else [say("There are no visits ahead.")]
    if found.as_of:
        text.append(_as_of(say, clinic, found.as_of))
    if found.as_of or not shown:
        text.append(say("Reception: {phone}", phone=show_phone(clinic.phone)))
    if found.partly:
        text.append(_left_out(say, found.partly))
    return text


def _title(say: Words, then: Then) -> str:
    return {
        Then.OPEN: say("<b>Your visits</b>"),
        Then.MOVE: say("<b>Which visit shall be at another time?</b>"),
        Then.CANCEL: say("<b>Which visit can't you come to?</b>"),
    }[then]


def _as_of(say: Words, clinic: Clinic, known_at: datetime) -> str:
    return say(
        "⏳ The clinic's appointment system is not answering right now. This is how it was on {when}.",
        when=say.moment(known_at, clinic.zone),
    )


def _left_out(say: Words, why: No) -> str:
    if why is No.VERIFY_FIRST:
        return say("I only show what was booked in this chat. Confirm your number, and I'll show all your visits.")
    return say(
        "For whoever was added under another number I show only what was booked in this chat. "
        "Reception sees all visits."
    )
