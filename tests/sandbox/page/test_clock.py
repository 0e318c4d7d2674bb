"""The clock above the chats, in a real browser."""

from datetime import timedelta

import pytest
from playwright.async_api import expect

from tests.sandbox.page.desk import Desk
from tests.sandbox.page.talking import OLENA
from tests.sandbox.page.window import needs_chromium

pytestmark = [pytest.mark.asyncio(loop_scope="module"), needs_chromium]


async def test_times_are_read_where_the_program_says(desk: Desk) -> None:
    await desk.opens()
    clock = desk.page.get_by_role("group", name="The sandbox's clock")
    await expect(clock).to_contain_text("Mon, 23 Nov, 14:30 real time")
    await expect(desk.pane("Olena").locator("article time")).to_have_text("14:30")
    await expect(desk.button("Back to now")).to_be_hidden()


async def test_a_jump_moves_the_clock_of_every_open_page(desk: Desk) -> None:
    await desk.opens()
    other = await desk.page.context.new_page()
    await other.goto(desk.server.url)
    await desk.page.bring_to_front()  # a tab behind another is slow
    await desk.button("Jump to").click()
    await expect(desk.page.get_by_text("Olena's next visit")).to_be_visible()
    day_before = desk.page.get_by_role("button", name="The day before")
    await expect(day_before).to_be_focused()
    await expect(day_before).to_contain_text("Tue, 24 Nov, 14:30")
    await day_before.click()
    for page in (desk.page, other):
        await expect(page.locator("#clock")).to_contain_text("Tue, 24 Nov, 14:30 moved")
        await expect(page.locator(".date").first).to_have_text("Yesterday")
    await desk.bot.send_message(OLENA, "Tomorrow you have a visit")
    await expect(desk.pane("Olena").locator(".date")).to_have_text(["Yesterday", "Today"])
    await other.bring_to_front()
    await other.get_by_role("button", name="Back to now").click()
    for page in (desk.page, other):
        await expect(page.locator("#clock")).to_contain_text("Mon, 23 Nov, 14:30 real time")
    await other.close()


async def test_who_has_no_visit_ahead_is_told_so(desk: Desk) -> None:
    daniel = desk.server.person("Daniel", "en")
    await desk.opens(f"?person={daniel.id}")
    await desk.button("Jump to").click()
    await expect(desk.page.get_by_text("No visit ahead.")).to_be_visible()
    await expect(desk.page.locator("#jumps button")).to_have_count(0)
    await desk.page.keyboard.press("Escape")
    await expect(desk.page.get_by_text("No visit ahead.")).to_be_hidden()


async def test_a_jump_that_has_become_the_past_says_so(desk: Desk) -> None:
    await desk.opens()
    await desk.button("Jump to").click()
    day_before = desk.page.get_by_role("button", name="The day before")
    await expect(day_before).to_be_focused()
    desk.server.clock.goes_on(timedelta(days=2))
    await day_before.click()
    await expect(desk.page.get_by_text("the clock goes forward only")).to_be_visible()
