"""The directory as servers really keep it."""

from typing import Any

import pytest

from crm.fhir.directory import ZONE
from crm.model import Directory, Offer
from tests.crm.fhir.behind import Behind
from tests.crm.fhir.resources import crm_id
from tests.crm.fhir.system import FhirSystem
from tests.crm.story import Story
from tests.crm.verba import VERBA

HRAB, CENTRE, VISIT = crm_id("doctors", "hrab"), crm_id("branches", "centre"), crm_id("services", "visit")
TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"


def in_english(words: str) -> dict[str, Any]:
    lang, content = {"url": "lang", "valueCode": "en-GB"}, {"url": "content", "valueString": words}
    return {"extension": [{"url": TRANSLATION, "extension": [lang, content]}]}


def ids(directory: Directory, kind: str) -> set[str]:
    return {one.id for one in getattr(directory, kind)}


async def test_translations_stand_beside_the_clinics_own_language(system: FhirSystem, there: Behind) -> None:
    await there.change(f"Location/{CENTRE}", _name=in_english("Centre"))
    await there.change(
        f"Practitioner/{HRAB}", name=[{"text": "Граб Іван", "family": "Граб", "_text": in_english("Ivan Hrab")}]
    )
    shown = await system.crm.directory()
    assert shown.branches[0].name == {"uk": "Центр", "en": "Centre"}
    assert shown.doctors[0].name == {"uk": "Граб Іван", "en": "Ivan Hrab"}


async def test_a_name_without_a_text_is_put_together_surname_first(system: FhirSystem, there: Behind) -> None:
    names = [
        {"use": "maiden", "family": "Стара"},
        {"use": "official", "family": "Граб", "given": ["Іван", "Петрович"], "prefix": ["д-р"]},
    ]
    await there.change(f"Practitioner/{HRAB}", name=names)
    assert (await system.crm.directory()).doctors[0].name == {"uk": "Граб Іван Петрович"}


async def test_where_a_branch_is_and_how_it_is_reached(system: FhirSystem, there: Behind) -> None:
    address = {"line": ["вул. Річкова, 4", "2 поверх"], "city": "Рівне"}
    phones = [{"system": "email", "value": "a@verba.example"}, {"system": "phone", "value": "(036) 200-00-07"}]
    await there.change(f"Location/{CENTRE}", address=address, telecom=phones, position=None, extension=[])
    branch = (await system.crm.directory()).branches[0]
    assert branch.address == {"uk": "вул. Річкова, 4, 2 поверх, Рівне"}
    assert branch.phone == "+380362000007"
    assert (branch.pin, branch.zone) == ((50.62, 26.25), "Europe/Kyiv"), "the clinic file's"


@pytest.mark.parametrize(("said", "zone"), [("Europe/Warsaw", "Europe/Warsaw"), ("Kyiv time", "Europe/Kyiv")])
async def test_a_zone_is_one_that_there_is(system: FhirSystem, there: Behind, said: str, zone: str) -> None:
    await there.change(f"Location/{CENTRE}", extension=[{"url": ZONE, "valueCode": said}])
    assert (await system.crm.directory()).branches[0].zone == zone


async def test_who_has_left_and_what_is_closed_is_not_shown(system: FhirSystem, there: Behind) -> None:
    await there.change(f"Practitioner/{HRAB}", active=False)
    await there.change(f"HealthcareService/{VISIT}", active=False)
    await there.change(f"Location/{CENTRE}", status="inactive")
    shown = await system.crm.directory()
    assert HRAB not in ids(shown, "doctors")
    assert VISIT not in ids(shown, "services")
    assert CENTRE not in ids(shown, "branches")
    named = {one for offer in shown.offers for one in (offer.doctor_id, offer.branch_id, offer.service_id)}
    assert not named & {HRAB, CENTRE, VISIT}


