"""A doctor's free times: the stored hours less the appointments."""

from datetime import datetime, timedelta

from crm.embedded.doctor_time import Ask, doctor_time
from crm.embedded.hours import starts, working
from crm.model import Slot

INSTANT = timedelta(microseconds=1)


async def is_free(ask: Ask, slot: Slot, now: datetime, moving: int | None = None) -> bool:
    """Whether exactly this slot is offered; its token is not looked at. ``moving``: this appointment will be gone."""
    free = await free_slots(ask, slot, slot.starts_at, slot.starts_at + INSTANT, now, moving)
    return any((slot.starts_at, slot.ends_at) == (offered.starts_at, offered.ends_at) for offered in free)


async def free_slots(
    ask: Ask, place: Slot, start: datetime, end: datetime, now: datetime, moving: int | None = None
) -> list[Slot]:
    """Slots like ``place`` (same doctor, branch and service) that begin in [start, end), none before ``now``."""
    start = max(start, now)
    doctor = await doctor_time(ask, place, start, end, moving)
    if doctor is None:
        return []
    length, work = doctor.length, working(doctor.timetable, start, end)
    who = place.doctor_id, place.branch_id, place.service_id
    return [Slot(*who, at, at + length) for at in starts(work, doctor.busy, length, doctor.step, start, end)]
