"""Whose messages the bot may delete, and for how long by the world's clock."""

from datetime import timedelta

import pytest
from aiogram import Bot

from sandbox import Group, Person, TelegramServer
from tests.sandbox.refused import refused

HERE, FOR_EVERYONE = "Bad Request: message can't be deleted", "Bad Request: message can't be deleted for everyone"


async def test_what_it_has_sent_can_be_taken_back_for_two_days(bot: Bot, olena: Person, server: TelegramServer) -> None:
    typed = await olena.types("/start")
    sent = await bot.send_message(olena.id, "come at ten")
    server.clock.goes_on(timedelta(hours=47, minutes=59))
    assert await bot.delete_message(olena.id, sent.message_id)
    server.clock.goes_on(timedelta(minutes=2))
    await refused(bot.delete_message(olena.id, typed.message_id), FOR_EVERYONE)


async def test_in_a_supergroup_its_own_for_two_days(bot: Bot, staff: Group, server: TelegramServer) -> None:
    sent = [await bot.send_message(staff.id, words) for words in ("one", "two")]
    assert await bot.delete_message(staff.id, sent[0].message_id)
    server.clock.goes_on(timedelta(hours=48))
    with pytest.raises(Exception, match=f"{HERE}$"):
        await bot.delete_message(staff.id, sent[1].message_id)


async def test_others_words_only_with_the_right_and_a_topics_first_line_never(
    bot: Bot, staff: Group, iryna: Person
) -> None:
    said = await staff.member(iryna).types("hello")
    topic = staff.creates_topic("Olena K.", iryna)
    await refused(bot.delete_message(staff.id, said.message_id), HERE)
    staff.promotes_bot(iryna, {"can_delete_messages"})
    assert await bot.delete_message(staff.id, said.message_id)
    await refused(bot.delete_message(staff.id, topic.thread_id), HERE)


async def test_in_a_plain_group_an_admin_deletes_all(bot: Bot, server: TelegramServer, iryna: Person) -> None:
    group = server.group("Desk", iryna)
    group.adds_bot(iryna)
    said = await group.member(iryna).types("hello")
    await refused(bot.delete_message(group.id, said.message_id), FOR_EVERYONE)
    group.promotes_bot(iryna)
    assert await bot.delete_message(group.id, said.message_id)


async def test_of_many_one_that_may_not_go_keeps_all(bot: Bot, staff: Group, iryna: Person) -> None:
    said = await staff.member(iryna).types("hello")
    sent = [(await bot.send_message(staff.id, words)).message_id for words in ("one", "two")]
    await refused(bot.delete_messages(staff.id, [*sent, said.message_id]), HERE)
    assert staff.said == ["one", "two"]
    assert await bot.delete_messages(staff.id, [*sent, 999])
    assert staff.said == []
    await refused(bot.delete_messages(staff.id, list(range(1, 102))), "too many message identifiers specified")
    await refused(bot.delete_messages(staff.id, []), "message identifiers are not specified")
