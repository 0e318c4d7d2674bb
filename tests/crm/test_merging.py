"""What a clinic's own system says wins; what it lacks comes from the clinic file, by the ids of its entries there."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from clinic.model import Clinic
from clinic.read import read_clinic
from crm.described import Described, not_described, not_there
from crm.merging import merged
from crm.model import Branch, Directory, Doctor, Offer, Service, Specialty
from crm.through import Through
from tests.clinic.small import SMALL, written
from tests.crm.story import Story

FILE = (
    SMALL.partition("branches:")[0]
    + """\
branches:
  - {id: river, crm: B2, accepts_patients: false, hours: {mon: 08:00-20:00}}
  - {id: center, crm: B1, name: {uk: "Середмістя", en: "Centre"}, address: {uk: "…", en: "4 River St"},
     phone: 048 711 11 11, pin: [46.48, 30.73], hours: {mon: 08:00-20:00}, zone: America/New_York}
specialties:
  - {id: lor, crm: LOR, name: {uk: "ЛОР", en: "Ear, nose and throat"}, delicate: true}
services:
  - {id: visit, crm: 310, name: {uk: "Візит", en: "Visit"}, specialty: lor, minutes: 25, price: 700,
     note: {uk: "з декларацією"}}
  - {id: ears, crm: 311, specialty: lor, minutes: 15, price: 300}
doctors:
  - {id: bondar, crm: Bondar}
  - {id: kravets, crm: Kravets, name: {uk: "Кравець Оля", en: "Olha Kravets"}, about: {uk: "Оперує сама."},
     ages: [0, 17], photo: shevchuk.jpg, home_visits: true, specialties: [lor],
     services: [ears, {id: visit, minutes: 40, price: 0}]}
