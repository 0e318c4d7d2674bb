"""Choosing: patient, branch, specialty, doctor, service."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from clinic.model import Clinic
from crm.model import Doctor
from handlers.screen import Button, Screen, rows
from handlers.screens.menu import tell_me, to_menu, to_reception
from handlers.screens.pages import Page, page_of
from handlers.screens.prices import prices
from handlers.taps import Go, To, find, walk
from locales.sorting import in_order
from locales.words import Words
from reception.booking.finding import Only
from reception.booking.way import ANY_SPECIALTY, Options, Way, back
from reception.catalogue import Offer, Place
from reception.handoff.about import Why
from reception.people import Person
from reception.phones import show_phone

PAGE = 12
SPECIALTIES = 24  # which come without a line of text each


@dataclass(frozen=True, slots=True)
class Choosing:
    """What all these screens are made from."""

    say: Words
    clinic: Clinic
    person: Person
    options: Options
    way: Way
    page: int = 0

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
    page = page_of(branch_ids, at.page, PAGE)
    buttons = [at.to(at.say.pick(shelf[branch].name), branch=branch) for branch in page.shown]
    addresses = [
        f"<b>{at.say.html(shelf[branch].name)}</b>: {at.say.html(shelf[branch].address)}" for branch in page.shown
    ]
    tell_how = not placed and sum(shelf[branch].pin is not None for branch in branch_ids) > 1
    hint = ["", at.say("Send me your location 📎, and the nearest comes first.")] if tell_how else []
    text = "\n".join((at.say("Which branch is handy for you?"), "", *addresses, *hint))
    # Where somebody is was kept nowhere: behind the nearest comes the whole list in the clinic's order.
    turns = _turns(at, replace(page, later=page.later and 0) if placed else page)
    return Screen(text, (*rows(again if page.earlier is None else None, *buttons), *turns, *at.way_back()))


def specialties(at: Choosing, again: Button | None) -> Screen:
    found = at.options.specialties(at.way)
    if not found:
        return nothing(at)
    shelf = at.options.catalogue.specialties
    page = page_of(found, at.page, SPECIALTIES)
    buttons = [at.to(at.say.pick(shelf[specialty].name), specialty=specialty) for specialty in page.shown]
    anybody = at.to(at.say.label("Any doctor"), specialty=ANY_SPECIALTY)
    choice = (*rows(again if page.earlier is None else None, *buttons, anybody), *_turns(at, page))
    return Screen(at.say("Which doctor do you need?"), (*choice, *at.way_back()))


def doctors(at: Choosing, earliest: Mapping[Place, datetime | None]) -> Screen:
    """Who is free first stands first, equals by name; whoever has no free time, or none known, is listed too."""
    offers = _by_name(at, at.options.offers(at.way))
    listed, unknown = _by_time(offers, earliest), {offer.doctor for offer in offers if offer.place not in earliest}
    if not listed:
        return nothing(at)
    page = page_of(listed.items(), at.page, PAGE)
    buttons = [
        at.to(_doctor_and_time(at, doctor, first, known=doctor not in unknown), doctor=doctor)
        for doctor, first in page.shown
    ]
    turns = page.turns(at.say.label("⬅️ Previous"), at.say.label("More doctors ➡️"), partial(walk, at.way))
    text = at.say("Choose a doctor. The earliest free time is next to the name.")
    anybody = Button(at.say.label("⚡ Any doctor, the earliest time"), find(at.way, Only.EARLIEST), "primary")
    none_free = at.way.specialty != ANY_SPECIALTY and not any(listed.values())
    waits = tell_me(at.say, at.way) if none_free and page.later is None else None
    choice = rows(anybody if page.earlier is None else None, *buttons)
    return Screen(text, (*choice, *turns, *rows(waits), *at.way_back()))


def services(at: Choosing) -> Screen:
    shelf = at.options.catalogue.services
    page = page_of(at.options.services(at.way), at.page, PAGE)
    buttons = [at.to(at.say.pick(shelf[service].name), service=service) for service in page.shown]
    offers = [offer for offer in at.options.offers(at.way) if offer.service in page.shown]
    costs = prices(at.say, at.clinic, at.options.catalogue, offers)
    text = "\n".join((at.say("What is the visit for?"), "", *costs))
    return Screen(text, (*rows(*buttons), *_turns(at, page), *at.way_back()))


def nobody(at: Choosing) -> str:
    return at.say(
        "This can't be booked online right now. Choose something else, or call reception: {phone}",
        phone=show_phone(at.clinic.phone),
    )


def nothing(at: Choosing) -> Screen:
    """No offer fits what was chosen: never a dead end."""
    anew = Button(at.say.label("🔁 Choose again"), walk(at.way.anew()) if at.way.moving else Go(to=To.BOOK))
    return Screen(nobody(at), (*rows(anew, to_reception(at.say, Why.REFUSED, at.way)), *at.way_back()))


def short_name(say: Words, doctor: Doctor) -> str:
    """Surname and first name, or as the clinic writes it: what fits on a button."""
    return " ".join(say.pick(doctor.name).split()[:2])


def free_at(say: Words, doctor: Doctor, starts_at: datetime, zone: str) -> str:
    """A doctor and a time on one button."""
    local = starts_at.astimezone(ZoneInfo(zone))
    day = say.short_day(local.date())
    return say.label("{doctor} · {day} {time:%H:%M}", doctor=short_name(say, doctor), day=day, time=local)


def _turns(at: Choosing, page: Page[Any]) -> tuple[tuple[Button, ...], ...]:
    return page.turns(at.say.label("⬅️ Previous"), at.say.label("More ➡️"), partial(walk, at.way))


def _by_name(at: Choosing, offers: list[Offer]) -> list[Offer]:
    shelf = at.options.catalogue.doctors
    doctors = in_order(
        {offer.doctor for offer in offers}, at.say.language, lambda doctor: short_name(at.say, shelf[doctor])
    )
    turn = {doctor: number for number, doctor in enumerate(doctors)}
    return sorted(offers, key=lambda offer: turn[offer.doctor])


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
    shelf = at.options.catalogue.doctors
    if first is not None:
        branch, starts_at = first
        return free_at(at.say, shelf[doctor], starts_at, at.options.catalogue.branches[branch].zone)
    name = short_name(at.say, shelf[doctor])
    return at.say.label("{doctor} · no free times", doctor=name) if known else name
