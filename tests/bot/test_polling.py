"""Polling over real HTTP against the sandbox's Bot API: nothing is acknowledged before it is stored."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from time import monotonic
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from bot.intake import Intake
from bot.outages import Outages
from bot.polling import Polling
from bot.settings import WrongToken
from sandbox import TelegramServer
from sandbox.faults import broken, dropped, flood, refused
from sandbox.refusals import Refusal
from tests.bot.chatting import Handler, Json

UPDATES = ["message", "callback_query"]


class Shelf:
    """Where polling puts what it has fetched; as full or as shut as a story needs."""

    def __init__(self) -> None:
        self.batches: list[list[Json]] = []
        self.refuses = 0
        self.open = asyncio.Event()
        self.open.set()

    async def accept(self, updates: Sequence[Json]) -> None:
        await self.open.wait()
        if self.refuses:
            self.refuses -= 1
            raise ConnectionError("canary: a statement with a name in it")
        self.batches.append(list(updates))

    @property
    def numbers(self) -> list[int]:
        return [update["update_id"] for batch in self.batches for update in batch]


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with await TelegramServer.start() as running:
        yield running


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@asynccontextmanager
async def bot_of(server: TelegramServer, token: str | None = None) -> AsyncIterator[Bot]:
    bot = Bot(token or server.token, session=AiohttpSession(api=TelegramAPIServer.from_base(server.url)))
    try:
        yield bot
    finally:
        assert isinstance(bot.session, AiohttpSession)
        if bot.session._session:
            await bot.session._session.close()  # aiogram's own close() lingers for TLS, of which there is none


@asynccontextmanager
async def polling(server: TelegramServer, shelf: Any, token: str | None = None) -> AsyncIterator[asyncio.Task[None]]:
    stop = asyncio.Event()
    async with bot_of(server, token) as bot:
        outages = Outages(calm=0)
        poll = Polling(bot, shelf.accept, UPDATES, outages, wait_seconds=5, pauses=[0.01])
        task = asyncio.create_task(poll.run(stop))
        try:
            yield task
        finally:
            stop.set()
            with suppress(WrongToken):
                await asyncio.wait_for(task, 2)


def push(server: TelegramServer, words: str = "hello", **more: Any) -> int:
    person = {"id": 7, "is_bot": False, "first_name": "Olena"}
    chat = {"id": 7, "type": "private", "first_name": "Olena"}
    return server.push({"message": {"message_id": 1, "date": 1, "chat": chat, "from": person, "text": words, **more}})


def asked(server: TelegramServer, method: str) -> list[Json]:
    return [call.params for call in server.calls if call.method == method]


async def test_what_is_pushed_arrives_whole_and_once(server: TelegramServer, shelf: Shelf) -> None:
    async with polling(server, shelf):
        first = push(server, "Олена 👩‍⚕️ \u202e")
        await server.until(lambda: shelf.numbers == [first])
        second = push(server)
        await server.until(lambda: shelf.numbers == [first, second])
    assert shelf.batches[0][0]["message"]["text"] == "Олена 👩‍⚕️ \u202e"
    assert shelf.batches[0][0]["message"]["from"]["first_name"] == "Olena"
    json.dumps(shelf.batches)


async def test_an_earlier_webhook_is_taken_off_and_drops_nothing(server: TelegramServer, shelf: Shelf) -> None:
    waiting = push(server)
    async with polling(server, shelf):
        await server.until(lambda: shelf.numbers == [waiting])
    assert not asked(server, "deleteWebhook")[0].get("drop_pending_updates")
    assert asked(server, "getUpdates")[0]["allowed_updates"] == ["message", "callback_query"]


async def test_nothing_is_acknowledged_before_it_is_stored(server: TelegramServer, shelf: Shelf) -> None:
    shelf.open.clear()
    async with polling(server, shelf):
        number = push(server)
        await server.until(lambda: asked(server, "getUpdates"))
        assert [update["update_id"] for update in pending(server)] == [number]
        shelf.open.set()
        await server.until(lambda: not pending(server))
    assert shelf.numbers == [number]


def pending(server: TelegramServer) -> list[Json]:
    return list(server.world.updates.pending.values())


async def test_what_could_not_be_stored_comes_again(
    server: TelegramServer, shelf: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    shelf.refuses = 3
    number = push(server)
    async with polling(server, shelf):
        await server.until(lambda: shelf.numbers == [number])
    away, back = lines(caplog)
    assert away == "The inbox has trouble: ConnectionError at test_polling.py"
    assert back.startswith("The inbox is well again after ")
    assert "canary" not in caplog.text


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [
        record.message.rsplit(":", 1)[0] if ".py:" in record.message else record.message
        for record in caplog.records
        if record.name == "bot.outages" and record.levelno >= logging.WARNING
    ]


async def test_an_outage_is_one_line_when_it_begins_and_one_when_it_is_over(
    server: TelegramServer, shelf: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    for trouble in (broken(), dropped(), broken(500, "Internal Server Error"), flood(0)):
        server.faults.add(answer=trouble, method="getUpdates", times=2)
    async with polling(server, shelf):
        number = push(server)
        await server.until(lambda: shelf.numbers == [number])
    told = lines(caplog)
    assert sorted(line.partition(" after ")[0] for line in told) == [
        "Telegram has trouble: TelegramServerError Bad Gateway",
        "Telegram is well again",
    ]


async def test_a_second_poller_is_one_line_and_patience(
    server: TelegramServer, shelf: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    conflict = Refusal(409, "Conflict: terminated by other getUpdates request")
    server.faults.add(answer=refused(conflict), method="getUpdates", times=5)
    async with polling(server, shelf):
        number = push(server)
        await server.until(lambda: shelf.numbers == [number])
    assert len(lines(caplog)) == 2
    assert lines(caplog)[0].startswith("Polling has trouble: another program fetches this bot's updates")


async def test_a_webhook_that_somebody_set_meanwhile_is_taken_off_again(server: TelegramServer, shelf: Shelf) -> None:
    conflict = Refusal(409, "Conflict: can't use getUpdates method while webhook is active")
    server.faults.add(answer=refused(conflict), method="getUpdates")
    async with polling(server, shelf):
        await server.until(lambda: len(asked(server, "deleteWebhook")) == 2)


async def test_a_wrong_token_is_said_clearly_and_not_shown(
    server: TelegramServer, shelf: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    async with polling(server, shelf, token="42:WRONG-TOKEN") as task:
        with pytest.raises(WrongToken, match="Telegram does not know this BOT_TOKEN"):
            await asyncio.wait_for(task, 10)
    assert "WRONG-TOKEN" not in caplog.text


async def test_a_server_between_that_quotes_the_address_does_not_spill_the_token(
    server: TelegramServer, shelf: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    quoting = Refusal(502, f"no answer from /bot{server.token}/getUpdates")
    server.faults.add(answer=refused(quoting), method="getUpdates")
    async with polling(server, shelf):
        number = push(server)
        await server.until(lambda: shelf.numbers == [number])
    assert "no answer from /bot<token>/getUpdates" in caplog.text
    assert server.token not in caplog.text


async def test_telegram_is_left_alone_for_as_long_as_it_asks(server: TelegramServer, shelf: Shelf) -> None:
    server.faults.add(answer=flood(1), method="getUpdates")
    began_at = monotonic()
    async with polling(server, shelf):
        number = push(server)
        await server.until(lambda: shelf.numbers == [number])
    assert monotonic() - began_at >= 1


async def test_a_stop_does_not_wait_for_the_long_poll(server: TelegramServer, shelf: Shelf) -> None:
    """``polling`` gives it two seconds of the five that the poll lasts."""
    async with polling(server, shelf):
        await server.until(lambda: asked(server, "deleteWebhook"))


async def test_through_the_inbox_a_redelivery_is_handled_once(
    server: TelegramServer, intake: Intake, handler: Handler
) -> None:
    async with polling(server, intake):
        first = push(server)
        await handler.has_done(first)
        server.redeliver(first)
        second = push(server)
        await handler.has_done(second)
    assert handler.begun == [first, second]
