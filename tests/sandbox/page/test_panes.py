"""Two chats side by side, in a real browser."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from playwright.async_api import expect

from sandbox import MANAGERS
from tests.sandbox.page.desk import Desk
from tests.sandbox.page.talking import PORTRAIT
from tests.sandbox.page.test_looks import AA, CONTRASTS, SHORTEST_TAP_TARGET, TOO_SMALL, TOO_WIDE
from tests.sandbox.page.window import needs_chromium

IRYNA, TARAS = (one.user_id for one in MANAGERS)
CARD = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text=text, callback_data=text) for text in ("✋ Take", "✅ Close")]]
)
pytestmark = [pytest.mark.asyncio(loop_scope="module"), needs_chromium]


async def test_the_staff_chat_stands_beside_the_patient(desk: Desk) -> None:
    await desk.opens()
    await expect(desk.pane("Olena")).to_be_visible()
    await expect(desk.group.get_by_role("heading", name="Reception team")).to_be_visible()
    await expect(desk.group.locator(".status")).to_have_text("group, you are Iryna")
    await desk.bot.send_message(desk.staff.id, "Olena asks", reply_markup=CARD)
    await expect(desk.group.get_by_role("article")).to_contain_text("Olena asks")
    await expect(desk.pane("Olena").get_by_role("article")).to_have_count(1)
    await expect(desk.page.get_by_role("link", name="Iryna").locator(".unread")).to_be_hidden()


async def test_one_acts_as_the_chosen_manager(desk: Desk) -> None:
    await desk.opens()
    await desk.writes(desk.group, "Who takes it?")
    await desk.page.get_by_role("link", name="Taras").click()
    await expect(desk.pane("Reception team, as Taras")).to_be_visible()
    first = desk.group.get_by_role("article").first
    await expect(first).to_contain_text("Iryna")
    await expect(first).to_have_class(re.compile(r"\bbot\b"))
    await desk.bot.send_message(desk.staff.id, "Olena asks", reply_markup=CARD)
    await desk.button("✋ Take").click()
    await expect(desk.button("✋ Take")).to_have_attribute("aria-busy", "true")
    query = (await desk.bot.get_updates(offset=-1))[0].callback_query
    assert query
    assert (query.from_user.id, query.message and query.message.chat.id) == (TARAS, desk.staff.id)
    await query.answer("Taras has it")
    await expect(desk.group.get_by_text("Taras has it")).to_be_visible()
    await desk.page.reload()
    await expect(desk.pane("Reception team, as Taras")).to_be_visible()


async def test_a_manager_replies_edits_and_deletes(desk: Desk) -> None:
    await desk.opens()
    await desk.bot.send_message(desk.staff.id, "Olena asks: may I come later?")
    messages = desk.group.get_by_role("article")
    await desk.chooses(messages.first, "Reply")
    await expect(desk.group.get_by_text("Reply to Reception")).to_be_visible()
    await desk.writes(desk.group, "Shure")
    await expect(messages.last.get_by_role("button", name="Reception Olena asks")).to_be_visible()
    await expect(desk.group.get_by_text("Reply to Reception")).to_be_hidden()
    await desk.chooses(messages.last, "Edit")
    await expect(desk.group.get_by_role("textbox", name="Message")).to_have_value("Shure")
    await desk.writes(desk.group, "Sure")
    await expect(messages.last).to_contain_text(re.compile("Sure.*edited"))
    updates = await desk.bot.get_updates()
    said, edited = updates[-2].message, updates[-1].edited_message
    assert said
    assert edited
    assert said.reply_to_message
    assert (said.reply_to_message.text, edited.text) == ("Olena asks: may I come later?", "Sure")
    await desk.chooses(messages.last, "Delete")
    await expect(messages).to_have_count(1)
    await messages.first.click(button="right")
    await expect(desk.button("Reply")).to_be_focused()
    await expect(desk.button("Delete")).to_have_count(0)


async def test_a_message_is_answered_without_a_mouse_and_the_answer_given_up(desk: Desk) -> None:
    await desk.opens()
    keys = desk.page.keyboard
    await desk.pane("Olena").get_by_role("log").focus()
    await keys.press("ArrowUp")
    await expect(desk.pane("Olena").get_by_role("article").last).to_be_focused()
    await keys.press("Enter")
    await expect(desk.button("Reply")).to_be_focused()
    await keys.press("ArrowDown")
    await keys.press("Enter")
    field = desk.pane("Olena").get_by_role("textbox", name="Message")
    await expect(field).to_be_focused()
    await expect(field).to_have_value("/start")
    await keys.press("Escape")
    await expect(field).to_have_value("")
    await expect(desk.pane("Olena").get_by_text("Edit the message")).to_be_hidden()


async def test_a_photo_goes_to_the_group_as_an_answer(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "referral.png").write_bytes(PORTRAIT)
    await desk.opens()
    await desk.bot.send_message(desk.staff.id, "Send me the referral")
    await desk.chooses(desk.group.get_by_role("article").first, "Reply")
    await desk.group.get_by_role("button", name="Attach").click()
    async with desk.page.expect_file_chooser() as chooser:
        await desk.group.get_by_role("button", name="Photo", exact=True).click()
    await (await chooser.value).set_files(tmp_path / "referral.png")
    await desk.page.get_by_role("dialog").get_by_role("button", name="Send").click()
    await expect(desk.group.get_by_role("article").last.locator("img")).to_be_visible()
    message = (await desk.bot.get_updates(offset=-1))[0].message
    assert message
    assert message.photo
    assert (message.chat.id, message.reply_to_message and message.reply_to_message.text) == (
        desk.staff.id,
        "Send me the referral",
    )


async def test_a_command_of_the_group_names_the_bot(desk: Desk) -> None:
    await desk.opens()
    await desk.bot.send_message(desk.staff.id, "Use /next or /queue@reception_sandbox_bot")
    await desk.group.get_by_role("button", name="/next", exact=True).click()
    await desk.group.get_by_role("button", name="/queue@reception_sandbox_bot").click()
    await expect(desk.group.get_by_role("article")).to_have_count(3)
    said = [update.message.text for update in await desk.bot.get_updates() if update.message]
    assert said[-2:] == ["/next@reception_sandbox_bot", "/queue@reception_sandbox_bot"]


async def test_patient_manager_and_admin_stand_side_by_side_as_far_as_there_is_room(desk: Desk) -> None:
    marta = desk.server.person("Marta", role="admin")
    await marta.types("/start")
    shown = desk.page.locator(".panes .chat:visible")
    for width, panes in ((1600, 3), (1200, 2), (390, 1)):
        await desk.opens(width=width)
        await expect(shown).to_have_count(panes)
    link = desk.page.get_by_role("link", name="Marta")
    await desk.bot.send_message(marta.id, "The clinic's system is away")
    await expect(link).to_contain_text("1 unread")
    await link.click()
    await expect(desk.pane("Marta").get_by_role("article").last).to_contain_text("The clinic's system is away")
    await expect(desk.pane("Olena")).to_be_hidden()
    await desk.page.set_viewport_size({"width": 1600, "height": 800})
    await expect(shown).to_have_count(3)
    assert await desk.page.evaluate(TOO_WIDE) == []


async def test_two_managers_answer_at_once_from_two_tabs(desk: Desk) -> None:
    await desk.opens(f"?person={IRYNA}")
    other = await desk.page.context.new_page()
    taras = replace(desk, page=other)
    await taras.opens(f"?person={TARAS}")
    await desk.writes(desk.group, "Mine")
    await taras.writes(taras.group, "No, mine")
    for tab, own in ((desk, "Mine"), (taras, "No, mine")):
        await expect(tab.group.get_by_role("article")).to_have_count(2)
        await expect(tab.group.locator("article.me")).to_contain_text(own)
    await other.close()


async def test_on_a_narrow_screen_the_staff_chat_is_an_entry_that_counts(desk: Desk) -> None:
    await desk.opens(width=390)
    iryna = desk.page.get_by_role("link", name="Iryna")
    await expect(desk.group).to_be_hidden()
    await desk.bot.send_message(desk.staff.id, "Olena asks", reply_markup=CARD)
    await expect(iryna).to_contain_text("1 unread")
    await iryna.click()
    await expect(desk.group.get_by_role("article")).to_contain_text("Olena asks")
    await expect(desk.pane("Olena")).to_be_hidden()
    await expect(iryna.locator(".unread")).to_be_hidden()
    await desk.page.go_back()
    await expect(desk.pane("Olena")).to_be_visible()


@pytest.mark.parametrize("width", [360, 760, 1100, 1400])
async def test_all_of_it_fits_and_can_be_hit(desk: Desk, width: int) -> None:
    desk.server.clock.goes_on(timedelta(days=1))
    await desk.opens(f"?person={IRYNA}", width)
    await desk.bot.send_message(desk.staff.id, "averylongword" * 20, reply_markup=CARD)
    await desk.writes(desk.group, "averylongword" * 20)
    last = desk.group.get_by_role("article").last
    await expect(last).to_contain_text("averylong")
    await desk.chooses(last, "Reply")
    assert await desk.page.evaluate(TOO_WIDE) == []
    assert await desk.page.evaluate(TOO_SMALL, SHORTEST_TAP_TARGET) == []
    clock = await desk.page.locator("#clock").bounding_box()
    assert clock
    assert clock["x"] >= 0
    assert clock["x"] + clock["width"] <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_its_words_stand_out_in_light_and_dark(desk: Desk, scheme: str) -> None:
    await desk.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    desk.server.clock.goes_on(timedelta(days=1))
    await desk.opens()
    for name in (IRYNA, TARAS):
        await desk.staff.member(desk.server.people[name]).types("hello")
    await desk.bot.send_message(desk.staff.id, "card", reply_markup=CARD)
    await desk.chooses(desk.group.get_by_role("article").nth(1), "Reply")
    await desk.writes(desk.group, "yes")
    await desk.chooses(desk.group.get_by_role("article").last, "Edit")
    seen = await desk.page.evaluate(CONTRASTS)
    assert {"moved", "Taras", "Edit the message"} <= {words["words"] for words in seen}
    assert [words for words in seen if words["contrast"] < AA] == []
