"""The contract: patients' cards."""

import asyncio
from dataclasses import replace
from datetime import date

import pytest

from crm.errors import Unsupported
from tests.crm.story import Story, somebody

MARTA = somebody()


async def test_a_new_card_says_what_it_was_made_of_and_is_found_by_its_phone(story: Story) -> None:
    made = await story.crm.create_patient(MARTA)
    assert (made.surname, made.first_name, made.patronymic) == ("Левчук", "Марта", "Андріївна")
    assert (made.born_on, made.phones) == (date(1991, 4, 17), ("+380501100001",))
    assert await story.crm.find_patients("+380501100001") == [made]
    assert await story.crm.find_patients("+380501100002") == []


async def test_a_family_shares_a_phone_and_twins_a_birth_date(story: Story) -> None:
    marta = await story.crm.create_patient(MARTA)
    twin = await story.crm.create_patient(replace(MARTA, first_name="Марія"))
    son = await story.crm.create_patient(replace(MARTA, first_name="Ілля", patronymic="", born_on=date(2019, 2, 28)))
    found = await story.crm.find_patients(MARTA.phone)
    assert {patient.id for patient in found} == {marta.id, twin.id, son.id}
    assert len({marta.id, twin.id, son.id}) == 3


async def test_one_person_created_many_times_at_once_has_one_card(story: Story) -> None:
    made = await asyncio.gather(*(story.crm.create_patient(MARTA) for _ in range(16)))
    assert made == [made[0]] * 16
    assert await story.crm.find_patients(MARTA.phone) == [made[0]]


async def test_a_namesake_is_found_on_another_phone(story: Story) -> None:
    made = await story.crm.create_patient(replace(MARTA, surname="Мар'яненко"))
    find = story.crm.find_namesakes
    if not story.crm.capabilities.finds_by_name:
        with pytest.raises(Unsupported):
            await find("Мар'яненко", "Марта", MARTA.born_on)
        return
    assert await find("МАР’ЯНЕНКО", "марта", MARTA.born_on) == [made]
    assert await find("Мар'яненко", "Марія", MARTA.born_on) == []
    assert await find("Мар'яненко", "Марта", date(1991, 4, 18)) == []


async def test_only_the_patients_own_visits_are_listed_by_time(story: Story) -> None:
    marta, orest = await story.patients(2)
    ten = await story.booked(marta, await story.slot("Граб Іван", "2027-03-23 10:00"))
    nine = await story.booked(marta, await story.slot("Граб Іван", "2027-03-23 09:00"))
    eleven = await story.booked(orest, await story.slot("Граб Іван", "2027-03-23 11:00"))
    list_of = story.crm.appointments
    assert await list_of([marta.id], nine.starts_at, ten.ends_at) == [nine, ten]
    assert await list_of([marta.id], nine.starts_at, ten.starts_at) == [nine]
    assert await list_of([marta.id], nine.ends_at, ten.ends_at) == [ten]
    assert await list_of([orest.id, marta.id], nine.starts_at, eleven.ends_at) == [nine, ten, eleven]
    assert await list_of([], nine.starts_at, eleven.ends_at) == []
