"""A clinic as the resources of a FHIR R4 server."""

from collections.abc import Iterator
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from clinic.model import Branch, Clinic, Doctor, Service
from crm.model import Slot, Texts

Resource = dict[str, Any]

SPECIALTIES = "urn:example:specialties"
TIMEZONE = "http://hl7.org/fhir/StructureDefinition/timezone"
TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"


def crm_id(kind: str, own_id: str) -> str:
    """The id that the server knows an entry of the clinic file by."""
    return f"{SPECIALTIES}|{own_id}" if kind == "specialties" else _opaque(kind, own_id)


def directory(clinic: Clinic) -> Iterator[Resource]:
    yield from (_location(clinic, branch) for branch in clinic.branches)
    yield from (_service(clinic, service) for service in clinic.services)
    for doctor in clinic.doctors:
        yield _practitioner(clinic, doctor)
        yield from _roles(clinic, doctor)
    yield from _vacancies(clinic)


def schedule(doctor_id: str, branch_id: str, service_id: str) -> Resource:
    """By the server's ids."""
    actors = [f"Practitioner/{doctor_id}", f"Location/{branch_id}", f"HealthcareService/{service_id}"]
    return {
        "resourceType": "Schedule",
        "id": _opaque("schedules", " ".join(actors)),
        "active": True,
        "actor": [{"reference": actor} for actor in actors],
    }


def slot(free: Slot, of: Resource, zone: str) -> Resource:
    """Its times as the wall of the branch shows them, with the offset that was in force."""
    start, end = (at.astimezone(ZoneInfo(zone)).isoformat() for at in (free.starts_at, free.ends_at))
    return {
        "resourceType": "Slot",
        "id": _opaque("slots", f"{of['id']} {free.starts_at}"),
        "schedule": {"reference": f"Schedule/{of['id']}"},
        "status": "free",
        "start": start,
        "end": end,
    }


def _location(clinic: Clinic, branch: Branch) -> Resource:
    latitude, longitude = branch.pin or (None, None)
    return {
        "resourceType": "Location",
        "id": crm_id("branches", branch.id),
        "status": "active" if branch.accepts_patients else "suspended",
        **_texts("name", branch.name, clinic),
        "address": _texts("text", branch.address, clinic),
        **({"telecom": [{"system": "phone", "value": branch.phone}]} if branch.phone else {}),
        **({"position": {"latitude": latitude, "longitude": longitude}} if branch.pin else {}),
        "extension": [{"url": TIMEZONE, "valueCode": branch.zone}],
    }


def _service(clinic: Clinic, service: Service) -> Resource:
    return {
        "resourceType": "HealthcareService",
        "id": crm_id("services", service.id),
        "active": True,
        **_texts("name", service.name, clinic),
        "specialty": [_specialty(clinic, service.specialty)],
    }


def _practitioner(clinic: Clinic, doctor: Doctor) -> Resource:
    name = doctor.name[clinic.languages.default]
    family, *given = name.split()
    return {
        "resourceType": "Practitioner",
        "id": crm_id("doctors", doctor.id),
        "active": True,
        "name": [{"use": "official", "family": family, "given": given, **_texts("text", doctor.name, clinic)}],
    }


def _roles(clinic: Clinic, doctor: Doctor) -> Iterator[Resource]:
    for branch in dict.fromkeys([week.branch for week in doctor.hours] + [once.branch for once in doctor.extra]):
        yield {
            "resourceType": "PractitionerRole",
            "id": _opaque("roles", f"{doctor.id} {branch}"),
            "active": True,
            "practitioner": {"reference": f"Practitioner/{crm_id('doctors', doctor.id)}"},
            "location": [{"reference": f"Location/{crm_id('branches', branch)}"}],
            "specialty": [_specialty(clinic, one) for one in doctor.specialties],
            "healthcareService": [
                {"reference": f"HealthcareService/{crm_id('services', one.id)}"} for one in doctor.services
            ],
        }


def _vacancies(clinic: Clinic) -> Iterator[Resource]:
    """What the clinic has a post for and nobody does."""
    done = {one for doctor in clinic.doctors for one in doctor.specialties} | {one.specialty for one in clinic.services}
    for one in clinic.specialties:
        if one.id not in done:
            role_id, specialty = _opaque("vacancies", one.id), [_specialty(clinic, one.id)]
            yield {"resourceType": "PractitionerRole", "id": role_id, "active": True, "specialty": specialty}


def _specialty(clinic: Clinic, own_id: str) -> Resource:
    (name,) = (one.name for one in clinic.specialties if one.id == own_id)
    return {"coding": [{"system": SPECIALTIES, "code": own_id, **_texts("display", name, clinic)}]}


def _texts(element: str, words: Texts, clinic: Clinic) -> Resource:
    default = clinic.languages.default
    others = [_translation(language, said) for language, said in words.items() if language != default]
    return {element: words[default], **({f"_{element}": {"extension": others}} if others else {})}


def _translation(language: str, words: str) -> Resource:
    lang, content = {"url": "lang", "valueCode": language}, {"url": "content", "valueString": words}
    return {"url": TRANSLATION, "extension": [lang, content]}


def _opaque(kind: str, name: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"urn:example:{kind}:{name}"))
