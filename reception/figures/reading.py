"""The days that an admin types: two in any way of writing, or one."""

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from reception.dates import Doubt, Why, read_birth_date
from reception.figures.period import Period, chosen

LONGEST = 100  # characters
BETWEEN = re.compile(r"\s+|[-–—]")
LEAP = 8  # years: so long may 29 February be away

Day = date | tuple[int, int]  # without its year: month and day


class NoPeriod(StrEnum):
    """``AHEAD``: it has not begun."""

    UNREADABLE = "unreadable"
    AHEAD = "ahead"
    TOO_LONG = "too long"


def read_period(text: str, language: str, today: date) -> Period | NoPeriod:
    """A day without a year is one of the last twelve months'. To be called in a thread (reception/dates/foreign.py)."""
    if len(text) > LONGEST:
        return NoPeriod.UNREADABLE
    one = _day(text, language, today)
    found = {(day, day) for day in [one and _last(one, today)] if day} or set(_two(text, language, today))
    if len(found) != 1:
        return NoPeriod.UNREADABLE
    first, last = found.pop()
    if min(first, last) > today:
        return NoPeriod.AHEAD
    return chosen(first, last, today) or NoPeriod.TOO_LONG


def _two(text: str, language: str, today: date) -> Iterator[tuple[date, date]]:
    """Wherever the text can be parted so that each side is a day."""
    for gap in BETWEEN.finditer(text):
        first, last = (_day(side, language, today) for side in (text[: gap.start()], text[gap.end() :]))
        if first and last and (days := _together(first, last, today)):
            yield days


def _together(first: Day, last: Day, today: date) -> tuple[date, date] | None:
    """A year that stands at one of them is the other's too, or the one beside it."""
    begins = first if isinstance(first, date) else _last(first, last if isinstance(last, date) else today)
    ends = last if isinstance(last, date) else begins and _next(last, begins)
    return (begins, ends) if begins and ends else None


def _day(text: str, language: str, today: date) -> Day | None:
    """Until the end of this year: a whole month is asked for also before it is over."""
    read = read_birth_date(text, language, date(today.year, 12, 31))
    if isinstance(read, Doubt):
        return (read.month, read.day) if read.why is Why.NO_YEAR and read.month and read.day else None
    return read


def _last(day: Day, until: date) -> date | None:
    if isinstance(day, date):
        return day
    return next((on for year in range(LEAP + 1) if (on := _on(until.year - year, *day)) and on <= until), None)


def _next(day: tuple[int, int], since: date) -> date | None:
    return next((on for year in range(LEAP + 1) if (on := _on(since.year + year, *day)) and on >= since), None)


def _on(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
