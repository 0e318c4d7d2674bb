"""A tab in a real browser, on the real sandbox with a real aiogram bot behind it."""

import os
import shutil
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from aiogram import Bot
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from sandbox.server import TelegramServer
from tests.sandbox.page.talking import DANIEL, OLENA, Told, talking_bot

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = ("background-networking", "component-update", "sync", "quic")
NUMBER = "+380501234567"

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="NO CHROMIUM: the sandbox page was not tested")


@dataclass(frozen=True, slots=True)
class Window:
    """A browser tab on the sandbox, with the bot behind it."""

    page: Page
    server: TelegramServer
    bot: Bot
    told: Told
    complaints: list[str]

    async def opens(self, query: str = f"?person={OLENA}") -> None:
        await self.page.goto(f"{self.server.url}/{query}")

    async def starts(self) -> None:
        await self.opens()
        await self.button("START").click()
        await expect(self.last).to_contain_text("Panel")

    async def writes(self, text: str) -> None:
        await self.field.fill(text)
        await self.field.press("Enter")

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    @property
    def field(self) -> Locator:
        return self.page.get_by_role("textbox", name="Message", exact=True)

    @property
    def messages(self) -> Locator:
        return self.page.get_by_role("log").get_by_role("article")

    @property
    def last(self) -> Locator:
        return self.messages.last


@asynccontextmanager
async def start_chromium() -> AsyncIterator[Browser]:
    switches = ["--no-first-run", *(f"--disable-{name}" for name in QUIET)]
    if os.geteuid() == 0:
        switches.append("--no-sandbox")  # Chromium's own sandbox refuses to work for root
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=switches)
        yield browser
        await browser.close()


@asynccontextmanager
async def open_window(chromium: Browser, now: Callable[[], float] = time.time) -> AsyncIterator[Window]:
    """Whatever the browser complains about in its console fails the test."""
    async with await TelegramServer.start(now=now) as server, talking_bot(server) as (bot, told):
        server.person("Olena", "uk", NUMBER, OLENA)
        server.person("Daniel", "en", "+447700900123", DANIEL)
        context = await chromium.new_context(viewport={"width": 1000, "height": 800}, timezone_id="Europe/Kyiv")
        page, complaints = await context.new_page(), list[str]()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
        yield Window(page, server, bot, told, complaints)
        await context.close()
        assert complaints == []
