"""Who gives what, where, and as which specialty's (section 3, UserDetailsExtended)."""

from collections.abc import Container, Iterable, Mapping, Sequence

from clinic.model import Clinic
from crm.eleks.answers import Row
from crm.eleks.values import codes, minutes, price, text
from crm.eleks.walls import Walls
from crm.model import Offer

SPECIALTY = "userspecialitycode"
Skills = Mapping[str, Sequence[str]]


def skills(rows: Iterable[Row], open_specialties: set[str]) -> dict[str, list[str]]:
    """By doctor: the specialties that are open to online booking, the main one first; who has none is left out."""
    found: dict[str, list[str]] = {}
    for row in rows:
        named = [text(row.get(SPECIALTY)), *codes(row.get("userspecialitylist"), SPECIALTY)]
        own = found.setdefault(text(row["userlogin"]), [])
        own += [code for code in dict.fromkeys(named) if code in open_specialties and code not in own]
    return {doctor: own for doctor, own in found.items() if own}


def offers(
    given: Iterable[Row],
    able: Skills,
    open_services: Mapping[str, Row],
    branches: Container[str],
    clinic: Clinic,
    walls: Walls,
) -> tuple[Offer, ...]:
    """The visit of a specialty first (``clinic.crm.visits``), else in their order: the first is the default one."""
    found: dict[tuple[str, str, str], Offer] = {}
    for row in given:
        place = text(row["userlogin"]), walls.branch_id(text(row.get("companyguid"))), text(row.get("serviceid"))
        if place[0] in able and place[1] in branches and (service := open_services.get(place[2])):
            found.setdefault(place, _offer(place, row, service))
    visits = set(clinic.crm.visits)
    return tuple(sorted(found.values(), key=lambda one: not _is_the_visit(one, able[one.doctor_id], visits)))


def givers(found: Iterable[Offer], able: Skills) -> dict[str, list[str]]:
    """By service: the main specialties of the doctors who give it."""
    mains: dict[str, dict[str, None]] = {}
    for offer in found:
        mains.setdefault(offer.service_id, {})[able[offer.doctor_id][0]] = None
    return {service: list(own) for service, own in mains.items()}


def told(service_id: str, clinic: Clinic) -> str | None:
    """The specialty that the clinic file says a service is of."""
    visit = next((code for code, id_ in clinic.crm.visits if id_ == service_id), None)
    entry = next((one.specialty for one in clinic.services if one.crm == service_id), "")
    return visit or next((one.crm for one in clinic.specialties if one.id == entry), None)


def _offer(place: tuple[str, str, str], row: Row, service: Row) -> Offer:
    cost = price(row.get("servicepricerate"))
    length = minutes(row.get("serviceduration")) or minutes(service.get("serviceduration"))
    return Offer(*place, length, price(service.get("serviceprice")) if cost is None else cost)


def _is_the_visit(offer: Offer, specialties: Iterable[str], visits: set[tuple[str, str]]) -> bool:
    return any((code, offer.service_id) in visits for code in specialties)
