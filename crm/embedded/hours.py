"""When a doctor can begin a visit: working hours less what is taken. Pure; instants in UTC.

Wall times become instants as in RFC 5545 3.3.5: a time that occurs twice means its first occurrence, one that a
clock skips is read with the offset from before the gap. The grid then runs in real time, so every start is a moment
that exists, and an hour that comes twice is worked twice.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From ``begins`` until just before ``ends``; either both aware or both wall time."""

    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Weekly:
    """Monday is 0."""

    weekday: int
    begins: time
    ends: time


@dataclass(frozen=True, slots=True)
class Timetable:
    """A doctor's hours at one branch. ``extra`` is worked on holidays too; ``away`` takes from both."""

    zone: ZoneInfo
    weekly: tuple[Weekly, ...] = ()
    extra: tuple[Span, ...] = ()
    away: tuple[Span, ...] = ()
    holidays: tuple[Span, ...] = ()


def working(timetable: Timetable, start: datetime, end: datetime) -> list[Span]:
    """All spans of work that touch [start, end), whole, apart from each other, earliest first."""
    first, last = start.astimezone(timetable.zone).date() - DAY, end.astimezone(timetable.zone).date()
    weekly = [_on(day, hours) for day in _days(first, last) for hours in timetable.weekly if _falls(day, hours)]
    extra = [span for span in timetable.extra if first <= span.begins.date() <= last]
    regular = _without(_real(weekly, timetable.zone), _covered(timetable.holidays, timetable.zone))
    worked = _without(regular + _real(extra, timetable.zone), _covered(timetable.away, timetable.zone))
    return [span for span in worked if span.begins < end and span.ends > start]


def starts(
    work: Iterable[Span], busy: Iterable[Span], length: timedelta, step: timedelta, start: datetime, end: datetime
) -> list[datetime]:
    """Moments in [start, end), each ``step`` from the beginning of its span, with ``length`` free after them."""
    taken = _joined(busy)
    return [at for span in work for at in _grid(span, length, step, start, end) if _is_free(at, at + length, taken)]


def _grid(span: Span, length: timedelta, step: timedelta, start: datetime, end: datetime) -> Iterable[datetime]:
    passed = max(0, -((span.begins - start) // step))
    at = span.begins + passed * step
    while at + length <= span.ends and at < end:
        yield at
        at += step


def _is_free(begins: datetime, ends: datetime, taken: Sequence[Span]) -> bool:
    at = bisect_right(taken, begins, key=lambda span: span.ends)
    return at == len(taken) or taken[at].begins >= ends


def _days(first: date, last: date) -> Iterable[date]:
    return (first + DAY * number for number in range((last - first).days + 1))


def _falls(day: date, hours: Weekly) -> bool:
    return day.weekday() == hours.weekday


def _on(day: date, hours: Weekly) -> Span:
    return Span(datetime.combine(day, hours.begins), datetime.combine(day, hours.ends))


def _instants(wall: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    early, late = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return early, late


def _real(spans: Iterable[Span], zone: ZoneInfo) -> list[Span]:
    real = (Span(_instants(span.begins, zone)[0], _instants(span.ends, zone)[0]) for span in spans)
    return _joined(span for span in real if span.begins < span.ends)


def _covered(spans: Iterable[Span], zone: ZoneInfo) -> list[Span]:
    """For time off, where in doubt both occurrences count."""
    return _joined(Span(min(_instants(span.begins, zone)), max(_instants(span.ends, zone))) for span in spans)


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.begins <= joined[-1].ends:
            joined[-1] = Span(joined[-1].begins, max(joined[-1].ends, span.ends))
        else:
            joined.append(span)
    return joined


def _without(spans: Iterable[Span], off: Sequence[Span]) -> list[Span]:
    left = _joined(spans)
    for gap in off:
        left = [piece for span in left for piece in _cut(span, gap)]
    return left


def _cut(span: Span, gap: Span) -> Iterable[Span]:
    if gap.ends <= span.begins or span.ends <= gap.begins:
        yield span
        return
    if span.begins < gap.begins:
        yield Span(span.begins, gap.begins)
    if gap.ends < span.ends:
        yield Span(gap.ends, span.ends)
