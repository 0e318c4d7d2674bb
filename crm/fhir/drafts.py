"""Appointments as we write them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from crm.fhir.elements import Resource, refers, without_identifier, written
from crm.fhir.visits import BOOKING, MOVE, PRIMARY, WITHDRAWN, Kept
from crm.model import Order, Slot

PLACES = ("PractitionerRole", "Location", "HealthcareService")
OF_ITS_TIME = frozenset({"minutesDuration", "requestedPeriod", "serviceType", "specialty"})


def booked(order: Order, slot: Resource, created: datetime) -> Resource:
    return {
        "resourceType": "Appointment",
        "status": "booked",
        "identifier": [{"system": BOOKING, "value": order.key}],
        "created": written(created),
        "participant": [_accepted("Patient", order.patient_id), *_who_and_where(order.slot)],
        **_when(order.slot, slot),
    }


def moved(old: Kept, order: Order, slot: Resource) -> Resource:
    """What else is known of it stays; what was true of its old time alone does not."""
    staying = {name: element for name, element in old.resource.items() if name not in OF_ITS_TIME}
    return {
        **staying,
        "identifier": [*old.resource.get("identifier", ()), {"system": MOVE, "value": order.key}],
        "participant": [*_staying(old), *_who_and_where(order.slot)],
        **_when(order.slot, slot),
    }


def back(mine: Kept, before: Kept) -> Resource:
    """As it was before it was moved."""
    return {**before.resource, "meta": mine.resource["meta"], "status": mine.resource["status"]}


def withdrawn(mine: Kept, key: str) -> Resource:
    """As if it had never been: the same key may be sent again."""
    return without_identifier(mine.resource, (BOOKING, MOVE), key) | {"status": WITHDRAWN}


def _staying(old: Kept) -> Iterator[Resource]:
    """Patient, interpreter, assistant: whoever is not the doctor or the place."""
    for participant in old.resource.get("participant", ()):
        actor = participant.get("actor")
        if not any(refers(actor, kind) for kind in PLACES) and refers(actor, "Practitioner") != old.told.doctor_id:
            yield participant


def _when(wanted: Slot, slot: Resource) -> dict[str, Any]:
    start, end = written(wanted.starts_at), written(wanted.ends_at)
    return {"start": start, "end": end, "slot": [{"reference": f"Slot/{slot['id']}"}]}


def _who_and_where(wanted: Slot) -> list[Resource]:
    system, _, code = PRIMARY.partition("|")
    return [
        _accepted("Practitioner", wanted.doctor_id) | {"type": [{"coding": [{"system": system, "code": code}]}]},
        _accepted("Location", wanted.branch_id),
        _accepted("HealthcareService", wanted.service_id),
    ]


def _accepted(kind: str, own_id: str) -> dict[str, Any]:
    return {"actor": {"reference": f"{kind}/{own_id}"}, "status": "accepted"}
