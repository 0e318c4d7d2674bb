"""What a message on the page can carry besides words: reactions, voices, files, albums, stickers."""

from pathlib import Path

import pytest
from aiogram.types import ReactionTypeEmoji
from playwright.async_api import expect

from tests.sandbox.page.desk import Desk
from tests.sandbox.page.talking import OLENA, PORTRAIT
from tests.sandbox.page.window import needs_chromium

pytestmark = [pytest.mark.asyncio(loop_scope="module"), needs_chromium]


async def test_reactions_come_and_go(desk: Desk) -> None:
    asked = await desk.server.people[OLENA].types("May I come later?")
    await desk.opens()
    pane = desk.pane("Olena")
    await desk.bot.set_message_reaction(OLENA, asked.message_id, [ReactionTypeEmoji(emoji="🙏")])
    await expect(pane.get_by_role("button", name="🙏, 1", exact=True)).to_be_visible()
    await desk.chooses(pane.get_by_role("article").last, "React with 🙏")
    own = pane.get_by_role("button", name="🙏, 2, yours")
    await expect(own).to_have_attribute("aria-pressed", "true")
    await own.click()
    await expect(pane.get_by_role("button", name="🙏, 1", exact=True)).to_be_visible()


async def test_a_voice_is_sent_and_can_be_heard(desk: Desk) -> None:
    await desk.opens()
    pane = desk.pane("Olena")
    await pane.get_by_role("button", name="Attach").click()
    await pane.get_by_role("button", name="Voice message").click()
    play = pane.get_by_role("button", name="Play the voice message, 2 seconds")
    await play.click()
    await expect(pane.get_by_role("button", name="Pause the voice message")).to_be_visible()
    await expect(pane.locator(".voice-done")).not_to_have_css("width", "0px")
    voice = (await desk.bot.get_updates(offset=-1))[0].message
    assert voice
    assert voice.voice


async def test_a_document_is_sent(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "referral.pdf").write_bytes(b"%PDF-1.7")
    await desk.opens()
    pane = desk.pane("Olena")
    await pane.get_by_role("button", name="Attach").click()
    async with desk.page.expect_file_chooser() as chooser:
        await pane.get_by_role("button", name="Document").click()
    await (await chooser.value).set_files(tmp_path / "referral.pdf")
    await desk.page.get_by_label("Caption").fill("My referral")
    await desk.page.get_by_role("dialog").get_by_role("button", name="Send").click()
    await expect(pane.get_by_role("link", name="Download referral.pdf, 8 bytes")).to_be_visible()
    message = (await desk.bot.get_updates(offset=-1))[0].message
    assert message
    assert message.document
    assert (message.document.file_name, message.document.mime_type, message.caption) == (
        "referral.pdf",
        "application/pdf",
        "My referral",
    )


async def test_several_photos_are_an_album_and_stand_together(desk: Desk, tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.png" for name in ("one", "two", "three")]
    for path in paths:
        path.write_bytes(PORTRAIT)
    await desk.opens()
    pane = desk.pane("Olena")
    await pane.get_by_role("button", name="Attach").click()
    async with desk.page.expect_file_chooser() as chooser:
        await pane.get_by_role("button", name="Photo", exact=True).click()
    await (await chooser.value).set_files(paths)
    await expect(desk.page.get_by_role("dialog", name="Send 3 photos").locator("img")).to_have_count(3)
    await desk.page.get_by_role("dialog").get_by_role("button", name="Send").click()
    album = pane.get_by_role("group", name="Album")
    await expect(album.get_by_role("article")).to_have_count(3)
    await expect(album).to_have_count(1)
    messages = [update.message for update in await desk.bot.get_updates() if update.message][-3:]
    assert len({message.media_group_id for message in messages}) == 1
    for left in (2, 1):
        await desk.chooses(album.get_by_role("article").first, "Delete")
        await expect(album.get_by_role("article")).to_have_count(left)
    await desk.chooses(album.get_by_role("article").first, "Delete")
    await expect(album).to_have_count(0)


async def test_stickers_round_videos_and_forwards_are_shown(desk: Desk) -> None:
    olena = desk.server.people[OLENA]
    sticker, note = await olena.sends_sticker("🙏"), await olena.sends_video_note(5)
    await desk.bot.forward_message(OLENA, OLENA, sticker.message_id)
    await desk.opens()
    messages = desk.pane("Olena").get_by_role("article")
    await expect(messages.nth(1).get_by_role("img", name="Sticker 🙏")).to_be_visible()
    await expect(messages.nth(2)).to_contain_text("Video message")
    await expect(messages.nth(3)).to_contain_text("Forwarded from Olena")
    assert note.file_id
