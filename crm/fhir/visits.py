"""An Appointment as the server keeps it, and as the port tells it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from crm.errors import NotFound, Refused
from crm.fhir.elements import Resource, codes, identifiers, instant, referred, version
from crm.fhir.rota import Role
from crm.fhir.server import Server
from crm.fhir.together import together
from crm.model import Appointment, Status

BOOKING, MOVE = "urn:reception:booking", "urn:reception:move"  # our identifiers: booked, moved by this key
WITHDRAWN = "entered-in-error"
PRIMARY = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType|PPRF"  # performer

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


def keys(resource: Resource) -> list[str]:
    return [*identifiers(resource, BOOKING), *identifiers(resource, MOVE)]


async def kept(server: Server, resources: Iterable[Resource]) -> list[Kept]:
    """Without those that have no time yet."""
    timed = [one for one in resources if instant(one.get("start"))]
    roles = await server.rota.roles() if any(_has_role(one) for one in timed) else {}
    ends = await together(*(_ends_at(server, one) for one in timed))
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
