"""What is offered: what is open to online booking, the visit of a specialty first; read now and then, not always."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from clinic.model import Clinic
from crm.eleks.directory import KEPT
from crm.eleks.shelf import Said, Shelf, shelve
from crm.eleks.walls import Walls
from crm.errors import Unavailable
from tests.crm.eleks.server import Server
from tests.crm.eleks.server.names import OFFLINE_SERVICE, OFFLINE_SPECIALTY
from tests.crm.eleks.target import EleksSystem
from tests.crm.story import Story
from tests.crm.verba import VERBA

RIVNE, KYIV = "c0ffee00-0000-4000-8000-000000000001", "c0ffee00-0000-4000-8000-000000000002"


def row(**values: Any) -> dict[str, Any]:
    return {key.lower(): value for key, value in values.items()}


def given(doctor: str, service: int, guid: str = RIVNE, main: str = "LOR", **more: Any) -> dict[str, Any]:
    names = {"userLogin": doctor, "userName": f"Лікар {doctor}", "userSpecialityCode": main}
    return row(**names, serviceID=service, companyGUID=guid, companyCity="Рівне", **more)


SAID = Said(
    companies=[
        row(companyGUID=RIVNE.upper(), companyName="Верба", companyAddress="вул. Річкова", companyPhone="0362600001"),
        row(companyGUID=KYIV, companyName="", companyShortName="Київ", companyAddress="м. Київ", companyPhone="немає"),
    ],
    venues=[row(venueID=77, companyGUID=RIVNE), row(venueID=88, companyGUID=KYIV, companyCity="Київ")],
    specialties=[
        row(userSpecialityCode="LOR", userSpecialityName="ЛОР", specialityisInternet="1"),
        row(userSpecialityCode="ALL", userSpecialityName="Алерголог"),
        row(userSpecialityCode="INN", userSpecialityName="Внутрішнє", specialityisInternet=False),
    ],
    doctors=[
        row(userLogin="Kravets", userName="Кравець Ольга", userSpecialityCode="LOR", userSpecialityList="ALL, INN"),
        row(userLogin="Moroz", userName="", userShortName="Мороз І.", userSpecialityCode="INN"),
        row(userLogin="Bila", userName="Біла Ірина", userSpecialityCode="ALL"),
    ],
    services=[
        row(serviceID=310, serviceName="Візит", serviceCode="L", serviceDuration=20, serviceIsInternetService=1),
        row(serviceID=311, serviceName="Вуха", serviceCode="E", serviceIsInternetSevice="True", servicePrice=99.5),
        row(serviceID=312, serviceName="Довідка", serviceCode="E", serviceIsInternetService=True),
        row(serviceID=313, serviceName="Аналіз", serviceCode="A", serviceIsInternetService=False),
    ],
    given=[
        given("Kravets", 311, serviceDuration=0, servicePriceRate=None),
        given("Kravets", 310, serviceDuration=25, servicePriceRate=720.0),
        given("Kravets", 310, guid=KYIV, serviceDuration=25),
        given("Kravets", 312),
        given("Kravets", 313),
        given("Kravets", 310, guid="c0ffee00-0000-4000-8000-000000000009"),
        given("Moroz", 310, main="INN"),
        given("Bila", 312, main="ALL"),
        given("Nova", 310),
    ],
)  # fmt: skip


def shelved(**clinic: Any) -> Shelf:
    lists = {"branches": (), "specialties": (), "services": (), "doctors": ()}
    other = VERBA.model_copy(update=lists | clinic)
    return shelve(SAID, other, Walls(other), "https://portal.example")


def test_only_what_is_open_to_online_booking_is_offered() -> None:
    shown = shelved().directory
    assert [one.id for one in shown.specialties] == ["LOR", "ALL"]
    assert [one.id for one in shown.services] == ["310", "311", "312"]
    assert [(one.id, one.specialty_ids) for one in shown.doctors] == [
        ("Kravets", ("LOR", "ALL")),
        ("Bila", ("ALL",)),
        ("Nova", ("LOR",)),  # in one of the two answers only
    ]
    assert {one.doctor_id for one in shown.offers} == {"Kravets", "Bila", "Nova"}


def test_an_offer_stands_where_its_row_says_and_at_no_branch_that_is_not_there() -> None:
    offers = [(one.branch_id, one.service_id) for one in shelved().directory.offers if one.doctor_id == "Kravets"]
    assert offers == [(RIVNE, "311"), (RIVNE, "310"), (KYIV, "310"), (RIVNE, "312")]


def test_length_and_price_are_the_doctors_else_the_services() -> None:
    told = {one.service_id: (one.minutes, one.price) for one in shelved().directory.offers if one.branch_id == RIVNE}
    assert told["311"] == (None, Decimal("99.50"))
    lengths = {one.doctor_id: one.minutes for one in shelved().directory.offers if one.service_id == "310"}
    assert lengths == {"Kravets": 25, "Nova": 20}


def test_the_visit_of_a_specialty_comes_first_where_the_clinic_names_it() -> None:
    system = VERBA.crm.model_copy(update={"visits": (("LOR", "310"),)})
    offers = [one.service_id for one in shelved(crm=system).directory.offers if one.doctor_id == "Kravets"]
    assert offers == ["310", "310", "311", "312"]


def test_whose_a_service_is() -> None:
    shelf = shelved()
    assert {one.id: one.specialty_id for one in shelf.directory.services} == {"310": "LOR", "311": "LOR", "312": None}
    assert shelf.shared == ("312",), "doctors of two specialties give it"
    told = VERBA.crm.model_copy(update={"visits": (("ALL", "312"),)})
    assert {one.id: one.specialty_id for one in shelved(crm=told).directory.services}["312"] == "ALL"
    assert shelved(crm=told).shared == ()


def test_the_clinic_file_says_whose_a_service_is() -> None:
    entries = {
        "specialties": (VERBA.specialties[0].model_copy(update={"crm": "ALL"}),),
        "services": (VERBA.services[0].model_copy(update={"crm": "312"}),),
    }
    shelf = shelved(**entries)
    assert {one.id: one.specialty_id for one in shelf.directory.services}["312"] == "ALL"
    assert shelf.shared == ()


def test_branches_with_city_zone_and_number_where_they_are_told() -> None:
    rivne, kyiv = shelved().directory.branches
    assert (rivne.id, rivne.name, rivne.address) == (RIVNE, {"uk": "Верба"}, {"uk": "Рівне, вул. Річкова"})
    assert (rivne.phone, rivne.zone) == ("+380362600001", "Europe/Kyiv")
    assert (kyiv.name, kyiv.address, kyiv.phone) == ({"uk": "Київ"}, {"uk": "м. Київ"}, None)


def test_a_branch_has_the_zone_and_the_spelling_of_the_clinic_file() -> None:
    there = VERBA.branches[0].model_copy(update={"crm": KYIV.upper(), "zone": "America/New_York"})
    branch = shelved(branches=(there,)).directory.branches[1]
    assert (branch.id, branch.zone) == (KYIV.upper(), "America/New_York")


def test_a_visit_leads_to_its_branch_and_service() -> None:
    shelf = shelved()
    assert shelf.branch_of(row(venueID="77")) == RIVNE
    assert shelf.branch_of(row(venueID=1, companyAddress="м. Київ")) == KYIV, "a room that is not for the web"
    assert shelf.branch_of(row(venueID=1, companyAddress="десь")) is None
    assert shelf.service_of(row(serviceCode="L")) == "310"
    assert shelf.service_of(row(serviceCode="A")) == "313", "one that is not offered, too"
    assert shelf.service_of(row(serviceID=311, serviceCode="E")) == "311"
    assert not shelf.service_of(row(serviceCode="E")), "two services have that code"


async def test_nothing_that_is_not_for_the_web_gets_through(story: Story) -> None:
    told = (story.directory.specialties, story.directory.services)
    assert not {OFFLINE_SPECIALTY, str(OFFLINE_SERVICE)} & {one.id for shelf in told for one in shelf}


async def test_the_directory_is_read_once_in_five_minutes(system: EleksSystem, server: Server) -> None:
    first = await system.crm.directory()
    calls = len(server.calls)
    system.clock.goes_on(KEPT - timedelta(seconds=1))
    assert await system.crm.directory() == first
    assert len(server.calls) == calls
    system.clock.goes_on(timedelta(seconds=1))
    await system.crm.directory()
    assert len(server.calls) == 2 * calls


async def test_a_clock_that_is_set_back_keeps_nothing_for_longer(system: EleksSystem, server: Server) -> None:
    await system.crm.directory()
    calls = len(server.calls)
    system.clock.goes_to(system.clock.now() - timedelta(days=1))
    await system.crm.directory()
    assert len(server.calls) == 2 * calls


async def test_a_directory_of_which_a_part_is_missing_is_none(system: EleksSystem, server: Server) -> None:
    server.forbidden.add("spzIBServiceList")
    with pytest.raises(Unavailable):
        await system.crm.directory()
    server.forbidden.clear()
    assert (await system.crm.directory()).offers


async def test_a_branch_is_found_whatever_the_case_of_its_id(story: Story, system: EleksSystem) -> None:
    slot = (await story.free("Граб Іван", "2027-03-23"))[0]
    shouted = replace(slot, branch_id=slot.branch_id.upper())
    found = await system.adapter.free_slots(
        shouted.doctor_id, shouted.service_id, shouted.branch_id, slot.starts_at, slot.ends_at
    )
    assert found[0].starts_at == slot.starts_at


@pytest.mark.parametrize(("form", "count"), [("json", 2), ("objects", 2), ("codes", 2), ("null", 1)])
async def test_additional_specialties_in_whichever_form(
    system: EleksSystem, server: Server, form: str, count: int
) -> None:
    server.speaks(specialties=form)
    both = VERBA.doctors[0].model_copy(update={"specialties": ("therapist", "venereologist")})
    await system.opens(VERBA.model_copy(update={"doctors": (both, *VERBA.doctors[1:])}))
    hrab = (await system.crm.directory()).doctors[0]
    assert hrab.specialty_ids == ("THE0", "VEN1")[:count]


async def test_the_demo_clinic_stands_there_as_it_is(system: EleksSystem, clinic: Clinic) -> None:
    await system.opens(clinic)
    shown = await system.crm.directory()
    for kind in ("branches", "specialties", "services", "doctors"):
        assert [one.name["uk"] for one in getattr(shown, kind)] == [one.name["uk"] for one in getattr(clinic, kind)]
    assert {one.name["uk"]: bool(one.photo) for one in shown.doctors} == {
        one.name["uk"]: bool(one.photo) for one in clinic.doctors
    }
