"""Calls of a FHIR server: all pages, one try more for what is only read, and what each refusal means."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from crm.access import Access
from crm.errors import AuthFailed, NotFound, OutcomeUnknown, Unavailable
from crm.fhir.login import Login
from crm.fhir.session import Session
from crm.http import line
from tests.crm.broken_line import Fault, broken_line
from tests.crm.fhir.odd_server import OddServer, bundle, odd_server

SLOT = {"resourceType": "Slot", "id": "1"}
SECOND = {"resourceType": "Slot", "id": "2"}


@pytest.fixture
async def server() -> AsyncIterator[OddServer]:
    async with odd_server() as server:
        yield server


@pytest.fixture
async def session(server: OddServer) -> AsyncIterator[Session]:
    async with line(server.url) as way:
        yield Session(way, Login(way, Access(server.url, token="secret")))


NEXT = {
    "as it stands": "{url}/Slot?page=2",
    "from the server's own root": "/fhir/Slot?page=2",
    "from the base": "Slot?page=2",
    "by a name that only its proxy knows": "https://inside.example:8443/fhir/Slot?page=2",
    "at the base itself": "{url}?page=2",
}


@pytest.mark.parametrize("how", NEXT)
async def test_all_pages_are_read_however_the_next_one_is_named(server: OddServer, session: Session, how: str) -> None:
    following = NEXT[how].format(url=server.url)
    server.says = {
        "/fhir/Slot": [(200, bundle(SLOT, following=following))],
        "/fhir/Slot?page=2": [(200, bundle(SECOND))],
    }
    server.says["/fhir?page=2"] = server.says["/fhir/Slot?page=2"]
    assert await session.find("Slot") == [SLOT, SECOND]


async def test_a_next_page_elsewhere_is_not_gone_to(server: OddServer, session: Session) -> None:
    async with odd_server() as thief:
        elsewhere = f"{thief.url.removesuffix('/fhir')}/other/Slot?page=2"
        server.says = {"/fhir/Slot": [(200, bundle(SLOT, following=elsewhere))]}
        with pytest.raises(Unavailable):
            await session.find("Slot")
        assert thief.asked == []


async def test_pages_that_go_round_end(server: OddServer, session: Session) -> None:
    page = bundle(SLOT, following=f"{server.url}/Slot?page=2")
    server.says = {"/fhir/Slot": [(200, page)], "/fhir/Slot?page=2": [(200, page)]}
    with pytest.raises(Unavailable):
        async with asyncio.timeout(5):
            await session.find("Slot")


async def test_what_comes_beside_the_matches_is_left_out(server: OddServer, session: Session) -> None:
    server.says = {"/fhir/Slot": [(200, bundle(SLOT, {"resourceType": "OperationOutcome", "issue": []}))]}
    assert await session.find("Slot") == [SLOT]


@pytest.mark.parametrize("status", [502, 503, 504])
async def test_reading_is_tried_twice_and_writing_once(server: OddServer, session: Session, status: int) -> None:
    server.says = {"/fhir/Slot/1": [(status, "Bad gateway"), (200, SLOT)]}
    assert await session.read("Slot/1") == SLOT
    server.says = {"/fhir/Slot/1": [(status, "Bad gateway"), (200, SLOT)]}
    with pytest.raises(OutcomeUnknown):
        await session.write("PUT", "Slot/1", SLOT, {})
    assert server.asked == ["GET /fhir/Slot/1"] * 2 + ["PUT /fhir/Slot/1"]


async def test_who_breaks_off_is_asked_again(server: OddServer) -> None:
    server.says = {"/fhir/Slot/1": [(200, SLOT)]}
    async with broken_line(server.url.removesuffix("/fhir")) as broken, line(f"{broken.url}/fhir") as way:
        broken.breaks(Fault.ANSWER_LOST)
        assert await Session(way, Login(way, Access(""))).read("Slot/1") == SLOT
    assert len(server.asked) == 2


WRONG = {400: Unavailable, 403: AuthFailed, 404: NotFound, 410: NotFound, 429: Unavailable, 500: Unavailable}


@pytest.mark.parametrize("status", WRONG)
async def test_what_a_status_means_to_who_reads(server: OddServer, session: Session, status: int) -> None:
    server.says = {"/fhir/Slot/1": [(status, {"resourceType": "OperationOutcome"})]}
    with pytest.raises(WRONG[status]):
        await session.read("Slot/1")


async def test_too_many_calls_is_no_unknown_outcome(server: OddServer, session: Session) -> None:
    server.says = {"/fhir/Slot/1": [(429, "slow down")]}
    with pytest.raises(Unavailable):
        await session.write("PUT", "Slot/1", SLOT, {})


async def test_a_fixed_token_that_is_refused_is_refused_at_once(server: OddServer, session: Session) -> None:
    server.says = {"/fhir/Slot/1": [(401, "<html>Log in</html>")]}
    with pytest.raises(AuthFailed):
        await session.write("PUT", "Slot/1", SLOT, {})
    assert len(server.asked) == 1
    assert server.headers[0]["Authorization"] == "Bearer secret"


async def test_a_server_without_history_has_none_to_show(server: OddServer, session: Session) -> None:
    for status in (404, 405, 410):
        server.says = {"/fhir/Slot/1/_history": [(status, {})]}
        assert await session.history("Slot", "1") is None
