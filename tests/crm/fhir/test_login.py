"""Logging in: once for all, anew before it ends or when it has ended, and never in a storm."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from crm.access import Access
from crm.errors import AuthFailed, CrmError, Unavailable
from crm.fhir.login import Login
from crm.http import Answer, Line, line
from crm.model import Directory
from crm.port import Crm
from tests.crm.broken_line import Fault
from tests.crm.fhir.behind import Behind, behind
from tests.crm.fhir.conftest import Opening
from tests.crm.fhir.odd_server import OddServer, Said, odd_server
from tests.crm.fhir.system import FhirSystem
from tests.crm.story import Story, order

CLIENT = {"client": "the bot", "secret": "пароль:%&"}
NINE = "2027-03-23 09:00"


@pytest.fixture
async def system(opening: Opening) -> AsyncIterator[FhirSystem]:
    """One that wants a login (server/login.mjs)."""
    async with opening(door=CLIENT) as system:
        yield system


@pytest.fixture
async def there(system: FhirSystem) -> AsyncIterator[Behind]:
    async with behind(system.url) as there:
        yield there


async def logins(there: Behind) -> int:
    return int((await there.read("$logins"))["logins"])


async def side_by_side(crm: Crm, times: int) -> list[Directory | BaseException]:
    return await asyncio.gather(*(crm.directory() for _ in range(times)), return_exceptions=True)


async def test_one_login_serves_all(system: FhirSystem, there: Behind) -> None:
    found = await side_by_side(system.crm, 20)
    assert found == [found[0]] * 20
    assert isinstance(found[0], Directory)
    assert await logins(there) == 1


async def test_refused_credentials_are_tried_once_by_however_many(system: FhirSystem, there: Behind) -> None:
    async with system.reached_at(system.url, user=CLIENT["client"], password="wrong") as crm:
        assert {type(error) for error in await side_by_side(crm, 20)} == {AuthFailed}
    assert await logins(there) == 1


async def test_a_login_is_wanted(system: FhirSystem) -> None:
    async with system.reached_at(system.url) as crm:
        with pytest.raises(AuthFailed):
            await crm.directory()


async def test_a_token_that_is_no_longer_taken_is_renewed_once_for_all(system: FhirSystem, there: Behind) -> None:
    await system.crm.directory()
    await there.read("$forget-tokens")
    assert {type(one) for one in await side_by_side(system.crm, 20)} == {Directory}
    assert await logins(there) == 2


async def test_a_token_that_ends_in_the_middle_of_a_booking_is_renewed_and_one_visit_is_booked(
    system: FhirSystem, story: Story
) -> None:
    wish = order(await story.slot("Граб Іван", NINE), await story.patient())
    async with system.over_a_line() as (crm, way):
        way.breaks(Fault.UNAUTHORISED, lambda request, _body: request.method == "POST")
        made = await crm.book(wish)
    assert [one.id for one in await story.crm.appointments([wish.patient_id], made.starts_at, made.ends_at)] == [
        made.id
    ]


@pytest.fixture
async def odd() -> AsyncIterator[OddServer]:
    async with odd_server() as server:
        server.says["/fhir/.well-known/smart-configuration"] = [(200, {"token_endpoint": f"{server.url}/token"})]
        yield server


async def test_a_token_is_renewed_before_it_ends(odd: OddServer) -> None:
    now = 1000.0
    tokens = [{"access_token": word, "expires_in": life} for word, life in (("one", 60), ("two", 20), ("three", 60))]
    odd.says["/fhir/token"] = [(200, token) for token in tokens]
    async with line(odd.url) as way:
        login = Login(way, Access(odd.url, user="bot", password="secret"), lambda: now)
        assert await login.token() == "one"
        for later, token in ((29, "one"), (30, "two"), (39, "two"), (40, "three")):
            now = 1000.0 + later
            assert await login.token() == token


TROUBLE: dict[str, tuple[list[Said] | None, list[Said], type[CrmError]]] = {
    "no discovery": ([(404, {})], [], AuthFailed),
    "no endpoint in it": ([(200, {})], [], AuthFailed),
    "refused": (None, [(400, {"error": "invalid_client"})], AuthFailed),
    "an answer without a token": (None, [(200, {})], Unavailable),
    "broken": (None, [(503, "Service unavailable")], Unavailable),
}


@pytest.mark.parametrize("why", TROUBLE)
async def test_a_login_that_fails_says_why_and_may_be_tried_again(odd: OddServer, why: str) -> None:
    discovery, answers, told = TROUBLE[why]
    well = odd.says["/fhir/.well-known/smart-configuration"]
    odd.says = {"/fhir/.well-known/smart-configuration": discovery or well, "/fhir/token": answers}
    async with line(odd.url) as way:
        login = Login(way, Access(odd.url, user="bot", password="secret"))
        with pytest.raises(told):
            await login.token()
        odd.says = {"/fhir/.well-known/smart-configuration": well, "/fhir/token": [(200, {"access_token": "one"})]}
        assert await login.token() == "one"


class InSecret(Line):
    """Reached by https, as far as it knows."""

    def __init__(self, way: Line) -> None:
        self._way = way
        self.url = way.url.replace("http://", "https://")

    async def call(self, method: str, path: str, *, writing: bool, **given: Any) -> Answer:
        return await self._way.call(method, path, writing=writing, **given)


async def test_who_is_reached_in_secret_sends_no_secret_in_the_open(odd: OddServer) -> None:
    async with line(odd.url) as way:
        with pytest.raises(AuthFailed, match="https"):
            await Login(InSecret(way), Access(odd.url, user="bot", password="secret")).token()
    assert odd.asked == ["GET /fhir/.well-known/smart-configuration"]
