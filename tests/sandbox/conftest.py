from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from sandbox import Group, Person, TelegramServer

ByHand = Callable[..., Awaitable[tuple[int, Any]]]


@dataclass(frozen=True)
class Tab:
    """One browser tab of a person."""

    socket: aiohttp.ClientWebSocketResponse

    async def does(self, action: str, **detail: Any) -> None:
        await self.socket.send_json({"action": action, **detail})

    async def hears(self, event: str) -> dict[str, Any]:
        said = await self.socket.receive_json(timeout=10)
        assert said["event"] == event, said
        return dict(said)


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with await TelegramServer.start() as running:
        yield running


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncIterator[Bot]:
    async with bot_of(server) as one:
        yield one


@pytest.fixture
def olena(server: TelegramServer) -> Person:
    return server.person("Olena", language_code="uk", phone="+380501112233")


@pytest.fixture
def iryna(server: TelegramServer) -> Person:
    return server.person("Iryna")


@pytest.fixture
def staff(server: TelegramServer, iryna: Person) -> Group:
    """Reception's group with topics, in which the bot may do whatever it has to."""
    group = server.group("Reception team", iryna, topics=True)
    group.adds_bot(iryna)
    group.promotes_bot(iryna, {"can_manage_topics", "can_pin_messages"})
    return group


@asynccontextmanager
async def bot_of(server: TelegramServer, token: str | None = None) -> AsyncIterator[Bot]:
    """aiogram as it talks to Telegram; only the address is another."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(server.url))
    yield Bot(token or server.token, session=session)
    # aiogram's own close() waits a quarter of a second for TLS to end; there is none here.
    if session._session:
        await session._session.close()


@pytest.fixture
async def web(server: TelegramServer) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(server.url) as session:
        yield session


@pytest.fixture
def by_hand(server: TelegramServer, web: aiohttp.ClientSession) -> ByHand:
    """A call that aiogram would not let through: its status, and the refusal's words or the result."""

    async def call(method: str, json: Any = None, token: str = server.token, **form: Any) -> tuple[int, Any]:
        body = {"json": json} if json is not None else {"data": form}
        async with web.post(f"/bot{token}/{method}", **body) as answer:
            said = await answer.json()
            return answer.status, said.get("description", said.get("result"))

    return call