async def test_rooms_are_no_branches_and_nurses_no_doctors(system: FhirSystem, there: Behind) -> None:
    room = {"resourceType": "Location", "id": "room", "name": "3", "partOf": {"reference": f"Location/{CENTRE}"}}
    kind = {"resourceType": "Location", "id": "kind", "name": "Палата", "mode": "kind"}
    nurse = {"resourceType": "Practitioner", "id": "nurse", "name": [{"family": "Сестра"}]}
    await there.keep(room, kind, nurse)
    shown = await system.crm.directory()
    assert not {"room", "kind"} & ids(shown, "branches")
    assert "nurse" not in ids(shown, "doctors")
    role = {"practitioner": {"reference": "Practitioner/nurse"}, "location": [{"reference": "Location/room"}]}
    given = {"healthcareService": [{"reference": f"HealthcareService/{VISIT}"}]}
    await there.keep({"resourceType": "PractitionerRole", "id": "role", **role, **given})
    shown = await system.crm.directory()
    assert "room" in ids(shown, "branches"), "where somebody sees patients"
    assert "nurse" in ids(shown, "doctors"), "who sees patients"


def offers_of(directory: Directory, doctor: str) -> set[tuple[str, str]]:
    return {(offer.branch_id, offer.service_id) for offer in directory.offers if offer.doctor_id == doctor}


WAYS: dict[str, list[dict[str, Any]]] = {
    "a role that names places and services": [
        {
            "resourceType": "PractitionerRole",
            "location": [{"reference": f"Location/{CENTRE}"}],
            "healthcareService": [{"reference": f"HealthcareService/{VISIT}"}],
        }
    ],
    "a role that shares the specialty of a service": [
        {
            "resourceType": "PractitionerRole",
            "location": [{"reference": f"Location/{CENTRE}"}],
            "specialty": [{"coding": [{"system": "urn:example:rare", "code": "7"}]}],
        }
    ],
    "a Schedule that names all three": [
        {
            "resourceType": "Schedule",
            "actor": [
                {"reference": f"Location/{CENTRE}"},
                {"reference": f"HealthcareService/{VISIT}"},
                {"reference": "Practitioner/new"},
            ],
        }
    ],
    "a Schedule of a role, for a type of service": [
        {"resourceType": "PractitionerRole", "location": [{"reference": f"Location/{CENTRE}"}]},
        {
            "resourceType": "Schedule",
            "actor": [{"reference": "PractitionerRole/new"}],
            "serviceType": [{"coding": [{"system": "urn:example:types", "code": "visit"}]}],
        },
    ],
}


@pytest.mark.parametrize("how", WAYS)
async def test_an_offer_is_told_by(system: FhirSystem, there: Behind, how: str) -> None:
    await there.change(
        f"HealthcareService/{VISIT}",
        specialty=[{"coding": [{"system": "urn:example:rare", "code": "7"}]}],
        type=[{"coding": [{"system": "urn:example:types", "code": "visit"}]}],
    )
    doctor = {"practitioner": {"reference": "Practitioner/new"}}
    await there.keep({"resourceType": "Practitioner", "id": "new", "name": [{"text": "Новий Лікар"}]})
    for told in WAYS[how]:
        await there.keep({"id": "new", **told, **(doctor if told["resourceType"] == "PractitionerRole" else {})})
    shown = await system.crm.directory()
    assert offers_of(shown, "new") == {(CENTRE, VISIT)}
    assert [offer for offer in shown.offers if offer.doctor_id == "new"] == [
        Offer("new", CENTRE, VISIT, 30, VERBA.services[1].price)
    ], "its length and price are the clinic file's"


async def test_specialties_are_codings_and_keep_their_words(story: Story, there: Behind) -> None:
    therapist, venereologist = story.directory.specialties
    assert therapist.id == crm_id("specialties", "therapist") == "urn:example:specialties|therapist"
    assert venereologist.id == crm_id("specialties", "venereologist"), "which nobody has, though there is a post for it"
    await there.change(f"HealthcareService/{VISIT}", specialty=[{"text": "Гомеопат"}])
    shown = await story.crm.directory()
    assert ("Гомеопат", {"uk": "Гомеопат"}) in [(one.id, one.name) for one in shown.specialties]
    assert [one.specialty_id for one in shown.services if one.id == VISIT] == ["Гомеопат"]


async def test_each_page_of_each_kind_is_read_once(system: FhirSystem) -> None:
    async with system.over_a_line() as (crm, way):
        await crm.directory()
    kinds = [call.rpartition("/")[2] for call in way.passed]
    pages = {"Location": 1, "HealthcareService": 1, "Practitioner": 1, "PractitionerRole": 1, "Schedule": 2}
    assert {kind: kinds.count(kind) for kind in kinds} == pages
