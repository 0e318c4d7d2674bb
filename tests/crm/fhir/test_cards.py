"""Cards as servers really keep them, and one card a person on servers that forget to keep to that."""

import asyncio
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from crm.access import Access
from crm.errors import OutcomeUnknown, Refused
from crm.fhir.adapter import open_fhir
from crm.fhir.phones import forms
from crm.model import Patient, Sex
from tests.crm.broken_line import Fault
from tests.crm.clock import MovableClock
from tests.crm.fhir.behind import Behind, behind
from tests.crm.fhir.conftest import Opening
from tests.crm.fhir.odd_server import bundle, odd_server
from tests.crm.fhir.system import FhirSystem
from tests.crm.story import somebody
from tests.crm.verba import NOW, VERBA

PHONE = "+380501112233"
MARTA = somebody()


def card(own_id: str = "marta", **more: Any) -> dict[str, Any]:
    name = {"family": "Левчук", "given": ["Марта", "Андріївна"]}
    telecom = [{"system": "phone", "value": PHONE}]
    known = {"name": [name], "telecom": telecom, "birthDate": "1991-04-17"}
    return {"resourceType": "Patient", "id": own_id, **known, **more}


WRITTEN = [
    "+380501112233", "380501112233", "0501112233", "050 111 22 33", "050-111-22-33", "(050) 111-22-33", "(050)1112233",
    "+38 050 111 22 33", "+38 (050) 111-22-33", "+38(050)111-22-33", "+38(050)1112233", "+380 50 111 22 33",
    "+380 (50) 111-22-33", "+380(50)1112233", "380 50 111 22 33", "+380 50 111 2233", "tel:+380-50-111-2233",
]  # fmt: skip


@pytest.mark.parametrize("written", WRITTEN)
async def test_a_card_is_found_by_its_number_however_it_is_written(
    system: FhirSystem, there: Behind, written: str
) -> None:
    await there.keep(card(telecom=[{"system": "phone", "value": written, "use": "home"}]))
    (found,) = await system.crm.find_patients(PHONE)
    assert found == Patient("marta", "Левчук", "Марта", "Андріївна", date(1991, 4, 17), (PHONE,))


def test_a_number_of_another_country_has_its_own_forms() -> None:
    at_home, abroad = ["3331234567", "333 123 4567"], ["+39 333 123 4567", "tel:+39-333-123-4567"]
    assert forms("+393331234567") == ["+393331234567", "393331234567", *at_home, *abroad]
    assert forms("rubbish") == ["rubbish"]


NOT_THEIRS: dict[str, dict[str, Any]] = {
    "a contact person's": {"telecom": [], "contact": [{"telecom": [{"system": "phone", "value": PHONE}]}]},
    "one they had once": {"telecom": [{"system": "phone", "value": PHONE, "use": "old"}]},
    "a fax": {"telecom": [{"system": "fax", "value": PHONE}]},
    "on a card that was laid aside": {"active": False},
}


@pytest.mark.parametrize("whose", NOT_THEIRS)
async def test_a_number_that_is_not_the_patients_opens_no_card(system: FhirSystem, there: Behind, whose: str) -> None:
    await there.keep(card(), card("other", **NOT_THEIRS[whose]))
    assert [one.id for one in await system.crm.find_patients(PHONE)] == ["marta"]


NAMES: dict[str, tuple[list[dict[str, Any]], tuple[str, str, str]]] = {
    "without parts, surname first": ([{"text": "Левчук Марта Андріївна"}], ("Левчук", "Марта", "Андріївна")),
    "official before usual, never the maiden one": (
        [
            {"use": "maiden", "family": "Гай", "given": ["Марта"]},
            {"use": "usual", "given": ["Мартуся"]},
            {"use": "official", "family": "Левчук", "given": ["Марта"]},
        ],
        ("Левчук", "Марта", ""),
    ),
    "none": ([], ("", "", "")),
}


@pytest.mark.parametrize("how", NAMES)
async def test_a_name(system: FhirSystem, there: Behind, how: str) -> None:
    names, told = NAMES[how]
    await there.keep(card(name=names))
    (found,) = await system.crm.find_patients(PHONE)
    assert (found.surname, found.first_name, found.patronymic) == told


