"""The tests' own server is a real one: it checks, it keeps versions, it pages; and the bad one is bad."""

import asyncio
import sys
from typing import Any

import pytest
from aiohttp import ClientConnectorError, ClientError, ClientSession

from tests.architecture.rooms import ROOT
from tests.crm.fhir.behind import Behind
from tests.crm.fhir.conftest import Opening
from tests.crm.fhir.system import FhirSystem
from tests.crm.story import Story

PEOPLE = [{"actor": {"reference": "Patient/1"}, "status": "accepted"}]
GOOD: dict[str, Any] = {
    "resourceType": "Appointment",
    "status": "booked",
    "start": "2027-03-23T09:00:00+02:00",
    "end": "2027-03-23T09:30:00+02:00",
    "participant": PEOPLE,
}
RUBBISH: dict[str, dict[str, Any]] = {
    "a property that is not FHIR's": {"colour": "red"},
    "a status that is none": {"status": "maybe"},
    "a code that is none": {"participant": [{**PEOPLE[0], "status": "perhaps"}]},
    "nobody takes part": {"participant": []},
    "a day where a moment belongs": {"start": "2027-03-23"},
    "a beginning without an end": {"end": None},
    "a reason to cancel what is not cancelled": {"cancelationReason": {"text": "ill"}},
    "a number where words belong": {"comment": 7},
}


@pytest.mark.parametrize("why", RUBBISH)
async def test_rubbish_is_refused(there: Behind, why: str) -> None:
    wrong = {name: value for name, value in (GOOD | RUBBISH[why]).items() if value is not None}
    assert (await there.call("POST", "Appointment", wrong))[0] == 400
    assert (await there.call("POST", "Appointment", GOOD))[0] == 201


async def test_a_bundle_of_rubbish_is_refused_as_a_whole(there: Behind) -> None:
    entry = [entry_of("POST", "Appointment", GOOD)]
    assert (await there.call("POST", "", {"resourceType": "Bundle", "entry": entry}))[0] == 400
    assert (await there.call("POST", "", {"resourceType": "Bundle", "type": "transaction", "entry": entry}))[0] == 200
    assert await there.statuses() == ["booked"]


async def raw_bookings(story: Story, there: Behind) -> tuple[list[int], int]:
    """Twenty at once, as FHIR has it and with nothing else to guard them; the answers, and who has the time then."""
    wanted = await story.slot("Граб Іван", "2027-03-23 09:00")
    slot = await there.read(f"Slot/{wanted.token}")

    async def booked(number: int) -> int:
        appointment = {**GOOD, "slot": [{"reference": f"Slot/{slot['id']}"}]}
        entry = [
            entry_of(
                "PUT", f"Slot/{slot['id']}", {**slot, "status": "busy"}, ifMatch=f'W/"{slot["meta"]["versionId"]}"'
            ),
            entry_of("POST", "Appointment", appointment, ifNoneExist=f"identifier=urn:nobody|{number}"),
        ]
        return (await there.call("POST", "", {"resourceType": "Bundle", "type": "transaction", "entry": entry}))[0]

    answers = await asyncio.gather(*(booked(number) for number in range(20)))
    return sorted(answers), int((await there.read(f"Appointment?slot=Slot/{slot['id']}"))["total"])


def entry_of(method: str, url: str, resource: dict[str, Any], **conditions: str) -> dict[str, Any]:
    return {"resource": resource, "request": {"method": method, "url": url, **conditions}}


async def test_a_good_server_gives_one_time_to_one(story: Story, there: Behind) -> None:
    assert await raw_bookings(story, there) == ([200] + [412] * 19, 1)


@pytest.mark.parametrize("system", ["bad"], indirect=True)
async def test_a_bad_server_tells_nineteen_that_they_lost_and_keeps_all_twenty(story: Story, there: Behind) -> None:
    assert await raw_bookings(story, there) == ([200] + [412] * 19, 20)


async def test_a_change_of_an_old_version_is_refused(story: Story, there: Behind) -> None:
    slot = await there.read(f"Slot/{(await story.slot('Граб Іван', '2027-03-23 09:00')).token}")
    match = {"If-Match": f'W/"{slot["meta"]["versionId"]}"'}
    path = f"Slot/{slot['id']}"
    assert (await there.call("PUT", path, {**slot, "status": "busy"}, **match))[0] == 200
    assert (await there.call("PUT", path, {**slot, "status": "free"}, **match))[0] == 412
    assert [version["status"] for version in await there.find(f"{path}/_history")] == ["busy", "free"]


async def test_pages_are_small_and_the_last_has_no_next(there: Behind) -> None:
    first = await there.read("Schedule?_count=1000")
    links = {link["relation"]: link["url"] for link in first["link"]}
    assert (len(first["entry"]), first["total"]) == (10, 11)
    last = await there.read(links["next"].removeprefix(f"{there.url}/"))
    assert len(last["entry"]) == 1
    assert "next" not in {link["relation"] for link in last["link"]}


async def test_what_many_servers_lack_this_one_lacks_too(there: Behind) -> None:
    assert (await there.call("GET", "Appointment/_history"))[0] == 404
    assert await there.find("Slot?schedule.actor=Practitioner/x") == []


@pytest.mark.parametrize("system", ["managed"], indirect=True)
async def test_who_owns_availability_sets_its_slots_and_lets_nobody_else(story: Story, there: Behind) -> None:
    made = await story.booked(await story.patient(), await story.slot("Граб Іван", "2027-03-23 09:00"))
    busy = await there.find("Slot?status=busy")
    assert len(busy) > 1, "all that overlap"
    assert (await there.call("PUT", f"Slot/{busy[0]['id']}", {**busy[0], "status": "free"}))[0] == 409
    await story.crm.cancel(made.id)
    assert await there.find("Slot?status=busy") == []


PROGRAM = """
import time
from tests.crm.fhir.node import fhir_server
with fhir_server() as url:
    print(url, flush=True)
    time.sleep(600)
"""


@pytest.mark.usefixtures("fhir_home")  # where there can be none, this is left out as well
async def test_it_does_not_outlive_who_started_it() -> None:
    started = await asyncio.create_subprocess_exec(
        sys.executable, "-c", PROGRAM, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert started.stdout
    url = (await started.stdout.readline()).decode().strip()
    async with ClientSession() as session:
        assert (await session.get(url)).status == 404
        started.kill()
        async with asyncio.timeout(10):
            while await is_there(session, url):
                pass
    await started.wait()


async def is_there(session: ClientSession, url: str) -> bool:
    try:
        await session.get(url)
    except ClientConnectorError:
        return False
    except ClientError:
        pass  # it broke off: it is going
    return True


async def test_clinics_know_nothing_of_each_other(system: FhirSystem, story: Story, opening: Opening) -> None:
    async with opening() as other:
        made = await story.booked(await story.patient(), await story.slot("Граб Іван", "2027-03-23 09:00"))
        assert await system.crm.find_patients("+380501100001") != []
        assert await other.crm.find_patients("+380501100001") == []
        assert made.starts_at in [
            slot.starts_at for slot in await (await Story.begins(other)).free("Граб Іван", "2027-03-23")
        ]
