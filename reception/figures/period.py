"""The days that figures are of, on the clinic's own calendar; never one that has not begun."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import groupby
from zoneinfo import ZoneInfo

MOST = 366  # days
BY_WEEK = 62  # days: more of them are too many bars
A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)


class Span(StrEnum):
    THIS_WEEK = "this_week"
    LAST_WEEK = "last_week"
    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"


@dataclass(frozen=True, slots=True)
class Period:
    """From ``first`` to ``last``, both included."""

    first: date
    last: date

    @property
    def days(self) -> list[date]:
        return [self.first + number * A_DAY for number in range((self.last - self.first).days + 1)]

    @property
    def bars(self) -> list[list[int]]:
        """Which of its days stand together in a picture: each by itself, or, where they are many, those of a week."""
        if len(self.days) <= BY_WEEK:
            return [[number] for number, _ in enumerate(self.days)]
        weeks = groupby(enumerate(self.days), key=lambda one: one[1].isocalendar()[:2])
        return [[number for number, _ in week] for _, week in weeks]


def period_of(span: Span, today: date) -> Period:
    """Weeks begin on Monday. This week and this month end today."""
    monday, first = today - today.weekday() * A_DAY, today.replace(day=1)
    last = first - A_DAY
    periods = {
        Span.THIS_WEEK: Period(monday, today),
        Span.LAST_WEEK: Period(monday - A_WEEK, monday - A_DAY),
        Span.THIS_MONTH: Period(first, today),
        Span.LAST_MONTH: Period(last.replace(day=1), last),
    }
    return periods[span]


def chosen(one: date, other: date, today: date) -> Period | None:
    """Whichever was named first; None where it would be longer than ``MOST``."""
    first, last = sorted((min(one, today), min(other, today)))
    return Period(first, last) if last - first < MOST * A_DAY else None


def bounds(on: date, zone: str) -> tuple[datetime, datetime]:
    """Where the day begins and where it ends on the wall of ``zone``: after 23 or 25 hours twice a year."""
    since, until = (datetime.combine(day, time.min, ZoneInfo(zone)).astimezone(UTC) for day in (on, on + A_DAY))
    return since, until


def date_at(moment: datetime, zone: str) -> date:
    return moment.astimezone(ZoneInfo(zone)).date()
