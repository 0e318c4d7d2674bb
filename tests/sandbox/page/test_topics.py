"""A forum on the page: its topics, and what is new in them."""

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, expect

from sandbox import MANAGERS, Person
from tests.sandbox.page.desk import Desk, open_desk
from tests.sandbox.page.talking import OLENA
from tests.sandbox.page.test_looks import AA, CONTRASTS, SHORTEST_TAP_TARGET, TOO_SMALL, TOO_WIDE
from tests.sandbox.page.window import needs_chromium

IRYNA, TARAS = (one.user_id for one in MANAGERS)
pytestmark = [pytest.mark.asyncio(loop_scope="module"), needs_chromium]


@pytest_asyncio.fixture(loop_scope="module")
async def desk(chromium: Browser) -> AsyncIterator[Desk]:
    async with open_desk(chromium, topics=True) as opened:
        yield opened


async def topic_of(desk: Desk, name: str = "Olena K.") -> int:
    return (await desk.bot.create_forum_topic(desk.staff.id, name)).message_thread_id


def entry(desk: Desk, name: str) -> Locator:
    return desk.group.get_by_role("list", name="Topics").get_by_role("button", name=name)


def there(desk: Desk, thread: int | None = None, person: int = TARAS) -> Person:
    return desk.staff.member(desk.server.people[person], thread)


async def test_topics_are_listed_with_what_is_new_in_them(desk: Desk) -> None:
    thread = await topic_of(desk)
    await desk.opens()
    await expect(desk.group.get_by_role("textbox", name="Message")).to_be_hidden()
    await desk.bot.send_message(desk.staff.id, "To all")
    await desk.bot.send_message(desk.staff.id, "She asks", message_thread_id=thread)
    await there(desk, thread).types("who takes it?")
    names = desk.group.get_by_role("list", name="Topics").locator("strong")
    await expect(names).to_have_text(["Olena K.", "General"])
    await expect(entry(desk, "Olena K.")).to_contain_text("2 unread")
    await expect(entry(desk, "Olena K.")).to_contain_text("Taras: who takes it?")
    await expect(desk.page.get_by_role("link", name="Iryna")).to_contain_text("3 unread")
    await entry(desk, "Olena K.").click()
    await expect(desk.group.get_by_role("article")).to_have_text([re.compile("She asks"), re.compile("who takes it")])
    await expect(desk.group.get_by_role("heading", name="Olena K.")).to_be_visible()
    await expect(desk.page.get_by_role("link", name="Iryna")).to_contain_text("1 unread")
    await desk.group.get_by_role("button", name="All topics, 1 unread").click()
    await expect(entry(desk, "Olena K.")).not_to_contain_text("unread")


async def test_what_is_written_goes_into_the_topic_in_view(desk: Desk) -> None:
    first, second = await topic_of(desk), await topic_of(desk, "Daniel F.")
    await desk.opens()
    await entry(desk, "Olena K.").click()
    await desk.writes(desk.group, "come at ten")
    await there(desk, second).types("elsewhere")
    await expect(desk.group.get_by_role("button", name="All topics, 1 unread")).to_be_visible()
    await expect(desk.group.get_by_role("article")).to_have_text([re.compile("come at ten")])
    message = (await desk.bot.get_updates())[-2].message
    assert message
    assert (message.message_thread_id, message.from_user and message.from_user.id) == (first, IRYNA)
    await desk.group.get_by_role("textbox", name="Message").fill("half a thou")
    await desk.group.get_by_role("button", name="All topics, 1 unread").click()
    await entry(desk, "Daniel F.").click()
    await expect(desk.group.get_by_role("textbox", name="Message")).to_have_value("")
    await desk.group.get_by_role("button", name="All topics").click()
    await entry(desk, "Olena K.").click()
    await expect(desk.group.get_by_role("textbox", name="Message")).to_have_value("half a thou")


