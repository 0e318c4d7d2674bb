"""The directory out of what six procedures said (section 3), and what else is looked up in them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from clinic.model import Clinic
from crm.eleks import photos
from crm.eleks.answers import Row
from crm.eleks.offers import SPECIALTY, Skills, givers, offers, skills, told
from crm.eleks.phones import numbers
from crm.eleks.values import bit, text
from crm.eleks.walls import Walls
from crm.model import Branch, Directory, Doctor, Service, Specialty

ONLINE = ("serviceisinternetservice", "serviceisinternetsevice")  # the manual itself spells it both ways


@dataclass(frozen=True, slots=True)
class Said:
    """Rows of each procedure. ``given``: one for each doctor, service and branch."""

    companies: Sequence[Row]
    venues: Sequence[Row]
    specialties: Sequence[Row]
    doctors: Sequence[Row]
    services: Sequence[Row]
    given: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Shelf:
    """``rooms`` and ``addresses`` lead to a branch, ``codes`` to a service, where only one has it.

    ``shared``: services that doctors of several specialties give and nobody says whose they are.
    """

    directory: Directory
    rooms: Mapping[str, str]
    addresses: Mapping[str, str]
    codes: Mapping[str, str]
    shared: tuple[str, ...]

    def branch_of(self, visit: Row) -> str | None:
        """A room that is not open to the web is not listed; its address is told beside the visit."""
        return self.rooms.get(text(visit.get("venueid"))) or self.addresses.get(text(visit.get("companyaddress")))

    def service_of(self, visit: Row) -> str | None:
        return text(visit.get("serviceid")) or self.codes.get(text(visit.get("servicecode")))

    def has_doctor(self, doctor_id: str) -> bool:
        return any(doctor.id == doctor_id for doctor in self.directory.doctors)

    def offers(self, doctor_id: str, service_id: str) -> bool:
        return any((one.doctor_id, one.service_id) == (doctor_id, service_id) for one in self.directory.offers)


def shelve(said: Said, clinic: Clinic, walls: Walls, url: str) -> Shelf:
    """``url``: of the system, whose host alone may have photos."""
    specialties = [_specialty(row, clinic) for row in said.specialties if _is_open(row)]
    branches = tuple(_branch(row, said, clinic, walls) for row in said.companies)
    able = skills((*said.doctors, *said.given), {one.id for one in specialties})
    open_services = {text(row["serviceid"]): row for row in said.services if any(bit(row.get(key)) for key in ONLINE)}
    offered = offers(said.given, able, open_services, {one.id for one in branches}, clinic, walls)
    mains = givers(offered, able)
    directory = Directory(
        branches=branches,
        specialties=tuple(specialties),
        services=tuple(_service(row, mains[id_], clinic) for id_, row in open_services.items() if id_ in mains),
        doctors=tuple(_doctors(said, {one.doctor_id for one in offered}, able, clinic, url)),
        offers=offered,
    )
    return Shelf(
        directory=directory,
        rooms={text(row["venueid"]): walls.branch_id(_guid(row)) for row in said.venues},
        addresses=_single((text(row.get("companyaddress")), walls.branch_id(_guid(row))) for row in said.companies),
        codes=_single((text(row.get("servicecode")), text(row["serviceid"])) for row in said.services),
        shared=tuple(id_ for id_, own in mains.items() if len(own) > 1 and not told(id_, clinic)),
    )


def _guid(row: Row) -> str:
    return text(row.get("companyguid"))


def _named(words: Any, clinic: Clinic) -> dict[str, str]:
    return {clinic.languages.default: text(words)}


def _is_open(specialty: Row) -> bool:
    """Only such were asked for; where the answer does not say so, it is believed."""
    online = specialty.get("specialityisinternet")
    return online is None or bit(online)


def _specialty(row: Row, clinic: Clinic) -> Specialty:
    return Specialty(text(row[SPECIALTY]), _named(row.get("userspecialityname"), clinic))


def _branch(row: Row, said: Said, clinic: Clinic, walls: Walls) -> Branch:
    guid, address = _guid(row), text(row.get("companyaddress"))
    places = (one for one in (*said.venues, *said.given) if _guid(one).lower() == guid.lower())
    city = next(filter(None, (text(one.get("companycity")) for one in places)), "")
    whole = [address] if city.casefold() in address.casefold() else [city, address]
    return Branch(
        id=walls.branch_id(guid),
        name=_named(text(row.get("companyname")) or row.get("companyshortname"), clinic),
        address=_named(", ".join(filter(None, whole)), clinic),
        zone=walls.zone(guid).key,
        phone=next(iter(numbers(text(row.get("companyphone")), clinic.region)), None),
    )


def _service(row: Row, mains: Sequence[str], clinic: Clinic) -> Service:
    """Whose it is, is the clinic's to say; else it is its doctors' where they are all of one specialty."""
    service = text(row["serviceid"])
    alone = mains[0] if len(mains) == 1 else None
    return Service(service, _named(row.get("servicename"), clinic), told(service, clinic) or alone)


def _doctors(said: Said, offering: set[str], able: Skills, clinic: Clinic, url: str) -> Iterable[Doctor]:
    """Who offers nothing is no choice; the order is that of their own list."""
    cards = {text(row["userlogin"]): row for row in said.doctors}
    given = {text(row["userlogin"]): row for row in said.given}
    for doctor in dict.fromkeys([*cards, *given]):
        if doctor in offering:
            row = cards.get(doctor) or given[doctor]
            name = text(row.get("username")) or row.get("usershortname")
            yield Doctor(
                doctor, _named(name, clinic), tuple(able[doctor]), photo=photos.name(row.get("userphoto"), url)
            )


def _single(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Without those that lead to more than one, or from nothing."""
    found = list(dict.fromkeys(pairs))
    often = Counter(key for key, _ in found)
    return {key: value for key, value in found if key and often[key] == 1}
