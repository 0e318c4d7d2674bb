"""``check``: what is wrong with a server is said in words, one line each, and nothing is changed by looking."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from crm.access import Access
from crm.fhir.adapter import open_fhir
from crm.model import Look
from tests.crm.clock import MovableClock
from tests.crm.counterparts import described_elsewhere
from tests.crm.fhir.behind import Behind
from tests.crm.fhir.conftest import Opening
from tests.crm.fhir.odd_server import OddServer, bundle, odd_server
from tests.crm.fhir.resources import crm_id
from tests.crm.fhir.system import FhirSystem
from tests.crm.verba import NOW, VERBA

STATEMENT = {"resourceType": "CapabilityStatement", "fhirVersion": "4.0.1"}


def wrong(looks: list[Look]) -> list[str]:
    return [look.told for look in looks if not look.well]


async def looked_at(url: str, booking: str | None = None, **access: str) -> list[Look]:
    told = described_elsewhere(VERBA, crm_id, booking=booking)
    async with open_fhir(Access(url, **access), told, MovableClock(NOW)) as crm:
        return await crm.check()


@pytest.fixture
async def odd() -> AsyncIterator[OddServer]:
    """One that answers every search with everything, but has a directory of nothing."""
    async with odd_server() as server:
        server.says = {"/fhir/metadata": [(200, STATEMENT)]}
        for kind in ("Location", "HealthcareService", "PractitionerRole", "Practitioner", "Schedule"):
            server.says[f"/fhir/{kind}"] = [(200, bundle())]
        for kind in ("Schedule", "Slot", "Appointment", "Patient"):
            server.says[f"/fhir/{kind}"] = [(200, bundle({"resourceType": kind, "id": "1"}))]
        yield server


async def test_a_look_changes_nothing(system: FhirSystem) -> None:
    async with system.over_a_line() as (crm, way):
        assert wrong(await crm.check()) == []
    assert {call.split()[0] for call in way.passed} == {"GET"}


async def test_where_nobody_listens() -> None:
    looks = await looked_at("http://127.0.0.1:9/fhir")
    assert len(wrong(looks)) == len(looks)
    assert all("Unavailable" in told and "CRM_URL" in told for told in wrong(looks))


async def test_refused_credentials(opening: Opening) -> None:
    async with opening(door={"token": "right"}) as system:
        told = wrong(await looked_at(system.url, token="wrong"))
    assert "The directory cannot be read: AuthFailed" in "\n".join(told)
    assert all("CRM_TOKEN" in one for one in told)
    assert "wrong" not in "\n".join(told), "no secret is printed"


async def test_a_server_that_ignores_what_it_is_searched_by(odd: OddServer) -> None:
    told = "\n".join(wrong(await looked_at(odd.url)))
    for search in ("Appointment by identifier", "Patient by telecom", "Slot by schedule", "Appointment by actor"):
        assert f"{search} is not understood" in told


async def test_a_server_of_another_version_or_without_what_its_style_needs(odd: OddServer) -> None:
    odd.says["/fhir/metadata"] = [(200, STATEMENT | {"fhirVersion": "3.0.2"})]
    told = "\n".join(wrong(await looked_at(odd.url, booking="transaction")))
    assert "FHIR 3.0.2" in told
    assert "it lacks transactions, conditional create of Appointment" in told
    assert "Writing: it says that it does not take Patient (create), Appointment (create)" in told


async def test_an_empty_directory(odd: OddServer) -> None:
    assert "nothing can be booked until PractitionerRole" in "\n".join(wrong(await looked_at(odd.url)))


async def test_old_versions_that_are_not_shown(odd: OddServer) -> None:
    assert "_history" in "\n".join(wrong(await looked_at(odd.url)))


async def test_no_free_times(system: FhirSystem) -> None:
    system.clock.goes_to(NOW + timedelta(days=1000))
    (told,) = wrong(await system.crm.check())
    assert "of 5 doctors: 0; are there Slots with status free" in told


async def test_what_has_no_counterpart_is_named_from_both_sides(system: FhirSystem, there: Behind) -> None:
    strange: dict[str, Any] = {"resourceType": "Location", "id": "strange", "name": "Нова"}
    await there.keep(strange)
    await there.change(f"HealthcareService/{crm_id('services', 'long')}", active=False)
    looks = await system.crm.check()
    (told,) = wrong(looks)
    assert told.startswith("services of the clinic file that the server does not have")
    assert crm_id("services", "long") in told
    known = [look.told for look in looks if look.well]
    assert "branches that the clinic file says nothing of, shown as the server has them: strange" in known
