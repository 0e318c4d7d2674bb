"""Who sees patients and what it costs, for whoever only wants to know."""

from dataclasses import replace

from handlers.information_taps import Look, Of
from handlers.screen import Button, Screen, rows
from handlers.screens import card
from handlers.screens.choices import Choosing, nobody, short_name
from handlers.screens.information import back_to, below, turns
from handlers.screens.menu import BOOK
from handlers.screens.pages import page_of
from handlers.screens.prices import prices
from handlers.taps import walk
from locales.sorting import in_order
from reception.booking.way import Way
from reception.catalogue import Offer

PAGE, SPECIALTIES = 12, 24
LINES = 15  # of prices; none is over 200 characters


def specialties(at: Choosing, of: Of) -> Screen:
    """On the way to the doctors of one (``Of.SPECIALTY``) or to its prices."""
    found = at.options.specialties(Way())
    if not found:
        return Screen(nobody(at), below(at.say))
    shelf = at.options.catalogue.specialties
    page = page_of(found, at.page, SPECIALTIES)
    buttons = [Button(at.say.pick(shelf[one].name), Look(of=of, number=one)) for one in page.shown]
    here, asks = (
        (Of.SPECIALTIES, at.say("<b>Our doctors</b>\n\nWhich ones?"))
        if of is Of.SPECIALTY
        else (Of.SERVICES, at.say("<b>Prices</b>\n\nOf which doctors?"))
    )
    return Screen(asks, (*rows(*buttons), *turns(at.say, here, page), *below(at.say)))


def doctors(at: Choosing, specialty: int) -> Screen:
    shelf = at.options.catalogue.doctors
    back = back_to(at.say, Of.SPECIALTIES)
    found = in_order(
        set(at.options.doctors(Way(specialty=specialty))),
        at.say.language,
        lambda doctor: short_name(at.say, shelf[doctor]),
    )
    if not found:
        return Screen(nobody(at), below(at.say, back))
    page = page_of(found, at.page, PAGE)
    buttons = [Button(short_name(at.say, shelf[one]), Look(of=Of.DOCTOR, number=one)) for one in page.shown]
    text = f"<b>{at.say.html(at.options.catalogue.specialties[specialty].name)}</b>"
    text = "\n\n".join((text, at.say("Choose a doctor to see more.")))
    more = turns(at.say, Of.SPECIALTY, page, specialty)
    return Screen(text, (*rows(*buttons), *more, *below(at.say, back)))


def doctor(at: Choosing, number: int) -> Screen:
    """The card of booking, with a way there where there is one."""
    catalogue, way = at.options.catalogue, Way(doctor=number)
    specialty = catalogue.specialty_id(next(iter(catalogue.doctors[number].specialty_ids), "")) or 0
    book = Button(at.say.label(BOOK), walk(replace(way, visit=True)), "primary") if at.options.offers(way) else None
    back = back_to(at.say, Of.SPECIALTY, specialty) if specialty else back_to(at.say, Of.SPECIALTIES)
    return replace(card.card(replace(at, way=way)), rows=(*rows(book), *below(at.say, back)))


def price_list(at: Choosing, specialty: int) -> Screen:
    """The lowest price of each service; that a doctor's may be another is said where it is so."""
    offers = at.options.offers(Way(specialty=specialty))
    back = back_to(at.say, Of.SERVICES)
    if not offers:
        return Screen(nobody(at), below(at.say, back))
    page = page_of(prices(at.say, at.clinic, at.options.catalogue, _cheapest(offers)), at.page, LINES)
    text = [f"<b>{at.say.html(at.options.catalogue.specialties[specialty].name)}</b>", "", *page.shown]
    if len({(offer.service, offer.price) for offer in offers}) > len({offer.service for offer in offers}):
        text += ["", at.say("These are the lowest prices. What a certain doctor's visit costs stands on their card.")]
    book = Button(at.say.label(BOOK), walk(Way(specialty=specialty)), "primary")
    more = turns(at.say, Of.PRICES, page, specialty)
    return Screen("\n".join(text), (*more, *rows(book), *below(at.say, back)))


def _cheapest(offers: list[Offer]) -> list[Offer]:
    """One offer of each service, in the clinic's order."""
    best: dict[int, Offer] = {}
    for offer in offers:
        known = best.setdefault(offer.service, offer)
        if offer.price is not None and (known.price is None or offer.price < known.price):
            best[offer.service] = offer
    return list(best.values())
