"""The procedures of section 3."""

import json
from collections.abc import Mapping
from typing import Any

from clinic.model import Doctor
from tests.crm.eleks.server.names import OFFLINE_SERVICE, OFFLINE_SPECIALTY
from tests.crm.eleks.server.world import World

CITY = "Рівне"
Row = dict[str, Any]
Given = Mapping[str, str]


async def companies(world: World, _: Given) -> list[Row]:
    return [
        {
            **company(world, branch.id),
            "companyShortName": said(world, branch.name),
            "companyEmail": "front@verba.example",
            "companyPhone": branch.phone.removeprefix("+"),
            "companyExternalID1": None,
            "companyExternalID2": None,
        }
        for branch in world.clinic.branches
    ]


async def venues(world: World, _: Given) -> list[Row]:
    return [
        {
            "venueID": room,
            "venueName": f"Кабінет {room}",
            **company(world, branch),
            "companyCity": CITY,
            "venueExternalID": None,
        }
        for room, branch in world.names.rooms().items()
    ]


async def specialties(world: World, given: Given) -> list[Row]:
    names = {world.names.specialties[one.id]: said(world, one.name) for one in world.clinic.specialties}
    named = {**names, OFFLINE_SPECIALTY: "Внутрішнє"}
    rows = [
        {
            "userSpecialityCode": code,
            "userSpecialityName": name,
            "userSpecialityShortName": name[:3],
            "userSpecialityExternalID": None,
            "specialityisInternet": code != OFFLINE_SPECIALTY,
        }
        for code, name in named.items()
    ]
    return [row for row in rows if row["specialityisInternet"] or given.get("SpecialityisInternet") != "1"]


async def users(world: World, given: Given) -> list[Row]:
    return [
        {**user(world, doctor), "userEmail": None, "userPhone": None, "userSpecialityList": _more(world, doctor)}
        for doctor in world.clinic.doctors
        if given.get("UserLogin") in {None, world.names.doctors[doctor.id]}
    ]


async def users_extended(world: World, given: Given) -> list[Row]:
    """One row for each doctor, service and branch; each doctor also does something that is not for the web."""
    rows = []
    for offer in world.directory.offers:
        guid = world.names.branches[offer.branch_id]
        if given.get("CompanyGUID", guid).lower() == guid:
            doctor = next(one for one in world.clinic.doctors if one.id == offer.doctor_id)
            number, name = world.names.services[offer.service_id], _service_name(world, offer.service_id)
            placed = {**user(world, doctor), "companyGUID": guid, "companyCity": CITY}
            price = {"serviceDuration": offer.minutes, "servicePriceRate": offer.price}
            rows.append({**placed, "serviceID": number, "serviceName": name, **price})
            rows.append({**placed, "serviceID": OFFLINE_SERVICE, "serviceName": "Внутрішнє", **price})
    return rows


async def services(world: World, given: Given) -> list[Row]:
    rows = [
        service(number, said(world, one.name), one.minutes)
        for one in world.clinic.services
        if (number := world.names.services[one.id])
    ]
    rows.append({**service(OFFLINE_SERVICE, "Внутрішнє", 10), "serviceIsInternetService": False})
    return [row for row in rows if row["serviceIsInternetService"] or "ServiceIsInternetSevice" not in given]


def service(number: int, name: str, minutes: int) -> Row:
    return {
        "serviceID": number,
        "serviceName": name,
        "serviceDesc": "",
        "serviceCode": f"L-{number}",
        "serviceParentID": 3,
        "serviceDuration": minutes,
        "serviceExternalID": None,
        "servicePrice": None,
        "serviceIsInternetService": True,
    }


def user(world: World, doctor: Doctor) -> Row:
    main = next(one for one in world.clinic.specialties if one.id == doctor.specialties[0])
    name = said(world, doctor.name)
    return {
        "userLogin": world.names.doctors[doctor.id],
        "userShortName": name[:12],
        "userName": name,
        "userSpecialityCode": world.names.specialties[main.id],
        "userSpecialityName": said(world, main.name),
        "userPhoto": world.photos.get(doctor.id),
    }


def company(world: World, branch_id: str) -> Row:
    branch = next(one for one in world.clinic.branches if one.id == branch_id)
    return {
        "companyGUID": world.names.branches[branch_id],
        "companyName": said(world, branch.name),
        "companyAddress": said(world, branch.address),
    }


def said(world: World, words: Mapping[str, str]) -> str:
    """In the one language that it knows."""
    return words[world.clinic.languages.default]


def _service_name(world: World, service_id: str) -> str:
    return said(world, next(one.name for one in world.clinic.services if one.id == service_id))


def _more(world: World, doctor: Doctor) -> Any:
    """Additional specialties, in whichever form the dialect has them."""
    codes = [world.names.specialties[one] for one in doctor.specialties[1:]]
    objects = [{"userSpecialityCode": code} for code in codes]
    forms = {"json": json.dumps(objects), "objects": objects, "codes": ", ".join(codes), "null": None}
    return forms[world.dialect.specialties]
