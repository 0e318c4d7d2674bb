"""Reactions and pins: marks on messages, by the bot and by people."""

import pytest
from aiogram import Bot
from aiogram.types import Message, ReactionTypeCustomEmoji, ReactionTypeEmoji

from sandbox import Group, Person, TelegramServer
from sandbox.service_words import service_words
from tests.sandbox.refused import refused

THUMB = ReactionTypeEmoji(emoji="👍")


@pytest.fixture(autouse=True)
async def met(olena: Person) -> None:
    await olena.types("/start")


async def mark(bot: Bot, message: Message) -> None:
    await bot.pin_chat_message(message.chat.id, message.message_id)
    await bot.set_message_reaction(message.chat.id, message.message_id, [THUMB])


async def test_the_bot_reacts_and_takes_it_back(bot: Bot, olena: Person, server: TelegramServer) -> None:
    asked = await olena.types("May I come later?")
    assert await bot.set_message_reaction(olena.id, asked.message_id, [THUMB])
    assert await bot.set_message_reaction(olena.id, asked.message_id, [ReactionTypeEmoji(emoji="❤️")])
    assert server.world.chats[olena.id].reactions[asked.message_id][bot.id] == [{"type": "emoji", "emoji": "❤️"}]
    assert await bot.set_message_reaction(olena.id, asked.message_id)
    assert olena.transcript().endswith("Reception: reacts 👍\nReception: reacts ❤️\nReception: takes a reaction back")


async def test_reactions_that_telegram_does_not_take(bot: Bot, olena: Person) -> None:
    asked = await olena.types("May I come later?")
    react = bot.set_message_reaction
    await refused(react(olena.id, asked.message_id, [ReactionTypeEmoji(emoji="🦷")]), "REACTION_INVALID")
    await refused(react(olena.id, asked.message_id, [THUMB, THUMB]), "REACTIONS_TOO_MANY")
    await refused(react(olena.id, 999, [THUMB]), "Bad Request: message to react not found")
    custom = ReactionTypeCustomEmoji(custom_emoji_id="1")
    await refused(react(olena.id, asked.message_id, [custom]), "type custom_emoji is not available in the sandbox")


async def test_a_persons_reaction_is_told_to_who_asked_for_it_by_name(bot: Bot, olena: Person) -> None:
    sent = await bot.send_message(olena.id, "You're booked")
    await olena.reacts(olena.last)
    assert all(update.message_reaction is None for update in await bot.get_updates())
    await bot.get_updates(allowed_updates=["message_reaction"])
    await olena.reacts(olena.last, "🙏")
    await olena.reacts(olena.last, "🙏")
    await olena.reacts(olena.last, None)
    told = [update.message_reaction for update in await bot.get_updates() if update.message_reaction]
    thanked, taken_back = told
    assert (thanked.message_id, thanked.user and thanked.user.id) == (sent.message_id, olena.id)
    assert [one.emoji for one in thanked.new_reaction if isinstance(one, ReactionTypeEmoji)] == ["🙏"]
    assert (taken_back.old_reaction, taken_back.new_reaction) == (thanked.new_reaction, [])


async def test_in_a_group_only_an_admin_hears_of_reactions(bot: Bot, staff: Group, iryna: Person) -> None:
    await bot.get_updates(allowed_updates=["message_reaction"])
    await bot.get_updates(offset=-1)
    said = await staff.member(iryna).types("done")
    await staff.member(iryna).reacts(said)
    assert (await bot.get_updates(offset=-1))[0].message_reaction
    staff.demotes_bot(iryna)
    await staff.member(iryna).reacts(said, "🔥")
    assert len([update for update in await bot.get_updates() if update.message_reaction]) == 1


async def test_a_card_is_pinned_in_its_topic(bot: Bot, staff: Group) -> None:
    topic = await bot.create_forum_topic(staff.id, "Olena K.")
    card = await bot.send_message(staff.id, "She asks", message_thread_id=topic.message_thread_id)
    other = await bot.send_message(staff.id, "To all")
    for message in (card, other):
        assert await bot.pin_chat_message(staff.id, message.message_id)
    lines = staff.chat[-2:]
    assert [line.payload["pinned_message"]["text"] for line in lines] == ["She asks", "To all"]
    assert [line.topic for line in lines] == [topic.message_thread_id, None]
    assert staff.screen.pinned == [card.message_id, other.message_id]
    assert await bot.unpin_chat_message(staff.id)
    assert staff.screen.pinned == [card.message_id]
    assert await bot.unpin_chat_message(staff.id, message_id=card.message_id)
    await refused(bot.unpin_chat_message(staff.id), "Bad Request: message to unpin not found")
    await bot.pin_chat_message(staff.id, card.message_id)
    assert await bot.unpin_all_chat_messages(staff.id)
    assert staff.screen.pinned == []


async def test_pins_that_are_refused(bot: Bot, staff: Group, iryna: Person) -> None:
    topic = staff.creates_topic("Olena K.", iryna)
    await refused(bot.pin_chat_message(staff.id, 999), "Bad Request: message to pin not found")
    await refused(bot.pin_chat_message(staff.id, topic.thread_id), "message can't be pinned")
    card = await bot.send_message(staff.id, "card")
    staff.promotes_bot(iryna, {"can_manage_topics"})
    for call in (
        bot.pin_chat_message(staff.id, card.message_id),
        bot.unpin_chat_message(staff.id, message_id=card.message_id),
        bot.unpin_all_chat_messages(staff.id),
    ):
        await refused(call, "Bad Request: not enough rights to manage pinned messages in the chat")


async def test_marks_go_with_their_message(bot: Bot, olena: Person) -> None:
    sent = await bot.send_message(olena.id, "Tomorrow at ten")
    await mark(bot, sent)
    await bot.delete_message(olena.id, sent.message_id)
    assert (olena.screen.pinned, olena.screen.reactions) == ([], {})


async def test_marks_go_with_the_chat(bot: Bot, olena: Person) -> None:
    await mark(bot, await bot.send_message(olena.id, "Tomorrow at ten"))
    await olena.deletes_chat()
    assert (olena.screen.pinned, olena.screen.reactions) == ([], {})
    await refused(bot.unpin_chat_message(olena.id), "Bad Request: message to unpin not found")


async def test_marks_go_with_their_topic(bot: Bot, staff: Group) -> None:
    kept = await bot.send_message(staff.id, "To all")
    await mark(bot, kept)
    topic = await bot.create_forum_topic(staff.id, "Olena K.")
    await mark(bot, await bot.send_message(staff.id, "She asks", message_thread_id=topic.message_thread_id))
    staff.deletes_topic(staff.topic("Olena K."))
    assert staff.screen.pinned == list(staff.screen.reactions) == [kept.message_id]


async def test_a_long_card_is_told_of_in_short(bot: Bot, staff: Group) -> None:
    card = await bot.send_message(staff.id, "Olena Krynytsia, +380501112233, waits since ten in the morning")
    await bot.pin_chat_message(staff.id, card.message_id)
    assert service_words(staff.chat[-1].payload) == "Reception pinned “Olena Krynytsia, +380501112233, waits…”"
