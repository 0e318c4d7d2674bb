"""The bot behind whose back reception works: what it makes, moves and cancels is in its view after one round."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from db.cipher import Cipher, new_key
from db.database import Database
from tests.crm.faulty import Faulty
from tests.crm.story import Story
from tests.databases import SqliteHome
from tests.reception.syncing import opened, what_reception_does_is_in_view_after_a_round


@pytest.fixture
async def memory(sqlite_home: SqliteHome, tmp_path: Path) -> AsyncIterator[Database]:
    """The bot's own."""
    async with sqlite_home.fresh(tmp_path) as url:
        database = Database(url, Cipher([new_key()]))
        yield database
        await database.close()


async def test_what_reception_does_is_in_the_bots_view_after_a_round(story: Story, memory: Database) -> None:
    """By the feed, where there is one; else patient by patient, and nobody has hinted."""
    await what_reception_does_is_in_view_after_a_round(opened(story, memory, Faulty(story.crm)))
