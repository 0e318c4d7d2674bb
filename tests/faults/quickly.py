"""The desk of the stories with the product's own pauses scaled down, and what a crowd does and hears."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.log import SILENCED
from bot.outages import CALM, Outages
from bot.turns import Pace
from bot.vitals import Vitals
from clinic.model import Clinic
from crm.embedded.adapter import EmbeddedCrm
from db.database import Database
from sandbox import TelegramServer
from tests.crm.faulty import Faulty
from tests.stories.desk import StoryDesk, morning
from tests.stories.visitors import Visitor, arrives

QUICKLY = Pace(keep=0.2, retry=0.05, look_again=0.02, patience=0.05)


class Watch:
    """By which an outage lasts; it stands still until the test moves it."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now

    def goes_on(self) -> None:
        """Long enough for the next good answer to count."""
        self.now += CALM + 1


@asynccontextmanager
async def opened(
    telegram: TelegramServer, database: Database, clinic: Clinic, watch: Watch, way_in: str, url: str = ""
) -> AsyncIterator[StoryDesk]:
    """``url``: what the bot takes for Telegram's address, if not Telegram's own."""
    clock = morning()
    story = StoryDesk(telegram, database, clinic, clock, Faulty(EmbeddedCrm(database, clock)))
    story.by_webhook = way_in == "webhook"
    story.vitals = Vitals(Outages(now=watch, wall=watch))
    story.telegram_url = url or telegram.url
    story.pace, story.pauses = QUICKLY, (0.02,)
    async with asyncio.timeout(60), story.open():
        yield story
    story.ends_well()


async def crowd(desk: StoryDesk, number: int) -> list[Visitor]:
    """Registered people who have opened the chat."""
    people = [desk.telegram.person(f"Guest{guest}", "en", f"+3805020{guest:05}") for guest in range(number)]
    return list(await asyncio.gather(*(arrives(desk, person) for person in people)))


def times_told(visitor: Visitor, text: str) -> int:
    return sum(visitor.words(text) in line.words for line in visitor.person.screen.log)


def outage_lines(caplog: pytest.LogCaptureFixture, what: str) -> list[str]:
    return [
        record.getMessage()
        for record in caplog.records
        if record.name == "bot.outages" and record.outage == what  # type: ignore[attr-defined] # given as the record's extra
    ]


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What the engineer would be woken for, and every traceback; not what the program keeps out of its log."""
    told = (record for record in caplog.records if not record.name.startswith(SILENCED))
    return [record.getMessage() for record in told if record.levelname == "ERROR" or record.exc_info]
