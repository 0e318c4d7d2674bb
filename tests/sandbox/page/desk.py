"""A tab on the patient's chat and the staff chat, for tests in a real browser."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from aiogram import Bot
from playwright.async_api import Browser, Locator, Page, expect

from sandbox import Controls, Group, Jump, Jumps, Staffed, TelegramServer, open_staff_chat
from tests.sandbox.conftest import bot_of
from tests.sandbox.page.talking import OLENA

MONDAY = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Desk:
    """A tab on the patient and the staff chat; the bot is led by hand."""

    page: Page
    server: TelegramServer
    bot: Bot
    staff: Group

    async def opens(self, query: str = "", width: int = 1400) -> None:
        await self.page.set_viewport_size({"width": width, "height": 800})
        await self.page.goto(f"{self.server.url}/{query}")
        await expect(self.page.locator(".panes .chat:visible .status").first).to_have_text(re.compile("^(bot|group)"))

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def pane(self, name: str) -> Locator:
        return self.page.get_by_role("region", name=name, exact=True)

    @property
    def group(self) -> Locator:
        return self.page.get_by_role("region", name=re.compile("^Reception team, as"))

    async def chooses(self, message: Locator, what: str) -> None:
        await message.hover()
        await message.get_by_role("button", name="Message menu").click()
        await self.button(what).click()

    async def chooses_of_topic(self, what: str) -> None:
        await self.group.get_by_role("button", name="Topic menu").click()
        await self.button(what).click()

    async def writes(self, pane: Locator, text: str) -> None:
        await pane.get_by_role("textbox", name="Message").fill(text)
        await pane.get_by_role("textbox", name="Message").press("Enter")


@asynccontextmanager
async def open_desk(chromium: Browser, *, topics: bool = False) -> AsyncIterator[Desk]:
    async with await TelegramServer.start(now=MONDAY.timestamp) as server, bot_of(server) as bot:
        olena = server.person("Olena", "uk", "+380501234567", OLENA)
        await olena.types("/start")
        staff = open_staff_chat(server, Staffed(topics=topics))
        server.controls = controls()
        context = await chromium.new_context(timezone_id="America/New_York")
        page, complaints = await context.new_page(), list[str]()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
        yield Desk(page, server, bot, staff)
        await context.close()
        assert complaints == []


def controls() -> Controls:
    """Only Olena has a visit ahead."""

    async def jumps(person_id: int) -> Jumps:
        if person_id != OLENA:
            return Jumps("No visit ahead.")
        return Jumps("Olena's next visit", [Jump("The day before", MONDAY + timedelta(days=1))])

    return Controls("Europe/Kyiv", jumps)
