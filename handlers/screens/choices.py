"""Choosing: patient, branch, specialty, doctor, service."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from clinic.model import Clinic
from crm.model import Doctor
from handlers.screen import Button, Screen, rows
from handlers.screens.menu import to_menu
from handlers.screens.prices import prices
from handlers.taps import Go, To, walk
from locales.words import Words
from reception.booking.way import ANY_SPECIALTY, Options, Way, back
from reception.catalogue import Offer, Place
from reception.people import Person
from reception.phones import show_phone

PAGE = 12


@dataclass(frozen=True, slots=True)
class Choosing:
    """What all these screens are made from."""

    say: Words
    clinic: Clinic
    person: Person
    options: Options
    way: Way

    def way_back(self) -> tuple[tuple[Button, ...], ...]:
        before = back(self.way, self.options, self.person)
        step = Button(self.say.label("⬅️ Back"), walk(before)) if before else None
        return rows(step, to_menu(self.say), width=2)

    def to(self, text: str, **chosen: int) -> Button:
        return Button(text, walk(replace(self.way, **chosen)))  # type: ignore[arg-type]  # local ids are all ints


def patients(at: Choosing) -> Screen:
    buttons = [at.to(patient.details.name, patient=patient.id) for patient in at.person.patients]
    return Screen(at.say("Who is the visit for?"), (*rows(*buttons), *at.way_back()))


def branches(at: Choosing, branch_ids: list[int], again: Button | None, *, placed: bool) -> Screen:
    """In the order of ``branch_ids``: the nearest first once a location was sent (``placed``); else how to is said."""
    if not branch_ids:
        return nothing(at)
    shelf = at.options.catalogue.branches
    buttons = [at.to(at.say.pick(shelf[branch].name), branch=branch) for branch in branch_ids]
    addresses = [
        f"<b>{at.say.html(shelf[branch].name)}</b>: {at.say.html(shelf[branch].address)}" for branch in branch_ids
    ]
    tell_how = not placed and sum(shelf[branch].pin is not None for branch in branch_ids) > 1
    hint = ["", at.say("Send me your location 📎, and the nearest comes first.")] if tell_how else []
    text = "\n".join((at.say("Which branch is handy for you?"), "", *addresses, *hint))
    return Screen(text, (*rows(again, *buttons), *at.way_back()))


def specialties(at: Choosing, again: Button | None) -> Screen:
    found = at.options.specialties(at.way)
    if not found:
        return nothing(at)
    shelf = at.options.catalogue.specialties
    buttons = [at.to(at.say.pick(shelf[specialty].name), specialty=specialty) for specialty in found]
    anybody = at.to(at.say.label("Any doctor"), specialty=ANY_SPECIALTY)
    return Screen(at.say("Which doctor do you need?"), (*rows(again, *buttons, anybody), *at.way_back()))


def doctors(at: Choosing, earliest: Mapping[Place, datetime | None], page: int) -> Screen:
    """Who is free first stands first; whoever has no free time is listed too, or whose times are not known."""
    offers = at.options.offers(at.way)
    listed, unknown = _by_time(offers, earliest), {offer.doctor for offer in offers if offer.place not in earliest}
    if not listed:
        return nothing(at)
    shown = list(listed.items())[page * PAGE : (page + 1) * PAGE]
    buttons = [
        at.to(_doctor_and_time(at, doctor, first, known=doctor not in unknown), doctor=doctor)
        for doctor, first in shown
    ]
    more = None
    if len(listed) > (page + 1) * PAGE:
        more = Button(at.say.label("More doctors ➡️"), walk(at.way, page + 1))
    return Screen(
        at.say("Choose a doctor. The earliest free time is next to the name."), (*rows(*buttons, more), *at.way_back())
    )


def services(at: Choosing) -> Screen:
    shelf = at.options.catalogue.services
    found = at.options.services(at.way)
    buttons = [at.to(at.say.pick(shelf[service].name), service=service) for service in found]
    costs = prices(at.say, at.clinic, at.options.catalogue, at.options.offers(at.way))
    text = "\n".join((at.say("What is the visit for?"), "", *costs))
    return Screen(text, (*rows(*buttons), *at.way_back()))


def nobody(at: Choosing) -> str:
    return at.say(
        "Nobody can be booked online for this right now. Choose something else, or call reception: {phone}",
        phone=show_phone(at.clinic.phone),
    )


def nothing(at: Choosing) -> Screen:
    """No offer fits what was chosen: never a dead end."""
    anew = Button(at.say.label("🔁 Choose again"), Go(to=To.BOOK))
    return Screen(nobody(at), (*rows(anew), *at.way_back()))


def short_name(say: Words, doctor: Doctor) -> str:
    """Surname and first name, or as the clinic writes it: what fits on a button."""
    return " ".join(say.pick(doctor.name).split()[:2])


def _by_time(offers: list[Offer], earliest: Mapping[Place, datetime | None]) -> dict[int, tuple[int, datetime] | None]:
    """Doctors by their earliest time, with the branch it is at; None where there is no free time."""
    free = [(at, offer) for offer in offers if (at := earliest.get(offer.place))]
    first: dict[int, tuple[int, datetime] | None] = {}
    for at, offer in sorted(free, key=lambda found: found[0]):
        first.setdefault(offer.doctor, (offer.branch, at))
    for offer in offers:
        first.setdefault(offer.doctor, None)
    return first


def _doctor_and_time(at: Choosing, doctor: int, first: tuple[int, datetime] | None, *, known: bool) -> str:
    name = short_name(at.say, at.options.catalogue.doctors[doctor])
    if first is None:
        return at.say.label("{doctor} · no free times", doctor=name) if known else name
    branch, starts_at = first
    local = starts_at.astimezone(ZoneInfo(at.options.catalogue.branches[branch].zone))
    return at.say.label("{doctor} · {day} {time:%H:%M}", doctor=name, day=at.say.short_day(local.date()), time=local)
