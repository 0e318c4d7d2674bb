"""What a message can carry, sent by the bot and by the person."""

import asyncio
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.sandbox.page.talking import CALENDAR, PORTRAIT
from tests.sandbox.page.window import Window, needs_chromium, open_window

pytestmark = [pytest.mark.asyncio(loop_scope="module"), needs_chromium]


async def test_a_foreign_contact_is_sent_without_being_ones_own(window: Window) -> None:
    await window.starts()
    await window.button("Attach").click()
    await window.page.get_by_role("button", name="Somebody else's contact").click()
    await window.page.get_by_label("Name").fill("Marek")
    await window.page.get_by_label("Phone").fill("+48600100200")
    await window.button("Send").last.click()
    await expect(window.last).to_contain_text("Somebody else's number")


async def test_a_doctors_card_with_a_busy_time_a_link_and_a_code(window: Window) -> None:
    await window.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await window.starts()
    await window.button("Doctor").click()
    picture = window.last.locator("img")
    await expect(picture).to_be_visible()
    await expect(picture).to_have_js_property("naturalWidth", 320)
    await expect(window.button("Busy")).to_be_disabled()
    await window.button("Busy").click(force=True)
    link = window.page.get_by_role("link", name="Site")
    await expect(link).to_have_attribute("href", "https://clinic.example/route")
    await expect(link).to_have_attribute("target", "_blank")
    await expect(link).to_have_attribute("rel", re.compile("noopener"))
    await window.button("Code").click()
    await expect(window.page.get_by_text("Copied")).to_be_visible()
    assert await window.page.evaluate("navigator.clipboard.readText()") == "LM-4821"
    assert window.told.taps == []


async def test_a_spoiler_and_a_photo_open_when_pressed(window: Window) -> None:
    await window.starts()
    await window.button("Doctor").click()
    await window.button("Hidden text: press to show it").press("Enter")
    await expect(window.last.locator(".spoiler")).to_have_class(re.compile("shown"))
    await window.button("Open the photo").click()
    await expect(window.page.get_by_role("dialog").locator("img")).to_be_visible()
    await window.button("Close").click()
    await expect(window.page.get_by_role("dialog")).to_have_count(0)


async def test_a_document_can_be_downloaded(window: Window) -> None:
    await window.starts()
    await window.button("File").click()
    async with window.page.expect_download() as download:
        await window.page.get_by_role("link", name="Download visit.ics").click()
    got = await download.value
    assert got.suggested_filename == "visit.ics"
    saved = await got.path()
    assert await asyncio.to_thread(saved.read_bytes) == CALENDAR


async def test_a_place_is_sent_and_one_comes_back(window: Window) -> None:
    await window.starts()
    await window.button("Attach").click()
    await window.page.get_by_role("button", name="Location").click()
    await window.page.get_by_role("button", name="Arcadia beach").click()
    await expect(window.last).to_contain_text("22 Frantsuzkyi Boulevard")
    await expect(window.messages.nth(3)).to_contain_text("46.42845, 30.76415")


async def test_a_photo_is_sent_with_its_caption(window: Window, tmp_path: Path) -> None:
    (tmp_path / "referral.png").write_bytes(PORTRAIT)
    await window.starts()
    await window.button("Attach").click()
    async with window.page.expect_file_chooser() as chooser:
        await window.page.get_by_role("button", name="Photo", exact=True).click()
    await (await chooser.value).set_files(tmp_path / "referral.png")
    await window.page.get_by_label("Caption").fill("My referral")
    await window.button("Send").last.click()
    await expect(window.last).to_contain_text("A photo that says: My referral")


async def test_what_looks_like_markup_stays_words(window: Window) -> None:
    await window.starts()
    await window.writes("<img src=x onerror=alert(1)> <b>& all</b>")
    await expect(window.last).to_contain_text("You wrote: <img src=x onerror=alert(1)> <b>& all</b>")
    await expect(window.messages.nth(3)).to_contain_text("<img src=x onerror=alert(1)>")


async def test_days_stand_apart_and_today_becomes_yesterday(chromium: Browser) -> None:
    clock = [datetime(2026, 11, 23, 20, 30, tzinfo=UTC).timestamp()]
    async with open_window(chromium, lambda: clock[0]) as window:
        await window.starts()
        headings = window.page.get_by_role("log").get_by_role("heading")
        await expect(headings).to_have_text(["Today"])
        await expect(window.last.locator("time")).to_have_text("22:30")
        clock[0] += timedelta(hours=2).total_seconds()
        await window.writes("Good night")
        await expect(window.last).to_contain_text("You wrote: Good night")
        await expect(headings).to_have_text(["Yesterday", "Today"])
        await window.page.reload()
        await expect(headings).to_have_text(["Yesterday", "Today"])
