"""The one place where a screen becomes Telegram's: edited where it can be, sent where it must be.

Telegram turns a text into a photo, but no photo into a text: there the text comes as a new message.
"""

import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

from aiogram.exceptions import TelegramAPIError, TelegramBadRequest

from handlers.by_phone import by_phone
from handlers.markup import HTML, NO_PREVIEW, Json, inline, keyboard, reaction, spoken
from handlers.screen import Answer, Commands, File, Graph, Line, Mark, Picture, Pin, Rows, Screen
from reception.people import Panel, Person

log = logging.getLogger(__name__)
GetPhoto = Callable[[str], Awaitable[bytes | None]]

NOT_MODIFIED = "message is not modified"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that goes with a call. A field elsewhere names it: ``attach://<its own field>``."""

    name: str
    content: bytes


class Telegram(Protocol):
    """The Bot API (bot/wire.py)."""

    @property
    def bot_id(self) -> int: ...

    async def call(self, method: str, /, **fields: Any) -> Any:
        """Its JSON answer; what is None is not sent. Raises aiogram's exceptions."""
        ...


class Photos(Protocol):
    async def file_id(self, bot_id: int, photo: str) -> str | None: ...

    async def keep(self, bot_id: int, photo: str, file_id: str) -> None: ...


class Panels(Protocol):
    async def keep_panel(self, person_id: int, panel: Panel | None) -> None: ...


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as it stands in the chat."""

    message_id: int
    photo: bool


class Stage:
    """One person's chat while one update of theirs is handled; ``tapped`` is the message whose button it was."""

    def __init__(
        self,
        telegram: Telegram,
        person: Person,
        tapped: Shown | None,
        panels: Panels,
        photos: Photos,
        get_photo: GetPhoto,
        *,
        writes: bool,
    ) -> None:
        """``writes``: whether there is reception to write to."""
        self._telegram = telegram
        self._person = person
        self._here = tapped
        self._panels = panels
        self._photos = photos
        self._get_photo = get_photo
        self._writes = writes
        self._panel = self._stored = person.panel
        self._bare = False  # whether the panel as this stage left it has no buttons to lose

    async def show(self, answer: Answer) -> None:
        """Raises what aiogram raises, but for edits that change nothing."""
        answer = answer if self._writes else by_phone(answer)
        if isinstance(answer, Line):
            await self._call("sendMessage", **spoken(answer))
        elif isinstance(answer, Rows):
            await self._put_under(answer)
        elif isinstance(answer, Pin):
            await self._send_pin(answer)
        elif isinstance(answer, File):
            await self._send_file(answer)
        elif isinstance(answer, Graph):
            await self._send_graph(answer)
        elif isinstance(answer, Mark):
            await self._mark(answer)
        elif isinstance(answer, Commands):
            await self._put_up(answer)
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
        buttons = inline(screen.rows)
        media = await self._media(screen.picture) if screen.picture else None
        if screen.picture is None or media is None:
            await self._call(
                "editMessageText",
                message_id=message_id,
                text=screen.text,
                parse_mode=HTML,
                link_preview_options=NO_PREVIEW,
                reply_markup=buttons,
            )
        else:
            picture, upload = _attached(media)
            photo = {"type": "photo", "media": picture, "caption": screen.text, "parse_mode": HTML}
            edited = await self._call(
                "editMessageMedia", message_id=message_id, media=photo, picture=upload, reply_markup=buttons
            )
            await self._remember(screen.picture, upload, edited)
        self._here = Shown(message_id, photo=media is not None)

    async def _new_panel(self, screen: Screen) -> None:
        shown = await self._send(screen)
        await self._leave(Panel(shown.message_id, screen.kept))
        self._here, self._bare = shown, not screen.rows

    async def _leave(self, new: Panel | None) -> None:
        """The old panel loses its buttons; a photo whose place a text takes goes altogether."""
        old, self._panel = self._panel, new
        if old is None or old.kept:
            return
        try:
            if self._here and self._here.message_id == old.message_id and self._here.photo:
                await self._call("deleteMessage", message_id=old.message_id)
            elif not self._bare:
                await self._call("editMessageReplyMarkup", message_id=old.message_id)
        except TelegramBadRequest as refusal:
            log.debug("an old panel could not be cleared: %s", refusal.message)

    async def _send(self, screen: Screen) -> Shown:
        media = await self._media(screen.picture) if screen.picture else None
        if screen.picture is None or media is None:
            markup = keyboard(screen.keyboard) or inline(screen.rows)
            sent = await self._call(
                "sendMessage", text=screen.text, parse_mode=HTML, link_preview_options=NO_PREVIEW, reply_markup=markup
            )
            return Shown(sent["message_id"], photo=False)
        try:
            return await self._send_photo(screen, screen.picture, media)
        except TelegramBadRequest:
            if not isinstance(media, str) or not (upload := await self._upload(screen.picture)):
                raise
            return await self._send_photo(screen, screen.picture, upload)

    async def _send_photo(self, screen: Screen, picture: Picture, media: str | Upload) -> Shown:
        photo, upload = _attached(media)
        sent = await self._call(
            "sendPhoto",
            photo=photo,
            picture=upload,
            caption=screen.text,
            parse_mode=HTML,
            reply_markup=keyboard(screen.keyboard) or inline(screen.rows),
        )
        await self._remember(picture, upload, sent)
        return Shown(sent["message_id"], photo=True)

    async def _media(self, picture: Picture) -> str | Upload | None:
        return await self._photos.file_id(self._telegram.bot_id, picture.name) or await self._upload(picture)

    async def _upload(self, picture: Picture) -> Upload | None:
        content = await self._get_photo(picture.doctor)
        return Upload("doctor.jpg", content) if content else None

    async def _remember(self, picture: Picture, upload: Upload | None, shown: Json) -> None:
        if upload and shown.get("photo"):
            await self._photos.keep(self._telegram.bot_id, picture.name, shown["photo"][-1]["file_id"])

    async def _send_pin(self, pin: Pin) -> None:
        await self._call(
            "sendVenue", latitude=pin.latitude, longitude=pin.longitude, title=pin.title, address=pin.address
        )

    async def _send_file(self, file: File) -> None:
        content = Upload(file.name, file.content)
        await self._call("sendDocument", document="attach://file", file=content, caption=file.caption, parse_mode=HTML)
        self._here = None  # what is shown next comes below it

    async def _send_graph(self, graph: Graph) -> None:
        content = Upload("graph.png", graph.content)
        await self._call("sendPhoto", photo="attach://picture", picture=content, caption=graph.caption, parse_mode=HTML)

    async def _put_under(self, answer: Rows) -> None:
        """A message that is too old to be edited keeps its buttons: they still do what they say."""
        if self._here:
            with suppress(TelegramBadRequest):
                markup = inline(answer.rows)
                await self._call("editMessageReplyMarkup", message_id=self._here.message_id, reply_markup=markup)

    async def _mark(self, mark: Mark) -> None:
        with suppress(TelegramBadRequest):  # deleted meanwhile
            await self._call("setMessageReaction", message_id=mark.message_id, reaction=reaction(mark.emoji))

    async def _put_up(self, menu: Commands) -> None:
        commands = [{"command": command, "description": told} for command, told in menu.told.items()] or None
        method, here = "setMyCommands" if commands else "deleteMyCommands", self._person.telegram_id
        with suppress(TelegramAPIError):  # a Menu button that stays as it was hinders nobody
            await self._telegram.call(method, commands=commands, scope={"type": "chat", "chat_id": here})

    async def _call(self, method: str, **fields: Any) -> Any:
        return await self._telegram.call(method, chat_id=self._person.telegram_id, **fields)


def _attached(media: str | Upload) -> tuple[str, Upload | None]:
    """What the call says of the picture, and the file that goes with it as the field ``picture``."""
    return ("attach://picture", media) if isinstance(media, Upload) else (media, None)
