"""A doctor is asked to come: a ServiceRequest, which is a wish without a time, as no Appointment of R4 is
(hl7.org/fhir/R4/servicerequest.html; a proposal: nobody has yet decided that it will be carried out)."""

from contextlib import suppress
from datetime import datetime

from crm.errors import NotFound, OutcomeUnknown, no_right_to_this
from crm.fhir.elements import Resource, identifiers, is_id, written
from crm.fhir.server import Server
from crm.fhir.writing import TAKEN, is_well, post, refused, submit, unknown_from_here
from crm.model import HomeCall

KIND = "ServiceRequest"
HOME_CALL = "urn:reception:home-call"  # our identifier: asked for by this key
HOME_VISIT = {"system": "http://snomed.info/sct", "code": "439708006", "display": "Home visit"}


async def request(server: Server, call: HomeCall) -> None:
    if not (is_id(call.patient_id) and is_id(call.doctor_id)):
        raise NotFound("no such form of id")
    status = 0
    entry = post(_asked(call, server.clock.now()), f"identifier={HOME_CALL}|{call.key}")
    with suppress(OutcomeUnknown), no_right_to_this():  # it may be found by its key all the same
        status = await submit(server, entry)
    if status and not is_well(status) and status not in TAKEN:
        raise refused(status, KIND)
    with unknown_from_here():
        if not is_well(status) and not await is_there(server, call.key):
            raise OutcomeUnknown("sent, and not there by its key")


async def is_there(server: Server, key: str) -> bool:
    rows = await server.session.find(KIND, ("identifier", f"{HOME_CALL}|{key}"))
    return any(key in identifiers(row, HOME_CALL) for row in rows)


def _asked(call: HomeCall, asked_at: datetime) -> Resource:
    """Where, when and by which phone are for people to read: R4 has no element for an address that is no Location."""
    said = (call.address, call.phone, call.wanted)
    return {
        "resourceType": KIND,
        "identifier": [{"system": HOME_CALL, "value": call.key}],
        "status": "active",
        "intent": "proposal",
        "priority": "urgent" if call.urgent else "routine",
        "code": {"coding": [HOME_VISIT]},
        "subject": {"reference": f"Patient/{call.patient_id}"},
        "performer": [{"reference": f"Practitioner/{call.doctor_id}"}],
        "authoredOn": written(asked_at),
        **({"reasonCode": [{"text": call.complaint}]} if call.complaint else {}),
        "note": [{"text": line} for line in said if line],
    }
