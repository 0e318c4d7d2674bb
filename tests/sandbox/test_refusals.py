"""What Telegram refuses, the sandbox refuses in the same words."""

from collections.abc import Awaitable, Callable

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import (
    BotCommand,
    CopyTextButton,
    DisabledButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    LinkPreviewOptions,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
    WebAppInfo,
)

from sandbox import Person, TelegramServer
from tests.sandbox.conftest import ByHand, bot_of

REPLY_KEYS = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Menu")]])


def inline(*buttons: InlineKeyboardButton) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[[button] for button in buttons])


def button(text: str = "Yes", data: str | None = "yes") -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, callback_data=data)


@pytest.fixture(autouse=True)
async def met(olena: Person) -> None:
    await olena.types("/start")


async def refused(call: Awaitable[object], words: str) -> None:
    with pytest.raises(TelegramBadRequest) as caught:
        await call
    assert words in caught.value.message


NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


async def test_an_edit_that_changes_nothing(bot: Bot, olena: Person) -> None:
    yes = inline(button())
    sent = await bot.send_message(olena.id, "<b>One</b>", parse_mode="HTML", reply_markup=yes)
    bold = [MessageEntity(type="bold", offset=0, length=3)]
    await refused(sent.edit_text("One", entities=bold, reply_markup=yes), NOT_MODIFIED)
    await refused(sent.edit_reply_markup(reply_markup=yes), NOT_MODIFIED)
    await sent.edit_text("One", reply_markup=yes)
    await sent.edit_text("One")
    await refused(sent.edit_reply_markup(), NOT_MODIFIED)
    assert olena.last.buttons == []


@pytest.mark.parametrize("nothing", ["", " \n ", "<b> </b>"])
async def test_an_empty_text(bot: Bot, olena: Person, nothing: str) -> None:
    await refused(bot.send_message(olena.id, nothing, parse_mode="HTML"), "Bad Request: message text is empty")


async def test_lengths_count_in_utf16_units_after_the_formatting(bot: Bot, olena: Person) -> None:
    await bot.send_message(olena.id, f"<b>{'x' * 4096}</b>", parse_mode="HTML")
    await bot.send_message(olena.id, "😀" * 2048)
    await refused(bot.send_message(olena.id, "😀" * 2048 + "x"), "Bad Request: message is too long")
    sent = await bot.send_message(olena.id, "short")
    await refused(bot.edit_message_text("x" * 4097, chat_id=olena.id, message_id=sent.message_id), "MESSAGE_TOO_LONG")


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<b>bold", 'Can\'t find end tag corresponding to start tag "b"'),
        ("ї <h1>big</h1>", 'Unsupported start tag "h1" at byte offset 3'),
        ("a < b", "Unclosed start tag at byte offset 2"),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("line<br>", 'Unsupported start tag "br" at byte offset 4'),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
        ("</b>", "Unexpected end tag at byte offset 0"),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("x <3 and more", "Unclosed start tag at byte offset 2"),
        ("1 <2> 3", 'Unsupported start tag "2" at byte offset 2'),
    ],
)
async def test_html_that_telegram_cannot_read(bot: Bot, olena: Person, html: str, words: str) -> None:
    await refused(bot.send_message(olena.id, html, parse_mode="HTML"), f"Bad Request: can't parse entities: {words}")
    await bot.send_message(olena.id, html)


async def test_entities_beyond_the_text(bot: Bot, olena: Person) -> None:
    far = [MessageEntity(type="bold", offset=2, length=5)]
    await refused(bot.send_message(olena.id, "four", entities=far), "entity beginning at UTF-16 offset 2 ends after")
    strange = [MessageEntity(type="blinking", offset=0, length=1)]
    await refused(bot.send_message(olena.id, "four", entities=strange), "can't parse MessageEntity")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (button(data="я" * 33), "BUTTON_DATA_INVALID"),
        (button(data=""), "BUTTON_DATA_INVALID"),
        (button(text=""), "button text must be non-empty"),
        (button(data=None), "text buttons are unallowed in the inline keyboard"),
        (InlineKeyboardButton(text="Site", url="nonsense"), "Wrong HTTP URL"),
        (InlineKeyboardButton(text="Site", url="javascript://a.b"), "Wrong HTTP URL"),
        (InlineKeyboardButton(text="Copy", copy_text=CopyTextButton(text="")), "BUTTON_COPY_TEXT_INVALID"),
        (InlineKeyboardButton(text="Red", callback_data="x", style="purple"), "invalid button style"),
        (InlineKeyboardButton(text="10:00", callback_data="x", disabled=DisabledButton()), "exactly one kind"),
        (InlineKeyboardButton(text="App", web_app=WebAppInfo(url="https://a.b")), "not available in the sandbox"),
    ],
)
async def test_inline_buttons(bot: Bot, olena: Person, wrong: InlineKeyboardButton, words: str) -> None:
    await refused(bot.send_message(olena.id, "x", reply_markup=inline(wrong)), words)
    assert [message.by_bot for message in olena.chat] == [False]


async def test_an_inline_keyboard_of_more_than_a_hundred(bot: Bot, olena: Person) -> None:
    hundred = [button(str(number), f"n{number}") for number in range(100)]
    await bot.send_message(olena.id, "x", reply_markup=inline(*hundred))
    await refused(bot.send_message(olena.id, "x", reply_markup=inline(*hundred, button())), "reply markup is too long")


@pytest.mark.parametrize(
    ("keyboard", "words"),
    [
        (ReplyKeyboardMarkup(keyboard=[]), "must not be empty"),
        (ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text=" ")]]), "button text must be non-empty"),
        (ReplyKeyboardMarkup(keyboard=REPLY_KEYS.keyboard, input_field_placeholder="x" * 65), "placeholder"),
        (
            ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="x", request_contact=True, request_location=True)]]),
            "only one thing",
        ),
    ],
)
async def test_reply_keyboards(bot: Bot, olena: Person, keyboard: ReplyKeyboardMarkup, words: str) -> None:
    await refused(bot.send_message(olena.id, "x", reply_markup=keyboard), words)
    assert olena.keyboard == []


