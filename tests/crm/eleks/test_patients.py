"""Cards: believed only as far as they are checked, and made only for whom they are said to be of."""

from dataclasses import replace
from datetime import date

import pytest

from crm.errors import OutcomeUnknown, Refused, Unsupported
from crm.model import Patient, Sex
from tests.crm.eleks.conftest import Opening
from tests.crm.eleks.server import Dialect, Server
from tests.crm.eleks.server.world import Card
from tests.crm.eleks.target import EleksSystem
from tests.crm.story import somebody
from tests.crm.verba import VERBA

MARTA = somebody()


async def test_a_number_found_by_a_part_is_not_the_number(system: EleksSystem, server: Server) -> None:
    server.speaks(by_part=True)
    server.world.cards[5] = Card(5, ("Інша", "Особа", ""), date(1990, 1, 1), "FEM", "3803805011000017")
    assert await system.crm.find_patients("+380501100001") == []
    made = await system.crm.create_patient(MARTA)
    assert await system.crm.find_patients("+380501100001") == [made]


async def test_several_numbers_in_one_field(system: EleksSystem, server: Server) -> None:
    server.speaks(by_part=True)
    server.world.cards[5] = Card(5, ("Левчук", "Марта", ""), MARTA.born_on, "FEM", "0362600001; 380501100001")
    (found,) = await system.crm.find_patients("+380501100001")
    assert found.phones == ("+380362600001", "+380501100001")


async def test_numbers_are_looked_for_in_the_clinics_forms_until_one_is_found(opening: Opening) -> None:
    async with opening(Dialect(stored="+380…")) as system:
        await system.opens(VERBA, phones=("+380…", "0…"))
        made = await system.crm.create_patient(MARTA)
        assert await system.crm.find_patients(MARTA.phone) == [made]
        assert [call.given["PatientPhone"] for call in system.server.asked("spzIBPatientSearch")[1:]] == [MARTA.phone]
        assert system.server.asked("spzIBPatientCreate")[0].given["PatientPhone"] == MARTA.phone
        await system.crm.find_patients("+380509999999")
        sent = [call.given["PatientPhone"] for call in system.server.asked("spzIBPatientSearch")[2:]]
        assert sent == ["+380509999999", "0509999999"]


@pytest.mark.parametrize(("sex", "code"), [(Sex.FEMALE, "FEM"), (Sex.MALE, "MAL")])
async def test_the_sex_is_always_sent(system: EleksSystem, server: Server, sex: Sex, code: str) -> None:
    await system.crm.create_patient(replace(MARTA, sex=sex))
    (sent,) = server.asked("spzIBPatientCreate")
    assert sent.given["PatientSexCode"] == code
    assert sent.given["PatientBirthDate"] == "1991-04-17T00:00:00.000"


async def test_nobody_is_made_a_man_because_nobody_asked(system: EleksSystem, server: Server) -> None:
    with pytest.raises(Refused):
        await system.crm.create_patient(replace(MARTA, sex=None))
    assert server.world.cards == {}


async def test_a_name_comes_apart_as_it_was_put_together(system: EleksSystem, server: Server) -> None:
    made = await system.crm.create_patient(replace(MARTA, surname="Мар'яненко-Біла"))
    assert (made.surname, made.first_name, made.patronymic) == ("Мар'яненко-Біла", "Марта", "Андріївна")
    for number, names in enumerate([("Левчук", "", ""), ("", "", ""), ("Левчук", "Анна", "Марія Ігорівна")]):
        server.world.cards[number] = Card(number, names, MARTA.born_on, "FEM", "380501100001")
    found = (await system.crm.find_patients(MARTA.phone))[1:]
    assert [(one.surname, one.first_name, one.patronymic) for one in found] == [
        ("Левчук", "", ""),
        ("", "", ""),
        ("Левчук", "Анна", "Марія Ігорівна"),
    ]


async def test_who_is_taken_for_a_twin_is_reception_s(system: EleksSystem, server: Server) -> None:
    server.speaks(recognises="phone and date")
    await system.crm.create_patient(MARTA)
    with pytest.raises(Refused):
        await system.crm.create_patient(replace(MARTA, first_name="Марія"))


async def test_who_is_taken_for_a_namesake_with_another_number_is_reception_s(
    system: EleksSystem, server: Server
) -> None:
    server.speaks(recognises="name and date")
    await system.crm.create_patient(MARTA)
    with pytest.raises(Refused):
        await system.crm.create_patient(replace(MARTA, phone="+380501100002"))


async def test_a_card_with_another_birth_date_is_not_theirs(system: EleksSystem, server: Server) -> None:
    server.speaks(recognises="name and number")
    await system.crm.create_patient(MARTA)
    with pytest.raises(Refused):
        await system.crm.create_patient(replace(MARTA, born_on=date(1991, 4, 18)))


async def test_a_known_person_whose_name_is_spelled_or_parted_otherwise(system: EleksSystem, server: Server) -> None:
    """It is their own card that comes back."""
    server.speaks(recognises="phone and date")
    server.world.cards[7] = Card(7, ("Левчук", "Анна Мария", "Андреевна"), MARTA.born_on, "FEM", "380501100001")
    found = await system.crm.create_patient(replace(MARTA, first_name="Анна Марія"))
    assert isinstance(found, Patient)
    assert found.id == "7"


async def test_a_card_that_cannot_be_read_back_may_have_been_made(system: EleksSystem, server: Server) -> None:
    server.forbidden.add("spzIBPatientSearch")
    with pytest.raises(OutcomeUnknown):
        await system.crm.create_patient(MARTA)
    server.forbidden.clear()
    (made,) = await system.crm.find_patients(MARTA.phone)
    assert await system.crm.create_patient(MARTA) == made


async def test_another_card_in_place_of_the_new_one_is_not_believed(system: EleksSystem, server: Server) -> None:
    other = {"patientID": 7, "patientName": "Левчук Марта", "patientBirthDate": "1991-04-17T00:00:00"}
    server.instead["spzIBPatientSearch"] = {"list": [{**other, "patientPhone": "380501100001"}]}
    with pytest.raises(OutcomeUnknown):
        await system.crm.create_patient(MARTA)


async def test_an_answer_without_an_id_leaves_open_what_happened(system: EleksSystem, server: Server) -> None:
    server.instead["spzIBPatientCreate"] = {}
    with pytest.raises(OutcomeUnknown):
        await system.crm.create_patient(MARTA)
    assert len(await system.crm.find_patients(MARTA.phone)) == 1


async def test_a_name_is_not_looked_for(system: EleksSystem) -> None:
    assert not system.crm.capabilities.finds_by_name
    with pytest.raises(Unsupported):
        await system.crm.find_namesakes("Левчук", "Марта", MARTA.born_on)
