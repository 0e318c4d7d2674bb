"""Booking, and what became of an order."""

import asyncio
from contextlib import suppress

from crm.errors import NotFound, OutcomeUnknown, PatientBusy, SlotTaken, Unavailable
from crm.fhir import moving
from crm.fhir.appointments import by_key, one
from crm.fhir.drafts import booked, withdrawn
from crm.fhir.elements import Resource, identifiers
from crm.fhir.server import Server
from crm.fhir.slots import BUSY, hold, release, slot_ids
from crm.fhir.standing import in_order, lost_to, rivals
from crm.fhir.visits import BOOKING, MOVE, Kept, is_active, keys
from crm.fhir.wishes import PAUSES, is_as_ordered, look
from crm.fhir.writing import TAKEN, is_well, post, put, refused, submit, unknown_from_here
from crm.model import Appointment, Order


async def book(server: Server, order: Order) -> Appointment:
    for pause in PAUSES:
        await asyncio.sleep(pause)
        before = await look(server, order)
        if before.own:
            with unknown_from_here():
                return await settled(server, order, before.own)
        before.must_be_offered(server, order)
        if before.is_free and (made := await _sent(server, order, before.slot)):
            return made
    raise SlotTaken("somebody was quicker")


async def outcome(server: Server, order: Order) -> Appointment | None:
    """Also ends what was left half done: the look afterwards, the old time of a visit that was moved."""
    own = await by_key(server, order.key)
    try:
        return await settled(server, order, own) if own else None
    except (SlotTaken, PatientBusy):
        return None
    except OutcomeUnknown as error:
        raise Unavailable(str(error)) from error


async def settled(server: Server, order: Order, own: list[Kept], *, sure: bool = False) -> Appointment:
    """What this key stands for: one appointment, if it is the first at its time, else an error that says who was.

    ``sure``: its Slot was made busy with it. One that somebody has changed since is not judged any more.
    """
    mine, *twins = await in_order(server, own)
    for twin in filter(is_active, twins):  # a server looked for a first one and made a second meanwhile
        await _withdraw(server, twin, order.key)
    if order.key in identifiers(mine.resource, MOVE):
        return await moving.settled(server, order, mine)
    if is_as_ordered(mine, order) and await server.style.is_transaction():
        if earlier := await rivals(server, mine):
            if same := [one for one in earlier if order.key in keys(one.resource)]:
                return await settled(server, order, [mine, *same])
            await _withdraw(server, mine, order.key)
            raise lost_to(earlier, order.slot.doctor_id)
        if not sure:
            await hold(server, mine)
    return mine.told


async def _sent(server: Server, order: Order, slot: Resource) -> Appointment | None:
    """None where it was refused, and nothing tells why yet."""
    status = 0
    entry = post(booked(order, slot, server.clock.now()), f"identifier={BOOKING}|{order.key}")
    with suppress(OutcomeUnknown):  # it may be found by its key all the same
        status = await submit(server, entry, put(slot, status=BUSY))
    with unknown_from_here():
        if own := await by_key(server, order.key):
            return await settled(server, order, own, sure=is_well(status))
    if status in TAKEN:
        return None
    if is_well(status) or not status:
        raise OutcomeUnknown("sent, and not there by its key")
    raise refused(status, "Appointment")


async def _withdraw(server: Server, mine: Kept, key: str) -> None:
    if not is_well(await submit(server, put(withdrawn(mine, key)))):
        await _must_be_withdrawn(server, mine, key)
    if await server.style.is_transaction():
        await release(server, slot_ids(mine.resource), mine.told.doctor_id, mine.told.id)


async def _must_be_withdrawn(server: Server, mine: Kept, key: str) -> None:
    try:
        there = await one(server, mine.told.id)
    except NotFound:
        return
    if key in keys(there.resource):
        raise OutcomeUnknown("it cannot be withdrawn just now")
