"""Writing, the bot's keyboard, its commands, and a person who has no mouse."""

import pytest
from playwright.async_api import expect

from tests.sandbox.page.window import Window, needs_chromium

pytestmark = [pytest.mark.asyncio(loop_scope="module"), needs_chromium]


async def test_commands_are_in_the_menu_and_in_texts(window: Window) -> None:
    await window.starts()
    await window.button("Menu").click()
    await window.page.get_by_role("button", name="/help How it works").click()
    await expect(window.last).to_contain_text("You wrote: /help")
    await window.messages.nth(1).get_by_role("button", name="/help").click()
    await expect(window.messages).to_have_count(7)
    assert window.told.texts == ["/help", "/help"]


async def test_the_keyboard_hides_and_shows(window: Window) -> None:
    await window.starts()
    await window.button("Hide the bot's keyboard").click()
    await expect(window.button("Doctor")).to_be_hidden()
    await window.button("Show the bot's keyboard").click()
    await expect(window.button("Doctor")).to_be_visible()


async def test_all_of_it_by_keyboard(window: Window) -> None:
    keys = window.page.keyboard
    await window.opens()
    await expect(window.button("START")).to_be_visible()
    for _ in ("skip link", "theme", "Olena", "Daniel", "Clear chat", "messages", "START"):
        await keys.press("Tab")
    await expect(window.button("START")).to_be_focused()
    await keys.press("Enter")
    await expect(window.last).to_contain_text("Panel")
    await expect(window.field).to_be_focused()
    for back in ("Attach", "Menu", "Remove", "Slow", "Alert", "Toast", "Next"):
        await keys.press("Shift+Tab")
        await expect(window.button(back)).to_be_focused()
    await keys.press("Enter")
    await expect(window.last).to_contain_text("Step two")
    await expect(window.last).to_be_focused()
    await keys.press("Tab")
    await expect(window.button("Back")).to_be_focused()
    await window.button("Menu").focus()
    await keys.press("Enter")
    await expect(window.page.get_by_role("button", name="/help How it works")).to_be_focused()
    await keys.press("Escape")
    await expect(window.button("Menu")).to_be_focused()


async def test_enter_sends_and_shift_enter_begins_a_line(window: Window) -> None:
    await window.starts()
    await window.field.press_sequentially("one")
    await window.field.press("Shift+Enter")
    await window.field.press_sequentially("two")
    await window.field.press("Enter")
    await expect(window.last).to_contain_text("You wrote: one")
    assert window.told.texts == ["one\ntwo"]
    await expect(window.field).to_have_value("")
