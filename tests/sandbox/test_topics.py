"""A forum's topics, kept by the bot and by people; aiogram parses each answer, so a wrong one fails here."""

import pytest
from aiogram import Bot
from aiogram.types import Message, ReplyParameters

from sandbox import Group, Person, TelegramServer
from sandbox.topics import GENERAL
from tests.sandbox.conftest import ByHand
from tests.sandbox.refused import refused


@pytest.fixture
def staff(server: TelegramServer, iryna: Person) -> Group:
    group = server.group("Reception team", iryna, topics=True)
    group.adds_bot(iryna)
    group.promotes_bot(iryna, {"can_manage_topics", "can_delete_messages", "can_pin_messages"})
    server.world.updates.pending.clear()  # long ago
    return group


async def news(bot: Bot) -> list[Message]:
    updates = await bot.get_updates()
    if updates:
        await bot.get_updates(offset=updates[-1].update_id + 1)
    return [message for update in updates if (message := update.message)]


async def test_the_bot_opens_a_topic_and_writes_into_it(bot: Bot, staff: Group) -> None:
    topic = await bot.create_forum_topic(staff.id, "Olena K.", icon_color=9367192, icon_custom_emoji_id="5368")
    assert (topic.name, topic.icon_color, topic.icon_custom_emoji_id) == ("Olena K.", 9367192, "5368")
    sent = await bot.send_message(staff.id, "She asks", message_thread_id=topic.message_thread_id)
    assert (sent.message_thread_id, sent.is_topic_message) == (topic.message_thread_id, True)
    root = staff.chat[-2]
    assert (root.message_id, root.payload["forum_topic_created"]["name"]) == (topic.message_thread_id, "Olena K.")
    assert [one.name for one in staff.topics] == ["General", "Olena K."]
    assert await news(bot) == []  # Telegram tells no bot of what it did itself


async def test_what_answers_nothing_in_a_topic_answers_its_first_message(bot: Bot, staff: Group, iryna: Person) -> None:
    topic = await bot.create_forum_topic(staff.id, "Olena K.")
    sent = await bot.send_message(staff.id, "She asks", message_thread_id=topic.message_thread_id)
    assert sent.reply_to_message
    assert sent.reply_to_message.forum_topic_created
    typed = await staff.member(iryna, topic.message_thread_id).types("I see")
    (heard,) = await news(bot)
    assert heard.reply_to_message
    assert (heard.reply_to_message.message_id, heard.is_topic_message) == (topic.message_thread_id, True)
    assert typed.answers is None
    answer = await staff.member(iryna).replies(typed, "and more")
    assert (answer.answers, answer.topic) == (typed.message_id, topic.message_thread_id)
    replied = await bot.send_message(staff.id, "yes", reply_parameters=ReplyParameters(message_id=typed.message_id))
    assert replied.message_thread_id == topic.message_thread_id


async def test_general_is_no_thread(bot: Bot, staff: Group, iryna: Person) -> None:
    sent = await bot.send_message(staff.id, "To all")
    assert (sent.message_thread_id, sent.is_topic_message, sent.reply_to_message) == (None, None, None)
    await refused(bot.send_message(staff.id, "x", message_thread_id=GENERAL), "Bad Request: message thread not found")
    reply = await staff.member(iryna).replies(staff.chat[-1], "and to you")
    assert (reply.topic, "message_thread_id" in reply.payload) == (None, False)


async def test_each_topic_is_seen_by_itself(bot: Bot, staff: Group, iryna: Person) -> None:
    first = staff.creates_topic("Olena K.", iryna)
    second = staff.creates_topic("Daniel F.", iryna)
    await bot.send_message(staff.id, "Olena asks", message_thread_id=first.thread_id)
    there, elsewhere = staff.member(iryna, first), staff.member(iryna, second)
    await there.sees("Olena asks")
    await staff.member(iryna).sees("Olena asks")
    with pytest.raises(AssertionError, match="does not see"):
        await elsewhere.sees("Olena asks", timeout=0)
    assert [message.words for message in elsewhere.chat if message.text] == []
    general = staff.member(iryna, GENERAL)
    await general.types("hello")
    assert [message.text for message in general.chat if message.text] == ["hello"]


async def test_people_keep_topics_and_the_bot_hears_of_it(bot: Bot, staff: Group, iryna: Person) -> None:
    topic = staff.creates_topic("Olena", iryna)
    staff.renames_topic(topic, "Olena K.", iryna)
    staff.closes_topic(topic, iryna)
    staff.reopens_topic(topic, iryna)
    created, renamed, closed, reopened = await news(bot)
    assert created.forum_topic_created
    assert renamed.forum_topic_edited
    assert (created.forum_topic_created.name, renamed.forum_topic_edited.name) == ("Olena", "Olena K.")
    assert renamed.forum_topic_edited.icon_custom_emoji_id is None
    assert closed.forum_topic_closed
    assert reopened.forum_topic_reopened
    assert {message.message_thread_id for message in (created, renamed, closed, reopened)} == {topic.thread_id}
    assert staff.topic("Olena K.").closed is False
    with pytest.raises(AssertionError, match="0 topics are called 'Olena'"):
        staff.topic("Olena")


