"""The examiner examined: what the fact sheet forbids is refused and noted, what it allows is answered."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession

from tests.crm.eleks.conftest import Opening
from tests.crm.eleks.server import INSTALLATION, LOGIN, PASSWORD, Server
from tests.crm.eleks.target import EleksSystem
from tests.crm.verba import VERBA

FORM = {"grant_type": "password", "username": f"{LOGIN}@@@{INSTALLATION}", "password": PASSWORD}
MARTA = {
    "PatientName1": "Левчук",
    "PatientName2": "Марта",
    "PatientBirthDate": "1991-04-17T00:00:00.000",
    "PatientSexCode": "FEM",
    "PatientPhone": "380501112233",
}


class Caller:
    """Somebody who writes by hand what a call is made of."""

    def __init__(self, server: Server, session: ClientSession) -> None:
        self._server = server
        self._session = session
        self.token = ""

    async def log_in(self, **other: str) -> tuple[int, Any]:
        async with self._session.post(f"{self._server.url}/api/token", data=FORM | other) as answer:
            body = await answer.json()
        self.token = body.get("access_token", self.token)
        return answer.status, body

    async def sends(self, body: Any) -> tuple[int, Any]:
        headers = {"Authorization": f"Bearer {self.token}"}
        async with self._session.post(f"{self._server.url}/api/run", json=body, headers=headers) as answer:
            return answer.status, json.loads(await answer.text() or "null")

    async def calls(self, name: str, given: dict[str, Any], **other: Any) -> Any:
        params = [{"name": key, "value": value} for key, value in ({"Login": LOGIN} | given).items()]
        return (await self.sends({"name": name, "params": params, "installationId": INSTALLATION} | other))[1]

    def noted(self) -> list[str]:
        """Since the last time; the test that asks has wanted it so."""
        noted, self._server.violations[:] = list(self._server.violations), []
        return noted


@pytest.fixture
async def caller(system: EleksSystem) -> AsyncIterator[Caller]:
    async with ClientSession() as session:
        caller = Caller(system.server, session)
        await caller.log_in()
        yield caller


async def test_what_is_right_is_answered(caller: Caller) -> None:
    made = await caller.calls("spzIBPatientCreate", MARTA)
    assert made == {"patient": [{"patientID": 5000}]}
    found = await caller.calls("spzIBPatientSearch", {"PatientPhone": "380501112233"})
    assert found["patientList"][0]["patientBirthDate"] == "1991-04-17T00:00:00"
    assert caller.noted() == []


@pytest.mark.parametrize(
    ("other", "status"),
    [
        ({"password": "wrong"}, 400),
        ({"username": f"somebody@@@{INSTALLATION}"}, 400),
        ({"username": f"{LOGIN}@@@c0ffee00-0000-4000-8000-00000000dead"}, 500),
        ({"username": LOGIN}, 500),
    ],
)
async def test_who_may_not_log_in(caller: Caller, other: dict[str, str], status: int) -> None:
    assert (await caller.log_in(**other))[0] == status


async def test_a_code_by_sms(caller: Caller, server: Server) -> None:
    server.accounts.two_factor = (400, {"error": "TOKEN_REQUIRED"})
    assert await caller.log_in() == (400, {"error": "TOKEN_REQUIRED"})
    assert server.accounts.sms == 1
    assert (await caller.log_in(token="123456"))[0] == 200
    assert caller.noted(), "an unattended program has no such code"


async def test_without_a_living_token_nothing_is_done(caller: Caller, server: Server) -> None:
    server.accounts.all_die()
    assert (await caller.sends({}))[0] == 401
    server.speaks(dead_token=403)
    assert (await caller.sends({}))[0] == 403
    caller.token = ""
    await caller.sends({})
    assert caller.noted() == ["a call is JSON, with a bearer's token"]


WRONG: dict[str, tuple[str, dict[str, Any]]] = {
    "an unknown procedure": ("spzIBScheduleDelete", {}),
    "a number that is no text": ("spzIBPatientSearch", {"PatientID": 5012}),
    "a bit that is no text": ("spzIBSpecialityDetails", {"SpecialityisInternet": True}),
    "a bit as a word": ("spzIBSpecialityDetails", {"SpecialityisInternet": "true"}),
    "nothing as a value": ("spzIBPatientSearch", {"PatientID": None}),
    "an at sign": ("spzIBPatientSearch", {"@PatientID": "5012"}),
    "a blank in a name": ("spzIBPatientSearch", {"PatientID ": "5012"}),
    "another spelling": ("spzIBSpecialityDetails", {"SpecialityIsInternet": "1"}),
    "a spelling put right": ("spzIBServiceList", {"ServiceIsInternetService": "1"}),
    "a number that is none": ("spzIBPatientSearch", {"PatientID": "5012a"}),
    "a number too big": ("spzIBPatientSearch", {"PatientID": "2147483648"}),
    "no criterion": ("spzIBPatientSearch", {}),
    "a criterion without a meaning": ("spzIBPatientSearch", {"PatientPhone": "1", "StartDate": "2027-03-22T00:00:00"}),
    "a required one missing": ("spzIBPatientCreate", {k: v for k, v in MARTA.items() if k != "PatientPhone"}),
    "no sex": ("spzIBPatientCreate", {k: v for k, v in MARTA.items() if k != "PatientSexCode"}),
    "another sex": ("spzIBPatientCreate", MARTA | {"PatientSexCode": "female"}),
    "a date without its time": ("spzIBPatientCreate", MARTA | {"PatientBirthDate": "1991-04-17"}),
    "a zone": ("spzIBPatientCreate", MARTA | {"PatientBirthDate": "1991-04-17T00:00:00Z"}),
    "an offset": ("spzIBPatientCreate", MARTA | {"PatientBirthDate": "1991-04-17T00:00:00+02:00"}),
    "microseconds": ("spzIBPatientCreate", MARTA | {"PatientBirthDate": "1991-04-17T00:00:00.000000"}),
    "another's login": ("spzIBCompanyDetails", {"Login": "somebody"}),
    "visits of nobody": ("spzIBScheduleList", {"StartDate": "2027-03-22T00:00:00", "EndDate": "2027-03-23T00:00:00"}),
    "no GUID": ("spzIBUserDetailsExtended", {"CompanyGUID": "centre"}),
    "slots unchecked": (
        "spzIBScheduleCreate",
        {
            "PatientID": "5000",
            "ServiceID": "301",
            "VenueID": "70",
            "UserLogin": "x",
            "StartTime": "2027-03-23T09:00:00",
            "EndTime": "2027-03-23T09:30:00",
            "ScheduleDublicatesRulesIsDisabled": "1",
        },
    ),
}


@pytest.mark.parametrize(("name", "given"), WRONG.values(), ids=WRONG)
async def test_what_is_not_allowed_is_refused_and_noted(
    caller: Caller, server: Server, name: str, given: dict[str, Any]
) -> None:
    said = await caller.calls(name, given)
    (noted,) = caller.noted()
    assert said == {"data": {"status": "Error", "description": noted}}
    assert server.calls == []


@pytest.mark.parametrize(
    "body",
    [
        [],
        {"name": "spzIBCompanyDetails", "params": []},
        {"name": "spzIBCompanyDetails", "params": [], "installationId": "c0ffee00-0000-4000-8000-00000000dead"},
        {"name": "spzIBCompanyDetails", "params": {"Login": LOGIN}, "installationId": INSTALLATION},
        {"name": "spzIBCompanyDetails", "params": [{"name": "Login"}], "installationId": INSTALLATION},
        {"name": "spzIBCompanyDetails", "params": [], "installationId": INSTALLATION},
        {
            "name": "spzIBCompanyDetails",
            "params": [{"name": "Login", "value": LOGIN}, {"name": "Login", "value": LOGIN}],
            "installationId": INSTALLATION,
        },
    ],
)
async def test_what_is_no_call(caller: Caller, server: Server, body: Any) -> None:
    await caller.sends(body)
    assert len(caller.noted()) == 1
    assert server.calls == []


async def test_what_is_too_long_is_cut_in_silence_and_noted(caller: Caller, server: Server) -> None:
    await caller.calls("spzIBUserDetails", {"UserLogin": "x" * 201})
    assert [len(call.given["UserLogin"]) for call in server.calls] == [200]
    assert caller.noted() == ["spzIBUserDetails: UserLogin is longer than its column"]


async def sloppy(opening: Opening) -> None:
    async with opening() as system, ClientSession() as session:
        await system.opens(VERBA)
        caller = Caller(system.server, session)
        await caller.log_in()
        await caller.calls("spzIBCompanyDetails", {"@Search": "1"})


async def test_a_violation_fails_the_test_that_caused_it(opening: Opening) -> None:
    with pytest.raises(AssertionError):
        await sloppy(opening)