async def test_a_manager_opens_renames_closes_and_deletes_a_topic(desk: Desk) -> None:
    await desk.opens()
    await desk.button("New topic").click()
    await desk.page.get_by_role("textbox", name="Name").fill("Olena")
    await desk.button("Create").click()
    await entry(desk, "Olena").click()
    await expect(desk.group.locator(".service").last).to_have_text("Iryna created the topic “Olena”")
    await desk.chooses_of_topic("Rename")
    await desk.page.get_by_role("textbox", name="Name").fill("Olena K.")
    await desk.page.get_by_role("dialog").get_by_role("button", name="Rename").click()
    await expect(desk.group.get_by_role("heading", name="Olena K.")).to_be_visible()
    await desk.chooses_of_topic("Close")
    await expect(desk.group.locator(".service").last).to_have_text("Iryna closed the topic")
    assert desk.staff.topic("Olena K.").closed
    await desk.chooses_of_topic("Reopen")
    await expect(desk.group.locator(".service").last).to_have_text("Iryna reopened the topic")
    await desk.chooses_of_topic("Delete")
    await desk.page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    await expect(entry(desk, "General")).to_be_visible()
    await expect(entry(desk, "Olena")).to_have_count(0)
    told = [update.message for update in await desk.bot.get_updates() if update.message]
    assert [bool(message.forum_topic_closed) for message in told][-2:] == [True, False]


async def test_a_topic_that_the_bot_deletes_leads_back_to_the_list(desk: Desk) -> None:
    thread = await topic_of(desk)
    await desk.opens()
    await entry(desk, "Olena K.").click()
    await expect(desk.group.locator(".service")).to_have_text("Reception created the topic “Olena K.”")
    await desk.bot.delete_forum_topic(desk.staff.id, thread)
    await expect(entry(desk, "General")).to_be_visible()


async def test_a_closed_topic_takes_nothing_from_who_is_no_admin(desk: Desk) -> None:
    await topic_of(desk)
    desk.staff.closes_topic(desk.staff.topic("Olena K."), desk.server.people[IRYNA])
    await desk.opens(f"?person={TARAS}&beside={OLENA}")
    await entry(desk, "Olena K.").click()
    await desk.writes(desk.group, "hello?")
    await expect(desk.group.get_by_text("the topic “Olena K.” is closed")).to_be_visible()


async def test_a_pinned_card_is_a_line_that_leads_to_it(desk: Desk) -> None:
    thread = await topic_of(desk)
    card = await desk.bot.send_message(desk.staff.id, "The card", message_thread_id=thread)
    for number in range(20):
        await there(desk, thread).types(f"line {number}")
    await desk.bot.pin_chat_message(desk.staff.id, card.message_id)
    await desk.opens()
    await entry(desk, "Olena K.").click()
    first = desk.group.get_by_role("article").first
    await expect(first).not_to_be_in_viewport()
    await desk.group.get_by_role("button", name="Pinned: The card").click()
    await expect(first).to_be_in_viewport()
    await expect(first).to_be_focused()
    await desk.bot.unpin_chat_message(desk.staff.id)
    await expect(desk.group.get_by_role("button", name="Pinned: The card")).to_be_hidden()


@pytest.mark.parametrize("width", [360, 1100])
async def test_topics_fit_and_can_be_hit(desk: Desk, width: int) -> None:
    thread = await topic_of(desk, "averylongname" * 8)
    member = there(desk, thread)
    await member.sends_album(3, caption="averylongword" * 10)
    await member.sends_voice()
    await member.reacts(await member.sends_document(), "👍")
    await desk.opens(f"?person={IRYNA}", width)
    for step in (entry(desk, "averylong"), desk.group.get_by_role("button", name="Topic menu")):
        assert await desk.page.evaluate(TOO_WIDE) == []
        assert await desk.page.evaluate(TOO_SMALL, SHORTEST_TAP_TARGET) == []
        await step.click()
    assert await desk.page.evaluate(TOO_WIDE) == []
    assert await desk.page.evaluate(TOO_SMALL, SHORTEST_TAP_TARGET) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_topics_stand_out_in_light_and_dark(desk: Desk, scheme: str) -> None:
    await desk.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    thread = await topic_of(desk)
    await desk.bot.pin_chat_message(desk.staff.id, (await desk.bot.send_message(desk.staff.id, "x")).message_id)
    for person in (IRYNA, TARAS):
        member = there(desk, thread, person)
        await member.reacts(await member.types("hello"), "👍")
        await member.sends_voice()
    await desk.opens(f"?person={IRYNA}")
    listed = await desk.page.evaluate(CONTRASTS)
    await entry(desk, "Olena K.").click()
    await expect(desk.group.get_by_role("article")).to_have_count(4)
    seen = listed + await desk.page.evaluate(CONTRASTS)
    assert {"New topic", "General", "0:02", "Taras"} <= {words["words"] for words in seen}
    assert [words for words in seen if words["contrast"] < AA] == []
