"""The page's contract, spoken by a plain WebSocket."""

import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiogram import Bot
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BufferedInputFile,
    CopyTextButton,
    DisabledButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from sandbox import Person, TelegramServer
from sandbox.pictures import plain_png
from tests.sandbox.conftest import Tab

BUTTONS = InlineKeyboardMarkup(
    inline_keyboard=[
        [InlineKeyboardButton(text="Yes", callback_data="yes", style="success")],
        [
            InlineKeyboardButton(text="Site", url="https://clinic.example"),
            InlineKeyboardButton(text="Copy", copy_text=CopyTextButton(text="42")),
            InlineKeyboardButton(text="10:00", disabled=DisabledButton()),
        ],
    ]
)
PICTURE = "data:image/png;base64," + base64.b64encode(plain_png(4, 4)).decode()


@asynccontextmanager
async def tab_of(person: Person, web: aiohttp.ClientSession) -> AsyncIterator[Tab]:
    async with web.ws_connect(f"/people/{person.id}/socket") as socket:
        yield Tab(socket)


@pytest.fixture
async def tab(olena: Person, web: aiohttp.ClientSession) -> AsyncIterator[Tab]:
    async with tab_of(olena, web) as one:
        yield one


async def test_the_people_one_can_be(server: TelegramServer, olena: Person, web: aiohttp.ClientSession) -> None:
    daniel = server.person("Daniel", "en", "+447700900123", about="Daniel, 45, English")
    async with web.get("/people") as answer:
        assert await answer.json() == {
            "bot": {"id": 42, "first_name": "Reception", "username": "reception_sandbox_bot"},
            "people": [
                {
                    "id": olena.id,
                    "first_name": "Olena",
                    "language_code": "uk",
                    "phone": "+380501112233",
                    "about": "Olena",
                    "role": "patient",
                },
                {
                    "id": daniel.id,
                    "first_name": "Daniel",
                    "language_code": "en",
                    "phone": "+447700900123",
                    "about": "Daniel, 45, English",
                    "role": "patient",
                },
            ],
            "staff": None,
        }


async def test_a_new_tab_gets_the_history(bot: Bot, olena: Person, web: aiohttp.ClientSession) -> None:
    await olena.types("/start")
    await bot.set_my_commands(
        [BotCommand(command="book", description="Записатися")], BotCommandScopeAllPrivateChats(), "uk"
    )
    menu = ReplyKeyboardMarkup(
        keyboard=[[KeyboardButton(text="Share", request_contact=True)]],
        one_time_keyboard=True,
        is_persistent=True,
        input_field_placeholder="Tap",
    )
    await bot.send_message(olena.id, "menu", reply_markup=menu)
    await bot.send_message(olena.id, "<b>Sure?</b>", parse_mode="HTML", reply_markup=BUTTONS)
    async with tab_of(olena, web) as tab:
        history = await tab.hears("history")
    assert [message["html"] for message in history["messages"]] == ["/start", "menu", "<b>Sure?</b>"]
    assert [message["from"] for message in history["messages"]] == ["me", "bot", "bot"]
    assert history["commands"] == [{"command": "book", "description": "Записатися"}]
    assert history["keyboard"] == {
        "rows": [[{"text": "Share", "request_contact": True, "request_location": False}]],
        "placeholder": "Tap",
        "one_time": True,
        "persistent": True,
    }
    assert abs(history["now"] - history["messages"][-1]["date"]) <= 5
    plain = {"data": False, "url": None, "copy": None, "style": None, "disabled": False}
    assert history["messages"][-1]["buttons"] == [
        [plain | {"text": "Yes", "data": True, "style": "success"}],
        [
            plain | {"text": "Site", "url": "https://clinic.example"},
            plain | {"text": "Copy", "copy": "42"},
            plain | {"text": "10:00", "disabled": True},
        ],
    ]


async def test_a_message_has_all_the_fields_the_page_reads(olena: Person, tab: Tab) -> None:
    await olena.types("<i>hi</i>")
    await tab.hears("history")
    message = (await tab.hears("message"))["message"]
    assert message.pop("date") > 0
    assert message == {
        "message_id": 1,
        "thread": None,
        "edited": False,
        "from": "me",
        "author": {"id": olena.id, "name": "Olena"},
        "forwarded": None,
        "reply": None,
        "album": None,
        "typed": "<i>hi</i>",
        "words": "<i>hi</i>",
        "html": "&lt;i&gt;hi&lt;/i&gt;",
        "photo": None,
        "document": None,
        "voice": None,
        "video_note": None,
        "sticker": None,
        "venue": None,
        "location": None,
        "contact": None,
        "reactions": [],
        "buttons": None,
        "service": None,
    }


