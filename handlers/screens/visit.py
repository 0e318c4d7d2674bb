"""One visit in words, and how a booking ended."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from clinic.model import Clinic
from handlers.screen import Button, Screen, rows
from handlers.screens.choices import free_at
from handlers.screens.declined import as_it_was, declined
from handlers.screens.menu import MY_VISITS, tell_me, to_menu, to_reception, with_reception
from handlers.taps import Confirm, Go, To, time, walk
from handlers.visit_taps import Calendar, Route
from locales.words import Words
from reception.booking.outcomes import Booked, Check, Declined, NearestTime, NotFree, Outcome, Taken, Visit
from reception.booking.way import Way
from reception.handoff.about import Why
from reception.phones import show_phone


def lines(say: Words, visit: Visit, *, named: bool = True) -> list[str]:
    """Who (where ``named``), whom and where; no specialty and no service: somebody else may see the phone."""
    doctor = say.pick(visit.doctor.name) if visit.doctor else ""
    return [
        *([say("Patient: {name}", name=visit.patient.details.name)] if named else []),
        *([say("Doctor: {name}", name=doctor)] if doctor else []),
        *([_where(say, visit)] if visit.branch else []),
    ]


def when(say: Words, visit: Visit, clinic: Clinic) -> str:
    """On the branch's own clock."""
    return say.moment(visit.starts_at, visit.branch.zone if visit.branch else clinic.zone)


def check(say: Words, card: Check, clinic: Clinic, price: str, until: datetime | None = None) -> Screen:
    """``until``: when a time that is kept for them will be anybody's again."""
    text = [
        say("⚠️ Not moved yet") if card.instead_of else say("⚠️ Not booked yet"),
        "",
        say("When: <b>{when}</b>", when=when(say, card.visit, clinic)),
        *(_instead_of(say, card.visit, card.instead_of, clinic) if card.instead_of else []),
        *lines(say, card.visit),
        *([say("Price: {price}", price=price)] if price else []),
        *(["", kept(say, card.visit, clinic, until)] if until else []),
        "",
        say("Is everything right? Then press Confirm."),
    ]
    confirm = Button(say.label("✅ Confirm"), Confirm(key=card.key), "success")
    back = Button(say.label("⬅️ Back"), walk(card.way))
    return Screen("\n".join(text), (*rows(confirm), *rows(back, to_menu(say), width=2)))


def kept(say: Words, visit: Visit, clinic: Clinic, until: datetime) -> str:
    zone = ZoneInfo(visit.branch.zone if visit.branch else clinic.zone)
    return say("I keep it for you until {time:%H:%M}.", time=until.astimezone(zone))


def outcome(say: Words, told: Outcome, clinic: Clinic, on: date) -> Screen:
    if isinstance(told, Booked):
        return booked(say, told, clinic, on)
    if isinstance(told, Taken):
        return taken(say, told, clinic)
    if isinstance(told, Declined):
        return declined(say, told, clinic)
    return not_known_yet(say, clinic)


def booked(say: Words, told: Booked, clinic: Clinic, on: date) -> Screen:
    visit, at = told.visit, when(say, told.visit, clinic)
    done = say("✅ Moved: <b>{when}</b>", when=at) if told.moved else say("✅ You're booked: <b>{when}</b>", when=at)
    text = [done, "", *lines(say, visit), *(_beside(say, told.beside, clinic) if told.beside else [])]
    if visit.patient.details.age(on) < clinic.rules.child_until:
        text += ["", say("A parent should come along. Please bring the child's documents, too.")]
    visits = Button(say.label(MY_VISITS), Go(to=To.VISITS))
    return Screen("\n".join(text), rows(*ways_there(say, visit), visits), kept=True)


def ways_there(say: Words, visit: Visit) -> list[Button]:
    """To the place, and into the phone's calendar."""
    of = visit.id or visit.key or 0
    route = Button(say.label("🗺 Route"), Route(of=of)) if visit.branch and visit.branch.pin else None
    calendar = Button(say.label("📆 Calendar"), Calendar(of=of))
    return [route, calendar] if route else [calendar]


def taken(say: Words, told: Taken, clinic: Clinic) -> Screen:
    text = as_it_was(say, _not_free(say, told.why), told.way)
    if told.nearest:
        text = "\n\n".join((with_reception(say, clinic, text), say("These times are free:")))
    else:
        text += " " + say("Reception will help find another: {phone}", phone=show_phone(clinic.phone))
    others = nearest_times(say, told.nearest, told.way.doctor)
    days = Button(say.label("🗓 Other days"), walk(told.way))
    elsewhere = _elsewhere(say, told.way) if told.why is NotFree.CLOSED and len(clinic.branches) > 1 else None
    asks = to_reception(say, Why.TAKEN, told.way)
    return Screen(text, rows(*others, days, elsewhere, tell_me(say, told.way), asks, to_menu(say)))


def not_known_yet(say: Words, clinic: Clinic) -> Screen:
    text = say(
        "Your request is with the clinic's system, but it has not answered yet. Please don't book again: "
        "I'll write to you as soon as I know. In a hurry? Reception: {phone}",
        phone=show_phone(clinic.phone),
    )
    return Screen(text, rows(to_reception(say, Why.UNKNOWN), to_menu(say)))


def nearest_times(say: Words, nearest: Iterable[NearestTime], doctor: int) -> list[Button]:
    """Times to be tapped instead, each with its doctor's name where it is not ``doctor``."""
    return [_nearest(say, near, doctor) for near in nearest]


def _not_free(say: Words, why: NotFree) -> str:
    return {
        NotFree.TAKEN: say("This time has just been taken."),
        NotFree.TOO_LATE: say("This time can no longer be booked."),
        NotFree.CLOSED: say("This branch is closed then."),
    }[why]


def _elsewhere(say: Words, way: Way) -> Button:
    return Button(say.label("📍 At another branch"), walk(way.anew(specialty=way.specialty)))


def _instead_of(say: Words, visit: Visit, old: Visit, clinic: Clinic) -> list[str]:
    told = [say("Instead of: {when}", when=when(say, old, clinic))]
    return [*told, say("📍 Another branch than before")] if visit.branch != old.branch else told


def _beside(say: Words, old: Visit, clinic: Clinic) -> list[str]:
    text = say(
        "⚠️ The old time, {when}, could not be cancelled from here. Please call reception about it: {phone}",
        when=when(say, old, clinic),
        phone=show_phone(clinic.phone),
    )
    return ["", text]


def _nearest(say: Words, near: NearestTime, doctor: int) -> Button:
    to_check = time(near.way, near.starts_at)
    if near.way.doctor == doctor:
        return Button(say.moment(near.starts_at, near.zone), to_check, "primary")
    return Button(free_at(say, near.doctor, near.starts_at, near.zone), to_check)


def _where(say: Words, visit: Visit) -> str:
    assert visit.branch is not None
    return say("Where: {branch}, {address}", branch=say.pick(visit.branch.name), address=say.pick(visit.branch.address))
