"""Appointments as the server keeps them, and as the port tells them."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from crm.errors import NotFound, Refused
from crm.fhir.elements import Resource, codes, identifiers, instant, is_id, referred, version, written
from crm.fhir.rota import Role
from crm.fhir.server import Server
from crm.model import Appointment, Status

BOOKING, MOVE = "urn:reception:booking", "urn:reception:move"  # our identifiers: booked, moved by this key
WITHDRAWN = "entered-in-error"
PRIMARY = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType|PPRF"  # performer
LONGEST = timedelta(days=1)  # no visit is longer: whoever looks for what overlaps looks back so far

# hl7.org/fhir/R4/valueset-appointmentstatus.html in the port's words. A request holds its time while it is decided
# on; who is on the waitlist holds none.
STATES: Mapping[str, Status] = {
    "proposed": Status.BOOKED,
    "pending": Status.BOOKED,
    "booked": Status.BOOKED,
    "arrived": Status.ARRIVED,
    "checked-in": Status.ARRIVED,
    "fulfilled": Status.FULFILLED,
    "noshow": Status.NOSHOW,
    "cancelled": Status.CANCELLED,
    "waitlist": Status.CANCELLED,
    WITHDRAWN: Status.CANCELLED,
}
GIVEN_UP = frozenset({Status.CANCELLED, Status.NOSHOW})


class Span(Protocol):
    @property
    def starts_at(self) -> datetime: ...

    @property
    def ends_at(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Kept:
    """``told`` names one doctor and one patient; there may be more."""

    resource: Resource
    told: Appointment
    doctors: tuple[str, ...]
    patients: tuple[str, ...]


def is_active(one: Kept) -> bool:
    """Whether it holds its time."""
    return one.told.status not in GIVEN_UP


def overlaps(one: Span, other: Span) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def must_lie_ahead(one: Kept, now: datetime) -> None:
    if one.told.status is not Status.BOOKED or one.told.ends_at <= now:
        raise Refused("it is cancelled or over")


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


def keys(resource: Resource) -> list[str]:
    return [*identifiers(resource, BOOKING), *identifiers(resource, MOVE)]


async def _between(server: Server, actors: Sequence[str], start: datetime, end: datetime) -> list[Kept]:
    """By date, so that what is written while pages are read pushes nothing from one that is still to come to one that
    has been read."""
    dates = [("date", f"ge{written(start)}"), ("date", f"lt{written(end)}"), ("_sort", "date")]
    return await kept(server, await server.session.find("Appointment", ("actor", ",".join(actors)), *dates))


async def kept(server: Server, resources: Iterable[Resource]) -> list[Kept]:
    """Without those that have no time yet."""
    timed = [one for one in resources if instant(one.get("start"))]
    roles = await server.rota.roles() if any(_has_role(one) for one in timed) else {}
    ends = await asyncio.gather(*(_ends_at(server, one) for one in timed))
    return [_kept(one, ends_at, roles) for one, ends_at in zip(timed, ends, strict=True)]


def _kept(resource: Resource, ends_at: datetime, roles: Mapping[str, Role]) -> Kept:
    actors = [participant.get("actor") for participant in sorted(resource.get("participant", ()), key=_beside)]
    as_role = [roles[role].doctor_id for role in referred(actors, "PractitionerRole") if role in roles]
    doctors, patients = [*referred(actors, "Practitioner"), *as_role], referred(actors, "Patient")
    starts_at = instant(resource.get("start"))
    assert starts_at  # kept() leaves the others out
    told = Appointment(
        id=str(resource.get("id")),
        patient_id=_first(patients) or "",
        doctor_id=_first(doctors) or "",
        branch_id=_first(referred(actors, "Location")),
        service_id=_first(referred(actors, "HealthcareService")),
        starts_at=starts_at,
        ends_at=ends_at,
        status=STATES.get(str(resource.get("status")), Status.BOOKED),
        version=version(resource),
        key=_first(identifiers(resource, BOOKING)),
    )
    return Kept(resource, told, tuple(doctors), tuple(patients))


async def _ends_at(server: Server, resource: Resource) -> datetime:
    """Its own end or length, else its Slot's end, else what the clinic file says of the service."""
    starts_at, ends_at = instant(resource.get("start")), instant(resource.get("end"))
    assert starts_at
    if ends_at and ends_at > starts_at:
        return ends_at
    if minutes := resource.get("minutesDuration"):
        return starts_at + timedelta(minutes=int(minutes))
    return await _end_of_slot(server, resource) or starts_at + timedelta(minutes=_usual(server, resource))


async def _end_of_slot(server: Server, resource: Resource) -> datetime | None:
    for slot in referred(resource.get("slot", ()), "Slot"):
        try:
            return instant((await server.session.read(f"Slot/{slot}")).get("end"))
        except NotFound:
            continue
    return None


def _usual(server: Server, resource: Resource) -> int:
    actors = [participant.get("actor") for participant in resource.get("participant", ())]
    given = referred(actors, "HealthcareService")
    minutes = (one.minutes for one in server.clinic.services if one.crm in given and one.minutes)
    return next(minutes, server.clinic.rules.step_minutes)


def _beside(participant: Resource) -> bool:
    """Whether it is not the one whom the visit is with, as far as that is told."""
    return PRIMARY not in codes(participant.get("type", ()))


def _has_role(resource: Resource) -> bool:
    return bool(referred((one.get("actor") for one in resource.get("participant", ())), "PractitionerRole"))


def _first(found: Sequence[str]) -> str | None:
    return found[0] if found else None
