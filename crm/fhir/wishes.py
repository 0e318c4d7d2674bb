"""What stands in the way of an order, as far as it can be seen before anything is sent."""

from dataclasses import dataclass
from datetime import timedelta

from crm.errors import NotFound, SlotTaken
from crm.fhir.appointments import by_key, of_either
from crm.fhir.elements import Resource, instant, is_id
from crm.fhir.server import Server
from crm.fhir.slots import BUSY, FREE, slot_ids
from crm.fhir.standing import lost_to
from crm.fhir.times import slots_of
from crm.fhir.together import both
from crm.fhir.visits import Kept, keys, overlaps
from crm.model import Order, Slot, Status

INSTANT = timedelta(milliseconds=1)
# Seconds before each look: what is seen may be half of something that a server without transactions is about.
PAUSES = (0.0, 0.1, 0.4)


@dataclass(frozen=True, slots=True)
class Before:
    """``own``: what this key has come to. ``slot``: the server's own of exactly this time, free if one is.

    ``others``: who holds the doctor's or the patient's time, but for the appointment that is moved.
    """

    own: list[Kept]
    slot: Resource
    others: list[Kept]
    is_free: bool

    def must_be_offered(self, server: Server, order: Order) -> None:
        if order.slot.starts_at < server.clock.now():
            raise SlotTaken("that time has passed")
        if self.others:
            raise lost_to(self.others, order.slot.doctor_id)
        if self.slot.get("status") not in {FREE, BUSY}:
            raise SlotTaken("not among the doctor's free times")


async def look(server: Server, order: Order, moving: Kept | None = None) -> Before:
    """Raises ``NotFound``."""
    (own, others), (slot, _) = await both(
        _appointments(server, order), both(_slot(server, order.slot), _people_must_be_there(server, order))
    )
    staying = [other for other in others if moving is None or other.told.id != moving.told.id]
    is_free = slot.get("status") == FREE or (moving is not None and await _leaves(server, moving, slot, order.slot))
    return Before(own, slot, staying, is_free)


async def _appointments(server: Server, order: Order) -> tuple[list[Kept], list[Kept]]:
    """Of our key, and of whoever has that time. What is looked at side by side is not seen at one moment: ours may come
    up only among those who are there."""
    own, others = await both(
        by_key(server, order.key), of_either(server, order.slot.doctor_id, order.patient_id, order.slot)
    )
    known = {one.told.id for one in own}
    return [*own, *(one for one in others if order.key in keys(one.resource) and one.told.id not in known)], others


def is_as_ordered(mine: Kept, order: Order) -> bool:
    """Whether nobody has changed its time, its people or its state since."""
    same_time = (mine.told.starts_at, mine.told.ends_at) == (order.slot.starts_at, order.slot.ends_at)
    same_people = order.slot.doctor_id in mine.doctors and order.patient_id in mine.patients
    return same_time and same_people and mine.told.status is Status.BOOKED


async def _slot(server: Server, wanted: Slot) -> Resource:
    """Of exactly this beginning and end: a free one first, and of those the one that was shown."""
    starts_at, ends_at = wanted.starts_at, wanted.ends_at
    rows = await slots_of(server, wanted, starts_at, starts_at + INSTANT, None)
    same = [row for row in rows if (instant(row.get("start")), instant(row.get("end"))) == (starts_at, ends_at)]
    return min(same, key=lambda row: (row.get("status") != FREE, row.get("id") != wanted.token), default={})


async def _leaves(server: Server, moving: Kept, slot: Resource, wanted: Slot) -> bool:
    """Whether it is busy with nothing but the appointment that will be elsewhere."""
    if await server.style.is_transaction():
        return slot.get("id") in slot_ids(moving.resource)
    return slot.get("status") == BUSY and overlaps(moving.told, wanted)


async def _people_must_be_there(server: Server, order: Order) -> None:
    patient, doctor = order.patient_id, order.slot.doctor_id
    await both(_must_be_there(server, "Patient", patient), _must_be_there(server, "Practitioner", doctor))


async def _must_be_there(server: Server, kind: str, own_id: str) -> None:
    if not is_id(own_id):
        raise NotFound(f"no such form of id: {kind}")
    if (await server.session.read(f"{kind}/{own_id}")).get("active") is False:
        raise NotFound(f"no {kind} any more")
