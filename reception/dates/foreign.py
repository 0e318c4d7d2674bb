"""Month names that our own tables lack, asked from dateparser one word at a time.

dateparser itself reads whole texts too freely (13 becomes a day, "39 years" a date), so it is never
shown one: only "15 <word> 2000", and only the month of its answer counts. It costs 0.6 s and 14 MB, so
it is loaded for the first word that needs it; who reads dates for people does so in a thread.
"""

from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from reception.dates.months import mistyped_month, spelled_month

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

# Not Croatian: its "listopad" is October, the Polish and Ukrainian one is November.
LANGUAGES = ["be", "bg", "cs", "de", "es", "et", "fr", "hu", "ka", "lt", "lv", "nl", "pt", "ro", "sk", "sv", "tr"]
SHORTEST, LONGEST = 3, 20  # letters
PROBE_DAY, PROBE_YEAR = 15, 2000


@cache
def _parser() -> "DateDataParser":
    from dateparser.date import DateDataParser  # noqa: PLC0415 - see above

    settings = {
        "STRICT_PARSING": True,
        "DATE_ORDER": "DMY",
        "PARSERS": ["absolute-time"],
        "RELATIVE_BASE": datetime(1970, 1, 31),  # noqa: DTZ001 - dateparser compares it with naive ones
    }
    return DateDataParser(languages=LANGUAGES, settings=settings)


def unknown_month(word: str) -> int | None:
    """The month that a word which is in no table must mean: in other letters, one slip away from ours, or foreign."""
    if not SHORTEST <= len(word) <= LONGEST:
        return None
    return spelled_month(word) or mistyped_month(word) or _foreign_month(word)


def _foreign_month(word: str) -> int | None:
    read = _parser().get_date_data(f"{PROBE_DAY} {word} {PROBE_YEAR}").date_obj
    return read.month if read and (read.day, read.year) == (PROBE_DAY, PROBE_YEAR) else None
