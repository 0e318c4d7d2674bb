"""Where a server does not know how to search it answers with more than it was asked for: rows are looked at again."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any

import pytest

from crm.access import Access
from crm.errors import NotFound
from crm.fhir.adapter import open_fhir
from crm.model import Order, Slot
from crm.port import Crm
from tests.crm.clock import MovableClock
from tests.crm.fhir.behind import appointment
from tests.crm.fhir.odd_server import OddServer, bundle, odd_server
from tests.crm.fhir.system import FhirSystem
from tests.crm.story import wall
from tests.crm.verba import NOW, VERBA

START, END = wall("2027-03-23 00:00"), wall("2027-03-24 00:00")
NINE = Slot("hrab", "centre", "visit", wall("2027-03-23 09:00"), wall("2027-03-23 09:30"))


def slot(own_id: str, at: str, schedule: str = "s", status: str = "free") -> dict[str, Any]:
    start = wall(at)
    times = {"start": start.isoformat(), "end": (start + timedelta(minutes=30)).isoformat()}
    return {
        "resourceType": "Slot",
        "id": own_id,
        "schedule": {"reference": f"Schedule/{schedule}"},
        "status": status,
    } | times


def schedule(own_id: str, doctor: str) -> dict[str, Any]:
    actors = [{"reference": reference} for reference in (f"Practitioner/{doctor}", "Location/centre")]
    return {"resourceType": "Schedule", "id": own_id, "actor": actors}


def card(own_id: str, phone: str, born: str) -> dict[str, Any]:
    name, telecom = {"family": "Левчук", "given": ["Марта"]}, {"system": "phone", "value": phone}
    return {"resourceType": "Patient", "id": own_id, "name": [name], "telecom": [telecom], "birthDate": born}


@pytest.fixture
async def server() -> AsyncIterator[OddServer]:
    async with odd_server() as server:
        at_ten = Slot("koval", "centre", "visit", NINE.ends_at, NINE.ends_at + timedelta(minutes=30))
        key = {"identifier": [{"system": "urn:reception:booking", "value": "other"}]}
        rows = {
            "PractitionerRole": [],
            "Schedule": [schedule("s", "hrab"), schedule("other", "koval")],
            "Slot": [
                slot("right", "2027-03-23 11:00"),
                slot("another day", "2027-03-24 11:00"),
                slot("busy", "2027-03-23 12:00", status="busy"),
                slot("somebody else's", "2027-03-23 13:00", "other"),
            ],
            "Appointment": [appointment(NINE, "marta", "1", **key), appointment(at_ten, "orest", "2")],
            "Patient": [card("marta", "+380501112233", "1991-04-17"), card("ella", "+380501112244", "1991-04-18")],
        }
        server.says = {f"/fhir/{kind}": [(200, bundle(*some))] for kind, some in rows.items()}
        statement = {"resourceType": "CapabilityStatement"}
        server.says["/fhir/metadata"] = [(200, statement)]
        yield server


@pytest.fixture
async def crm(server: OddServer) -> AsyncIterator[Crm]:
    told = VERBA.model_copy(update={"crm": VERBA.crm.model_copy(update={"booking": "transaction"})})
    async with open_fhir(Access(server.url), told, MovableClock(NOW)) as crm:
        yield crm


async def test_free_times_are_this_doctors_of_these_days(crm: Crm) -> None:
    assert [one.token for one in await crm.free_slots("hrab", "visit", "centre", START, END)] == ["right"]


async def test_visits_are_these_patients(crm: Crm) -> None:
    assert [one.id for one in await crm.appointments(["orest"], START, END)] == ["2"]
    assert await crm.appointments(["marta"], END, END + timedelta(days=1)) == []


async def test_a_wish_has_come_to_nothing_but_a_visit_of_its_own_key(crm: Crm) -> None:
    assert await crm.outcome(Order("mine", NINE, "marta")) is None


async def test_cards_are_of_this_number_or_this_birth_date(crm: Crm) -> None:
    assert [one.id for one in await crm.find_patients("+380501112244")] == ["ella"]
    assert [one.id for one in await crm.find_namesakes("Левчук", "Марта", date(1991, 4, 18))] == ["ella"]


FORMS = ["no such form", "../Patient/1", "1?x=2", "", "a" * 65, "1,2"]


@pytest.mark.parametrize("nobody", FORMS)
async def test_what_cannot_be_an_id_is_asked_for_nowhere(system: FhirSystem, nobody: str) -> None:
    async with system.over_a_line() as (crm, way):
        for asked in (crm.appointment(nobody), crm.photo(nobody), crm.cancel(nobody)):
            with pytest.raises(NotFound):
                await asked
        assert await crm.appointments([nobody], START, END) == []
        assert await crm.free_slots(nobody, "visit", "centre", START, END) == []
    assert [call for call in way.passed if not call.endswith("/metadata")] == []
