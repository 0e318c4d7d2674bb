"""Finding a doctor, a specialty or an answer by whatever was typed: typos, word forms, two languages mixed."""

from collections.abc import Iterator, Mapping

from rapidfuzz import fuzz

from clinic.model import Entry
from crm.spelling import name_key
from reception.booking.way import Options, Way
from reception.faq import Faq

SHORTEST = 3  # letters of a word worth looking for
TYPO = 5  # letters of a word that may hold a typo; a shorter one is too like everyday speech
OTHER_BEGINNING = 8  # letters of a word that may begin otherwise: "афтальмолог"
LIKE_ENOUGH = 82  # of 100
BEGUN = 95
ENDINGS = frozenset({"a", "u", "i", "e", "om", "s"})  # of the cases: "до лора", "з Олегом"
# Name nobody and nothing by themselves.
EVERYBODYS = frozenset(map(name_key, ("and", "care", "medicine", "медицина", "medycyna", "medicina")))
MOST = 6
LEAST = 0.4  # of 1: how much of what was typed an answer has to be about
LONGEST = 60  # characters that are looked at


def search(options: Options, faq: Faq, text: str) -> list[Way | Entry]:
    """What may be meant, the best first, at most six: doctors, specialties and questions. Nothing for small talk."""
    sought = faq.phrases.search(text)
    asked = sum(sought.weighs.values()) or 1
    found: list[tuple[float, Way | Entry]] = [
        (likeness / 100 * sought.weighs.get(word, 0) / asked, way) for likeness, word, way in _named(options, text)
    ]
    found += [(score, faq.entries[number]) for number, score in sought.scores.items() if score >= LEAST]
    found.sort(key=lambda hit: -hit[0])
    return [meant for _, meant in found[:MOST]]


def _named(options: Options, text: str) -> Iterator[tuple[float, str, Way]]:
    """Ways to begin with, doctors before specialties, with how likely and by which typed word."""
    wanted = name_key(text[:LONGEST]).split()
    catalogue, offers = options.catalogue, options.offers(Way())
    doctors = dict.fromkeys(offer.doctor for offer in offers)
    specialties = dict.fromkeys(options.specialty_of(offer) for offer in offers)
    found = [(*_likeness(wanted, catalogue.doctors[doctor].name), Way(doctor=doctor)) for doctor in doctors]
    found += [(*_likeness(wanted, catalogue.specialties[one].name), Way(specialty=one)) for one in specialties if one]
    return (hit for hit in found if hit[0] >= LIKE_ENOUGH)


def _likeness(wanted: list[str], names: Mapping[str, str]) -> tuple[float, str]:
    """How well the best-fitting word of a name, in any language, fits the best-fitting word of the text: this one."""
    words = {word for name in names.values() for word in name_key(name).split()} - EVERYBODYS
    fit = _fit if len(wanted) > 1 else _fit_alone
    return max(((fit(one, word), one) for one in wanted for word in words if len(one) >= SHORTEST), default=(0, ""))


def _fit_alone(typed: str, word: str) -> float:
    """A lone word is looked for as it is typed; in a sentence four letters may be anything ("by card")."""
    begun = BEGUN if len(typed) > SHORTEST and word.startswith(typed) else 0
    return max(begun, _fit(typed, word))


def _fit(typed: str, word: str) -> float:
    """The beginning of a word is the word: "невролог" for "неврологія"."""
    if typed == word:
        return 100
    begun = min(len(typed), len(word))
    if begun < TYPO:
        return BEGUN if typed.startswith(word) and typed.removeprefix(word) in ENDINGS else 0
    if typed[0] != word[0] and begun < OTHER_BEGINNING:
        return 0
    return max(fuzz.ratio(typed, word), fuzz.ratio(typed, word[:begun]) - 5)