async def test_a_topic_that_a_person_deletes_is_gone_without_a_word(bot: Bot, staff: Group, iryna: Person) -> None:
    topic = await bot.create_forum_topic(staff.id, "Olena K.")
    card = await bot.send_message(staff.id, "She asks", message_thread_id=topic.message_thread_id)
    staff.deletes_topic(staff.topic("Olena K."))
    assert await news(bot) == []
    thread = topic.message_thread_id
    for call in (
        bot.send_message(staff.id, "x", message_thread_id=thread),
        bot.copy_message(staff.id, staff.id, 1, message_thread_id=thread),
        bot.send_location(staff.id, 46, 30, message_thread_id=thread),
    ):
        await refused(call, "Bad Request: message thread not found")
    await refused(card.edit_text("x"), "message to edit not found")
    for deed in (
        bot.close_forum_topic(staff.id, thread),
        bot.edit_forum_topic(staff.id, thread, name="x"),
        bot.delete_forum_topic(staff.id, thread),
    ):
        await refused(deed, "Bad Request: TOPIC_ID_INVALID")
    with pytest.raises(ValueError, match="no such topic"):
        await staff.member(iryna, topic.message_thread_id).types("hello?")


async def test_the_bot_renames_closes_and_deletes(bot: Bot, staff: Group, iryna: Person, by_hand: ByHand) -> None:
    thread = (await bot.create_forum_topic(staff.id, "Olena")).message_thread_id
    assert await bot.edit_forum_topic(staff.id, thread, name="Olena K.", icon_custom_emoji_id="5368")
    await refused(bot.edit_forum_topic(staff.id, thread, name="Olena K."), "TOPIC_NOT_MODIFIED")
    # aiogram sends no empty texts, and that is how an icon is taken away.
    bare = {"chat_id": staff.id, "message_thread_id": thread, "icon_custom_emoji_id": ""}
    assert await by_hand("editForumTopic", bare) == (200, True)
    assert staff.topic("Olena K.").icon is None
    assert await bot.edit_forum_topic(staff.id, thread)
    assert await bot.close_forum_topic(staff.id, thread)
    await refused(bot.close_forum_topic(staff.id, thread), "TOPIC_NOT_MODIFIED")
    assert await bot.send_message(staff.id, "it may write here all the same", message_thread_id=thread)
    assert await bot.reopen_forum_topic(staff.id, thread)
    assert await bot.delete_forum_topic(staff.id, thread)
    assert [one.name for one in staff.topics] == ["General"]
    assert staff.member(iryna, thread).chat == []


async def test_without_the_right_it_manages_only_what_it_made(bot: Bot, staff: Group, iryna: Person) -> None:
    own = await bot.create_forum_topic(staff.id, "Olena K.")
    theirs = staff.creates_topic("Daniel F.", iryna)
    staff.promotes_bot(iryna)
    await refused(bot.create_forum_topic(staff.id, "x"), "Bad Request: not enough rights to create a topic")
    for call, deed in (
        (bot.edit_forum_topic(staff.id, theirs.thread_id, name="x"), "edit the topic"),
        (bot.close_forum_topic(staff.id, theirs.thread_id), "close or open the topic"),
        (bot.delete_forum_topic(staff.id, theirs.thread_id), "delete the topic"),
        (bot.close_general_forum_topic(staff.id), "close or open the topic"),
        (bot.edit_general_forum_topic(staff.id, "Desk"), "edit the topic"),
    ):
        await refused(call, f"Bad Request: not enough rights to {deed}")
    staff.closes_topic(theirs, iryna)
    await refused(bot.send_message(staff.id, "x", message_thread_id=theirs.thread_id), "Bad Request: TOPIC_CLOSED")
    assert await bot.close_forum_topic(staff.id, own.message_thread_id)
    assert await bot.send_message(staff.id, "x", message_thread_id=own.message_thread_id)


async def test_general_can_be_renamed_closed_and_hidden(bot: Bot, staff: Group, server: TelegramServer) -> None:
    taras = server.person("Taras")
    staff.joins(taras)
    assert await bot.edit_general_forum_topic(staff.id, "Queue")
    assert await bot.close_general_forum_topic(staff.id)
    with pytest.raises(ValueError, match="the topic “Queue” is closed"):
        await staff.member(taras).types("hello")
    assert await bot.reopen_general_forum_topic(staff.id)
    await staff.member(taras).types("hello")
    assert await bot.hide_general_forum_topic(staff.id)
    await refused(bot.hide_general_forum_topic(staff.id), "TOPIC_NOT_MODIFIED")
    assert await bot.unhide_general_forum_topic(staff.id)
    assert (staff.topics[0].closed, staff.topics[0].hidden) == (True, False)


async def test_where_there_are_no_topics(bot: Bot, server: TelegramServer, iryna: Person, olena: Person) -> None:
    plain = server.group("Desk", iryna, supergroup=True)
    plain.adds_bot(iryna)
    plain.promotes_bot(iryna, {"can_manage_topics"})
    await olena.types("/start")
    for chat_id in (plain.id, olena.id):
        await refused(bot.create_forum_topic(chat_id, "x"), "Bad Request: the chat is not a forum")
    assert await bot.send_message(plain.id, "Telegram minds no thread here", message_thread_id=77)
    await refused(bot.send_message(olena.id, "x", message_thread_id=77), "Bad Request: message thread not found")
    reply = await plain.member(iryna).replies(plain.chat[-1], "a thread of replies")
    assert (reply.payload["message_thread_id"], reply.topic) == (reply.answers, None)


@pytest.mark.parametrize(
    ("name", "colour", "words"),
    [("  ", None, "name must be non-empty"), ("x", 1, "invalid icon color specified")],
)
async def test_topics_that_cannot_be(bot: Bot, staff: Group, name: str, colour: int | None, words: str) -> None:
    await refused(bot.create_forum_topic(staff.id, name, icon_color=colour), words)
    assert len(staff.topics) == 1
