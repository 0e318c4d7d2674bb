"""About the clinic: where it is and when it is open, what speaks for it, and what it does for free."""

import html
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from clinic.model import Clinic, Gift, OpeningHours
from handlers.information_taps import Look, Of
from handlers.screen import Button, Screen, rows
from handlers.screens.choices import Choosing
from handlers.screens.closed import span
from handlers.screens.menu import BOOK, to_about, to_book, to_free, to_menu, to_reception, with_reception
from handlers.screens.pages import Page, fitting, page_of
from handlers.taps import Go, To, walk
from locales.words import Words
from reception.booking.way import Way
from reception.handoff.about import Why
from reception.information import Opening, by_days, described, opening, soon
from reception.phones import show_phone

PAGE = 12
ROOM = 3900  # characters; a message holds 4,096
HALF = 1900


def about(say: Words, clinic: Clinic) -> Screen:
    """Only what there is."""
    hours = open_hours(say, clinic.reception.hours)
    text = [f"<b>{say.html(clinic.name)}</b>", "", say("Reception: {phone}", phone=show_phone(clinic.phone)), *hours]
    tells = clinic.advantages or clinic.links
    buttons = rows(
        Button(say.label("📍 Branches"), Look(of=Of.BRANCHES)),
        Button(say.label("🩺 Doctors"), Look(of=Of.SPECIALTIES)),
        Button(say.label("💳 Prices"), Look(of=Of.SERVICES)),
        to_questions(say) if clinic.faq else None,
        Button(say.label("⭐ About the clinic"), Look(of=Of.CLINIC)) if tells else None,
        to_free(say) if clinic.free else None,
        to_menu(say),
    )
    return Screen("\n".join(text), buttons)


def to_questions(say: Words) -> Button:
    return Button(say.label("❓ Questions and answers"), Look(of=Of.QUESTIONS))


def below(say: Words, back: Button | None = None) -> tuple[tuple[Button, ...], ...]:
    """Back, to the beginning where nothing else is named, and the menu."""
    return rows(back or Button(say.label("⬅️ Back"), Go(to=To.ABOUT)), to_menu(say), width=2)


def back_to(say: Words, of: Of, number: int = 0) -> Button:
    return Button(say.label("⬅️ Back"), Look(of=of, number=number))


def branches(at: Choosing, now: datetime) -> Screen:
    shelf = at.options.catalogue.branches
    there = [branch for branch in shelf if described(at.clinic, shelf[branch]) or branch in _bookable(at)]
    page = page_of(there, at.page, PAGE)
    lines = [_place(at, branch, now) for branch in page.shown]
    buttons = [Button(at.say.pick(shelf[branch].name), Look(of=Of.BRANCH, number=branch)) for branch in page.shown]
    text = "\n\n".join(fitting((at.say("<b>Our branches</b>"), *lines), ROOM, 2))
    return Screen(text, (*rows(*buttons), *turns(at.say, Of.BRANCHES, page), *below(at.say)))


def branch(at: Choosing, number: int, now: datetime) -> Screen:
    place, say = at.options.catalogue.branches[number], at.say
    told = described(at.clinic, place)
    lines = [_place(at, number, now), "", *open_hours(say, told.hours if told else ())]
    phone = show_phone(place.phone or at.clinic.phone)
    text = "\n".join((*lines, say("Phone: {phone}", phone=phone)))
    book = Button(say.label(BOOK), walk(Way(branch=number)), "primary") if number in _bookable(at) else None
    pin = Button(say.label("🗺 Route"), Look(of=Of.PIN, number=number)) if place.pin else None
    return Screen(text, (*rows(pin, book), *below(say, back_to(say, Of.BRANCHES))))


def clinic_page(say: Words, clinic: Clinic) -> Screen:
    links = [f"{say.html(page.label)}: {html.escape(page.url)}" for page in clinic.links]
    said = [say.html(clinic.advantages)] if clinic.advantages else []
    text = "\n\n".join((f"<b>{say.html(clinic.name)}</b>", *said, *fitting(links, HALF, 2)))
    return Screen(text, (*rows(to_book(say)), *below(say)))


def free(say: Words, clinic: Clinic, page: int = 0) -> Screen:
    if not clinic.free:
        text = with_reception(say, clinic, say("Reception will gladly tell what is free of charge."))
        return Screen(text, rows(to_reception(say, Why.CLINIC), to_about(say), to_menu(say)))
    shown = page_of(clinic.free, page, PAGE)
    buttons = [Button(say.pick(gift.name), Look(of=Of.GIFT, number=gift.number)) for gift in shown.shown]
    text = say("<b>Free services</b>\n\nWhat costs nothing. Choose one, and I'll tell how to get it.")
    return Screen(text, (*rows(*buttons), *turns(say, Of.GIFTS, shown), *below(say)))


def gift(say: Words, gift: Gift) -> Screen:
    how = say("<b>How to get it</b>")
    text = f"<b>{say.html(gift.name)}</b>\n\n{say.html(gift.what, HALF)}\n\n{how}\n{say.html(gift.how, HALF)}"
    back = Button(say.label("⬅️ Back"), Go(to=To.FREE))
    return Screen(text, (*rows(to_book(say)), *below(say, back)))


def turns(say: Words, of: Of, page: Page[Any], number: int = 0) -> tuple[tuple[Button, ...], ...]:
    return page.turns(
        say.label("⬅️ Previous"), say.label("More ➡️"), lambda other: Look(of=of, number=number, page=other)
    )


def open_hours(say: Words, hours: Sequence[OpeningHours]) -> list[str]:
    """A line for each run of weekdays."""
    return [f"{say.weekdays(first, last)}: {', '.join(map(_span, spans))}" for first, last, spans in by_days(hours)]


def _span(span: OpeningHours) -> str:
    return f"{span.start:%H:%M}–{span.end:%H:%M}"


def _bookable(at: Choosing) -> list[int]:
    return at.options.branches(Way())


def _place(at: Choosing, number: int, now: datetime) -> str:
    place = at.options.catalogue.branches[number]
    told = described(at.clinic, place)
    is_open = opening(told.hours, at.clinic.holidays, place.zone, now, told.closed) if told else None
    lines = [f"<b>{at.say.html(place.name)}</b>", at.say.html(place.address)]
    state = [_state(at.say, is_open, place.zone, now)] if is_open else []
    closed = [at.say("⛔ Closed: {when}", when=span(at.say, one)) for one in soon(told, now)] if told else []
    return "\n".join((*lines, *state, *closed))


def _state(say: Words, opening: Opening, zone: str, now: datetime) -> str:
    if opening.until:
        return say("🟢 Open now, until {time}", time=f"{opening.until:%H:%M}")
    if opening.opens_at is None:
        return say("🔴 Closed now")
    if opening.opens_at.date() == now.astimezone(ZoneInfo(zone)).date():
        return say("🔴 Closed now. Opens today at {time}", time=f"{opening.opens_at:%H:%M}")
    return say("🔴 Closed now. Opens on {when}", when=say.moment(opening.opens_at, zone))
