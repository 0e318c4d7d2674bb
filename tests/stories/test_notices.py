"""The right words at the right hour, once, for every visit, however it was booked."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from clinic.model import Clinic
from crm.embedded.adapter import EmbeddedCrm
from crm.model import Order, Status
from db.database import Database
from sandbox import Group, TelegramServer
from sandbox.seen import ChatMessage
from tests.crm.faulty import Faulty
from tests.stories.desk import StoryDesk, morning
from tests.stories.visitors import BOOKED, Visitor, daniel, kyiv, olena, slot

AT, DAY_BEFORE, TWO_HOURS, AFTER = "2026-11-24 14:30", "2026-11-23 14:30", "2026-11-24 12:30", "2026-11-24 16:50"
REMINDER = "🔔 A reminder of your visit: <b>{when}</b>"
SOON = "⏰ Soon it's time for your visit: <b>{when}</b>"
HOW = "How was your visit on {when}?"


@pytest.fixture
def staff(telegram: TelegramServer) -> Group:
    return telegram.group("Реєстратура", telegram.person("Ірина", language_code="uk"))


@pytest.fixture
async def desk(
    telegram: TelegramServer, database: Database, clinic: Clinic, way_in: str, staff: Group
) -> AsyncIterator[StoryDesk]:
    clock = morning()
    story = StoryDesk(telegram, database, clinic, clock, Faulty(EmbeddedCrm(database, clock)))
    story.by_webhook, story.staff_chat_id = way_in == "webhook", staff.id
    async with asyncio.timeout(60), story.open():
        yield story
    story.ends_well()


async def it_is(desk: StoryDesk, at: str) -> None:
    """The clock goes there, and the bot does what it does every few seconds."""
    desk.clock.goes_to(kyiv(at))
    for work in ("asking what has changed", "telling what the clinic has changed", "sending what is due"):
        await desk.wakes(work)


async def reception_books(visitor: Visitor, at: str = AT) -> str:
    patient = (await visitor.known()).patients[0].crm_id
    order = Order(f"by-phone-{at}", await slot(visitor.desk, at), patient)
    return (await visitor.desk.reception.book_by_reception(order)).id


def notices(visitor: Visitor) -> list[ChatMessage]:
    """Messages of the bot's own accord: each has the button that turns it off, or that takes note."""
    return [one for one in visitor.person.chat if one.by_bot and any("🔕" in b.text for row in one.buttons for b in row)]


async def test_a_visit_booked_here_is_reminded_of_twice_and_asked_about_once(desk: StoryDesk) -> None:
    visitor = await olena(desk)
    await visitor.books(AT)
    await it_is(desk, "2026-11-23 14:29")
    assert notices(visitor) == []
    for at, words, labels in (
        (DAY_BEFORE, REMINDER, ["✅ I'll come", "🔁 Another time", "❌ I can't come"]),
        (TWO_HOURS, SOON, ["🗺 Route", "⏰ I'll be late", "❌ I can't come"]),
        (AFTER, HOW, ["😍 Great", "🙂 Good", "😐 So-so", "🙁 Bad", "😡 Very bad", "🚫 It didn't happen"]),
    ):
        before = len(notices(visitor))
        await it_is(desk, at)
        await visitor.reads(words)
        assert visitor.labels[:-1] == [visitor.words(label) for label in labels]
        await it_is(desk, at)
        assert len(notices(visitor)) == before + 1, "once"
