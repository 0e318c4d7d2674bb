"""A birth date as people type it: read surely, or doubted with a reason; never guessed."""

from datetime import date

from reception.dates.cleaning import readable
from reception.dates.doubt import Doubt, Why
from reception.dates.pieces import pieces_of
from reception.dates.shapes import read_pieces

__all__ = ["Doubt", "Why", "parse_birth_date", "read_birth_date"]

LONGEST = 64  # characters: more of them is a letter, not a date, and costs the event loop


def read_birth_date(text: str, language: str, today: date) -> date | Doubt:
    """The day a patient was born, at most 120 years before `today`, or what to ask again and why.

    Day comes before month; only in an English conversation (`language`, any code) and only where
    nothing else is possible month comes first. Two-digit years are the latest that are not ahead.
    Never raises.
    """
    if len(text) > LONGEST:
        return Doubt(Why.TOO_LONG)
    return read_pieces(pieces_of(readable(text)), language[:2].lower() == "en", today)


def parse_birth_date(text: str, language: str, today: date) -> date | None:
    read = read_birth_date(text, language, today)
    return None if isinstance(read, Doubt) else read
