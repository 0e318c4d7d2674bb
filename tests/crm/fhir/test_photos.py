"""A doctor's picture: as data, or behind an address on the server's own host."""

import base64
from collections.abc import AsyncIterator
from typing import Any

import pytest

from crm.access import Access
from crm.errors import NotFound
from crm.fhir.adapter import open_fhir
from crm.fhir.photos import photo_name
from crm.port import Crm
from tests.crm.clock import MovableClock
from tests.crm.fhir.odd_server import OddServer, odd_server
from tests.crm.verba import NOW, VERBA

PNG = b"\x89PNG\r\n\x1a\n and the picture"
DATA = base64.b64encode(PNG).decode()


@pytest.fixture
async def server() -> AsyncIterator[OddServer]:
    async with odd_server() as server:
        yield server


@pytest.fixture
async def crm(server: OddServer) -> AsyncIterator[Crm]:
    async with open_fhir(Access(server.url, token="secret"), VERBA, MovableClock(NOW)) as fhir:
        yield fhir


def doctor(*photos: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"resourceType": "Practitioner", "id": "hrab", "photo": list(photos), **more}


SHOWN = {
    "as data": ([{"contentType": "image/png", "data": DATA}], PNG),
    "behind a relative address": ([{"url": "Binary/7"}], PNG),
    "behind an address": ([{"url": "{host}/files/hrab.png"}], PNG),
    "the first that is one": ([{"title": "soon"}, {"data": DATA}], PNG),
    "no picture": ([{"data": base64.b64encode(b"%PDF-1.7").decode()}], None),
    "no base64": ([{"data": "###"}], None),
    "behind an address that leads nowhere": ([{"url": "{host}/files/nobody.png"}], None),
    "none": ([], None),
}


@pytest.mark.parametrize("how", SHOWN)
async def test_a_picture(server: OddServer, crm: Crm, how: str) -> None:
    photos, picture = SHOWN[how]
    host = server.url.removesuffix("/fhir")
    told = [{name: value.replace("{host}", host) for name, value in one.items()} for one in photos]
    server.says = {"/fhir/Practitioner/hrab": [(200, doctor(*told))], "/files/hrab.png": [(200, PNG)]}
    server.says["/fhir/Binary/7"] = [(200, PNG)]
    assert await crm.photo("hrab") == picture


async def test_a_strangers_host_is_shown_no_token_and_not_even_asked(server: OddServer, crm: Crm) -> None:
    async with odd_server() as stranger:
        stranger.says = {"/fhir/hrab.png": [(200, PNG)]}
        server.says = {"/fhir/Practitioner/hrab": [(200, doctor({"url": f"{stranger.url}/hrab.png"}))]}
        assert await crm.photo("hrab") is None
        assert stranger.asked == []


async def test_nobodys_picture(crm: Crm) -> None:
    for nobody in ("nobody", "no such form of id"):
        with pytest.raises(NotFound):
            await crm.photo(nobody)


def test_its_name_changes_with_it() -> None:
    def name(version: str, **photo: str) -> str | None:
        return photo_name(doctor(photo, meta={"versionId": version}))

    assert name("1", data="aa") == name("2", data="aa") != name("2", data="bb")
    assert name("1", url="/x", hash="aa") == name("2", url="/x", hash="aa") != name("2", url="/x", hash="bb")
    assert name("1", url="/x") != name("2", url="/x"), "nothing tells when it changes, so it may have"
    assert photo_name(doctor()) is None
