"""Who is in a group and as what; what the bot hears when its own place changes, and what it may do then."""

import pytest
from aiogram import Bot
from aiogram.types import (
    BufferedInputFile,
    ChatMemberAdministrator,
    ChatMemberOwner,
    ChatMemberRestricted,
    ChatMemberUpdated,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
)

from sandbox import Group, Person, TelegramServer
from sandbox.pictures import plain_png
from tests.sandbox.refused import refused

TAKE = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Take", callback_data="take")]])


@pytest.fixture
def taras(server: TelegramServer) -> Person:
    return server.person("Taras")


@pytest.fixture
def staff(server: TelegramServer, iryna: Person) -> Group:
    group = server.group("Reception team", iryna, supergroup=True)
    group.adds_bot(iryna)
    group.promotes_bot(iryna, {"can_manage_topics", "can_pin_messages"})
    return group


async def change(bot: Bot) -> ChatMemberUpdated:
    last = (await bot.get_updates(offset=-1))[0]
    told = last.my_chat_member or last.chat_member
    assert told
    return told


async def status(bot: Bot, group: Group, person: Person) -> str:
    return (await bot.get_chat_member(group.id, person.id)).status


async def test_everything_that_a_member_can_be(
    bot: Bot, server: TelegramServer, staff: Group, iryna: Person, taras: Person
) -> None:
    assert await status(bot, staff, taras) == "left"
    staff.joins(taras)
    assert await status(bot, staff, taras) == "member"
    staff.promotes(taras, iryna)
    admin = await bot.get_chat_member(staff.id, taras.id)
    assert isinstance(admin, ChatMemberAdministrator)
    assert admin.can_manage_topics
    staff.restricts(taras, iryna, {"can_send_messages"})
    restricted = await bot.get_chat_member(staff.id, taras.id)
    assert isinstance(restricted, ChatMemberRestricted)
    assert (restricted.is_member, restricted.can_send_messages, restricted.can_send_photos) == (True, True, False)
    staff.removes(taras, iryna)
    assert await status(bot, staff, taras) == "kicked"
    staff.joins(taras)
    staff.leaves(taras)
    assert await status(bot, staff, taras) == "left"
    assert {type(one) for one in await bot.get_chat_administrators(staff.id)} == {
        ChatMemberOwner,
        ChatMemberAdministrator,
    }
    assert await bot.get_chat_member_count(staff.id) == 2
    stranger = server.person("Boss")
    await stranger.types("/start")
    await refused(bot.get_chat_administrators(stranger.id), "there are no administrators in the private chat")


async def test_the_bot_hears_of_members_if_it_asked_for_it(
    bot: Bot, staff: Group, iryna: Person, taras: Person
) -> None:
    staff.joins(taras)
    assert all(update.chat_member is None for update in await bot.get_updates())
    await bot.get_updates(allowed_updates=["chat_member"])
    staff.removes(taras, iryna)
    told = await change(bot)
    assert (told.from_user.id, told.old_chat_member.status, told.new_chat_member.status) == (
        iryna.id,
        "member",
        "kicked",
    )


async def test_people_who_come_and_go_leave_a_line(bot: Bot, staff: Group, iryna: Person, taras: Person) -> None:
    staff.joins(taras)
    staff.removes(taras, iryna)
    came, went = [update.message for update in (await bot.get_updates())[-2:]]
    assert came
    assert came.new_chat_members
    assert went
    assert went.left_chat_member
    assert (came.new_chat_members[0].id, went.left_chat_member.id) == (taras.id, taras.id)


async def test_an_anonymous_admin_speaks_as_the_group_and_taps_as_oneself(
    bot: Bot, staff: Group, iryna: Person
) -> None:
    staff.hides(iryna)
    said = await staff.member(iryna).types("come at ten")
    message = (await bot.get_updates(offset=-1))[0].message
    assert message
    assert message.sender_chat
    assert message.from_user
    assert (message.sender_chat.id, message.from_user.username) == (staff.id, "GroupAnonymousBot")
    assert not staff.chat[-1].by_bot
    await staff.member(iryna).edits(said, "come at eleven")
    await bot.send_message(staff.id, "card", reply_markup=TAKE)
    await staff.member(iryna).taps("Take")
    query = (await bot.get_updates(offset=-1))[0].callback_query
    assert query
    assert query.from_user.id == iryna.id
    member = await bot.get_chat_member(staff.id, iryna.id)
    assert isinstance(member, ChatMemberOwner)
    assert member.is_anonymous
    await bot.get_updates(allowed_updates=["message_reaction"])
    await staff.member(iryna).reacts(said)
    reaction = (await bot.get_updates(offset=-1))[0].message_reaction
    assert reaction
    assert (reaction.actor_chat and reaction.actor_chat.id, reaction.user) == (staff.id, None)


async def test_rights_that_are_lost(bot: Bot, staff: Group, iryna: Person) -> None:
    staff.promotes_bot(iryna, {"can_pin_messages"})
    told = await change(bot)
    assert isinstance(told.old_chat_member, ChatMemberAdministrator)
    assert isinstance(told.new_chat_member, ChatMemberAdministrator)
    assert (told.old_chat_member.can_manage_topics, told.new_chat_member.can_manage_topics) == (True, False)
    staff.demotes_bot(iryna)
    assert (await change(bot)).new_chat_member.status == "member"
    card = await bot.send_message(staff.id, "card")
    await refused(bot.pin_chat_message(staff.id, card.message_id), "not enough rights to manage pinned messages")


async def test_a_bot_that_may_not_write(bot: Bot, staff: Group, iryna: Person) -> None:
    staff.restricts_bot(iryna, {"can_send_photos"})
    assert (await change(bot)).new_chat_member.status == "restricted"
    words = "Bad Request: not enough rights to send"
    await refused(bot.send_message(staff.id, "x"), f"{words} text messages to the chat")
    await refused(bot.send_venue(staff.id, 46, 30, "Clinic", "22"), f"{words} venues to the chat")
    await refused(bot.send_voice(staff.id, BufferedInputFile(b"x", "x.oga")), f"{words} voice notes to the chat")
    assert (await bot.send_photo(staff.id, BufferedInputFile(plain_png(), "x.png"))).photo


async def test_a_bot_that_is_thrown_out(bot: Bot, staff: Group, iryna: Person) -> None:
    staff.removes_bot(iryna)
    assert (await change(bot)).new_chat_member.status == "kicked"
    for call in (bot.send_message(staff.id, "x"), bot.create_forum_topic(staff.id, "x"), bot.get_chat(staff.id)):
        await refused(call, "Forbidden: bot was kicked from the supergroup chat")


@pytest.mark.parametrize(
    ("supergroup", "standing", "words"),
    [
        (True, "kicked", "Forbidden: bot was kicked from the supergroup chat"),
        (False, "left", "Forbidden: the group chat was deleted"),
    ],
)
async def test_a_group_that_is_deleted(
    bot: Bot, server: TelegramServer, iryna: Person, *, supergroup: bool, standing: str, words: str
) -> None:
    group = server.group("Desk", iryna, supergroup=supergroup)
    group.adds_bot(iryna)
    group.is_deleted(iryna)
    assert (await change(bot)).new_chat_member.status == standing
    await refused(bot.send_message(group.id, "x"), words)


async def test_who_may_not_write_says_nothing(staff: Group, iryna: Person, taras: Person) -> None:
    staff.joins(taras)
    staff.restricts(taras, iryna)
    with pytest.raises(ValueError, match="may not write in it"):
        await staff.member(taras).types("hello")
