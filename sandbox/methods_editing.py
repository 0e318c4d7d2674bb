"""editMessage…: what becomes of messages that are there already."""

from typing import Any

from aiogram.methods import (
    EditMessageCaption,
    EditMessageMedia,
    EditMessageReplyMarkup,
    EditMessageText,
)
from aiogram.types import InlineKeyboardMarkup, InputMediaDocument, InputMediaPhoto

from sandbox.chats import Chat
from sandbox.contents import caption_content, document_content, link_preview, photo_content, text_content
from sandbox.keyboards import inline_rows
from sandbox.messages import HEAD, Json
from sandbox.parameters import given
from sandbox.refusals import (
    CANT_EDIT,
    EDIT_NOT_FOUND,
    EDITED_CAPTION_TOO_LONG,
    EDITED_TEXT_TOO_LONG,
    NO_CAPTION_TO_EDIT,
    NO_TEXT_TO_EDIT,
    NOT_MODIFIED,
    RefusedError,
    bad_request,
    not_built,
)
from sandbox.things import CAPTIONED
from sandbox.world import World

Editing = EditMessageText | EditMessageCaption | EditMessageMedia | EditMessageReplyMarkup


async def edit_message_text(world: World, call: EditMessageText) -> Json:
    chat, message = _editable(world, call)
    if "text" not in message:
        raise RefusedError(NO_TEXT_TO_EDIT)
    text = text_content(call.text, call.parse_mode, call.entities, EDITED_TEXT_TOO_LONG)
    preview = link_preview(call.link_preview_options, call.disable_web_page_preview)
    return _edited(world, chat, message, text | preview | _keyboard(call.reply_markup))


async def edit_message_caption(world: World, call: EditMessageCaption) -> Json:
    chat, message = _editable(world, call)
    if not any(kind in message for kind in CAPTIONED):
        raise RefusedError(NO_CAPTION_TO_EDIT)
    caption = caption_content(call.caption, call.parse_mode, call.caption_entities, EDITED_CAPTION_TOO_LONG)
    above = {"show_caption_above_media": True} if given(call.show_caption_above_media) else {}
    kept = {name: message[name] for name in (*CAPTIONED, "has_media_spoiler") if name in message}
    return _edited(world, chat, message, kept | caption | above | _keyboard(call.reply_markup))


async def edit_message_media(world: World, call: EditMessageMedia) -> Json:
    """A text may become a photo, a photo another photo; never a photo a text."""
    chat, message = _editable(world, call)
    if "text" not in message and not any(kind in message for kind in CAPTIONED):
        raise RefusedError(CANT_EDIT)
    media = call.media
    if isinstance(media, InputMediaPhoto):
        content = photo_content(world, media.media)
    elif isinstance(media, InputMediaDocument):
        content = document_content(world, media.media)
    else:
        raise RefusedError(not_built(f"media of type {media.type}"))
    caption = caption_content(media.caption, media.parse_mode, media.caption_entities, EDITED_CAPTION_TOO_LONG)
    return _edited(world, chat, message, content | caption | _keyboard(call.reply_markup))


async def edit_message_reply_markup(world: World, call: EditMessageReplyMarkup) -> Json:
    chat, message = _editable(world, call)
    kept = {name: value for name, value in _body(message).items() if name != "reply_markup"}
    # Telegram hides the date of an edit that changes only buttons: people do not see "edited".
    return _edited(world, chat, message, kept | _keyboard(call.reply_markup), dated=False)


def _editable(world: World, call: Editing) -> tuple[Chat, Json]:
    chat = world.chat_to_write(call.chat_id)
    if call.message_id is None:
        raise RefusedError(bad_request("message identifier is not specified"))
    message = chat.messages.get(call.message_id)
    if message is None:
        raise RefusedError(EDIT_NOT_FOUND)
    if message["from"]["id"] != world.bot["id"] or call.message_id in chat.uneditable or "forward_origin" in message:
        raise RefusedError(CANT_EDIT)
    return chat, message


def _edited(world: World, chat: Chat, message: Json, body: Json, *, dated: bool = True) -> Json:
    if body == _body(message):
        raise RefusedError(NOT_MODIFIED)
    return world.replace(chat, message, body, dated=dated)


def _body(message: Json) -> Json:
    return {name: value for name, value in message.items() if name not in HEAD and name != "edit_date"}


def _keyboard(markup: InlineKeyboardMarkup | None) -> Json:
    rows = inline_rows(markup)
    return {"reply_markup": {"inline_keyboard": rows}} if rows else {}


EDITING: dict[str, Any] = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageMedia": edit_message_media,
    "editMessageReplyMarkup": edit_message_reply_markup,
}
