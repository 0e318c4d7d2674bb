"""Which way of booking a server is good for."""

from typing import Any

import pytest

from crm.access import Access
from crm.fhir.adapter import open_fhir
from crm.fhir.style import lacking, style_of
from tests.crm.broken_line import broken_line
from tests.crm.counterparts import described_elsewhere
from tests.crm.fhir.behind import Behind, behind
from tests.crm.fhir.conftest import Opening
from tests.crm.fhir.resources import crm_id
from tests.crm.fhir.system import FhirSystem
from tests.crm.story import Story, all_at_once, order
from tests.crm.verba import VERBA

APPOINTMENT = {"type": "Appointment", "versioning": "versioned-update", "conditionalCreate": True}
SLOT = {"type": "Slot", "versioning": "versioned-update"}
NINE, TEN = "2027-03-23 09:00", "2027-03-23 10:00"


def statement(code: str, *resources: dict[str, Any]) -> dict[str, Any]:
    return {"rest": [{"mode": "server", "interaction": [{"code": code}], "resource": list(resources)}]}


def test_a_server_with_all_that_a_transaction_needs() -> None:
    whole = statement("transaction", APPOINTMENT, SLOT)
    assert (style_of(whole), lacking(whole)) == ("transaction", [])


def test_what_is_lacking_is_named_and_such_a_server_is_trusted_to_own_its_times() -> None:
    poor = statement("batch", {**APPOINTMENT, "conditionalCreate": False}, {**SLOT, "versioning": "versioned"})
    assert lacking(poor) == ["transactions", "conditional create of Appointment", "updates of Slot by version"]
    assert style_of(poor) == style_of({}) == "managed"


@pytest.mark.parametrize(("form", "style"), [("good", "transaction"), ("managed", "managed")])
async def test_it_is_found_out_once_from_what_the_server_says_of_itself(
    opening: Opening, form: str, style: str
) -> None:
    async with opening(form) as system, behind(system.url) as there:
        assert style_of(await there.read("metadata")) == style
        story = await Story.begins(system)
        slot = await story.slot("Граб Іван", NINE)
        async with system.over_a_line() as (crm, way):
            for patient in await story.patients(2):
                await all_at_once([crm.book(order(slot, patient))])
    assert len([call for call in way.passed if call.endswith("/metadata")]) == 1


async def test_what_the_clinic_file_says_is_not_asked(system: FhirSystem, story: Story) -> None:
    told = described_elsewhere(VERBA, crm_id, booking="transaction")
    origin, _, path = system.url.rpartition("/")
    async with broken_line(origin) as way, open_fhir(Access(f"{way.url}/{path}"), told, system.clock) as crm:
        await crm.book(order(await story.slot("Граб Іван", NINE), await story.patient()))
    assert not [call for call in way.passed if call.endswith("/metadata")]


@pytest.mark.parametrize("system", ["managed"], indirect=True)
async def test_who_owns_availability_is_told_by_one_call_and_sets_the_slots(
    system: FhirSystem, story: Story, there: Behind
) -> None:
    marta = await story.patient()
    nine, ten = order(await story.slot("Граб Іван", NINE), marta), order(await story.slot("Граб Іван", TEN), marta)
    async with system.over_a_line() as (crm, way):
        made = await crm.book(nine)
        await crm.reschedule(made.id, ten)
        await crm.cancel(made.id)
    written = [call.partition(" ") for call in way.passed if not call.startswith("GET")]
    whole = f"/Appointment/{made.id}"
    assert [(method, path.endswith(whole)) for method, _, path in written] == [
        ("POST", False),
        ("PUT", True),
        ("PUT", True),
    ]
    assert await there.find("Slot?status=busy") == []
