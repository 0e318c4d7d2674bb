"""The one place where a screen becomes Telegram's: edited where it can be, sent where it must be.

Telegram turns a text into a photo, but no photo into a text: there the text comes as a new message.
"""

import logging
from collections.abc import Awaitable, Callable
from typing import Protocol

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    BufferedInputFile,
    DisabledButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
)

from handlers.screen import Answer, Button, File, Key, Line, Picture, Pin, Screen
from reception.people import Panel, Person

log = logging.getLogger(__name__)
NOT_MODIFIED = "message is not modified"
GetPhoto = Callable[[str], Awaitable[bytes | None]]


class Photos(Protocol):
    async def file_id(self, bot_id: int, photo: str) -> str | None: ...

    async def keep(self, bot_id: int, photo: str, file_id: str) -> None: ...


class Panels(Protocol):
    async def keep_panel(self, person_id: int, panel: Panel | None) -> None: ...


class Stage:
    """One person's chat while one update of theirs is handled; ``tapped`` is the message whose button it was."""

    def __init__(
        self, bot: Bot, person: Person, tapped: Message | None, panels: Panels, photos: Photos, get_photo: GetPhoto
    ) -> None:
        self._bot = bot
        self._person = person
        self._here = tapped
        self._panels = panels
        self._photos = photos
        self._get_photo = get_photo
        self._panel = self._stored = person.panel
        self._bare = False  # whether the panel as this stage left it has no buttons to lose

    async def show(self, answer: Answer) -> None:
        """Raises what aiogram raises, but for edits that change nothing."""
        if isinstance(answer, Line):
            await self._bot.send_message(self._person.telegram_id, answer.text)
        elif isinstance(answer, Pin):
            await self._send_pin(answer)
        elif isinstance(answer, File):
            await self._send_file(answer)
        else:
            await self._show_screens([answer] if isinstance(answer, Screen) else list(answer))
        panel = None if self._bare else self._panel
        if panel != self._stored:
            await self._panels.keep_panel(self._person.id, panel)
            self._stored = panel

    async def _show_screens(self, screens: list[Screen]) -> None:
        """The first panel may be an edit; what follows it comes below."""
        panels = [screen for screen in screens if not screen.keyboard]
        for screen in screens:
            if screen.keyboard:
                await self._send(screen)
            elif screen is not panels[0] or not await self._edited(screen):
                await self._new_panel(screen)
        if not panels:
            await self._leave(None)

    async def _edited(self, screen: Screen) -> bool:
        """False where the panel cannot become this screen and a new one must come below."""
        here, panel = self._here, self._panel
        if here is None or panel is None or (panel.kept and not screen.kept):
            return False
        if here.message_id != panel.message_id:
            # A photo card tapped twice: the first tap has put a text in its place, which the second one means.
            if not here.photo or screen.picture or here.message_id > panel.message_id:
                return False
        elif here.photo and not screen.picture:
            return False
        try:
            await self._edit(panel.message_id, screen)
        except TelegramBadRequest as refusal:
            return NOT_MODIFIED in refusal.message
        self._panel, self._bare = Panel(panel.message_id, screen.kept), not screen.rows
        return True

    async def _edit(self, message_id: int, screen: Screen) -> None:
        chat_id, buttons = self._person.telegram_id, _inline(screen)
        media = await self._media(screen.picture) if screen.picture else None
        if screen.picture is None or media is None:
            edited = await self._bot.edit_message_text(
                screen.text, chat_id=chat_id, message_id=message_id, reply_markup=buttons
            )
        else:
            photo = InputMediaPhoto(media=media, caption=screen.text)
            edited = await self._bot.edit_message_media(
                photo, chat_id=chat_id, message_id=message_id, reply_markup=buttons
            )
            await self._remember(screen.picture, media, edited)
        self._here = edited if isinstance(edited, Message) else self._here

    async def _new_panel(self, screen: Screen) -> None:
        message = await self._send(screen)
        await self._leave(Panel(message.message_id, screen.kept))
        self._here, self._bare = message, not screen.rows

    async def _leave(self, new: Panel | None) -> None:
        """The old panel loses its buttons; a photo whose place a text takes goes altogether."""
        old, self._panel = self._panel, new
        if old is None or old.kept:
            return
        chat_id = self._person.telegram_id
        try:
            if self._here and self._here.message_id == old.message_id and self._here.photo:
                await self._bot.delete_message(chat_id, old.message_id)
            elif not self._bare:
                await self._bot.edit_message_reply_markup(chat_id=chat_id, message_id=old.message_id)
        except TelegramBadRequest as refusal:
            log.debug("an old panel could not be cleared: %s", refusal.message)

    async def _send(self, screen: Screen) -> Message:
        chat_id, markup = self._person.telegram_id, _keyboard(screen.keyboard) or _inline(screen)
        media = await self._media(screen.picture) if screen.picture else None
        if screen.picture is None or media is None:
            return await self._bot.send_message(chat_id, screen.text, reply_markup=markup)
        try:
            message = await self._bot.send_photo(chat_id, media, caption=screen.text, reply_markup=markup)
        except TelegramBadRequest:
            if not isinstance(media, str) or not (media := await self._upload(screen.picture)):
                raise
            message = await self._bot.send_photo(chat_id, media, caption=screen.text, reply_markup=markup)
        await self._remember(screen.picture, media, message)
        return message

    async def _media(self, picture: Picture) -> str | BufferedInputFile | None:
        return await self._photos.file_id(self._bot.id, picture.name) or await self._upload(picture)

    async def _upload(self, picture: Picture) -> BufferedInputFile | None:
        content = await self._get_photo(picture.doctor)
        return BufferedInputFile(content, "doctor.jpg") if content else None

    async def _remember(self, picture: Picture, media: str | BufferedInputFile, shown: Message | bool) -> None:
        if isinstance(shown, Message) and shown.photo and not isinstance(media, str):
            await self._photos.keep(self._bot.id, picture.name, shown.photo[-1].file_id)

    async def _send_pin(self, pin: Pin) -> None:
        await self._bot.send_venue(
            self._person.telegram_id,
            latitude=pin.latitude,
            longitude=pin.longitude,
            title=pin.title,
            address=pin.address,
        )

    async def _send_file(self, file: File) -> None:
        document = BufferedInputFile(file.content, file.name)
        await self._bot.send_document(self._person.telegram_id, document, caption=file.caption)


def _inline(screen: Screen) -> InlineKeyboardMarkup | None:
    if not screen.rows:
        return None
    return InlineKeyboardMarkup(inline_keyboard=[[_button(button) for button in row] for row in screen.rows])


def _button(button: Button) -> InlineKeyboardButton:
    if button.data is None:
        return InlineKeyboardButton(text=button.text, disabled=DisabledButton())
    return InlineKeyboardButton(text=button.text, callback_data=button.data, style=button.style)


def _keyboard(keys: tuple[tuple[Key, ...], ...]) -> ReplyKeyboardMarkup | None:
    if not keys:
        return None
    rows = [[KeyboardButton(text=key.text, request_contact=key.contact or None) for key in row] for row in keys]
    return ReplyKeyboardMarkup(keyboard=rows, resize_keyboard=True, is_persistent=True)
