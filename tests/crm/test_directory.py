"""The contract: what a patient can choose from."""

from decimal import Decimal

import pytest

from crm.errors import NotFound
from tests.crm.story import Story
from tests.crm.targets import Target


async def test_everything_in_the_clinics_own_order(story: Story) -> None:
    shown = story.directory
    assert [one.name["uk"] for one in shown.branches] == ["Центр", "Річка", "За океаном", "На ремонті"]
    assert [one.accepts_patients for one in shown.branches] == [True, True, True, False]
    assert shown.branches[2].zone == "America/New_York"
    assert shown.branches[0].pin == (50.62, 26.25)
    assert [(one.name["uk"], one.delicate) for one in shown.specialties] == [("Терапевт", False), ("Венеролог", True)]
    assert [one.name["uk"] for one in shown.services] == ["Довідка", "Консультація", "Обстеження", "Укол"]
    assert shown.services[3].note["uk"] == "безкоштовно з декларацією"
    assert [one.name["uk"] for one in shown.doctors][:2] == ["Граб Іван", "Коваль Ольга"]


async def test_a_doctor_sees_certain_ages_and_specialties(story: Story) -> None:
    hrab, koval = story.directory.doctors[:2]
    assert (hrab.ages, koval.ages) == ((0, 150), (0, 17))
    assert hrab.specialty_ids == (story.directory.specialties[0].id,)


async def test_an_offer_tells_length_and_price_of_a_doctors_service_at_a_branch(story: Story) -> None:
    hrab, koval = (doctor.id for doctor in story.directory.doctors[:2])

    own = [offer for offer in story.directory.offers if offer.doctor_id == hrab]
    assert {story.name_of(offer.branch_id) for offer in own} == {"Центр", "Річка"}
    at_centre = [offer for offer in own if story.name_of(offer.branch_id) == "Центр"]
    assert [(story.name_of(offer.service_id), offer.minutes, offer.price) for offer in at_centre] == [
        ("Консультація", 30, Decimal(600)),
        ("Довідка", 15, Decimal("150.50")),
        ("Обстеження", 45, None),
        ("Укол", 20, None),
    ]
    assert [offer.minutes for offer in story.directory.offers if offer.doctor_id == koval] == [45]


async def test_a_doctor_without_a_picture_and_one_who_is_not_there(story: Story) -> None:
    hrab = story.directory.doctors[0]
    assert hrab.photo is None
    assert await story.crm.photo(hrab.id) is None
    with pytest.raises(NotFound):
        await story.crm.photo("nobody")


async def test_an_adapter_tells_what_it_is_known_for(story: Story, target: Target) -> None:
    assert story.crm.capabilities == target.capabilities


async def test_a_look_at_a_system_that_is_well_finds_nothing_wrong(story: Story) -> None:
    looks = await story.crm.check()
    assert looks
    assert [look.told for look in looks if not look.well] == []
