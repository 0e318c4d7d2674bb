"""The whole desk for stories: Telegram on localhost, the real program, the demo clinic, a clock that stands still."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.wiring import take_in
from clinic.model import Clinic
from crm.embedded.adapter import EmbeddedCrm
from db.database import Database
from sandbox import TelegramServer
from tests.crm.faulty import Faulty
from tests.stories.desk import Morning, StoryDesk


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    async with await TelegramServer.start() as server:
        yield server


@pytest.fixture
async def desk(telegram: TelegramServer, database: Database, clinic: Clinic) -> AsyncIterator[StoryDesk]:
    clock = Morning()
    await take_in(database, clinic, clock)
    story = StoryDesk(telegram, database, clinic, clock, Faulty(EmbeddedCrm(database, clock)))
    async with asyncio.timeout(60), story.open():
        yield story