async def test_a_reply_keyboard_in_an_edit(bot: Bot, olena: Person, by_hand: ByHand) -> None:
    sent = await bot.send_message(olena.id, "panel")
    edit = {
        "chat_id": olena.id,
        "message_id": sent.message_id,
        "text": "x",
        "reply_markup": {"keyboard": [[{"text": "x"}]]},
    }
    assert await by_hand("editMessageText", edit) == (400, "Bad Request: inline keyboard expected")


@pytest.mark.parametrize("markup", [REPLY_KEYS, ReplyKeyboardRemove()])
async def test_a_message_that_brought_or_took_a_reply_keyboard_stays_as_it_is(
    bot: Bot, olena: Person, markup: ReplyKeyboardMarkup | ReplyKeyboardRemove
) -> None:
    sent = await bot.send_message(olena.id, "menu", reply_markup=markup)
    await refused(
        bot.edit_message_text("x", chat_id=olena.id, message_id=sent.message_id), "Bad Request: message can't be edited"
    )


Wrong = Callable[[Bot, Person], Awaitable[object]]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda bot, _: bot.send_message(999, "x"), "chat not found"),
        (lambda bot, _: bot.send_message("@nobody", "x"), "chat not found"),
        (lambda bot, one: bot.edit_message_text("x", chat_id=one.id, message_id=99), "message to edit not found"),
        (lambda bot, one: bot.edit_message_text("x", chat_id=one.id, message_id=1), "message can't be edited"),
        (lambda bot, one: bot.edit_message_text("x", chat_id=one.id), "message identifier is not specified"),
        (lambda bot, one: bot.delete_message(one.id, 99), "message to delete not found"),
        (lambda bot, one: bot.copy_message(one.id, one.id, 99), "message to copy not found"),
        (lambda bot, one: bot.forward_message(one.id, one.id, 99), "message to forward not found"),
        (
            lambda bot, one: bot.send_message(one.id, "x", reply_parameters=ReplyParameters(message_id=99)),
            "message to be replied not found",
        ),
        (
            lambda bot, _: bot.answer_callback_query("1"),
            "query is too old and response timeout expired or query ID is invalid",
        ),
        (lambda bot, one: bot.get_chat_member(one.id, 999), "user not found"),
        (lambda bot, one: bot.send_chat_action(one.id, "thinking"), "wrong parameter action in request"),
        (lambda bot, one: bot.send_location(one.id, 91, 0), "wrong latitude or longitude"),
        (lambda bot, one: bot.send_venue(one.id, 46, 30, " ", "Deribasivska 1"), "must be non-empty"),
        (lambda bot, one: bot.send_contact(one.id, "+380", " "), "must be non-empty"),
        (lambda bot, one: bot.send_message(one.id, "x", parse_mode="Wiki"), "unsupported parse_mode"),
        (lambda bot, one: bot.send_message(one.id, "x", parse_mode="MarkdownV2"), "not available in the sandbox"),
        (lambda bot, one: bot.send_message(one.id, "x", message_thread_id=3), "message thread not found"),
        (lambda bot, one: bot.send_dice(one.id), "method sendDice is not available in the sandbox"),
        (lambda bot, _: bot.set_my_commands([BotCommand(command="Big", description="x")]), "BOT_COMMAND_INVALID"),
        (lambda bot, _: bot.set_my_commands([BotCommand(command="ok", description="")]), "DESCRIPTION_INVALID"),
        (lambda bot, _: bot.set_my_commands([], language_code="ukr"), "invalid language code"),
    ],
)
async def test_what_is_not_there_or_not_possible(
    bot: Bot, olena: Person, server: TelegramServer, call: Wrong, words: str
) -> None:
    await refused(call(bot, olena), words)
    assert [words in str(refusal.refusal) for refusal in server.refusals] == [True]


async def test_nobody_hears_from_the_bot_before_they_wrote_or_after_they_blocked_it(
    bot: Bot, server: TelegramServer, olena: Person
) -> None:
    stranger = server.person("Ihor")
    with pytest.raises(TelegramForbiddenError, match="Forbidden: bot can't initiate conversation with a user"):
        await bot.send_message(stranger.id, "x")
    panel = await bot.send_message(olena.id, "panel")
    await olena.blocks_bot()
    for call in (
        bot.send_message(olena.id, "x"),
        bot.edit_message_text("x", chat_id=olena.id, message_id=panel.message_id),
    ):
        with pytest.raises(TelegramForbiddenError, match="Forbidden: bot was blocked by the user"):
            await call
    await olena.unblocks_bot()
    await bot.send_message(olena.id, "x", link_preview_options=LinkPreviewOptions(is_disabled=True))
    changes = [update["my_chat_member"]["new_chat_member"]["status"] for update in memberships(server)]
    assert changes == ["kicked", "member"]


def memberships(server: TelegramServer) -> list[dict[str, dict[str, dict[str, str]]]]:
    return [update for update in server.world.updates.pending.values() if "my_chat_member" in update]


async def test_a_message_older_than_two_days_cannot_be_deleted() -> None:
    clock = [1_800_000_000.0]
    async with await TelegramServer.start(now=lambda: clock[0]) as server:
        ihor = server.person("Ihor")
        typed = await ihor.types("hello")
        clock[0] += 48 * 3600
        async with bot_of(server) as bot:
            await refused(bot.delete_message(ihor.id, typed.message_id), "message can't be deleted for everyone")
