"""Where a deep link or a menu tap leads, and what survives registration on the way there."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from reception.admin.who import INVITE
from reception.booking.way import Way
from reception.catalogue import Catalogue

BOOK = "book"
VISITS = "visits"
FAMILY = "family"
MENU = "menu"
SOURCE = "src_"
LONGEST_SOURCE = 64 - len(SOURCE)
_LINK = re.compile(r"(?P<kind>doctor|branch|specialty)_(?P<id>\d{1,9})")
_SOURCE = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class Destination:
    """``way`` for a booking, None for the visits, the family or the menu."""

    name: str
    way: Way | None = None


def destination(name: str) -> Destination:
    """Read a start payload or a kept name: ``book``, ``visits``, ``doctor_7`` …; anything else is the menu."""
    if name == BOOK:
        return Destination(BOOK, Way())
    if name in {VISITS, FAMILY}:
        return Destination(name)
    if link := _LINK.fullmatch(name):
        return Destination(name, _way(link["kind"], int(link["id"])))
    return Destination(MENU)


def _way(kind: str, local_id: int) -> Way:
    ways = {"doctor": Way(doctor=local_id), "branch": Way(branch=local_id), "specialty": Way(specialty=local_id)}
    return ways[kind]


def deep_links(catalogue: Catalogue) -> dict[str, Mapping[str, str]]:
    """The start payload of each branch, specialty and doctor that patients can be booked with, and its names."""
    specialties = {catalogue.specialty_id(catalogue.services[offer.service].specialty_id) for offer in catalogue.offers}
    shelves = (
        ("branch", catalogue.branches, {offer.branch for offer in catalogue.offers}),
        ("specialty", catalogue.specialties, specialties),
        ("doctor", catalogue.doctors, {offer.doctor for offer in catalogue.offers}),
    )
    return {f"{kind}_{one}": shelf[one].name for kind, shelf, there in shelves for one in shelf if one in there}


def address(bot: str, payload: str = "") -> str:
    """Of the bot by its username; in Telegram it opens the chat, and the start button sends the payload."""
    return f"https://t.me/{bot}?start={payload}" if payload else f"https://t.me/{bot}"


def name_of(way: Way) -> str:
    """The destination nearest to where a way has come, to be kept while somebody registers first."""
    if way.doctor:
        return f"doctor_{way.doctor}"
    if way.specialty > 0:
        return f"specialty_{way.specialty}"
    return f"branch_{way.branch}" if way.branch > 0 else BOOK


def source(payload: str) -> str:
    """The word under which a first visit to the chat is counted; empty for rubbish, and for what is a secret."""
    is_one = _SOURCE.fullmatch(payload) and not payload.startswith(INVITE)
    return payload.removeprefix(SOURCE) if is_one else ""


def counted_as(word: str) -> str:
    """The start payload whose source is this word; empty where no source can be called so."""
    payload = f"{SOURCE}{word.removeprefix(SOURCE)}"
    return payload if source(payload) else ""
