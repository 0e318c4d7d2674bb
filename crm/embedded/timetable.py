"""A doctor's free times: the stored hours less the appointments."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from crm.embedded.hours import Span, Timetable, Weekly, starts, working
from crm.embedded.tables import appointments, branches, days_off, hours, offers, settings
from crm.model import Slot, Status

INACTIVE = (Status.CANCELLED, Status.NOSHOW)
INSTANT = timedelta(microseconds=1)


async def is_free(connection: AsyncConnection, slot: Slot, now: datetime, moving: int | None = None) -> bool:
    """Whether exactly this slot is offered; its token is not looked at. ``moving``: this appointment will be gone."""
    free = await free_slots(connection, slot, slot.starts_at, slot.starts_at + INSTANT, now, moving)
    return replace(slot, token="") in free


async def free_slots(
    connection: AsyncConnection, place: Slot, start: datetime, end: datetime, now: datetime, moving: int | None = None
) -> list[Slot]:
    """Slots like ``place`` (same doctor, branch and service) that begin in [start, end), none before ``now``."""
    offer = await _offer(connection, place)
    if offer is None:
        return []
    start, length = max(start, now), timedelta(minutes=offer.minutes)
    work = working(await _timetable(connection, place, ZoneInfo(offer.zone)), start, end)
    busy = await _busy(connection, place.doctor_id, start, end + length, moving)
    free = starts(work, busy, length, timedelta(minutes=offer.step_minutes), start, end)
    return [replace(place, starts_at=at, ends_at=at + length, token="") for at in free]


async def _offer(connection: AsyncConnection, place: Slot) -> Row[Any, Any, Any] | None:
    """Nobody and nothing that is gone has offers."""
    query = (
        select(offers.c.minutes, branches.c.zone, settings.c.step_minutes)
        .join_from(offers, branches)
        .join(settings, settings.c.id == 1)
        .where(offers.c.doctor_id == place.doctor_id)
        .where(offers.c.branch_id == place.branch_id)
        .where(offers.c.service_id == place.service_id)
        .where(branches.c.accepts_patients)
    )
    return (await connection.execute(query)).first()


async def _timetable(connection: AsyncConnection, place: Slot, zone: ZoneInfo) -> Timetable:
    here = (hours.c.doctor_id == place.doctor_id) & (hours.c.branch_id == place.branch_id)
    worked = list(await connection.execute(select(hours).where(here)))
    free = or_(days_off.c.doctor_id == place.doctor_id, days_off.c.doctor_id.is_(None))
    off = list(await connection.execute(select(days_off).where(free)))
    return Timetable(
        zone,
        weekly=tuple(Weekly(row.weekday, row.begins, row.ends) for row in worked if row.works_on is None),
        extra=tuple(_once(row) for row in worked if row.works_on is not None),
        away=tuple(_spans(row for row in off if row.doctor_id is not None)),
        holidays=tuple(_spans(row for row in off if row.doctor_id is None)),
    )


def _once(row: Row[Any]) -> Span:
    return Span(datetime.combine(row.works_on, row.begins), datetime.combine(row.works_on, row.ends))


def _spans(rows: Iterable[Row[Any]]) -> Iterable[Span]:
    return (Span(row.begins, row.ends) for row in rows)


async def _busy(
    connection: AsyncConnection, doctor_id: str, start: datetime, end: datetime, moving: int | None
) -> list[Span]:
    """In whatever branch."""
    query = (
        select(appointments.c.starts_at.label("begins"), appointments.c.ends_at.label("ends"))
        .where(appointments.c.doctor_id == doctor_id, appointments.c.status.not_in(INACTIVE))
        .where(appointments.c.starts_at < end, appointments.c.ends_at > start)
        .where(appointments.c.id.is_distinct_from(moving))
    )
    return list(_spans(await connection.execute(query)))
