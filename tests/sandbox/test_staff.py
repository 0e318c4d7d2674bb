"""The staff chat as a part of the program, and as the page speaks with it."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiogram import Bot
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    ChatMemberAdministrator,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
)

from sandbox import MANAGERS, Group, Person, Staffed, TelegramServer, open_staff_chat, serve
from tests.sandbox.conftest import Tab, bot_of

IRYNA, TARAS = (one.user_id for one in MANAGERS)
TAKE = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Take", callback_data="take")]])


@pytest.fixture
def staff(server: TelegramServer) -> Group:
    return open_staff_chat(server, Staffed())


@pytest.fixture
async def tab(staff: Group, web: aiohttp.ClientSession) -> AsyncIterator[Tab]:
    async with web.ws_connect("/staff/socket") as socket:
        tab = Tab(socket)
        assert (await tab.hears("history"))["messages"] == staff.chat == []
        yield tab


async def test_the_program_opens_with_a_group_that_has_long_been_there() -> None:
    async with await serve(staff=Staffed("Desk", topics=True)) as server, bot_of(server) as bot:
        assert server.staff
        chat = await bot.get_chat(server.staff.id)
        assert (chat.title, chat.type, chat.is_forum) == ("Desk", "supergroup", True)
        member = await bot.get_chat_member(server.staff.id, bot.id)
        assert isinstance(member, ChatMemberAdministrator)
        assert (member.can_manage_topics, member.can_delete_messages, member.can_promote_members) == (True, True, False)
        statuses = [(await bot.get_chat_member(server.staff.id, one)).status for one in (IRYNA, TARAS)]
        assert statuses == ["creator", "member"]
        assert await bot.get_updates() == []
        first = await bot.send_message(server.staff.id, "after a restart")
        assert first.message_id > 1_000_000


async def test_it_has_the_same_id_at_every_start() -> None:
    ids = []
    for _ in range(2):
        async with await serve(staff=Staffed()) as server:
            assert server.staff
            ids.append(server.staff.id)
    assert ids[0] == ids[1]


async def test_managers_are_listed_with_their_group(
    staff: Group, server: TelegramServer, olena: Person, web: aiohttp.ClientSession
) -> None:
    async with web.get("/people") as answer:
        everybody = await answer.json()
    assert [person["id"] for person in everybody["people"]] == [olena.id]
    members = [member["first_name"] for member in everybody["staff"].pop("members")]
    assert members == ["Iryna", "Taras"]
    assert everybody["staff"] == {"id": staff.id, "title": "Reception team", "topics": False}
    assert server.staff is staff


async def test_without_staff_there_is_no_such_socket(server: TelegramServer) -> None:
    async with aiohttp.ClientSession(server.url) as web:
        with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
            await web.ws_connect("/staff/socket")
        assert caught.value.status == 404


async def test_the_page_acts_as_the_manager_it_names(bot: Bot, staff: Group, tab: Tab) -> None:
    await tab.socket.send_json({"action": "text", "text": "mine", "as": TARAS})
    said = (await tab.hears("message"))["message"]
    assert (said["from"], said["author"]) == ("member", {"id": TARAS, "name": "Taras"})
    card = await bot.send_message(staff.id, "Olena asks", reply_markup=TAKE)
    shown = (await tab.hears("message"))["message"]
    assert (shown["from"], shown["author"]["name"]) == ("bot", "Reception")
    await tab.socket.send_json({"action": "tap", "message_id": card.message_id, "row": 0, "column": 0, "as": IRYNA})
    assert (await tab.hears("waiting"))["message_id"] == card.message_id
    query = (await bot.get_updates(offset=-1))[0].callback_query
    assert query
    assert query.from_user.id == IRYNA
    await query.answer("Yours")
    assert (await tab.hears("answered"))["person_id"] == IRYNA


async def test_replies_edits_and_deletions_reach_all_pages(tab: Tab) -> None:
    await tab.socket.send_json({"action": "text", "text": "one", "as": IRYNA})
    first = (await tab.hears("message"))["message"]["message_id"]
    await tab.socket.send_json({"action": "text", "text": "two", "reply_to": first, "as": TARAS})
    reply = (await tab.hears("message"))["message"]
    assert reply["reply"] == {"message_id": first, "name": "Iryna", "words": "one"}
    edit = {"action": "edit", "message_id": reply["message_id"], "text": "2", "as": TARAS}
    await tab.socket.send_json(edit)
    edited = (await tab.hears("edited"))["message"]
    assert (edited["typed"], edited["edited"], edited["reply"]["words"]) == ("2", True, "one")
    await tab.socket.send_json({"action": "delete", "message_id": first, "as": IRYNA})
    assert (await tab.hears("deleted"))["message_id"] == first


@pytest.mark.parametrize(
    ("action", "reason"),
    [
        ({"action": "text", "text": "x"}, "there is no such manager"),
        ({"action": "text", "text": "x", "as": 5_000_000_001}, "there is no such manager"),
        ({"action": "text", "text": "x", "as": "Iryna"}, "there is no such manager"),
        ({"action": "clear", "as": IRYNA}, "nobody deletes a group"),
        ({"action": "edit", "message_id": 77, "text": "x", "as": IRYNA}, "no longer there"),
        ({"action": "delete", "message_id": 77, "as": IRYNA}, "no longer there"),
        ({"action": "text", "text": "x", "reply_to": 77, "as": IRYNA}, "no longer there"),
    ],
)
async def test_what_cannot_be_done_is_refused(olena: Person, tab: Tab, action: dict[str, Any], reason: str) -> None:
    assert olena.id == 5_000_000_001
    await tab.socket.send_json(action)
    assert reason in (await tab.hears("refused"))["reason"]


async def test_commands_of_groups_are_offered_in_the_founders_language(bot: Bot, tab: Tab) -> None:
    await bot.set_my_commands([BotCommand(command="book", description="Book")])
    assert (await tab.hears("commands"))["commands"][0]["command"] == "book"
    of_group = [BotCommand(command="next", description="Далі")]
    await bot.set_my_commands(of_group, BotCommandScopeAllGroupChats(), "uk")
    assert (await tab.hears("commands"))["commands"] == [{"command": "next", "description": "Далі"}]


async def test_what_is_done_without_words_stands_between_the_messages(
    staff: Group, server: TelegramServer, tab: Tab
) -> None:
    elsewhere = server.person("Boss")
    staff.joins(elsewhere)
    staff.removes_bot(elsewhere)
    staff.adds_bot(elsewhere)
    staff.leaves(elsewhere)
    lines = [(await tab.hears("message"))["message"]["service"] for _ in range(3)]
    assert lines == ["Boss joined", "Boss added Reception", "Boss left"]
