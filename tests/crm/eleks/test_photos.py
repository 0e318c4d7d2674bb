"""A doctor's photo in each form that it may have; whatever is none is nobody's fault."""

import base64
from collections.abc import AsyncIterator
from textwrap import fill
from typing import Any

import pytest
from aiohttp import web

from crm.eleks.photos import address, inside
from tests.crm.eleks.server import Server
from tests.crm.eleks.target import EleksSystem

JPEG = b"\xff\xd8\xff\xe0 a picture of Hrab"
PNG = b"\x89PNG\r\n\x1a\n another"
CODED = base64.b64encode(JPEG * 20).decode()
URL = "https://portal.example"

INSIDE = {
    "base64": CODED,
    "base64 with line breaks": fill(CODED, 76).replace("\n", "\r\n"),
    "base64 without its padding": CODED.rstrip("="),
    "a data URI": f"data:image/jpeg;base64,{CODED}",
    "a data URI with a wrong label": f"data:text/plain;charset=utf-8;base64,{CODED}",
}
NONE: dict[str, Any] = {
    "null": None,
    "empty": "",
    "a number": 7,
    "words": "немає фото",
    "base64 of something else": base64.b64encode(b"GIF89a ...").decode(),
    "base64 that was cut off": CODED[:-3],
    "a page elsewhere": "https://elsewhere.example/hrab.jpg",
    "elsewhere without a scheme": "//elsewhere.example/hrab.jpg",
    "another port": "https://portal.example:8443/hrab.jpg",
    "no address": "http://[",
    "a list": [1, 2],
}


@pytest.mark.parametrize("value", INSIDE.values(), ids=INSIDE)
async def test_a_picture_in_the_row(system: EleksSystem, server: Server, value: str) -> None:
    server.world.photos["hrab"] = value
    hrab = (await system.crm.directory()).doctors[0]
    assert hrab.photo
    assert await system.crm.photo(hrab.id) == JPEG * 20


@pytest.mark.parametrize("value", NONE.values(), ids=NONE)
async def test_what_is_no_picture(system: EleksSystem, server: Server, value: Any) -> None:
    server.world.photos["hrab"] = value
    hrab = (await system.crm.directory()).doctors[0]
    assert hrab.photo is None
    assert await system.crm.photo(hrab.id) is None
    assert address(value, URL) is None
    assert inside(value) is None


@pytest.mark.parametrize("value", ["{url}/photos/hrab.jpg", "/photos/hrab.jpg", "photos/hrab.jpg"])
async def test_a_picture_at_an_address_of_theirs(system: EleksSystem, server: Server, value: str) -> None:
    server.pictures["/photos/hrab.jpg"] = PNG
    server.world.photos["hrab"] = value.format(url=server.url)
    hrab = (await system.crm.directory()).doctors[0]
    assert hrab.photo
    assert await system.crm.photo(hrab.id) == PNG


async def test_an_address_where_nothing_hangs(system: EleksSystem, server: Server) -> None:
    server.world.photos["hrab"] = "/photos/hrab.jpg"
    hrab = (await system.crm.directory()).doctors[0].id
    assert await system.crm.photo(hrab) is None
    server.pictures["/photos/hrab.jpg"] = b"<html>log in</html>"
    assert await system.crm.photo(hrab) is None


@pytest.fixture
async def elsewhere() -> AsyncIterator[tuple[str, list[str]]]:
    """Another host's address, and who came there."""
    came: list[str] = []

    async def note(request: web.Request) -> web.Response:
        came.append(request.path)
        return web.Response(body=JPEG)

    app = web.Application()
    app.router.add_get("/{picture:.*}", note)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/hrab.jpg", came
    await runner.cleanup()


async def test_nobody_else_is_asked_for_a_picture(
    system: EleksSystem, server: Server, elsewhere: tuple[str, list[str]]
) -> None:
    url, came = elsewhere
    server.world.photos["hrab"] = url
    hrab = (await system.crm.directory()).doctors[0]
    assert (hrab.photo, await system.crm.photo(hrab.id), came) == (None, None, [])


async def test_another_picture_has_another_name(system: EleksSystem, server: Server) -> None:
    server.world.photos |= {"hrab": CODED, "koval": base64.b64encode(PNG).decode()}
    hrab, koval, nych = (await system.crm.directory()).doctors[:3]
    assert hrab.photo != koval.photo
    assert nych.photo is None
