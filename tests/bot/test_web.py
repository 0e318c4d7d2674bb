"""The bot's own address over real HTTP: who may bring updates, what is answered, and what is told to who watches."""

import asyncio
import io
import json
import logging
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest

from bot.health import Health
from bot.log import SILENCED
from bot.outages import CRM, Outages
from bot.settings import SettingsError
from bot.turns import RawUpdate
from bot.vitals import Vitals
from bot.web import MOST, SECRET_HEADER, Door, serving
from db.database import Database
from db.inbox import Inbox
from db.outage import is_away

SECRET = "0123456789-abcdef_ABCDEF"
CANARY = "Kanareichenko"


@dataclass
class Site:
    """A bot's address, and what has come in through its door."""

    url: str
    vitals: Vitals
    heard: list[RawUpdate] = field(default_factory=list)
    broken: bool = False

    async def accept(self, updates: Sequence[RawUpdate]) -> None:
        if self.broken:
            raise ConnectionError(CANARY)
        self.heard.extend(updates)

    async def brings(self, body: Any, secret: str | None = SECRET) -> tuple[int, str]:
        """As Telegram does; bytes go as they are."""
        raw = io.BytesIO(body if isinstance(body, bytes) else json.dumps(body).encode())
        headers = {} if secret is None else {SECRET_HEADER: secret}
        async with aiohttp.ClientSession() as session, session.post(f"{self.url}/hook", data=raw, headers=headers) as r:
            return r.status, await r.text()

    async def reads(self, path: str) -> tuple[int, str]:
        async with aiohttp.ClientSession() as session, session.get(self.url + path) as response:
            return response.status, await response.text()


async def nothing() -> int:
    return 0


@asynccontextmanager
async def opened(inbox: Any, untold: int | Exception = 0) -> AsyncIterator[Site]:
    async def due_since() -> float:
        return 4.4

    async def waiting_for_word() -> int:
        if isinstance(untold, Exception):
            raise untold
        return untold

    vitals = Vitals(Outages(calm=0))
    site = Site("", vitals)
    health = Health(inbox, waiting_for_word, due_since, vitals)
    async with serving("127.0.0.1", 0, health, {"/hook": Door(SECRET, site.accept, vitals)}) as port:
        site.url = f"http://127.0.0.1:{port}"
        yield site


@pytest.fixture
async def site(database: Database) -> AsyncIterator[Site]:
    async with opened(Inbox(database, 1)) as one:
        yield one


def says(update_id: int = 1, words: str = "hello") -> RawUpdate:
    return {"update_id": update_id, "message": {"chat": {"id": 5}, "text": words}}


async def test_what_telegram_brings_is_stored_and_then_answered(site: Site) -> None:
    assert await site.brings(says(1, "Олена 👩‍⚕️")) == (200, "")
    assert site.heard == [says(1, "Олена 👩‍⚕️")]


async def test_a_tap_in_a_group_is_answered_later_with_what_came_of_it(site: Site) -> None:
    tap = {"id": "77", "data": "x", "message": {"chat": {"id": -5, "type": "supergroup"}}}
    assert await site.brings({"update_id": 1, "callback_query": tap}) == (200, "")


async def test_a_tap_is_acknowledged_in_the_answer_itself(site: Site) -> None:
    status, answer = await site.brings({"update_id": 1, "callback_query": {"id": "77", "data": "x"}})
    assert (status, json.loads(answer)) == (200, {"method": "answerCallbackQuery", "callback_query_id": "77"})


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], SECRET + "x", "пароль", "\udcff"])
async def test_who_does_not_know_the_secret_is_not_let_in(site: Site, secret: str | None) -> None:
    """Over a bare socket: a client library would not send what an attacker may."""
    line = b"" if secret is None else f"{SECRET_HEADER}: ".encode() + secret.encode(errors="surrogateescape") + b"\r\n"
    host, port = site.url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(b"POST /hook HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 15\r\n" + line + b"\r\n")
    writer.write(b'{"update_id":1}')
    answer = await reader.read()
    writer.close()
    assert answer.split(b" ")[1] == b"401"
    assert site.heard == []


