"""A real aiogram Dispatcher polls the sandbox over HTTP, and a person talks with it."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot, Dispatcher, F
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import (
    CallbackQuery,
    DisabledButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
)

from sandbox import Person, TelegramServer

MENU = InlineKeyboardMarkup(
    inline_keyboard=[
        [InlineKeyboardButton(text="📅 Book a visit", callback_data="book", style="primary")],
        [
            InlineKeyboardButton(text="10:00", disabled=DisabledButton()),
            InlineKeyboardButton(text="Site", url="https://clinic.example"),
        ],
    ]
)
SHARE = ReplyKeyboardMarkup(
    keyboard=[[KeyboardButton(text="📱 Share my number", request_contact=True)], [KeyboardButton(text="Type it")]]
)


async def greets(message: Message, command: CommandObject) -> None:
    await message.answer("Your number, please", reply_markup=SHARE)
    await message.answer(f"<b>Welcome</b>, {command.args or 'stranger'}", parse_mode="HTML", reply_markup=MENU)


async def reads_contact(message: Message) -> None:
    assert message.contact
    assert message.from_user
    own = message.contact.user_id == message.from_user.id
    await message.answer(f"{'own' if own else 'foreign'} {message.contact.phone_number}")


async def books(query: CallbackQuery) -> None:
    await query.answer("One moment", show_alert=True)
    assert isinstance(query.message, Message)
    await query.message.edit_text(f"Booked by {query.data}")


async def echoes(message: Message) -> None:
    await message.answer(f"You said: {message.text}")


async def echoes_edit(message: Message) -> None:
    await message.answer(f"You mean: {message.text}")


@pytest.fixture(autouse=True)
async def reception(bot: Bot) -> AsyncIterator[None]:
    dispatcher = Dispatcher()
    dispatcher.message.register(greets, CommandStart())
    dispatcher.message.register(reads_contact, F.contact)
    dispatcher.message.register(echoes)
    dispatcher.edited_message.register(echoes_edit)
    dispatcher.callback_query.register(books)
    polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False, close_bot_session=False))
    yield
    await dispatcher.stop_polling()
    await polling


async def test_a_person_starts_and_taps(olena: Person, server: TelegramServer) -> None:
    await olena.types("/start")
    welcome = await olena.sees("Welcome, stranger")
    assert welcome.html == "<b>Welcome</b>, stranger"
    assert [[button.text for button in row] for row in welcome.buttons] == [["📅 Book a visit"], ["10:00", "Site"]]

    await olena.taps("Book a visit")
    booked = await olena.sees("Booked by book")
    assert booked.message_id == welcome.message_id
    assert booked.buttons == []
    await olena.sees_toast("One moment")
    assert olena.waiting == []
    assert server.refusals == []


async def test_a_deep_link_brings_its_payload(olena: Person) -> None:
    await olena.opens("/start doctor_7")
    await olena.sees("Welcome, doctor_7")
    with pytest.raises(ValueError, match="opens no link"):
        await olena.opens("/start two words")


async def test_the_contact_button_shares_the_own_number_and_other_keys_are_typed(olena: Person) -> None:
    await olena.types("/start")
    await olena.sees("Welcome")
    assert olena.keyboard == [["📱 Share my number"], ["Type it"]]
    await olena.taps("Share my number")
    await olena.sees("own 380501112233")
    await olena.taps("Type it")
    await olena.sees("You said: Type it")


async def test_a_contact_of_somebody_else_has_another_user_id_or_none(olena: Person) -> None:
    await olena.shares_contact_of("+380670000000", "Ihor", user_id=77)
    await olena.sees("foreign +380670000000")
    await olena.shares_contact_of("+380670000001", "Ihor")
    await olena.sees("foreign +380670000001")


async def test_an_edited_message_is_an_update_of_its_own(olena: Person) -> None:
    typed = await olena.types("Petrenk")
    await olena.sees("You said: Petrenk")
    edited = await olena.edits(typed, "Petrenko")
    await olena.sees("You mean: Petrenko")
    assert edited.edited


async def test_what_cannot_be_tapped_says_why(olena: Person) -> None:
    await olena.types("/start")
    await olena.sees("Welcome")
    with pytest.raises(ValueError, match="disabled button"):
        await olena.taps("10:00")
    with pytest.raises(ValueError, match="url button"):
        await olena.taps("Site")
    with pytest.raises(AssertionError, match=r"finds no button 'Cancel'(.|\n)*Book a visit(.|\n)*Share my number"):
        await olena.taps("Cancel", timeout=0)


async def test_a_forged_callback_carries_what_the_forger_wrote(olena: Person) -> None:
    await olena.types("/start")
    await olena.sees("Welcome")
    await olena.forges("confirm:999")
    await olena.sees("Booked by confirm:999")


async def test_does_not_see_looks_at_all_that_was_ever_shown(olena: Person) -> None:
    await olena.types("/start")
    await olena.sees("Welcome")
    await olena.taps("Book a visit")
    await olena.sees("Booked")
    olena.does_not_see("Ihor")
    for shown_once in ("Welcome", "📅 Book", "One moment", "Share my number"):
        with pytest.raises(AssertionError, match="did see"):
            olena.does_not_see(shown_once)


async def test_a_transcript_reads_like_the_chat(olena: Person) -> None:
    await olena.types("hello")
    await olena.sees("You said")
    assert olena.transcript() == "Olena: hello\nReception: You said: hello"


async def test_waiting_in_vain_fails_with_the_conversation(olena: Person, server: TelegramServer) -> None:
    await olena.types("hello")
    await olena.sees("You said")
    with pytest.raises(AssertionError, match=r"does not see 'Goodbye'(.|\n)*Olena: hello(.|\n)*You said: hello"):
        await olena.sees("Goodbye", timeout=0.01)
    with pytest.raises(AssertionError, match="Olena: hello"):
        await server.until(lambda: False, timeout=0.01)


async def test_words_from_before_the_last_action_are_not_news(olena: Person) -> None:
    await olena.types("hello")
    await olena.sees("You said: hello")
    await olena.types("bye")
    await olena.sees("You said: bye")
    with pytest.raises(AssertionError, match="does not see"):
        await olena.sees("You said: hello", timeout=0.01)


async def test_losing_its_buttons_does_not_make_a_message_look_edited(olena: Person, bot: Bot) -> None:
    await olena.types("/start")
    menu = await olena.sees("Welcome")
    await bot.edit_message_reply_markup(chat_id=olena.id, message_id=menu.message_id)
    assert not olena.last.edited
    await bot.edit_message_text("Goodbye", chat_id=olena.id, message_id=menu.message_id)
    assert olena.last.edited
