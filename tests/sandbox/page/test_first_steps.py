"""The chat page in a real browser, against the real sandbox and a real aiogram bot."""

import re

import pytest
from playwright.async_api import expect

from sandbox.server import TelegramServer
from tests.sandbox.page.talking import DANIEL, OLENA
from tests.sandbox.page.window import NUMBER, Window, needs_chromium

pytestmark = [pytest.mark.asyncio(loop_scope="module"), needs_chromium]


async def test_a_newcomer_presses_start_and_is_greeted(window: Window) -> None:
    await window.opens()
    await expect(window.page.get_by_text("Sandbox: a Telegram of your own, on this computer only")).to_be_visible()
    await expect(window.field).to_be_hidden()
    await window.button("START").click()
    await expect(window.messages).to_have_text([re.compile("^/start"), re.compile("^Welcome"), re.compile("^Panel")])
    await expect(window.button("START")).to_be_hidden()
    await expect(window.field).to_have_attribute("placeholder", "Choose below")
    await expect(window.page.get_by_role("heading", name="Today")).to_be_visible()
    await expect(window.last.locator("b")).to_have_text("Panel")


async def test_a_deep_link_gives_start_its_payload_once(window: Window) -> None:
    await window.opens(f"?person={OLENA}&start=doctor_3")
    await window.button("START").click()
    await expect(window.last).to_contain_text("Panel doctor_3")
    assert window.page.url.endswith(f"?person={OLENA}")


async def test_a_payload_that_telegram_would_not_pass_on_is_left_out(window: Window) -> None:
    await window.opens(f"?person={OLENA}&start=a%20b")
    await window.button("START").click()
    await expect(window.last).to_contain_text("Panel plain")


async def test_the_number_is_shared_only_after_yes(window: Window) -> None:
    await window.starts()
    await window.button("📱 Share my number").click()
    dialog = window.page.get_by_role("dialog")
    await expect(dialog).to_contain_text(f"Share your phone number {NUMBER}?")
    await window.button("Cancel").click()
    await expect(dialog).to_have_count(0)
    await expect(window.messages).to_have_count(3)
    await window.button("📱 Share my number").click()
    await window.button("Share").click()
    await expect(window.last).to_contain_text("Your own number")
    await expect(window.messages.nth(3)).to_contain_text("380501234567")


async def test_a_tap_edits_the_message_in_its_place(window: Window) -> None:
    await window.starts()
    panel = await window.last.get_attribute("data-id")
    await window.button("Next").click()
    await expect(window.last).to_contain_text("Step two")
    await expect(window.last).to_have_attribute("data-id", str(panel))
    await expect(window.last).to_have_class(re.compile("changed"))
    await expect(window.button("Next")).to_have_count(0)
    await expect(window.messages).to_have_count(3)


async def test_an_edited_message_says_so_once_it_has_no_buttons_as_in_telegram(window: Window) -> None:
    await window.starts()
    await window.button("Next").click()
    await expect(window.last).to_contain_text("Step two")
    await expect(window.last).not_to_contain_text("edited")
    await window.button("Done").click()
    await expect(window.last).to_contain_text("All done")
    await expect(window.last).to_contain_text("edited")


async def test_the_clock_on_a_button_runs_until_the_bot_answers(window: Window) -> None:
    await window.starts()
    slow = window.button("Slow")
    await slow.click()
    await expect(slow).to_have_attribute("aria-busy", "true")
    await expect(window.page.locator(".status")).to_have_text("typing")
    await slow.click()
    await window.button("Toast").click()
    await expect(window.page.get_by_text("A word in passing")).to_be_visible()
    await expect(slow).to_have_attribute("aria-busy", "true")
    window.told.gate.set()
    await expect(window.page.get_by_text("At last")).to_be_visible()
    await expect(slow).not_to_have_attribute("aria-busy", "true")
    assert window.told.taps.count("Slow") == 1


async def test_an_alert_waits_to_be_read(window: Window) -> None:
    await window.starts()
    await window.button("Alert").click()
    await expect(window.page.get_by_role("dialog")).to_contain_text("Mind this")
    await window.page.keyboard.press("Escape")
    await expect(window.page.get_by_role("dialog")).to_have_count(0)


async def test_a_deleted_message_goes(window: Window) -> None:
    await window.starts()
    await window.button("Remove").click()
    await expect(window.messages).to_have_count(2)
    await expect(window.last).to_be_focused()  # a keyboard user goes on from here


async def test_messages_to_somebody_else_are_counted_until_looked_at(window: Window) -> None:
    await window.opens(f"?person={DANIEL}")
    await window.button("START").click()
    await expect(window.last).to_contain_text("Panel")
    olena, daniel = window.page.get_by_role("link", name="Olena"), window.page.get_by_role("link", name="Daniel")
    await olena.click()
    await expect(window.button("START")).to_be_visible()
    await window.bot.send_message(DANIEL, "One")
    await window.bot.send_message(DANIEL, "Two")
    await expect(daniel).to_contain_text("2 unread")
    await daniel.click()
    await expect(window.last).to_contain_text("Two")
    await expect(daniel.locator(".unread")).to_be_hidden()
    await window.page.go_back()
    await expect(olena).to_have_attribute("aria-current", "page")


async def test_who_reads_above_is_told_of_new_messages_not_moved(window: Window) -> None:
    await window.starts()
    for key in ("Times", "Times", "Times"):
        await window.button(key).click()
    await expect(window.messages).to_have_count(9)
    log = window.page.get_by_role("log")
    await expect(window.last).to_be_in_viewport()
    await log.hover()
    await window.page.mouse.wheel(0, -600)
    await expect(window.last).not_to_be_in_viewport()
    before = await log.evaluate("log => log.scrollTop")
    await window.bot.send_message(OLENA, "News")
    await expect(window.button("New messages ↓")).to_be_visible()
    assert await log.evaluate("log => log.scrollTop") == before
    await window.button("New messages ↓").click()
    await expect(window.last).to_be_in_viewport()
    await expect(window.button("New messages ↓")).to_be_hidden()


async def test_a_cleared_chat_begins_anew(window: Window) -> None:
    await window.starts()
    await window.button("Clear chat").click()
    await window.button("Clear").click()
    await expect(window.messages).to_have_count(0)
    await expect(window.button("START")).to_be_visible()


async def test_the_page_comes_back_when_the_sandbox_does(window: Window) -> None:
    await window.starts()
    status = window.page.locator(".status")
    await window.server.close()
    await expect(status).to_have_text("Reconnecting…")
    await window.field.fill("Anybody?")
    await window.field.press("Enter")
    await expect(window.page.get_by_text("Not connected: nothing was sent")).to_be_visible()
    await expect(window.field).to_have_value("Anybody?")
    port = int(window.server.url.rpartition(":")[2])
    async with await TelegramServer.start(token=window.server.token, port=port) as again:
        again.person("Olena", "uk", NUMBER, OLENA)
        again.person("Daniel", "en", None, DANIEL)
        await expect(status).to_have_text("bot")
        await expect(window.button("START")).to_be_visible()
        await window.page.goto("about:blank")  # before the sandbox goes once more
        window.complaints.clear()  # the browser's own lines about a server that was not there
