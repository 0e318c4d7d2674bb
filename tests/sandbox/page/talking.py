"""The small aiogram bot that the page's tests talk to."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    CallbackQuery,
    CopyTextButton,
    DisabledButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
)

from sandbox.pictures import plain_png
from sandbox.server import TelegramServer

OLENA, DANIEL = 501, 502
PORTRAIT = plain_png(320, 320)
CALENDAR = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
ODESA = (46.4843, 30.7356)


@dataclass(frozen=True, slots=True)
class Told:
    """What reached the bot, and the gate behind which it keeps a slow tap waiting."""

    texts: list[str] = field(default_factory=list)
    taps: list[str] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)


def tapped(text: str, style: str | None = None) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, callback_data=text, style=style)


KEYS = ReplyKeyboardMarkup(
    keyboard=[
        [KeyboardButton(text="📱 Share my number", request_contact=True)],
        [KeyboardButton(text="Doctor"), KeyboardButton(text="Times"), KeyboardButton(text="File")],
    ],
    input_field_placeholder="Choose below",
)
PANEL = InlineKeyboardMarkup(
    inline_keyboard=[
        [tapped("Next", "primary")],
        [tapped("Toast", "success"), tapped("Alert")],
        [tapped("Slow"), tapped("Remove", "danger")],
    ]
)
STEP = InlineKeyboardMarkup(inline_keyboard=[[tapped("Back"), tapped("Done")]])
CARD = InlineKeyboardMarkup(
    inline_keyboard=[
        [
            InlineKeyboardButton(text="Busy", disabled=DisabledButton()),
            InlineKeyboardButton(text="Site", url="https://clinic.example/route"),
            InlineKeyboardButton(text="Code", copy_text=CopyTextButton(text="LM-4821")),
        ]
    ]
)
TIMES = InlineKeyboardMarkup(
    inline_keyboard=[[tapped(f"{hour:02}:{minute:02}") for minute in (0, 15, 30, 45)] for hour in range(9, 15)]
)


def conversation(told: Told) -> Router:
    router = Router()

    @router.message(CommandStart())
    async def start(message: Message, command: CommandObject) -> None:
        await message.answer("Welcome, see /help", reply_markup=KEYS)
        await message.answer(f"<b>Panel</b> {command.args or 'plain'}", parse_mode="HTML", reply_markup=PANEL)

    @router.message(F.contact)
    async def contact(message: Message) -> None:
        own = message.contact and message.from_user and message.contact.user_id == message.from_user.id
        await message.answer("Your own number" if own else "Somebody else's number")

    @router.message(F.location)
    async def location(message: Message) -> None:
        await message.answer_venue(*ODESA, title="Lyman clinic", address="22 Frantsuzkyi Boulevard")

    @router.message(F.photo)
    async def photo(message: Message) -> None:
        await message.answer(f"A photo that says: {message.caption}")

    @router.message(F.text == "Doctor")
    async def doctor(message: Message) -> None:
        picture = BufferedInputFile(PORTRAIT, "doctor.png")
        caption = "<b>Dr Kovalchuk</b>, <tg-spoiler>children's neurologist</tg-spoiler>"
        await message.answer_photo(picture, caption=caption, parse_mode="HTML", reply_markup=CARD)

    @router.message(F.text == "Times")
    async def times(message: Message) -> None:
        await message.answer("Wednesday, 25 November", reply_markup=TIMES)

    @router.message(F.text == "File")
    async def file(message: Message) -> None:
        await message.answer_document(BufferedInputFile(CALENDAR, "visit.ics"), caption="For your calendar")

    @router.message()
    async def other(message: Message) -> None:
        told.texts.append(message.text or "")
        await message.answer(f"You wrote: {message.text}")

    @router.callback_query()
    async def tap(query: CallbackQuery) -> None:
        told.taps.append(query.data or "")
        await answer_tap(query, told)

    return router


async def answer_tap(query: CallbackQuery, told: Told) -> None:
    assert isinstance(query.message, Message)
    if query.data in ("Next", "Back"):
        forward = query.data == "Next"
        await query.message.edit_text("Step two" if forward else "Panel", reply_markup=STEP if forward else PANEL)
    if query.data == "Done":
        await query.message.edit_text("All done")
    if query.data == "Remove":
        await query.message.delete()
    if query.data == "Slow":
        assert query.bot
        await query.bot.send_chat_action(query.message.chat.id, "typing")
        await told.gate.wait()
    words = {"Toast": "A word in passing", "Alert": "Mind this", "Slow": "At last"}
    await query.answer(words.get(query.data or ""), show_alert=query.data == "Alert")


@asynccontextmanager
async def talking_bot(server: TelegramServer) -> AsyncIterator[tuple[Bot, Told]]:
    bot = Bot(server.token, AiohttpSession(api=TelegramAPIServer.from_base(server.url)))
    told, dispatcher = Told(), Dispatcher()
    dispatcher.include_router(conversation(told))
    await bot.set_my_commands([BotCommand(command="help", description="How it works")])
    polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False, polling_timeout=5))
    try:
        yield bot, told
    finally:
        told.gate.set()
        await dispatcher.stop_polling()
        await polling
