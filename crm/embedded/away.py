"""A doctor's day off that comes unawares: entered by reception, beside those of the clinic file."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from crm.embedded.doctor_time import FAR, LONGEST
from crm.embedded.hours import Span
from crm.embedded.tables import appointments, branches, days_off
from crm.model import Status


async def booked_in(connection: AsyncConnection, doctor_id: str, off: Sequence[Span], now: datetime) -> set[int]:
    """Numbers of the doctor's booked visits, not over yet, that touch one of the spans on their branch's wall."""
    own, utc = appointments.c, now.tzinfo
    query: Select[Any] = (
        select(own.id, own.starts_at, own.ends_at, branches.c.zone)
        .join_from(appointments, branches)
        .where(own.doctor_id == doctor_id, own.status == Status.BOOKED, own.ends_at > now)
        .where(own.starts_at > min(off).begins.replace(tzinfo=utc) - LONGEST - FAR)
        .where(own.starts_at < max(off).ends.replace(tzinfo=utc) + FAR)
    )
    return {row.id for row in await connection.execute(query) if any(_touches(row, span) for span in off)}


async def enter(connection: AsyncConnection, doctor_id: str, off: Sequence[Span], now: datetime) -> None:
    """Entered twice it stands once."""
    await take_back(connection, doctor_id, off)
    rows = [{"doctor_id": doctor_id, "begins": one.begins, "ends": one.ends, "entered_at": now} for one in off]
    await connection.execute(insert(days_off), rows)


async def take_back(connection: AsyncConnection, doctor_id: str, off: Sequence[Span]) -> int:
    """What reception has entered within these spans, so many rows; what the clinic file says stays."""
    own = days_off.c
    entered = delete(days_off).where(own.doctor_id == doctor_id, own.entered_at.is_not(None))
    gone = [await connection.execute(entered.where(own.begins >= span.begins, own.ends <= span.ends)) for span in off]
    return sum(result.rowcount for result in gone)


def _touches(visit: Row[Any], span: Span) -> bool:
    zone = ZoneInfo(visit.zone)
    begins, ends = (at.astimezone(zone).replace(tzinfo=None) for at in (visit.starts_at, visit.ends_at))
    return bool(begins < span.ends and ends > span.begins)
