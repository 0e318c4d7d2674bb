"""Whatever happens on the way to a clinic's system is told as what it means: nothing was changed, or nobody knows."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from crm import http
from crm.errors import OutcomeUnknown, Unavailable
from crm.http import Line, line
from tests.crm.broken_line import BrokenLine, Fault, broken_line


@pytest.fixture
async def system() -> AsyncIterator[BrokenLine]:
    """One that counts: each call adds one."""
    counted = 0

    async def count(request: web.Request) -> web.Response:
        nonlocal counted
        counted += 1
        if request.path == "/moved":
            raise web.HTTPFound("https://elsewhere.example/")
        return web.json_response({"counted": counted, "said": await request.text()})

    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", count)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with broken_line(f"http://127.0.0.1:{runner.addresses[0][1]}") as broken:
        yield broken
    await runner.cleanup()


@pytest.fixture
async def ours(system: BrokenLine) -> AsyncIterator[Line]:
    async with line(system.url) as open_line:
        yield open_line


async def counted(ours: Line) -> int:
    """By a call more."""
    return int((await ours.call("GET", "look", writing=False)).body["counted"]) - 1


async def test_an_answer_is_its_status_and_its_json(ours: Line) -> None:
    answer = await ours.call("POST", "/a/b", writing=True, json={"name": "Ольга"})
    assert (answer.status, answer.well, answer.body["counted"]) == (200, True, 1)
    assert json.loads(answer.body["said"]) == {"name": "Ольга"}


@pytest.mark.parametrize("fault", [fault for fault in Fault if fault not in {Fault.CUT, Fault.UNAUTHORISED}])
async def test_what_may_have_been_done_is_unknown_and_what_was_only_read_is_unavailable(
    system: BrokenLine, ours: Line, fault: Fault
) -> None:
    for writing, told in ((True, OutcomeUnknown), (False, Unavailable)):
        before = await counted(ours)
        system.breaks(fault)
        with pytest.raises(told if fault is not Fault.HANGS else TimeoutError):
            async with asyncio.timeout(0.3 if fault is Fault.HANGS else 5):
                await ours.call("POST", "x", writing=writing)
        assert await counted(ours) - before - 1 == fault.carried_out


async def test_where_nobody_listens_nothing_was_sent(system: BrokenLine, ours: Line) -> None:
    await system.refuses()
    with pytest.raises(Unavailable):
        await ours.call("POST", "x", writing=True)
    await system.is_mended()
    assert await counted(ours) == 0


async def test_a_refusal_is_an_answer(system: BrokenLine, ours: Line) -> None:
    system.breaks(Fault.UNAUTHORISED)
    answer = await ours.call("POST", "x", writing=True)
    assert (answer.status, answer.well) == (401, False)


async def test_nobody_is_followed_elsewhere(ours: Line) -> None:
    with pytest.raises(Unavailable):
        await ours.call("GET", "moved", writing=False)  # its page is no JSON


async def test_an_answer_without_end_is_given_up(ours: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "LARGEST", 20)
    with pytest.raises(Unavailable):
        await ours.call("POST", "x", writing=False, data="a" * 100)
