"""The server's Slots where we write them: busy with an appointment, free again without it."""

from collections.abc import Iterable
from datetime import datetime

from crm.errors import NotFound
from crm.fhir.appointments import of_doctor
from crm.fhir.elements import Resource, changed_at, instant, referred
from crm.fhir.server import Server
from crm.fhir.together import together
from crm.fhir.visits import Kept, is_active
from crm.fhir.writing import Entry, put, submit

FREE, BUSY = "free", "busy"


async def hold(server: Server, mine: Kept) -> None:
    """Mine stands: its Slot is busy, whatever became of the transaction that should have said so."""
    for slot in await _read(server, slot_ids(mine.resource)):
        if slot.get("status") == FREE:
            await submit(server, put(slot, status=BUSY))  # refused: somebody else has seen to it


async def release(server: Server, slots: Iterable[str], doctor_id: str, whose: str, by: datetime | None = None) -> None:
    """Free again what only the appointment ``whose`` made busy. What was touched after ``by`` is somebody else's."""
    for entry in await freed(server, slots, doctor_id, whose, by):
        await submit(server, entry)  # refused: likewise


async def freed(
    server: Server, slots: Iterable[str], doctor_id: str, whose: str, by: datetime | None = None
) -> list[Entry]:
    there = [slot for slot in await _read(server, slots) if slot.get("status") == BUSY and not _touched(slot, by)]
    others = await together(*(_others(server, slot, doctor_id, whose) for slot in there))
    return [put(slot, status=FREE) for slot, holders in zip(there, others, strict=True) if not holders]


def slot_ids(resource: Resource) -> list[str]:
    return referred(resource.get("slot", ()), "Slot")


async def _others(server: Server, slot: Resource, doctor_id: str, whose: str) -> list[Kept]:
    """Who else holds this Slot: who names it, or overlaps it without naming any."""
    begins, ends = instant(slot.get("start")), instant(slot.get("end"))
    if begins is None or ends is None:
        return []
    around = await of_doctor(server, doctor_id, begins, ends)
    others = (one for one in around if is_active(one) and one.told.id != whose)
    return [one for one in others if slot["id"] in slot_ids(one.resource) or not slot_ids(one.resource)]


async def _read(server: Server, slots: Iterable[str]) -> list[Resource]:
    found = await together(*(_one(server, slot) for slot in slots))
    return [slot for slot in found if slot]


async def _one(server: Server, slot_id: str) -> Resource | None:
    try:
        return await server.session.read(f"Slot/{slot_id}")
    except NotFound:
        return None


def _touched(slot: Resource, by: datetime | None) -> bool:
    changed = changed_at(slot)
    return by is not None and changed is not None and changed > by
