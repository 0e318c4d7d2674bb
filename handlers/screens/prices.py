"""What a service costs, in a line."""

import html

from clinic.model import Clinic
from locales.words import Words
from reception.catalogue import Catalogue, Offer


def price(say: Words, clinic: Clinic, catalogue: Catalogue, offer: Offer) -> str:
    """With the clinic's note beside it ("free with a declaration"); empty where neither is known."""
    note = say.pick(catalogue.services[offer.service].note)
    amount = "" if offer.price is None else say.money(offer.price, clinic.currency)
    return f"{amount} ({note})" if amount and note else amount or note


def prices(say: Words, clinic: Clinic, catalogue: Catalogue, offers: list[Offer]) -> list[str]:
    """A line for each service, in the order of the offers."""
    first = {offer.service: offer for offer in reversed(offers)}
    services = dict.fromkeys(offer.service for offer in offers)
    return [_line(say, clinic, catalogue, first[service]) for service in services]


def _line(say: Words, clinic: Clinic, catalogue: Catalogue, offer: Offer) -> str:
    told = price(say, clinic, catalogue, offer)
    service = say.pick(catalogue.services[offer.service].name)
    if offer.minutes is None:
        return say("• {service}: {price}", service=service, price=told) if told else f"• {html.escape(service)}"
    if not told:
        return say("• {service}, {minutes} min", service=service, minutes=offer.minutes)
    return say("• {service}, {minutes} min: {price}", service=service, minutes=offer.minutes, price=told)
