"""Whether the clinic is there for the visits ahead: their doctor, their branch, and in the doctor's hours."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from crm.embedded.hours import Span, Timetable, Weekly, working
from crm.embedded.tables import appointments, branches, days_off, doctors, hours
from crm.model import Status


async def received(connection: AsyncConnection, now: datetime) -> set[int]:
    """Numbers of those that are booked and not over, with a doctor who has not left, at a branch that accepts patients.
    Whether that service is still given is no matter: the patient is received."""
    return {row.id for row in await connection.execute(_ahead(now))}


async def attended(connection: AsyncConnection, now: datetime, *which: ColumnElement[bool]) -> set[int]:
    """Of these, those in whose time the doctor works there; reception may have booked others."""
    visits = defaultdict(list)
    for row in await connection.execute(_ahead(now).where(*which)):
        visits[row.doctor_id, row.branch_id].append(row)
    worked = (await connection.execute(select(hours))).all() if visits else []
    off = (await connection.execute(select(days_off))).all() if visits else []
    timetables = {place: _timetable(*place, rows[0].zone, worked, off) for place, rows in visits.items()}
    return {row.id for place, rows in visits.items() for row in _within(timetables[place], rows)}


def _ahead(now: datetime) -> Select[Any]:
    own = appointments.c
    return (
        select(own.id, own.doctor_id, own.branch_id, own.starts_at, own.ends_at, branches.c.zone)
        .join_from(appointments, branches)
        .join(doctors, doctors.c.id == own.doctor_id)
        .where(own.status == Status.BOOKED, own.ends_at > now)
        .where(~doctors.c.gone, ~branches.c.gone, branches.c.accepts_patients)
    )


def _timetable(
    doctor_id: str, branch_id: str, zone: str, worked: Sequence[Row[Any]], off: Sequence[Row[Any]]
) -> Timetable:
    own = [row for row in worked if (row.doctor_id, row.branch_id) == (doctor_id, branch_id)]
    return Timetable(
        ZoneInfo(zone),
        weekly=tuple(Weekly(row.weekday, row.begins, row.ends) for row in own if row.works_on is None),
        extra=tuple(_once(row) for row in own if row.works_on is not None),
        away=tuple(Span(row.begins, row.ends) for row in off if row.doctor_id == doctor_id),
        holidays=tuple(Span(row.begins, row.ends) for row in off if row.doctor_id is None),
    )


def _once(row: Row[Any]) -> Span:
    return Span(datetime.combine(row.works_on, row.begins), datetime.combine(row.works_on, row.ends))


def _within(timetable: Timetable, visits: Sequence[Row[Any]]) -> list[Row[Any]]:
    first, last = min(visit.starts_at for visit in visits), max(visit.ends_at for visit in visits)
    work = working(timetable, first, last + timedelta(microseconds=1))
    return [visit for visit in visits if _is_within(work, visit)]


def _is_within(work: Sequence[Span], visit: Row[Any]) -> bool:
    begun = bisect_right(work, visit.starts_at, key=lambda span: span.begins)
    return begun > 0 and visit.ends_at <= work[begun - 1].ends
