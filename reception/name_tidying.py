"""A part of a name as a document would write it, or why it can't be one."""

import re
from enum import Enum

from reception.typed import plain

LONGEST = 60  # characters
MOST_WORDS = 4

BIG_ALONE = "de del della dello dei degli di da dal dalla la le"  # Italians write De Santis, Spaniards de la Cruz
BEFORE_SURNAMES = (
    f"{BIG_ALONE} van von der den du dos das des ter ten zu zum bin ibn al el "
    "ван фон дер ден де ді ди да ла ле тер ібн ибн бін бин аль ель эль"
)
AFTER_PATRONYMICS = "огли оглу оглы кизи кызы гизи ogly oglu oghlu kyzy qizi gizi"
PARTICLES = frozenset(BEFORE_SURNAMES.split())
PATRONYMIC_TAILS = frozenset(AFTER_PATRONYMICS.split())
SMALL = PARTICLES | PATRONYMIC_TAILS


class NameDoubt(Enum):
    """Why a name is asked again; screens turn it into words."""

    EMPTY = "empty"  # nothing typed, or only punctuation
    TOO_LONG = "too_long"  # over 60 characters
    COMMAND = "command"  # "/book"
    LINK = "link"  # an address or a @username
    DIGITS = "digits"
    SYMBOLS = "symbols"  # emoji, brackets and the like
    TOO_MANY_WORDS = "too_many_words"  # more than surname, first name and patronymic


LINK = re.compile(r"://|www\.|@|\.(?:com|me|ua|net|org|info|ru|pl|it)\b", re.IGNORECASE)
APOSTROPHE = re.compile(r"(?<=[^\W\d_])\s?[\"*'](?=[^\W\d_])")  # Мар"яна, Мар*яна: no ' on their keyboard
DASH = re.compile(r"\s*-[\s-]*")
STOPS = re.compile(r"[.,;:!?«»“”„\"\s]+")
LETTER = r"[^\W\d_][\u0300-\u036f\u0590-\u05ff\u0610-\u065f\u0900-\u0dff]*"
NAME = re.compile(rf"(?:{LETTER})+(?:[ '-](?:{LETTER})+)*")
# After these an apostrophe starts a name anew (O'Neil, Д'Артаньян); before я, ю, є, ї it is a letter's (Д'яченко).
OPENINGS = re.compile(r"([odlод])'(?![яюєїy])")


def tidy_name(text: str) -> str | NameDoubt:
    """ "  нечуй–левицький " as "Нечуй-Левицький"; never raises."""
    seen = " ".join(plain(text).split())
    if doubt := _other_than_a_name(seen):
        return doubt
    glued = DASH.sub("-", APOSTROPHE.sub("'", seen))
    name = STOPS.sub(" ", glued).strip(" '-")
    if not name or len(name) > LONGEST:
        return NameDoubt.TOO_LONG if name else NameDoubt.EMPTY
    if not NAME.fullmatch(name):
        return NameDoubt.SYMBOLS
    words = name.split()
    return NameDoubt.TOO_MANY_WORDS if len(words) > MOST_WORDS else _cased(words)


def _other_than_a_name(text: str) -> NameDoubt | None:
    if text.startswith("/"):
        return NameDoubt.COMMAND
    if LINK.search(text):
        return NameDoubt.LINK
    return NameDoubt.DIGITS if any(char.isdigit() for char in text) else None


def _cased(words: list[str]) -> str:
    *before, last = words
    small = SMALL - _big(words)
    kept = [word if word in small else _hyphened(word) for word in before]
    return " ".join([*kept, last if before and last in PATRONYMIC_TAILS else _hyphened(last)])


def _big(words: list[str]) -> frozenset[str]:
    """Particles that stand big here. In "de Santis" the small one is the owner's choice."""
    particles = [word for word in words if word in PARTICLES]
    typed_small = all(word.islower() for word in words)
    return frozenset(BIG_ALONE.split()) if typed_small and len(particles) == 1 else frozenset()


def _hyphened(word: str) -> str:
    head, *tail = word.split("-")
    return "-".join([_capitalised(head), *(end if end in PATRONYMIC_TAILS else _capitalised(end) for end in tail)])


def _capitalised(piece: str) -> str:
    """Mixed case is the owner's choice (McDonald, d'Artagnan), caps lock is not (пЕТРЕНКО)."""
    caps_lock = piece[:1].islower() and piece[1:].isupper()
    if not (piece.islower() or piece.isupper() or caps_lock):
        return piece
    opening = OPENINGS.match(piece.lower())
    if opening:
        return f"{opening[1].upper()}'{piece[opening.end() :].capitalize()}"
    return piece.capitalize()