@pytest.mark.parametrize("born", ["1991", "1991-04", None])
async def test_a_birth_date_that_names_no_day_is_none(system: FhirSystem, there: Behind, born: str | None) -> None:
    await there.keep(card(birthDate=born))
    assert [one.born_on for one in await system.crm.find_patients(PHONE)] == [None]


async def test_a_namesake_is_found_among_pages_of_others(system: FhirSystem, there: Behind) -> None:
    await there.keep(*(card(f"other{number}", name=[{"text": f"Інша Особа{number}"}]) for number in range(25)), card())
    find = system.crm.find_namesakes
    assert [one.id for one in await find("ЛЕВЧУК", "Marta", date(1991, 4, 17))] == ["marta"]
    assert await find("Левчук", "Марта", date(1991, 4, 18)) == []


async def test_what_is_written_on_a_new_card(system: FhirSystem, there: Behind) -> None:
    made = await system.crm.create_patient(replace(MARTA, sex=Sex.FEMALE))
    kept = await there.read(f"Patient/{made.id}")
    name = {"use": "official", "family": "Левчук", "given": ["Марта", "Андріївна"], "text": "Левчук Марта Андріївна"}
    (identifier,) = kept.pop("identifier")
    assert identifier["system"] == "urn:reception:patient"
    assert {element: kept[element] for element in ("name", "telecom", "gender", "birthDate", "active")} == {
        "name": [name],
        "telecom": [{"system": "phone", "value": MARTA.phone, "use": "mobile"}],
        "gender": "female",
        "birthDate": "1991-04-17",
        "active": True,
    }
    assert not {MARTA.phone, "Левчук", "1991-04-17"} & set(identifier["value"].split()), "a hash tells nobody anything"


@pytest.mark.parametrize("deletes", [True, False])
async def test_a_server_that_makes_several_cards_is_left_with_one(opening: Opening, deletes: bool) -> None:
    async with opening("bad", deletes=deletes) as system, behind(system.url) as there:
        made = await asyncio.gather(*(system.crm.create_patient(MARTA) for _ in range(16)))
        assert made == [made[0]] * 16
        assert await system.crm.find_patients(MARTA.phone) == [made[0]]
        kept = await there.find("Patient")
        assert [one["id"] for one in kept if one["active"]] == [made[0].id]
        named = [one["id"] for one in kept if one.get("identifier")]
        assert named == [made[0].id], "what was laid aside is no longer found as hers"
        assert (len(kept) == 1) == deletes


async def test_a_good_server_makes_one_card_of_a_person(opening: Opening) -> None:
    async with opening(deletes=False) as system, behind(system.url) as there:
        await asyncio.gather(*(system.crm.create_patient(MARTA) for _ in range(16)))
        assert len(await there.find("Patient")) == 1


async def test_the_older_card_stays_whoever_looks(system: FhirSystem, there: Behind) -> None:
    first = await system.crm.create_patient(MARTA)
    twin = {**await there.read(f"Patient/{first.id}"), "id": "0"}  # before all others by its id
    await there.keep(twin)
    assert await system.crm.create_patient(MARTA) == first
    assert (await there.call("GET", "Patient/0"))[0] == 404


async def test_a_card_that_the_clinic_has_laid_aside_is_not_made_anew(system: FhirSystem, there: Behind) -> None:
    """Somebody has had a reason; reception knows it."""
    made = await system.crm.create_patient(MARTA)
    await there.change(f"Patient/{made.id}", active=False)
    with pytest.raises(Refused):
        await system.crm.create_patient(MARTA)
    assert await system.crm.find_patients(MARTA.phone) == []


async def test_a_lost_answer_is_made_good_by_the_same_call(system: FhirSystem) -> None:
    async with system.over_a_line() as (crm, way):
        way.breaks(Fault.ANSWER_LOST, lambda request, _body: request.method == "POST")
        with pytest.raises(OutcomeUnknown):
            await crm.create_patient(MARTA)
        made = await crm.create_patient(MARTA)
    assert await system.crm.find_patients(MARTA.phone) == [made]


async def test_a_card_that_the_server_does_not_take_is_refused() -> None:
    async with odd_server() as server, open_fhir(Access(server.url), VERBA, MovableClock(NOW)) as crm:
        server.says = {"POST /fhir/Patient": [(422, {})], "/fhir/Patient": [(200, bundle())]}
        with pytest.raises(Refused):
            await crm.create_patient(MARTA)
