"""What a patient can choose from: Location, HealthcareService, PractitionerRole, Practitioner and Schedule."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from crm.fhir.elements import Resource, codes, texts
from crm.fhir.names import present, whole
from crm.fhir.phones import e164
from crm.fhir.photos import photo_name
from crm.fhir.rota import Role, doctors_of, role_of, work_of
from crm.fhir.server import Server
from crm.fhir.together import together
from crm.model import Branch, Directory, Doctor, Offer, Service, Specialty, Texts

ZONE = "http://hl7.org/fhir/StructureDefinition/timezone"
KINDS = ("Location", "HealthcareService", "Practitioner", "PractitionerRole", "Schedule")


@dataclass(frozen=True, slots=True)
class Rows:
    """All that is there; of what may be inactive, the active ones."""

    places: Sequence[Resource]
    services: Sequence[Resource]
    people: Sequence[Resource]
    roles: Sequence[Resource]
    schedules: Sequence[Resource]


async def directory(server: Server) -> Directory:
    found = await together(*(server.session.find(kind) for kind in KINDS))
    rows = Rows(*([row for row in kind if row.get("active") is not False] for kind in found))
    language, roles = server.language, [role for row in rows.roles if (role := role_of(row))]
    offers = list(dict.fromkeys(_offers(rows, {role.id: role for role in roles})))
    places = [row for row in rows.places if _is_branch(row, {offer.branch_id for offer in offers})]
    return Directory(
        branches=tuple(_branch(row, server) for row in places),
        specialties=tuple(_specialties(rows, language)),
        services=tuple(_service(row, language) for row in rows.services),
        doctors=tuple(_doctors(rows.people, roles, offers, language)),
        offers=tuple(_known(offers, places, rows)),
    )


def _offers(rows: Rows, roles: Mapping[str, Role]) -> Iterator[Offer]:
    """Whom a role or a Schedule puts at a branch for a service. R4 knows no length of a service."""
    for role in roles.values():
        services = role.services or [row["id"] for row in rows.services if _share(row, "specialty", role.specialties)]
        yield from _each([role.doctor_id], role.branches, services)
    for schedule in rows.schedules:
        for doctor in doctors_of(schedule, roles):
            work = work_of(schedule, doctor, roles)
            by_type = (row["id"] for row in rows.services if _share(row, "type", work.types))
            yield from _each([doctor], sorted(work.branches), sorted(work.services) or by_type)


def _each(doctors: Iterable[str], branches: Iterable[str], services: Iterable[str]) -> Iterator[Offer]:
    services = list(services)
    return (Offer(doctor, branch, service, None) for doctor in doctors for branch in branches for service in services)


def _known(offers: Iterable[Offer], places: Sequence[Resource], rows: Rows) -> Iterator[Offer]:
    there = [{str(row["id"]) for row in kind} for kind in (rows.people, places, rows.services)]
    return (
        offer
        for offer in offers
        if all(one in ids for one, ids in zip((offer.doctor_id, offer.branch_id, offer.service_id), there, strict=True))
    )


def _share(row: Resource, element: str, wanted: Iterable[str]) -> bool:
    return not set(codes(row.get(element, ()))).isdisjoint(wanted)


def _is_branch(row: Resource, worked_at: set[str]) -> bool:
    """Rooms and wards are Locations too: parts of another one, where nobody is named to see patients."""
    if row.get("status") == "inactive" or row.get("mode") == "kind":
        return False
    return row["id"] in worked_at or "partOf" not in row


def _branch(row: Resource, server: Server) -> Branch:
    position = row.get("position")
    zones = (_zone(one) for one in row.get("extension", ()) if one.get("url") == ZONE)
    return Branch(
        id=str(row["id"]),
        name=texts(row, "name", server.language),
        address=_address(row.get("address") or {}, server.language),
        zone=next(zones, ""),
        phone=_phone(row.get("telecom", ()), server.clinic.region),
        pin=(float(position["latitude"]), float(position["longitude"])) if position else None,
        accepts_patients=row.get("status", "active") == "active",
    )


def _zone(extension: Resource) -> str:
    """ "" for what is none: the clinic file's stands."""
    try:
        return ZoneInfo(str(extension.get("valueCode", ""))).key
    except (ValueError, ZoneInfoNotFoundError):
        return ""


def _address(address: Resource, language: str) -> Texts:
    if address.get("text"):
        return texts(address, "text", language)
    lines = [*address.get("line", ()), *(address[part] for part in ("city", "postalCode") if address.get(part))]
    return {language: ", ".join(map(str, lines))} if lines else {}


def _phone(telecom: Iterable[Resource], region: str) -> str | None:
    numbers = (e164(str(one.get("value", "")), region) for one in telecom if one.get("system") == "phone")
    return next(filter(None, numbers), None)


def _specialties(rows: Rows, language: str) -> Iterator[Specialty]:
    concepts = [concept for row in (*rows.services, *rows.roles) for concept in row.get("specialty", ())]
    named = {own[0]: concept for concept in reversed(concepts) if (own := codes([concept]))}
    for own_id in dict.fromkeys(own[0] for concept in concepts if (own := codes([concept]))):
        yield Specialty(own_id, _words(named[own_id], language))


def _words(concept: Resource, language: str) -> Texts:
    coding: Resource = next(iter(concept.get("coding", ())), {})
    return texts(coding, "display", language) or texts(concept, "text", language) or {language: codes([concept])[0]}


def _service(row: Resource, language: str) -> Service:
    specialties, kinds = codes(row.get("specialty", ())[:1]), row.get("type", ())
    name = texts(row, "name", language) or (_words(kinds[0], language) if codes(kinds[:1]) else {language: row["id"]})
    return Service(str(row["id"]), name, specialties[0] if specialties else None)


def _doctors(
    people: Iterable[Resource], roles: Sequence[Role], offers: Iterable[Offer], language: str
) -> Iterator[Doctor]:
    """Practitioners who see patients somewhere; the others work here too."""
    seeing = {offer.doctor_id for offer in offers} | {role.doctor_id for role in roles}
    for row in people:
        if row["id"] in seeing:
            own = (one for role in roles if role.doctor_id == row["id"] for one in role.specialties)
            name = whole(present(row.get("name", ())), language)
            yield Doctor(str(row["id"]), name, tuple(dict.fromkeys(own)), photo=photo_name(row))
