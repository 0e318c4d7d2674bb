"""How calls may come, and which are no calls of the Bot API at all."""

import json

import aiohttp
import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramUnauthorizedError
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from sandbox import Person, TelegramServer
from tests.sandbox.conftest import ByHand, bot_of

YES = {"inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}]]}


@pytest.fixture(autouse=True)
async def met(olena: Person) -> None:
    await olena.types("/start")


async def test_a_form_holds_json_inside_strings(olena: Person, by_hand: ByHand) -> None:
    form = {"chat_id": str(olena.id), "text": "{not json}", "reply_markup": json.dumps(YES), "protect_content": "true"}
    status, message = await by_hand("sendMessage", **form)
    assert status == 200
    assert message["text"] == "{not json}"
    assert message["reply_markup"] == YES
    assert message["has_protected_content"] is True


async def test_a_call_may_be_json(olena: Person, by_hand: ByHand) -> None:
    status, message = await by_hand("sendMessage", {"chat_id": olena.id, "text": "x", "reply_markup": YES})
    assert (status, message["reply_markup"]) == (200, YES)


async def test_a_call_may_be_an_address_and_names_know_no_case(
    olena: Person, server: TelegramServer, web: aiohttp.ClientSession
) -> None:
    async with web.get(f"/bot{server.token}/sendmessage", params={"chat_id": olena.id, "text": "hi"}) as answer:
        assert answer.status == 200
    assert olena.last.text == "hi"


async def test_a_wrong_token(server: TelegramServer, web: aiohttp.ClientSession) -> None:
    async with bot_of(server, "42:WRONG") as impostor:
        with pytest.raises(TelegramUnauthorizedError):
            await impostor.get_me()
    async with web.get("/file/bot42:WRONG/photos/file_1.png") as answer:
        assert answer.status == 401


async def test_a_method_that_telegram_does_not_know(by_hand: ByHand) -> None:
    assert await by_hand("sendFlowers") == (404, "Not Found")


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"text": "x"}, "chat_id is empty"),
        ({"chat_id": 1}, "message text is empty"),
        ({"chat_id": 1, "text": "x", "colour": "red"}, "unknown parameter 'colour' of sendMessage"),
        (
            {"chat_id": 1, "text": "x", "reply_markup": {"inline_keyboard": [[{"text": "x", "date": "1"}]]}},
            "unknown field 'reply_markup.inline_keyboard.date' of sendMessage",
        ),
        ({"chat_id": 1, "text": "x", "reply_markup": "{nonsense"}, "can't parse reply_markup: it is not JSON"),
        ({"chat_id": 1, "text": "x", "reply_markup": {"inline_keyboard": "x"}}, "can't parse inline_keyboard"),
        (
            {"chat_id": 1, "text": "x", "reply_markup": {"inline_keyboard": [[{}]]}},
            "can't parse inline_keyboard.0.0.text",
        ),
        ({"chat_id": 1, "text": "x", "reply_markup": {}}, "can't parse reply_markup: exactly one kind"),
        ({"chat_id": 1, "text": "x", "disable_notification": "perhaps"}, "can't parse disable_notification"),
        ({"chat_id": [1], "text": "x"}, "can't parse chat_id"),
        ({"chat_id": 5_000_000_001, "text": "half an emoji \ud83d"}, "strings must be encoded in UTF-8"),
    ],
)
async def test_parameters_that_do_not_fit(by_hand: ByHand, parameters: dict[str, object], words: str) -> None:
    status, description = await by_hand("sendMessage", parameters)
    assert status == 400
    assert description.startswith(f"Bad Request: {words}")


async def test_a_body_that_is_no_body(server: TelegramServer, web: aiohttp.ClientSession) -> None:
    headers = {"Content-Type": "application/json"}
    for body in (b"{", b"[]"):
        async with web.post(f"/bot{server.token}/getMe", data=body, headers=headers) as answer:
            assert (answer.status, (await answer.json())["ok"]) == (400, False)


async def test_every_call_is_on_record(bot: Bot, olena: Person, server: TelegramServer, by_hand: ByHand) -> None:
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Yes", callback_data="yes")]])
    await bot.send_message(olena.id, "hi", reply_markup=keyboard)
    await by_hand("sendMessage", {"chat_id": 1, "text": "x"})
    sent, lost = server.calls
    assert (sent.method, sent.ok, sent.chat_id, sent.params["text"]) == ("sendMessage", True, olena.id, "hi")
    assert sent.params["reply_markup"] == keyboard
    assert not lost.ok
    assert str(lost.refusal) == "400 Bad Request: chat not found"
    assert server.refusals == [lost]
