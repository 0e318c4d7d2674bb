"""Moving: the old time is kept until the new one is sure."""

import asyncio
from contextlib import suppress

from crm.errors import OutcomeUnknown, Refused, SlotTaken
from crm.fhir.appointments import by_key, one
from crm.fhir.drafts import back, moved
from crm.fhir.elements import Resource, changed_at
from crm.fhir.server import Server
from crm.fhir.slots import BUSY, hold, release, slot_ids
from crm.fhir.standing import lost_to, present_run, rivals, versions
from crm.fhir.visits import Kept, keys, must_lie_ahead
from crm.fhir.wishes import PAUSES, is_as_ordered, look
from crm.fhir.writing import TAKEN, is_well, put, refused, submit, unknown_from_here
from crm.model import Appointment, Order


async def reschedule(server: Server, appointment_id: str, order: Order) -> Appointment:
    tried: list[Resource] = []
    for pause in PAUSES:
        await asyncio.sleep(pause)
        old = await one(server, appointment_id)
        before = await look(server, order, moving=old)
        if before.own:
            with unknown_from_here():
                return await settled(server, order, before.own[0])
        must_lie_ahead(old, server.clock.now())
        if order.patient_id not in old.patients:
            raise Refused("it is another patient's appointment")
        before.must_be_offered(server, order)
        if before.is_free:
            tried = [before.slot]
            if there := await _sent(server, order, old, before.slot):
                return there
    await _let_go(server, tried, order.slot.doctor_id, appointment_id)
    raise SlotTaken("somebody was quicker")


async def settled(
    server: Server, order: Order, mine: Kept, left: Kept | None = None, *, sure: bool = False
) -> Appointment:
    """The appointment where this key has moved it, if it is the first there, else an error, and it is back.

    Its old Slot is busy until then: nobody could take it. ``left``: the old one, where no history shows it. ``sure``:
    the new Slot was made busy with it.
    """
    if not (is_as_ordered(mine, order) and await server.style.is_transaction()):
        return mine.told
    history = await versions(server, mine)
    here = present_run(mine, history)
    if history and not here:
        raise OutcomeUnknown("somebody has changed it meanwhile")
    before = history[len(here)] if len(history) > len(here) else left
    earlier = await rivals(server, mine)
    if earlier and before:
        await _go_back(server, mine, before, order.key)
        raise lost_to(earlier, order.slot.doctor_id)
    if not sure:
        await hold(server, mine)
    if before:
        since = changed_at((here or [mine])[-1].resource)
        await release(server, _only(before, mine), before.told.doctor_id, mine.told.id, since)
    return mine.told


async def _sent(server: Server, order: Order, old: Kept, slot: Resource) -> Appointment | None:
    """None where it was refused, and nothing tells why yet."""
    status = 0
    busy = [put(slot, status=BUSY)] if slot.get("status") != BUSY else []
    with suppress(OutcomeUnknown):  # it may be found by its key all the same
        status = await submit(server, put(moved(old, order, slot)), *busy)
    with unknown_from_here():
        if own := await by_key(server, order.key):
            return await settled(server, order, own[0], old, sure=is_well(status))
    if status in TAKEN:
        return None
    if is_well(status) or not status:
        raise OutcomeUnknown("sent, and not there by its key")
    raise refused(status, "Appointment")


async def _go_back(server: Server, mine: Kept, before: Kept, key: str) -> None:
    if not is_well(await submit(server, put(back(mine, before)))):
        there = await one(server, mine.told.id)
        if key in keys(there.resource):
            raise OutcomeUnknown("it cannot go back just now")
    await release(server, _only(mine, before), mine.told.doctor_id, mine.told.id)


async def _let_go(server: Server, slots: list[Resource], doctor_id: str, whose: str) -> None:
    """A server without transactions may have made it busy before it refused the rest."""
    if await server.style.is_transaction():
        await release(server, [str(slot["id"]) for slot in slots], doctor_id, whose)


def _only(one_of_two: Kept, other: Kept) -> list[str]:
    return [slot for slot in slot_ids(one_of_two.resource) if slot not in slot_ids(other.resource)]
