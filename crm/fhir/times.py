"""A doctor's free times: Slots of the Schedules that fit."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from crm.fhir.appointments import of_doctor
from crm.fhir.elements import Resource, codes, instant, refers, written
from crm.fhir.rota import Work
from crm.fhir.server import Server
from crm.fhir.together import both, together
from crm.fhir.visits import Kept, is_active, overlaps
from crm.model import Slot

AT_ONCE = 40  # Schedules named in one address


async def free_slots(server: Server, place: Slot, start: datetime, end: datetime) -> list[Slot]:
    """Those like ``place`` (same doctor, branch and service) that begin in [start, end), none before now.

    Where we write the Slots ourselves, a doctor's visit takes each that it overlaps; a server that owns availability
    has set those itself.
    """
    start = max(start, server.clock.now())
    if start >= end:
        return []
    if not await server.style.is_transaction():
        return _told(await slots_of(server, place, start, end, "free"), place)
    slots, busy = await both(
        slots_of(server, place, start, end, "free"), of_doctor(server, place.doctor_id, start, end)
    )
    return [slot for slot in _told(slots, place) if not _taken(slot, busy)]


async def slots_of(server: Server, place: Slot, start: datetime, end: datetime, status: str | None) -> list[Resource]:
    """The server's own Slots for this doctor, branch and service that begin in [start, end), of one status or any."""
    works, types = await _fitting(server, place)
    schedules = [f"Schedule/{work.schedule_id}" for work in works if work.touches(start, end)]
    asked = [("start", f"ge{written(start)}"), ("start", f"lt{written(end)}"), ("_sort", "start")]
    found = await together(
        *(
            server.session.find("Slot", ("schedule", ",".join(few)), *asked, *([("status", status)] if status else []))
            for few in _in_parts(schedules)
        )
    )
    rows = (slot for part in found for slot in part)
    return [slot for slot in rows if _fits(slot, schedules, types, start, end, status)]


async def _fitting(server: Server, place: Slot) -> tuple[list[Work], list[str]]:
    works = [work for work in await server.rota.works(place.doctor_id) if place.branch_id in work.branches]
    by_type = any(not work.services for work in works)
    types = await server.rota.types(place.service_id) if by_type else []
    return [work for work in works if work.is_for(place.branch_id, place.service_id, types)], types


def _in_parts(schedules: Sequence[str]) -> Iterable[Sequence[str]]:
    return (schedules[at : at + AT_ONCE] for at in range(0, len(schedules), AT_ONCE))


def _fits(
    slot: Resource, schedules: Sequence[str], types: Sequence[str], start: datetime, end: datetime, status: str | None
) -> bool:
    """Looked at again: the server may have asked less than it was told to. A Slot's own types go before its Schedule's
    (hl7.org/fhir/R4/slot-definitions.html#Slot.serviceType)."""
    begins, ends = instant(slot.get("start")), instant(slot.get("end"))
    if not (begins and ends and begins < ends and start <= begins < end):
        return False
    own = codes(slot.get("serviceType", ()))
    return (
        f"Schedule/{refers(slot.get('schedule'), 'Schedule')}" in schedules
        and status in {None, slot.get("status")}
        and (not own or not types or not set(own).isdisjoint(types))
    )


def _told(slots: Iterable[Resource], place: Slot) -> list[Slot]:
    """By time, each time once: two rooms are one doctor."""
    told = {(slot.starts_at, slot.ends_at): slot for slot in (_offered(one, place) for one in slots)}
    return [told[span] for span in sorted(told)]


def _offered(slot: Resource, place: Slot) -> Slot:
    begins, ends = instant(slot["start"]), instant(slot["end"])
    assert begins
    assert ends  # _fits has seen to both
    return Slot(place.doctor_id, place.branch_id, place.service_id, begins, ends, str(slot.get("id")))


def _taken(slot: Slot, busy: Iterable[Kept]) -> bool:
    return any(is_active(one) and overlaps(one.told, slot) for one in busy)