async def test_more_than_a_megabyte_is_too_much(site: Site) -> None:
    assert (await site.brings(b" " * (MOST + 1)))[0] == 413
    fits = json.dumps(says(1, "x" * (MOST - 100))).encode()
    assert (await site.brings(fits))[0] == 200


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"Kanareichenko",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"{}",
        b'{"update_id": "1"}',
        b'{"update_id": true}',
        b'{"update_id": 1.0}',
        b'{"update_id": -1}',
        b'{"update_id": 9223372036854775808}',
        b'{"update_id": 1, "message": "Kanareichenko"}',
        b"[" * 100_000,
    ],
)
async def test_rubbish_leaves_a_number_and_nothing_else(
    site: Site, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    assert await site.brings(body) == (400, "")
    assert site.heard == []
    assert 'reception_webhook_refused_total{reason="rubbish"} 1.0' in (await site.reads("/metrics"))[1]
    assert not [record for record in caplog.records if record.name.startswith("bot")]


@pytest.mark.parametrize(("secret", "status"), [(None, 401), (SECRET, 400)])
async def test_a_body_that_is_not_what_it_says_leaves_no_line_either(
    site: Site, secret: str | None, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    headers = {"Content-Encoding": "gzip"} | ({SECRET_HEADER: secret} if secret else {})
    body = io.BytesIO(b"no gzip")
    async with aiohttp.ClientSession() as session, session.post(f"{site.url}/hook", data=body, headers=headers) as r:
        assert r.status == status
    loud = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert [record.getMessage() for record in loud if record.name not in SILENCED] == []


async def test_what_cannot_be_stored_may_come_again(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    site.broken = True
    assert [(await site.brings(says()))[0] for _ in range(3)] == [503, 503, 503]
    site.broken = False
    assert (await site.brings(says()))[0] == 200
    told = [record.getMessage() for record in caplog.records if record.name == "bot.outages"]
    assert [line.split(" ")[:4] for line in told] == [
        ["The", "inbox", "has", "trouble:"],
        ["The", "inbox", "is", "well"],
    ]
    assert CANARY not in caplog.text


async def test_there_is_nothing_else_at_that_address(site: Site) -> None:
    assert (await site.reads("/"))[0] == 404
    assert (await site.reads("/hook"))[0] == 405


async def test_who_watches_hears_that_all_is_well(site: Site, database: Database) -> None:
    await Inbox(database, 1).store([(7, "5", says(7, CANARY))])
    status, told = await site.reads("/healthz")
    facts = json.loads(told)
    assert (status, facts["database"], facts["crm"], facts["away"]) == (200, "ok", "ok", [])
    assert (facts["inbox_waiting"], facts["untold_outcomes"], facts["outbox_oldest_seconds"]) == (1, 0, 4)
    assert facts["last_update_seconds"] is not None
    assert CANARY not in told


async def test_a_silent_clinic_is_told_and_is_no_reason_to_restart(site: Site) -> None:
    site.vitals.outages.went(CRM, "Unavailable")
    status, told = await site.reads("/healthz")
    assert (status, json.loads(told)["crm"]) == (200, "away")
    assert f'reception_away{{what="{CRM}"}} 1.0' in (await site.reads("/metrics"))[1]


@dataclass
class NoDatabase:
    gone: bool = True

    async def waiting(self) -> tuple[int, float, float | None]:
        if self.gone:
            raise ConnectionRefusedError(CANARY)
        return 3, 2.5, 1.0

    def is_away(self, error: BaseException) -> bool:
        return is_away(error)


async def test_without_its_database_the_program_is_not_well() -> None:
    async with opened(NoDatabase()) as site:
        status, told = await site.reads("/healthz")
        assert (status, json.loads(told)["database"]) == (503, "away")
        assert CANARY not in told


async def test_without_its_database_the_inbox_s_numbers_are_none_and_all_others_stay() -> None:
    inbox = NoDatabase(gone=False)
    async with opened(inbox) as site:
        _, page = await site.reads("/metrics")
        numbers = {"reception_inbox_waiting 3.0", "reception_inbox_oldest_seconds 2.5"}
        assert numbers | {"reception_outbox_oldest_seconds 4.4"} <= set(page.splitlines())
        inbox.gone = True
        status, page = await site.reads("/metrics")
        assert status == 200
        assert {
            "reception_inbox_waiting NaN",
            "reception_inbox_oldest_seconds NaN",
            "reception_outbox_oldest_seconds NaN",
            'reception_away{what="The database"} 1.0',
        } <= set(page.splitlines())


async def test_a_fault_of_our_own_is_told_once_and_is_no_trouble_of_the_database_s(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(Inbox(database, 1), untold=KeyError(CANARY)) as site:
        for _ in range(2):
            status, told = await site.reads("/healthz")
            facts = json.loads(told)
            assert (status, facts["database"], facts["away"], facts["inbox_waiting"]) == (503, "failed", [], 0)
            assert CANARY not in told
        assert (await site.reads("/metrics"))[0] == 200
    said = [(record.name, record.getMessage()) for record in caplog.records if record.name.startswith("bot")]
    assert said == [("bot.health", "who watches can't be told all: KeyError")]


async def test_metrics_count_and_name_nobody(site: Site) -> None:
    site.vitals.update("callback_query", "done", 0.02)
    site.vitals.telegram("editMessageText", "ok")
    site.vitals.incident()
    _, page = await site.reads("/metrics")
    assert 'reception_updates_total{kind="callback_query",outcome="done"} 1.0' in page
    assert 'reception_telegram_calls_total{method="editMessageText",outcome="ok"} 1.0' in page
    assert "reception_incidents_total 1.0" in page
    assert "reception_inbox_waiting 0.0" in page


async def test_a_port_that_is_taken_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=f"HTTP_PORT: 127.0.0.1:{port} cannot be used"):
            async with serving("127.0.0.1", port, Health(NoDatabase(), nothing, nothing, Vitals()), {}):
                pass
