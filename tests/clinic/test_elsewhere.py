"""A clinic with a system of its own: its file says only what that system does not know."""

from pathlib import Path

import pytest

from clinic.model import Clinic
from clinic.read import ClinicFileError, read_clinic
from tests.clinic.small import SMALL, written

HEAD = SMALL.partition("branches:")[0]
ENTRIES = """\
branches:
  - {id: center, crm: "c0ffee00-0000-4000-8000-000000000001", pin: [46.48, 30.73], hours: {mon-fri: 08:00-20:00}}
specialties:
  - {id: lor, crm: LOR, delicate: true}
services:
  - {id: visit, crm: 310, name: {uk: "Консультація", en: "Consultation"}}
doctors:
  - {id: kravets, crm: Kravets, photo: shevchuk.jpg, ages: [0, 17], about: {uk: "Оперує сам."}}
"""


def read(folder: Path, text: str) -> Clinic:
    return read_clinic(written(folder, text), whole=False)


def mistakes(folder: Path, text: str, *, whole: bool = False) -> list[str]:
    with pytest.raises(ClinicFileError) as found:
        read_clinic(written(folder, text), whole=whole)
    return [f"{mistake.line}: {mistake.field}: {mistake.message}" for mistake in found.value.mistakes]


def test_an_entry_adds_to_its_counterpart_and_says_nothing_else(tmp_path: Path) -> None:
    clinic = read(tmp_path, HEAD + ENTRIES)
    (branch,), (service,), (doctor,) = clinic.branches, clinic.services, clinic.doctors
    assert (branch.crm[-2:], branch.pin, dict(branch.name), branch.zone) == ("01", (46.48, 30.73), {}, "Europe/Kyiv")
    assert (service.crm, service.minutes, service.specialty) == ("310", 0, "")
    assert (doctor.crm, doctor.ages, doctor.hours, doctor.services) == ("Kravets", (0, 17), (), ())
    assert Clinic.model_validate(clinic.model_dump(mode="json")) == clinic


def test_a_file_without_any_list_will_do(tmp_path: Path) -> None:
    assert read(tmp_path, HEAD).doctors == ()


def test_an_entry_without_a_counterpart_and_two_with_one_are_mistakes(tmp_path: Path) -> None:
    assert mistakes(tmp_path, HEAD + ENTRIES.replace("crm: LOR, ", "")) == [
        '14: specialties[0]: has no counterpart; add crm: "its id in the clinic\'s own system"'
    ]
    twice = HEAD + ENTRIES + "  - {id: other, crm: Kravets}\n"
    assert mistakes(tmp_path, twice) == ['19: doctors[1].crm: "Kravets" is taken in line 18; keep one of them']


def test_a_file_for_the_built_in_system_is_one_mistake(tmp_path: Path) -> None:
    (found,) = mistakes(tmp_path, SMALL)
    assert found.startswith("0: : is for the built-in system (CRM=embedded); for another one each entry says crm:")


def test_a_doctors_hours_are_kept_there(tmp_path: Path) -> None:
    text = HEAD + ENTRIES.replace("ages: [0, 17]", 'hours: [{branch: center, days: mon, from: "9:00", to: "10:00"}]')
    assert mistakes(tmp_path, text) == ["18: doctors[0].hours: is kept in the clinic's own system; take it out here"]


def test_its_systems_codes_are_explained(tmp_path: Path) -> None:
    codes = "crm: {visits: {LOR: 310}, statuses: {X1: noshow}, phones: [0…, +380…]}\n"
    system = read(tmp_path, HEAD + ENTRIES + codes).crm
    assert (system.visits, system.statuses) == ((("LOR", "310"),), (("X1", "noshow"),))
    wrong = HEAD + ENTRIES + "crm: {statuses: {X1: no-show}}\n"
    assert mistakes(tmp_path, wrong) == ['19: crm.statuses: "no-show" is no state of a visit; did you mean "noshow"?']


def test_what_is_said_is_checked_as_ever(tmp_path: Path) -> None:
    (found,) = mistakes(tmp_path, HEAD + ENTRIES.replace('uk: "Консультація", ', ""))
    assert found.startswith('16: services[0].name: has no "uk", the default language; write it as')
    assert mistakes(tmp_path, HEAD + ENTRIES.replace("crm: 310", "crm: 310, minutes: 3")) == [
        "16: services[0].minutes: 3 is too small; at least 5"
    ]
    assert mistakes(tmp_path, HEAD + ENTRIES.replace("crm: 310", "crm: 310, specialty: nose")) == [
        '16: services[0].specialty: there is no specialty "nose"; choose from: lor'
    ]


def test_for_the_built_in_system_nothing_may_be_lacking_and_its_ids_are_the_files_own(tmp_path: Path) -> None:
    found = mistakes(tmp_path, SMALL.replace("id: center\n", "id: center\n    crm: C1\n", 1), whole=True)
    assert found == [
        "13: branches[0].crm: means nothing to the built-in system; take it out, or set CRM to the clinic's own"
    ]
    assert "1: branches: is missing; add it" in mistakes(tmp_path, HEAD, whole=True)
