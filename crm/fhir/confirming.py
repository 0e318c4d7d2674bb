""" "I'll come": the patient among those who take part has accepted
(hl7.org/fhir/R4/appointment-definitions.html#Appointment.participant.status)."""

from crm.errors import Refused, Stale
from crm.fhir.appointments import one
from crm.fhir.elements import Resource, refers
from crm.fhir.server import Server
from crm.fhir.visits import must_lie_ahead
from crm.fhir.writing import TAKEN, is_well, put, refused, submit, unknown_from_here
from crm.model import Appointment

ACCEPTED = "accepted"
TRIES = 3  # somebody may change it between our reading and our writing


async def confirm(server: Server, appointment_id: str) -> Appointment:
    for _ in range(TRIES):
        found = await one(server, appointment_id)
        must_lie_ahead(found, server.clock.now())
        if len(found.patients) != 1:
            raise Refused("it is not one patient's: nobody can tell who comes")
        people = [_accepting(participant) for participant in found.resource["participant"]]
        if people == found.resource["participant"]:
            return found.told
        status = await submit(server, put(found.resource, participant=people))
        if is_well(status):
            with unknown_from_here():
                return (await one(server, appointment_id)).told
        if status not in TAKEN:
            raise refused(status, "Appointment")
    raise Stale("it changes faster than it can be confirmed")


def _accepting(participant: Resource) -> Resource:
    return {**participant, "status": ACCEPTED} if refers(participant.get("actor"), "Patient") else participant
