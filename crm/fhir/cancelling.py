"""Cancelling, and the Slot that it frees."""

from crm.errors import Stale
from crm.fhir.appointments import one
from crm.fhir.elements import changed_at
from crm.fhir.server import Server
from crm.fhir.slots import freed, release, slot_ids
from crm.fhir.visits import must_lie_ahead
from crm.fhir.writing import TAKEN, is_well, put, refused, submit, unknown_from_here
from crm.model import Appointment, Status

TRIES = 3  # somebody may change it, or its Slot, between our reading and our writing


async def cancel(server: Server, appointment_id: str) -> Appointment:
    for _ in range(TRIES):
        found = await one(server, appointment_id)
        mine, doctor = found.told, found.told.doctor_id
        ours = slot_ids(found.resource) if await server.style.is_transaction() else []
        if mine.status is Status.CANCELLED:
            await release(server, ours, doctor, mine.id, changed_at(found.resource))  # one that stayed busy
            return mine
        must_lie_ahead(found, server.clock.now())
        slots = await freed(server, ours, doctor, mine.id)
        status = await submit(server, put(found.resource, status="cancelled"), *slots)
        if is_well(status):
            with unknown_from_here():
                return (await one(server, appointment_id)).told
        if status not in TAKEN:
            raise refused(status, "Appointment")
    raise Stale("it changes faster than it can be cancelled")
