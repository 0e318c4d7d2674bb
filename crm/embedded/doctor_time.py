"""All that a doctor's free times hang on, in one statement: a tap that shows them waits for one round trip."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    Date,
    DateTime,
    Executable,
    Integer,
    Row,
    Select,
    String,
    Time,
    bindparam,
    cast,
    literal_column,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.types import TypeEngine

from crm.embedded.hours import Span, Timetable, Weekly
from crm.embedded.tables import appointments, branches, days_off, hours, offers, settings
from crm.model import Slot, Status
from db.columns import Instant

Ask = Callable[[Executable, Mapping[str, Any]], Awaitable[Iterable[Row[Any]]]]

LONGEST = timedelta(days=7)  # a visit; a longer one is refused (appointments.py)
LONGEST_SERVICE = timedelta(hours=8)  # clinic/fields.py
INACTIVE = (Status.CANCELLED, Status.NOSHOW)
FAR = timedelta(days=3)  # whatever the zone, and the work of the day before counts (hours.py)


@dataclass(frozen=True, slots=True)
class DoctorTime:
    """``busy``: in whatever branch."""

    length: timedelta
    step: timedelta
    timetable: Timetable
    busy: list[Span]


# What a row of each part may hold; a row's part is known by its first column, what it has no use for is NULL.
SHAPE: Mapping[str, TypeEngine[Any]] = {
    "part": Integer(),
    "length": Integer(),
    "step": Integer(),
    "zone": String(),
    "weekday": Integer(),
    "works_on": Date(),
    "opens": Time(),
    "closes": Time(),
    "off_from": DateTime(),
    "off_until": DateTime(),
    "busy_from": Instant(),
    "busy_until": Instant(),
}
OFFER, HOURS, HOLIDAY, AWAY, BUSY = range(5)


async def doctor_time(ask: Ask, place: Slot, start: datetime, end: datetime, moving: int | None) -> DoctorTime | None:
    """As far as it matters in [start, end); None where nobody offers it, who is gone or what is gone included."""
    asked = {
        "doctor": place.doctor_id,
        "branch": place.branch_id,
        "service": place.service_id,
        "start": start,
        "end": end + LONGEST_SERVICE,
        "long_before": start - LONGEST,
        "first_day": (start - FAR).date(),
        "last_day": (end + FAR).date(),
        "off_after": start.replace(tzinfo=None) - FAR,
        "off_before": end.replace(tzinfo=None) + FAR,
        "moving": moving,
    }
    parts: tuple[list[Row[Any]], ...] = ([], [], [], [], [])
    for row in await ask(EVERYTHING, asked):
        parts[row[0]].append(row)
    return _read(*parts) if parts[OFFER] else None


def _read(
    offer: list[Row[Any]], worked: list[Row[Any]], holidays: list[Row[Any]], away: list[Row[Any]], busy: list[Row[Any]]
) -> DoctorTime:
    (row,) = offer
    timetable = Timetable(
        _zone(row.zone),
        weekly=tuple(Weekly(row.weekday, row.opens, row.closes) for row in worked if row.works_on is None),
        extra=tuple(_once(row) for row in worked if row.works_on is not None),
        away=tuple(_off(away)),
        holidays=tuple(_off(holidays)),
    )
    taken = [Span(row.busy_from, row.busy_until) for row in busy]
    return DoctorTime(timedelta(minutes=row.length), timedelta(minutes=row.step), timetable, taken)


def _once(row: Row[Any]) -> Span:
    return Span(datetime.combine(row.works_on, row.opens), datetime.combine(row.works_on, row.closes))


def _off(rows: Iterable[Row[Any]]) -> Iterable[Span]:
    return (Span(row.off_from, row.off_until) for row in rows)


_zone = cache(ZoneInfo)


def _rows(part: int, **columns: Any) -> Select[Any]:
    """Each part in the same shape; PostgreSQL wants to know the type of a NULL in a union."""
    there = columns | {"part": literal_column(str(part))}
    return select(*(there.get(name, cast(null(), kind)).label(name) for name, kind in SHAPE.items()))


def _offer() -> Select[Any]:
    rows = _rows(OFFER, length=offers.c.minutes, step=settings.c.step_minutes, zone=branches.c.zone)
    return (
        rows.join_from(offers, branches)
        .join(settings, settings.c.id == 1)
        .where(offers.c.doctor_id == bindparam("doctor"))
        .where(offers.c.branch_id == bindparam("branch"))
        .where(offers.c.service_id == bindparam("service"))
        .where(branches.c.accepts_patients)
    )


def _hours() -> Select[Any]:
    own = hours.c
    rows = _rows(HOURS, weekday=own.weekday, works_on=own.works_on, opens=own.begins, closes=own.ends)
    near = own.works_on.between(bindparam("first_day"), bindparam("last_day"))
    return rows.where(
        own.doctor_id == bindparam("doctor"), own.branch_id == bindparam("branch"), or_(own.works_on.is_(None), near)
    )


def _days_off(part: int, whose: Any) -> Select[Any]:
    rows = _rows(part, off_from=days_off.c.begins, off_until=days_off.c.ends)
    return rows.where(whose, days_off.c.ends > bindparam("off_after"), days_off.c.begins < bindparam("off_before"))


def _busy() -> Select[Any]:
    own = appointments.c
    return (
        _rows(BUSY, busy_from=own.starts_at, busy_until=own.ends_at)
        .where(own.doctor_id == bindparam("doctor"), own.status.not_in(INACTIVE))
        .where(own.starts_at > bindparam("long_before"), own.starts_at < bindparam("end"))
        .where(own.ends_at > bindparam("start"), own.id.is_distinct_from(bindparam("moving")))
    )


EVERYTHING = union_all(
    _offer(),
    _hours(),
    _days_off(HOLIDAY, days_off.c.doctor_id.is_(None)),
    _days_off(AWAY, days_off.c.doctor_id == bindparam("doctor")),
    _busy(),
)
