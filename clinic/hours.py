"""Times of day, weekdays and dates, as people write them in a clinic file and as JSON gives them back."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from itertools import combinations
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, TypeAdapter

from clinic.mistakes import Remark, remark, unfit

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
YEARS = range(2000, 2101)

Span = tuple[time, time]
Moment = TypeVar("Moment", datetime, time)


def read_time(value: object) -> time:
    if isinstance(value, time):
        return value
    if isinstance(value, str) and (found := re.fullmatch(r"(\d{1,2}):([0-5]\d)(?::00)?", value.strip(), re.ASCII)):
        hour, minute = map(int, found.groups())
        if hour < 24:  # noqa: PLR2004 - the hours of a day
            return time(hour, minute)
    raise unfit('"{value}" is not a time; write it as "09:30" (the last one of a day is "23:59")', value=value)


def read_date(value: object) -> date:
    try:
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value.strip(), re.ASCII):
            day = date.fromisoformat(value.strip())
            if day.year in YEARS:
                return day
    except ValueError:
        raise unfit('there is no day "{value}" in the calendar; write it as 2026-12-31', value=value) from None
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise unfit('"{value}" is not a date; write it as 2026-12-31 (year, month, day)', value=value)


def read_moment(value: object, *, whole_day: timedelta = timedelta(0)) -> datetime:
    """A date with or without a time of day; a date alone means its midnight plus ``whole_day``."""
    if isinstance(value, datetime):
        return value
    day, _, at = str(value).strip().replace("T", " ").partition(" ")
    if at:
        return datetime.combine(read_date(day), read_time(at))
    return datetime.combine(read_date(day), time()) + whole_day


def read_end(value: object) -> datetime:
    """ "to 5 December" is over when the 6th begins."""
    return read_moment(value, whole_day=timedelta(days=1))


def read_days(value: object) -> tuple[int, ...]:
    """``mon`` or ``mon-fri`` as numbers of weekdays, Monday 0; a range may run over Sunday."""
    if isinstance(value, int) and value in range(7):
        return (value,)
    first, dash, last = str(value).strip().lower().partition("-")
    ends = (first.strip(), last.strip() if dash else first.strip())
    if not set(ends) <= set(WEEKDAYS):
        names = ", ".join(WEEKDAYS)
        raise unfit('"{value}" is not a weekday; write {names}, or a range as mon-fri', value=value, names=names)
    begin, end = map(WEEKDAYS.index, ends)
    return tuple((begin + step) % 7 for step in range((end - begin) % 7 + 1))


def read_spans(value: object) -> tuple[Span, ...]:
    """``08:00-20:00``, or with a break: ``08:00-13:00, 14:00-18:00``."""
    spans = []
    for part in str(value).split(","):
        begin, dash, end = part.partition("-")
        if not dash:
            raise unfit('"{value}" are not hours; write them as "08:00-20:00"', value=value)
        spans.append((read_time(begin.strip()), read_time(end.strip())))
        check_order(*spans[-1])
    return tuple(spans)


def check_order(begin: Moment, end: Moment) -> None:
    if begin >= end:
        raise unfit(
            "ends ({end}) before it begins ({begin}); a night is written as two days",
            end=_plain(end),
            begin=_plain(begin),
        )


def overlaps(spans: Iterable[tuple[int, time, time]]) -> Iterable[Remark]:
    """Says where two spans of one weekday run into each other; touching ones do not."""
    for (day, begin, end), (other, start, stop) in combinations(sorted(spans), 2):
        if day == other and start < end:
            one, two = f"{_plain(begin)}-{_plain(end)}", f"{_plain(start)}-{_plain(stop)}"
            yield remark("{day}: {one} and {two} overlap", day=WEEKDAYS[day], one=one, two=two)


def _plain(moment: datetime | time) -> str:
    return moment.isoformat(timespec="minutes").replace("T", " ")


TimeOfDay = Annotated[time, BeforeValidator(read_time)]
Day = Annotated[date, BeforeValidator(read_date)]
AwayFrom = Annotated[datetime, BeforeValidator(read_moment)]
AwayTo = Annotated[datetime, BeforeValidator(read_end)]

_DAYS = TypeAdapter(list[Annotated[tuple[int, ...], BeforeValidator(read_days)]])
_HOURS = TypeAdapter(
    dict[
        Annotated[tuple[int, ...], BeforeValidator(read_days)],
        Annotated[tuple[Span, ...], BeforeValidator(read_spans)],
    ]
)


def days_of(value: Any) -> Any:
    """``[mon, wed-fri]`` or just ``mon`` → numbers of weekdays. What is wrong keeps its place."""
    ranges = _DAYS.validate_python(value if isinstance(value, list | tuple) else [value])
    return tuple(sorted({day for days in ranges for day in days}))


def hours_of(value: Any) -> Any:
    """``{mon-fri: "08:00-20:00"}`` → one entry a weekday and span. What is wrong keeps its place."""
    if not isinstance(value, Mapping):
        return value
    return [
        {"weekday": day, "from": begin, "to": end}
        for days, spans in _HOURS.validate_python(dict(value)).items()
        for day in days
        for begin, end in spans
    ]
