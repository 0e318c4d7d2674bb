"""``check``: an engineer reads what really comes there, and what to do where something is amiss."""

from collections.abc import Sequence
from typing import Any

import pytest

from crm.model import Look
from tests.crm.broken_line import BrokenLine
from tests.crm.eleks.conftest import Opening
from tests.crm.eleks.server import INSTALLATION, Server
from tests.crm.eleks.server.signatures import SIGNATURES
from tests.crm.eleks.target import EleksSystem
from tests.crm.verba import VERBA

WRITING = {"spzIBPatientCreate", "spzIBScheduleCreate", "spzIBScheduleCancel", "spzIBTaskCreate"}


def wrong(looks: Sequence[Look]) -> list[str]:
    return [look.told for look in looks if not look.well]


def the(looks: Sequence[Look], words: str) -> Look:
    (found,) = (look for look in looks if words in look.told)
    return found


async def test_every_procedure_is_tried_that_changes_nothing(system: EleksSystem, server: Server) -> None:
    looks = await system.crm.check()
    assert wrong(looks) == []
    assert {call.name for call in server.calls} == set(SIGNATURES) - WRITING
    for name in set(SIGNATURES) - WRITING:
        assert the(looks, f"{name}:").well
    assert (server.world.cards, server.world.visits) == ({}, {})


async def test_names_and_forms_are_told_as_they_really_came(system: EleksSystem, server: Server) -> None:
    server.speaks(list_name="Таблиця", keys="cyrillic", place="data")
    server.world.photos = {"hrab": "/9j/4AAQSkZJRg==", "koval": "/photos/koval.jpg", "nych": "немає"}
    looks = await system.crm.check()
    assert the(looks, "spzIBCompanyDetails").told.endswith('4 rows in "data.Таблиця", keys as "сompanyGUID"')
    assert the(looks, "spzIBUserDetails:").told.endswith("photos: 1 inside, 1 an address, 1 unreadable")


async def test_statuses_are_told_with_what_each_was_taken_for(system: EleksSystem, server: Server) -> None:
    server.world.statuses["PRC"] = "В роботі"
    looks = await system.crm.check()
    assert 'NSH "Не з’явився" is noshow' in the(looks, "statuses of visits").told
    assert wrong(looks) == [the(looks, 'PRC "В роботі"').told]
    await system.opens(VERBA, statuses=(("PRC", "arrived"), ("OLD", "noshow")))
    looks = await system.crm.check()
    assert 'PRC "В роботі" is arrived' in the(looks, "statuses of visits").told
    assert wrong(looks) == ["crm: statuses: there is no OLD"]


async def test_two_factor_is_all_that_is_told_then(system: EleksSystem, server: Server) -> None:
    server.accounts.two_factor = (400, {"error": "TOKEN_REQUIRED"})
    (told,) = wrong(await system.crm.check())
    assert "ask the clinic for an integration account without two-factor authentication" in told
    await system.crm.check()
    assert server.accounts.sms == 1


async def test_a_wrong_password_and_a_wrong_installation_are_told_apart(system: EleksSystem, server: Server) -> None:
    stranger = await system.another(server.url, installation=INSTALLATION.replace("beef", "dead"))
    (told,) = wrong(await stranger.check())
    assert "CRM_INSTALLATION" in told
    server.accounts.password = "rotated"
    (told,) = wrong(await system.crm.check())
    assert "CRM_PASSWORD" in told


async def test_nobody_there_is_a_look_as_well(system: EleksSystem, broken: BrokenLine) -> None:
    stranger = await system.another(broken.url)
    await broken.refuses()
    (told,) = wrong(await stranger.check())
    assert told == "no connection: ClientConnectorError; is CRM_URL right, and is it up?"


@pytest.mark.parametrize(
    "name", sorted(set(SIGNATURES) - WRITING - {"spzIBScheduleList", "spzIBScheduleBookingDetails"})
)
@pytest.mark.parametrize("status", [200, 403, 500])
async def test_a_right_that_is_missing_is_named(system: EleksSystem, server: Server, name: str, status: int) -> None:
    server.forbidden.add(name)
    server.speaks(refusal_status=status)
    looks = await system.crm.check()
    (told,) = wrong(looks)
    assert told.startswith(f"{name}: ")
    assert {200: "Недостатньо прав", 403: "has the account the right", 500: "status 500"}[status] in told


async def test_who_refuses_to_show_nobody_may_mean_rights(system: EleksSystem, server: Server) -> None:
    server.speaks(unknown="refused")
    looks = await system.crm.check()
    assert wrong(looks) == []
    assert "Візит не знайдено (if that is about rights" in the(looks, "spzIBScheduleBookingDetails").told


async def test_what_file_and_system_do_not_know_of_each_other(opening: Opening) -> None:
    async with opening() as system:
        await system.opens(VERBA, visits=(("THE0", "301"), ("XYZ", "301")))
        gone = VERBA.doctors[0].model_copy(update={"crm": "Hrab, who left"})
        system.clinic = system.clinic.model_copy(
            update={"doctors": (gone, *system.clinic.doctors[1:]), "branches": system.clinic.branches[1:]}
        )
        looks = await (await system.another(system.server.url)).check()
        assert wrong(looks) == [
            "doctors of the clinic file that cannot be booked there: Hrab, who left",
            "crm: visits: XYZ: 301: one of them is not open to online booking",
        ]
        assert the(looks, "branches that the clinic file says nothing of").well
        assert the(looks, "doctors that the clinic file says nothing of").told.endswith(": Hrab О'К/0 &+=?№%")


async def test_a_service_of_several_specialties_is_the_clinics_to_explain(opening: Opening) -> None:
    venereologist = VERBA.doctors[1].model_copy(update={"specialties": ("venereologist",)})
    doctors = (VERBA.doctors[0], venereologist, *VERBA.doctors[2:])
    async with opening() as system:
        await system.opens(VERBA.model_copy(update={"doctors": doctors}))
        system.clinic = system.clinic.model_copy(update={"services": ()})
        looks = await (await system.another(system.server.url)).check()
        assert wrong(looks) == [the(looks, "services 301: given by doctors of several specialties").told]


async def test_a_clinic_where_nothing_is_open_to_online_booking(system: EleksSystem, server: Server) -> None:
    server.speaks(bits=(False, False))
    looks = await system.crm.check()
    assert "0 doctors can be booked online" in wrong(looks)[0]
    assert "nobody to ask it for" in the(looks, "spzIBFreeSeanceDetails").told


async def test_a_doctor_without_free_times_is_nothing_wrong(system: EleksSystem) -> None:
    closed: Any = VERBA.model_copy(update={"doctors": tuple(reversed(VERBA.doctors[-1:] + VERBA.doctors[:1]))})
    await system.opens(closed)
    system.clock.goes_to(system.clock.now().replace(year=2030, month=1, day=1))
    assert wrong(await system.crm.check()) == []