async def test_typing_tapping_and_the_answer(bot: Bot, olena: Person, tab: Tab) -> None:
    await tab.hears("history")
    await tab.does("text", text="/start")
    await tab.hears("message")
    await bot.send_chat_action(olena.id, "typing")
    await tab.hears("typing")
    sent = await bot.send_message(olena.id, "Sure?", reply_markup=BUTTONS)
    await tab.hears("message")
    await tab.does("tap", message_id=sent.message_id, row=0, column=0)
    waiting = await tab.hears("waiting")
    assert waiting["message_id"] == sent.message_id
    query = (await bot.get_updates(offset=-1))[0].callback_query
    assert query
    assert (query.data, query.id) == ("yes", waiting["callback_id"])
    await query.answer("Saved", show_alert=True)
    assert await tab.hears("answered") == {
        "event": "answered",
        "callback_id": query.id,
        "person_id": olena.id,
        "text": "Saved",
        "alert": True,
    }
    await sent.edit_text("Done")
    edited = (await tab.hears("edited"))["message"]
    assert (edited["message_id"], edited["html"], edited["edited"], edited["buttons"]) == (2, "Done", True, None)
    await sent.delete()
    assert (await tab.hears("deleted"))["message_id"] == sent.message_id


async def test_keyboards_and_commands_as_they_change(bot: Bot, olena: Person, tab: Tab) -> None:
    await olena.types("/start")
    await tab.hears("history")
    await tab.hears("message")
    await bot.send_message(olena.id, "menu", reply_markup=ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Book")]]))
    await tab.hears("message")
    assert (await tab.hears("keyboard"))["keyboard"]["rows"][0][0]["text"] == "Book"
    await bot.send_message(olena.id, "bye", reply_markup=ReplyKeyboardRemove())
    await tab.hears("message")
    assert (await tab.hears("keyboard"))["keyboard"] is None
    await bot.set_my_commands([BotCommand(command="help", description="Help")])
    assert (await tab.hears("commands"))["commands"] == [{"command": "help", "description": "Help"}]


async def test_pictures_files_and_places(bot: Bot, olena: Person, tab: Tab, web: aiohttp.ClientSession) -> None:
    await olena.types("/start")
    await tab.hears("history")
    await tab.hears("message")
    sent = await bot.send_message(olena.id, "text")
    await tab.hears("message")
    await sent.edit_media(
        InputMediaPhoto(media=BufferedInputFile(plain_png(9, 9), "x.png"), caption="<b>Dr</b>", parse_mode="HTML")
    )
    photo = (await tab.hears("edited"))["message"]
    assert photo["html"] == "<b>Dr</b>"
    async with web.get(photo["photo"]) as answer:
        assert (answer.content_type, await answer.read()) == ("image/png", plain_png(9, 9))
    await bot.send_document(olena.id, BufferedInputFile(b"<script>alert(1)</script>", "evil.html"))
    document = (await tab.hears("message"))["message"]["document"]
    assert (document["name"], document["size"]) == ("evil.html", 25)
    async with web.get(document["url"]) as answer:
        assert answer.content_type == "application/octet-stream"
        assert answer.headers["Content-Disposition"] == "attachment"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    await bot.send_venue(olena.id, 46.5, 30.5, "Clinic", "Deribasivska 1")
    venue = (await tab.hears("message"))["message"]
    assert venue["venue"] == {"title": "Clinic", "address": "Deribasivska 1", "latitude": 46.5, "longitude": 30.5}
    assert venue["location"] is None


async def test_everything_a_person_can_send_from_the_page(bot: Bot, olena: Person, tab: Tab) -> None:
    await tab.hears("history")
    await tab.does("contact")
    own = (await tab.hears("message"))["message"]["contact"]
    assert (own["phone_number"], own["first_name"]) == ("380501112233", "Olena")
    await tab.does("foreign_contact", phone_number="+380670000000", first_name="Ihor")
    await tab.hears("message")
    await tab.does("location", latitude=46.5, longitude=30)
    assert (await tab.hears("message"))["message"]["location"] == {"latitude": 46.5, "longitude": 30}
    await tab.does("photos", data_urls=[PICTURE], caption="")
    photo = (await tab.hears("message"))["message"]
    assert (photo["photo"].startswith("/media/"), photo["album"]) == (True, None)
    updates = await bot.get_updates()
    owners = [update.message.contact.user_id for update in updates if update.message and update.message.contact]
    assert owners == [olena.id, None]


@pytest.mark.parametrize(
    ("action", "reason"),
    [
        ({"action": "text", "text": " "}, "1 to 4096"),
        ({"action": "text", "text": "half an emoji \ud83d"}, "surrogates not allowed"),
        ({"action": "tap", "message_id": 77, "row": 0, "column": 0}, "no such button"),
        ({"action": "photos", "data_urls": ["data:text/html;base64,eA=="]}, "not a picture"),
        ({"action": "photos", "data_urls": ["data:image/png;base64,%%"]}, "not a picture"),
        ({"action": "photos", "data_urls": ["data:image/png;base64,eA=="]}, "IMAGE_PROCESS_FAILED"),
        ({"action": "photos", "data_urls": []}, "not an action"),
        ({"action": "photos", "data_urls": [PICTURE] * 11}, "not an action"),
        ({"action": "document", "data_url": "data:text/plain,x", "name": "a.txt"}, "not a file"),
        ({"action": "react", "message_id": 77, "emoji": "👍"}, "no longer there"),
        ({"action": "new_topic", "name": "x"}, "there are no topics here"),
        ({"action": "dance"}, "not an action"),
        ({"text": "x"}, "not an action"),
        (["x"], "not an action"),
    ],
)
async def test_what_cannot_be_done_is_refused_and_the_socket_lives(tab: Tab, action: Any, reason: str) -> None:
    await tab.hears("history")
    await tab.socket.send_json(action)
    assert reason in (await tab.hears("refused"))["reason"]
    await tab.socket.send_str("{not json")
    await tab.hears("refused")
    await tab.does("text", text="alive")
    await tab.hears("message")


@pytest.mark.parametrize("column", [0, 1, 2])
async def test_buttons_that_send_nothing_are_refused(bot: Bot, olena: Person, tab: Tab, column: int) -> None:
    await olena.types("/start")
    await bot.send_message(olena.id, "Sure?", reply_markup=BUTTONS)
    for event in ("history", "message", "message"):
        await tab.hears(event)
    await tab.does("tap", message_id=2, row=1, column=column)
    assert "sends nothing to the bot" in (await tab.hears("refused"))["reason"]
    await tab.does("tap", message_id=2, row=-1, column=column)
    assert "no such button" in (await tab.hears("refused"))["reason"]


async def test_all_tabs_of_a_person_hear_the_same_and_others_nothing(
    server: TelegramServer, olena: Person, tab: Tab, web: aiohttp.ClientSession
) -> None:
    ihor = server.person("Ihor")
    async with tab_of(olena, web) as second, tab_of(ihor, web) as other:
        for one in (tab, second, other):
            await one.hears("history")
        await tab.does("text", text="hello")
        assert await tab.hears("message") == await second.hears("message")
        await other.does("text", text="mine")
        assert (await other.hears("message"))["message"]["html"] == "mine"


async def test_clearing_forgets_the_chat_but_gives_no_number_twice(bot: Bot, olena: Person, tab: Tab) -> None:
    await tab.hears("history")
    await tab.does("text", text="/start")
    await tab.hears("message")
    await tab.does("clear")
    history = await tab.hears("history")
    assert (history["messages"], history["keyboard"]) == ([], None)
    assert (await bot.send_message(olena.id, "x")).message_id == 2


async def test_nobody_else_has_a_socket(web: aiohttp.ClientSession) -> None:
    for path in ("/people/1/socket", "/people/x/socket"):
        with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
            await web.ws_connect(path)
        assert caught.value.status == 404


async def test_the_server_closes_with_pages_open(server: TelegramServer, tab: Tab) -> None:
    await tab.hears("history")
    await server.close()
    assert (await tab.socket.receive(timeout=5)).type is aiohttp.WSMsgType.CLOSE
