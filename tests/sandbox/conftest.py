from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from sandbox import Person, TelegramServer


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


def bot_of(server: TelegramServer, token: str | None = None) -> Bot:
    """aiogram as it talks to Telegram; only the address is another."""
    return Bot(token or server.token, session=AiohttpSession(api=TelegramAPIServer.from_base(server.url)))