"""
)
FOUND = Directory(
    branches=(
        Branch("B1", {"uk": "Центр"}, {"uk": "вул. Річкова, 4"}, ""),
        Branch("B2", {"uk": "Річка"}, {"uk": "вул. Річкова, 5"}, "Europe/Paris", phone="+380362000002"),
        Branch("B3", {"uk": "Нова"}, {}, ""),
    ),
    specialties=(Specialty("LOR", {"uk": "Отоларингологія"}), Specialty("EYE", {"uk": "Окуліст"})),
    services=(
        Service("310", {"uk": "Консультація ЛОРа"}),
        Service("311", {"uk": "Вуха"}, "LOR"),
        Service("9", {"uk": "?"}),
    ),
    doctors=(
        Doctor("Kravets", {"uk": "Кравець Ольга"}, ()),
        Doctor("Newcomer", {"uk": "Нова Людина"}, ("EYE",), photo="p1"),
    ),
    offers=(
        Offer("Kravets", "B1", "310", None),
        Offer("Kravets", "B1", "311", 20, Decimal(350)),
        Offer("Newcomer", "B1", "310", None),
        Offer("Newcomer", "B1", "9", None),
    ),
)


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    return read_clinic(written(tmp_path, FILE), whole=False)


@pytest.fixture
def shown(clinic: Clinic) -> Directory:
    return merged(FOUND, clinic, {"Kravets": "digest"})


def test_the_systems_words_stand_and_the_files_languages_beside_them(shown: Directory) -> None:
    assert shown.branches[1].name == {"uk": "Центр", "en": "Centre"}
    assert shown.branches[1].address == {"uk": "вул. Річкова, 4", "en": "4 River St"}
    assert shown.specialties[0].name == {"uk": "Отоларингологія", "en": "Ear, nose and throat"}
    assert shown.doctors[0].name == {"uk": "Кравець Ольга", "en": "Olha Kravets"}


def test_what_the_system_lacks_is_the_files(shown: Directory) -> None:
    branch, doctor = shown.branches[1], shown.doctors[0]
    assert (branch.pin, branch.phone, branch.zone) == ((46.48, 30.73), "+380487111111", "America/New_York")
    assert (doctor.ages, doctor.photo, doctor.home_visits, doctor.specialty_ids) == ((0, 17), "digest", True, ("LOR",))
    assert doctor.about == {"uk": "Оперує сама."}
    assert (shown.services[0].specialty_id, shown.services[0].note) == ("LOR", {"uk": "з декларацією"})
    assert shown.specialties[0].delicate


def test_what_both_say_is_the_systems(shown: Directory) -> None:
    assert (shown.branches[0].zone, shown.branches[0].phone) == ("Europe/Paris", "+380362000002")
    assert shown.doctors[1].photo == "p1"


def test_a_system_that_knows_all_is_believed_in_all(clinic: Clinic) -> None:
    centre = replace(FOUND.branches[0], pin=(46.5, 30.7), accepts_patients=False)
    visit = replace(FOUND.services[0], specialty_id="EYE")
    kravets = replace(FOUND.doctors[0], specialty_ids=("EYE",), ages=(18, 90), photo="p2")
    there = replace(FOUND, branches=(centre,), services=(visit,), doctors=(kravets,))
    shown = merged(there, clinic, {"Kravets": "digest"})
    assert (shown.branches[0].pin, shown.branches[0].accepts_patients) == ((46.5, 30.7), False)
    assert shown.services[0].specialty_id == "EYE"
    doctor = shown.doctors[0]
    assert (doctor.specialty_ids, doctor.ages, doctor.photo) == (("EYE",), (18, 90), "p2")


def test_the_order_is_the_files_and_what_it_does_not_know_comes_after(shown: Directory) -> None:
    assert [one.id for one in shown.branches] == ["B2", "B1", "B3"]
    assert [one.id for one in shown.doctors] == ["Kravets", "Newcomer"]


def test_a_branch_accepts_patients_where_neither_says_no(shown: Directory) -> None:
    assert [one.accepts_patients for one in shown.branches] == [False, True, True]


def test_an_unknown_branch_is_in_the_clinics_zone_and_has_its_phone(shown: Directory) -> None:
    assert (shown.branches[2].zone, shown.branches[2].phone) == ("Europe/Kyiv", "+380487220000")


def test_length_and_price_are_the_systems_then_the_doctors_then_the_services(shown: Directory) -> None:
    offers = [(one.doctor_id, one.service_id, one.minutes, one.price) for one in shown.offers]
    assert offers == [
        ("Kravets", "311", 20, Decimal(350)),  # whose entry names it first
        ("Kravets", "310", 40, Decimal(0)),
        ("Newcomer", "310", 25, Decimal(700)),
        ("Newcomer", "9", None, None),
    ]


def test_who_has_no_counterpart_is_named_from_both_sides(clinic: Clinic) -> None:
    assert {kind: ids for kind, ids in not_there(FOUND, clinic).items() if ids} == {"doctors": ["Bondar"]}
    assert not_described(FOUND, clinic) == {
        "branches": ["B3"],
        "specialties": ["EYE"],
        "services": ["9"],
        "doctors": ["Newcomer"],
    }


async def test_a_photo_is_the_systems_else_the_files(any_story: Story, clinic: Clinic) -> None:
    hrab = any_story.directory.doctors[0].id
    doctors = tuple(one.model_copy(update={"crm": hrab}) for one in clinic.doctors if one.photo)
    described = Described(any_story.crm, clinic.model_copy(update={"doctors": doctors}))
    assert await described.photo(hrab) == b"\xff\xd8\xff\xe0 a picture"
    shown = {doctor.id: doctor.photo for doctor in (await described.directory()).doctors}
    assert shown[hrab]
    assert set(shown.values()) == {None, shown[hrab]}


class Pictured(Through):
    async def photo(self, doctor_id: str) -> bytes:
        return f"of {doctor_id}".encode()


async def test_a_picture_of_the_systems_own_goes_before_the_files(any_story: Story, clinic: Clinic) -> None:
    assert await Described(Pictured(any_story.crm), clinic).photo("Kravets") == b"of Kravets"


async def test_a_photo_that_is_gone_hinders_nobody(any_story: Story, clinic: Clinic, tmp_path: Path) -> None:
    (tmp_path / "shevchuk.jpg").unlink()
    described = Described(any_story.crm, clinic)
    assert {doctor.photo for doctor in (await described.directory()).doctors} == {None}


async def test_all_else_is_the_systems(any_story: Story, clinic: Clinic) -> None:
    described = Described(any_story.crm, clinic)
    assert isinstance(described, Through)
    assert described.capabilities == any_story.crm.capabilities
    marta = await any_story.patient()
    assert await described.find_patients(marta.phones[0]) == [marta]
