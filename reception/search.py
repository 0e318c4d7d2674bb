"""Finding a doctor or a specialty by whatever was typed: typos, Ukrainian and Russian mixed, part of a word."""

from collections.abc import Mapping

from rapidfuzz import fuzz

from crm.spelling import name_key
from reception.booking.way import Options, Way

SHORTEST = 3  # letters of a word worth looking for
LIKE_ENOUGH = 80  # of 100
MOST = 6
LONGEST = 60  # characters that are looked at


def search(options: Options, text: str) -> list[Way]:
    """Ways to begin with, the best first: doctors, then specialties. Nothing for what is not like any name."""
    wanted = [word for word in name_key(text[:LONGEST]).split() if len(word) >= SHORTEST]
    catalogue, offers = options.catalogue, options.offers(Way())
    doctors = dict.fromkeys(offer.doctor for offer in offers)
    specialties = dict.fromkeys(options.specialty_of(offer) for offer in offers)
    found = [(_likeness(wanted, catalogue.doctors[doctor].name), Way(doctor=doctor)) for doctor in doctors]
    found += [(_likeness(wanted, catalogue.specialties[one].name), Way(specialty=one)) for one in specialties if one]
    likely = [(likeness, way) for likeness, way in found if likeness >= LIKE_ENOUGH]
    likely.sort(key=lambda hit: -hit[0])
    return [way for _, way in likely[:MOST]]


def _likeness(wanted: list[str], names: Mapping[str, str]) -> float:
    """How well the best-fitting word of a name, in any language, fits the best-fitting word of the text."""
    words = {word for name in names.values() for word in name_key(name).split()}
    return max((_fit(one, word) for one in wanted for word in words), default=0)


def _fit(typed: str, word: str) -> float:
    """The beginning of a word is the word: "невролог" for "неврологія"."""
    begun = min(len(typed), len(word))
    return max(fuzz.ratio(typed, word), fuzz.ratio(typed, word[:begun]) - 5 if begun > SHORTEST else 0)
