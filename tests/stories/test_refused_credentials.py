"""The clinic has changed the password: one alarm to who can mend it, no storm of logins, patients know whom to call."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.outages import Outages
from bot.vitals import Vitals
from clinic.model import Clinic
from crm.breaker import Rest
from crm.embedded.adapter import EmbeddedCrm
from db.database import Database
from sandbox import Person, TelegramServer
from tests.crm.faulty import Faulty
from tests.stories.desk import StoryDesk, morning
from tests.stories.test_confirm_on_bad_days import SILENT
from tests.stories.visitors import arrives, daniel

NEWS = "telling of outages"
ALARM = "🔑 Система клініки не впускає бота"
BACK = "✅ Система клініки знову впускає бота"


@pytest.fixture
async def taras(telegram: TelegramServer) -> Person:
    """The engineer; he wrote to the bot once."""
    person = telegram.person("Тарас", language_code="uk")
    await person.types("/start")
    telegram.world.updates.pending.clear()  # long ago
    return person


@pytest.fixture
async def desk(
    telegram: TelegramServer, database: Database, clinic: Clinic, way_in: str, taras: Person
) -> AsyncIterator[StoryDesk]:
    clock = morning()
    story = StoryDesk(telegram, database, clinic, clock, Faulty(EmbeddedCrm(database, clock)))
    story.by_webhook, story.admin_ids, story.rest = way_in == "webhook", [taras.id], Rest()
    story.vitals = Vitals(Outages(calm=0))
    async with asyncio.timeout(60), story.open():
        yield story
    story.ends_well()


async def test_one_alarm_one_try_and_the_phone_number_for_patients(desk: StoryDesk, taras: Person) -> None:
    first, second = await daniel(desk), await arrives(desk, desk.telegram.person("Grace", language_code="en"))
    desk.crm.refuses_us()
    desk.crm.asked.clear()
    for visitor in (first, second):
        await visitor.forges("go:visits")
        await visitor.reads(SILENT)
        assert "+380 48 700 00 00" in visitor.person.last.text
        await desk.wakes(NEWS)
    assert len(desk.crm.asked) == 1, "nobody else tries the wrong password"
    await taras.sees(ALARM)
    assert sum(ALARM in line.words for line in taras.screen.log) == 1

    desk.crm.comes_back()
    desk.clock.goes_on(timedelta(minutes=5))
    await first.forges("go:visits")
    await first.reads("There are no visits ahead.")
    await desk.wakes(NEWS)
    await taras.sees(BACK)
