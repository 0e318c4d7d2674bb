"""Groups as the Bot API tells of them; aiogram parses each answer, so a wrong one fails here."""

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramMigrateToChat
from aiogram.types import ChatMemberAdministrator

from sandbox import Group, Person, TelegramServer


@pytest.fixture
def group(server: TelegramServer, iryna: Person) -> Group:
    return server.group("Reception", iryna)


async def test_a_group_without_the_bot_is_none_for_it(bot: Bot, group: Group) -> None:
    for call in (bot.get_chat(group.id), bot.send_message(group.id, "hello"), bot.leave_chat(group.id)):
        with pytest.raises(TelegramBadRequest, match="chat not found"):
            await call


async def test_the_bot_is_added_and_hears_of_it(bot: Bot, group: Group, iryna: Person) -> None:
    group.adds_bot(iryna)
    joined, service = await bot.get_updates()
    assert joined.my_chat_member
    assert joined.my_chat_member.from_user.id == iryna.id
    assert (joined.my_chat_member.old_chat_member.status, joined.my_chat_member.new_chat_member.status) == (
        "left",
        "member",
    )
    assert service.message
    assert service.message.new_chat_members
    assert service.message.new_chat_members[0].id == bot.id
    assert (await bot.get_chat(group.id)).title == "Reception"
    await bot.send_message(group.id, "hello")
    assert group.said == ["hello"]


async def test_who_is_in_it(bot: Bot, group: Group, iryna: Person, olena: Person) -> None:
    group.adds_bot(iryna)
    statuses = [(await bot.get_chat_member(group.id, user)).status for user in (iryna.id, bot.id, olena.id)]
    assert statuses == ["creator", "member", "left"]
    group.joins(olena)
    assert (await bot.get_chat_member(group.id, olena.id)).status == "member"
    with pytest.raises(TelegramBadRequest, match="user not found"):
        await bot.get_chat_member(group.id, 1)


async def test_an_admin_has_the_rights_that_were_given(bot: Bot, server: TelegramServer, iryna: Person) -> None:
    group = server.group("Reception", iryna, topics=True)
    group.adds_bot(iryna)
    group.promotes_bot(iryna, {"can_manage_topics"})
    member = await bot.get_chat_member(group.id, bot.id)
    assert isinstance(member, ChatMemberAdministrator)
    assert (member.can_manage_topics, member.can_delete_messages) == (True, False)
    chat = await bot.get_chat(group.id)
    assert (chat.type, chat.is_forum) == ("supergroup", True)


async def test_under_privacy_mode_it_hears_only_commands(
    bot: Bot, server: TelegramServer, group: Group, iryna: Person
) -> None:
    group.adds_bot(iryna)
    await bot.get_updates(offset=-1)
    start = max(server.world.updates.seen)
    group.says(iryna, "who is on duty?")
    group.says(iryna, "/start")
    server.world.reads_all = True
    group.says(iryna, "and tomorrow?")
    heard = [update.message.text for update in await bot.get_updates(offset=start + 1) if update.message]
    assert heard == ["/start", "and tomorrow?"]
    assert (await bot.get_me()).can_read_all_group_messages


async def test_it_leaves(bot: Bot, group: Group, iryna: Person) -> None:
    group.adds_bot(iryna)
    assert await bot.leave_chat(group.id)
    last = (await bot.get_updates())[-1].my_chat_member
    assert last
    assert (last.from_user.id, last.new_chat_member.status) == (bot.id, "left")
    assert not group.has_bot
    with pytest.raises(TelegramForbiddenError, match="bot is not a member of the group chat"):
        await bot.send_message(group.id, "hello")


async def test_it_is_thrown_out(bot: Bot, group: Group, iryna: Person) -> None:
    group.adds_bot(iryna)
    group.removes_bot(iryna)
    last = (await bot.get_updates())[-1].my_chat_member
    assert last
    assert last.new_chat_member.status == "kicked"
    group.says(iryna, "/start")
    assert (await bot.get_updates())[-1].my_chat_member
    for call in (bot.get_chat(group.id), bot.send_message(group.id, "hello")):
        with pytest.raises(TelegramForbiddenError, match="bot was kicked from the group chat"):
            await call


async def test_it_becomes_a_supergroup_with_another_id(bot: Bot, group: Group, iryna: Person) -> None:
    group.adds_bot(iryna)
    old = group.id
    new = group.becomes_supergroup(iryna)
    assert str(new).startswith("-100")
    messages = [update.message for update in await bot.get_updates() if update.message]
    assert [(message.chat.id, message.migrate_to_chat_id) for message in messages[-2:]] == [(old, new), (new, None)]
    assert messages[-1].migrate_from_chat_id == old
    for call in (bot.send_message(old, "hello"), bot.get_chat(old)):
        with pytest.raises(TelegramMigrateToChat) as moved:
            await call
        assert moved.value.migrate_to_chat_id == new
    await bot.send_message(new, "hello")
    assert group.said == ["hello"]
    assert group.id == new


async def test_a_private_chat_is_not_left(bot: Bot, olena: Person) -> None:
    await olena.types("/start")
    with pytest.raises(TelegramBadRequest, match="private chats"):
        await bot.leave_chat(olena.id)
