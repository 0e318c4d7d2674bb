"""The doctor's card: photo, what they do, what it costs, and the way to a time."""

from dataclasses import replace

from crm.model import Doctor
from handlers.home_call_taps import call_home
from handlers.screen import Button, Picture, Screen, rows
from handlers.screens.choices import Choosing, nobody
from handlers.screens.menu import to_menu, to_reception, with_reception
from handlers.screens.pages import fitting
from handlers.screens.prices import prices
from handlers.taps import walk
from reception.booking.way import Way
from reception.handoff.about import Why
from reception.phones import show_phone

CAPTION, SPECIALTIES, ABOUT = 1000, 150, 450  # characters; Telegram's caption holds 1,024
PRICES = 6  # lines
GROWN_OLD = 100  # years: up to such an age is up to any


def card(at: Choosing, *, calls_home: bool = False) -> Screen:
    """The doctor with photo; who has left or does not see such a patient says so and offers colleagues.

    ``calls_home``: whether a home call reaches anybody from here; else it is arranged by phone.
    """
    catalogue = at.options.catalogue
    doctor = catalogue.doctors[at.way.doctor]
    offers = at.options.offers(at.way)
    lines = [f"<b>{at.say.html(doctor.name)}</b>", _specialties(at, doctor), ""]
    if offers:
        about = at.say.html(doctor.about, ABOUT)
        costs = prices(at.say, at.clinic, catalogue, offers)[:PRICES]
        lines = fitting([*lines, *([about, ""] if about else []), *costs], CAPTION)
    else:
        lines.append(_why_not(at, doctor))
    comes = at.options.visits_home(at.way)
    if comes and not calls_home:
        lines += ["", at.say("🏠 Home calls by phone: {phone}", phone=show_phone(at.clinic.phone))]
    home = Button(at.say.label("🏠 Call to my home"), call_home(at.way)) if comes and calls_home else None
    visit = at.to(at.say.label("📅 Visit at the clinic"), visit=True) if offers else None
    everybody = Button(at.say.label("⬅️ All doctors"), walk(_colleagues(at)))
    picture = Picture(doctor.photo, doctor.id) if doctor.photo else None
    asks = None if offers else to_reception(at.say, Why.REFUSED, at.way)
    visit = replace(visit, style="primary") if visit else None
    buttons = rows(visit, home, everybody, asks, to_menu(at.say))
    return Screen("\n".join(lines).strip(), buttons, picture)


def _specialties(at: Choosing, doctor: Doctor) -> str:
    catalogue = at.options.catalogue
    ids = [catalogue.specialty_id(specialty) for specialty in doctor.specialty_ids]
    names = [at.say.html(catalogue.specialties[found].name) for found in ids if found]
    return ", ".join(fitting(names, SPECIALTIES, len(", ")))


def _why_not(at: Choosing, doctor: Doctor) -> str:
    if at.way.doctor in at.options.catalogue.gone:
        why = at.say("This doctor no longer sees patients here. Colleagues will gladly help.")
    elif at.options.sees(at.way, at.way.doctor):
        return nobody(at)
    else:
        why = at.say(
            "This doctor sees patients aged {ages}. Colleagues will gladly help.",
            ages=_ages(*doctor.ages),
        )
    return with_reception(at.say, at.clinic, why)


def _ages(youngest: int, oldest: int) -> str:
    """In digits, so that no language has to inflect them."""
    return f"{youngest}+" if oldest >= GROWN_OLD else f"{youngest}–{oldest}"


def _colleagues(at: Choosing) -> Way:
    """The list this doctor stands in; for one who has left, or came by a link, those of the first specialty."""
    catalogue = at.options.catalogue
    doctor = catalogue.doctors[at.way.doctor]
    specialty = at.way.specialty or catalogue.specialty_id(next(iter(doctor.specialty_ids), "")) or 0
    return at.way.anew(branch=at.way.branch, specialty=specialty)
