"""A fifth of all calls to Telegram meet 429, a 502 in HTML, or no answer: twenty people book all the same."""

import asyncio
from types import SimpleNamespace

import pytest

from bot import telegram as way_out
from clinic.model import Clinic
from db.database import Database
from sandbox import TelegramServer
from tests.bot.chatting import settled
from tests.faults.quickly import Watch, crowd, errors, opened, outage_lines
from tests.faults.weather import TROUBLES, Weather
from tests.stories.desk import StoryDesk
from tests.stories.visitors import BRANCH, KYIV, SPECIALTY, Visitor, kyiv

SOONER = 0.02  # of the pauses that are made between tries


@pytest.fixture
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """All of the product's own patience, in less time; a call is given up after half a second."""

    async def sleep(seconds: float) -> None:
        await asyncio.sleep(seconds * SOONER)

    monkeypatch.setattr(way_out, "asyncio", SimpleNamespace(sleep=sleep))
    monkeypatch.setattr(way_out, "CALL_LIMIT", 0.5)


@pytest.mark.usefixtures("_hurry")
@pytest.mark.parametrize(("database_home", "way_in"), [("sqlite", "polling"), ("postgresql", "webhook")], indirect=True)
async def test_on_a_bad_day_everybody_books_once(
    telegram: TelegramServer,
    database: Database,
    clinic: Clinic,
    way_in: str,
    watch: Watch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    weather = Weather(telegram.url, share=0.2, seed=20261122)
    async with weather.before() as url, opened(telegram, database, clinic, watch, way_in, url) as desk:
        people = await crowd(desk, 20)
        times = await _free(desk, len(people))
        await asyncio.gather(*(_books(visitor, at) for visitor, at in zip(people, times, strict=True)))
        await settled(desk.program.intake)
        assert [len(await visitor.visits()) for visitor in people] == [1] * len(people)
        assert min(weather.met[trouble] for trouble in TROUBLES) > 3, weather.met
        weather.clears_up()  # else the tap that shows it may meet trouble again
        watch.goes_on()
        await people[0].forges("go:menu")
        await desk.telegram.until(lambda: len(outage_lines(caplog, "Telegram")) == 2)
    assert errors(caplog) == []
    assert "<html>" not in caplog.text


async def _free(desk: StoryDesk, number: int) -> list[str]:
    """Times that leave room for each other."""
    slots = await desk.crm.free_slots(
        "shevchuk", "family-visit", "center", kyiv("2026-11-24 00:00"), kyiv("2026-12-04 00:00")
    )
    return [slot.starts_at.astimezone(KYIV).strftime("%Y-%m-%d %H:%M") for slot in slots[::2]][:number]


async def _books(visitor: Visitor, at: str) -> None:
    await visitor.person.taps(visitor.words("📅 Book a visit"))
    await visitor.reads(BRANCH)
    await visitor.chooses("branches", "center", SPECIALTY)
    await visitor.books(at)
