from collections.abc import AsyncIterator

import pytest

from bot.intake import Intake
from db.database import Database
from db.inbox import Inbox
from tests.bot.chatting import Handler, intake_of


@pytest.fixture
def handler() -> Handler:
    return Handler()


@pytest.fixture
def inbox(database: Database) -> Inbox:
    return Inbox(database, 1)


@pytest.fixture
async def intake(inbox: Inbox, handler: Handler) -> AsyncIterator[Intake]:
    running = intake_of(inbox, handler)
    await running.start()
    yield running
    await running.drain(patience=0)
