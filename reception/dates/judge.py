"""The last word on a date: a day of the calendar, not ahead, not over 120 years ago."""

from calendar import monthrange
from datetime import MINYEAR, date

from reception.dates.doubt import Doubt, Why

OLDEST = 120  # years
MONTHS = 12
CENTURY = 100


def judge(day: str, month: str, year: str, today: date) -> date | Doubt:
    """`year` as typed: of four digits, or of two, then the latest one whose day is not ahead."""
    if not (len(day) <= len("31") and len(month) <= len("12") and len(year) in {2, 4}):
        return Doubt(Why.AMBIGUOUS)
    typed = int(year)
    if len(year) == len("1987"):
        return _on_calendar(int(day), int(month), typed, today)
    latest = today.year - (today.year - typed) % CENTURY
    read = _on_calendar(int(day), int(month), latest, today)
    if isinstance(read, Doubt) and read.why is Why.IN_FUTURE:
        return _on_calendar(int(day), int(month), latest - CENTURY, today)
    return read


def _on_calendar(day: int, month: int, year: int, today: date) -> date | Doubt:
    if not 1 <= month <= MONTHS:
        return Doubt(Why.NO_SUCH_MONTH, month=month)
    if not 1 <= day <= monthrange(year, month)[1]:
        return Doubt(Why.NO_SUCH_DAY, day, month, year)
    if year < max(today.year - OLDEST, MINYEAR):
        return Doubt(Why.TOO_LONG_AGO, year=year)
    born_on = date(year, month, day)
    if born_on > today:
        return Doubt(Why.IN_FUTURE, year=year)
    if (born_on.year + OLDEST, born_on.month, born_on.day) < (today.year, today.month, today.day):
        return Doubt(Why.TOO_LONG_AGO, year=year)
    return born_on


def age_on(today: date, born_on: date) -> int:
    return today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))
