"""Appointments, asked for in the ways in which we need them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from crm.errors import NotFound
from crm.fhir.elements import is_id, written
from crm.fhir.server import Server
from crm.fhir.visits import BOOKING, MOVE, WITHDRAWN, Kept, Span, is_active, kept, keys, overlaps
from crm.model import Appointment

LONGEST = timedelta(days=1)  # no visit is longer: whoever looks for what overlaps looks back so far


async def one(server: Server, appointment_id: str) -> Kept:
    """Raises ``NotFound``."""
    if not is_id(appointment_id):
        raise NotFound("no such form of id")
    found = await kept(server, [await server.session.read(f"Appointment/{appointment_id}")])
    if not found:
        raise NotFound("it has no time")
    return found[0]


async def of_patients(server: Server, patient_ids: Sequence[str], start: datetime, end: datetime) -> list[Appointment]:
    whose = [patient for patient in patient_ids if is_id(patient)]
    if not whose or start >= end:
        return []
    found = await _between(server, [f"Patient/{patient}" for patient in whose], start, end)
    there = (one for one in found if one.resource.get("status") != WITHDRAWN and start <= one.told.starts_at < end)
    told = [replace(one.told, patient_id=patient) for one in there for patient in one.patients if patient in whose]
    return sorted(told, key=lambda one: (one.starts_at, one.id))


async def of_doctor(server: Server, doctor_id: str, start: datetime, end: datetime) -> list[Kept]:
    """Whatever of this doctor's touches [start, end), active or not."""
    if not is_id(doctor_id):
        return []
    found = await _between(server, await server.rota.actors(doctor_id), start - LONGEST, end)
    return [one for one in found if doctor_id in one.doctors and one.told.ends_at > start]


async def of_either(server: Server, doctor_id: str, patient_id: str, span: Span) -> list[Kept]:
    """Active appointments of the doctor or of the patient that overlap."""
    actors = [*(await server.rota.actors(doctor_id)), f"Patient/{patient_id}"]
    found = await _between(server, actors, span.starts_at - LONGEST, span.ends_at)
    whose = (one for one in found if doctor_id in one.doctors or patient_id in one.patients)
    return [one for one in whose if is_active(one) and overlaps(one.told, span)]


async def by_key(server: Server, key: str) -> list[Kept]:
    """Booked or moved by this key of ours."""
    asked = ("identifier", f"{BOOKING}|{key},{MOVE}|{key}")
    found = await server.session.find("Appointment", asked)
    return await kept(server, [one for one in found if key in keys(one)])


async def _between(server: Server, actors: Sequence[str], start: datetime, end: datetime) -> list[Kept]:
    """By date, so that what is written while pages are read pushes nothing from one that is still to come to one that
    has been read."""
    dates = [("date", f"ge{written(start)}"), ("date", f"lt{written(end)}"), ("_sort", "date")]
    return await kept(server, await server.session.find("Appointment", ("actor", ",".join(actors)), *dates))
