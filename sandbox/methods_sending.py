"""sendMessage and its kin: new messages by the bot."""

from itertools import product
from typing import Any

from aiogram.methods import (
    CopyMessage,
    ForwardMessage,
    SendChatAction,
    SendContact,
    SendDocument,
    SendLocation,
    SendMessage,
    SendPhoto,
    SendVenue,
)
from aiogram.types import InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyMarkupUnion

from sandbox.chats import Chat
from sandbox.contents import (
    caption_content,
    document_content,
    link_preview,
    photo_content,
    place_content,
    text_content,
)
from sandbox.keyboards import inline_rows, reply_keyboard
from sandbox.messages import HEAD, Json
from sandbox.parameters import given
from sandbox.refusals import (
    CANT_COPY,
    CANT_FORWARD,
    COPY_NOT_FOUND,
    FORWARD_NOT_FOUND,
    REPLY_NOT_FOUND,
    Refusal,
    RefusedError,
    bad_request,
    not_built,
)
from sandbox.world import World

Sending = SendMessage | SendPhoto | SendDocument | SendVenue | SendLocation | SendContact | CopyMessage
ACTIONS = frozenset({"typing", "choose_sticker", "find_location"}) | {
    f"{doing}_{what}"
    for doing, what in [
        *product(["upload"], ["photo", "document"]),
        *product(["record", "upload"], ["video", "voice", "video_note"]),
    ]
}
NOT_COPIED = frozenset({*HEAD, "edit_date", "reply_markup", "forward_origin"})


async def send_message(world: World, call: SendMessage) -> Json:
    chat = world.chat_to_write(call.chat_id)
    text = text_content(call.text, call.parse_mode, call.entities)
    preview = link_preview(call.link_preview_options, call.disable_web_page_preview)
    return deliver(world, chat, call, text | preview)


async def send_photo(world: World, call: SendPhoto) -> Json:
    chat = world.chat_to_write(call.chat_id)
    return deliver(world, chat, call, photo_content(world, call.photo) | _caption(call) | _looks(call))


async def send_document(world: World, call: SendDocument) -> Json:
    chat = world.chat_to_write(call.chat_id)
    return deliver(world, chat, call, document_content(world, call.document) | _caption(call))


async def send_location(world: World, call: SendLocation) -> Json:
    chat = world.chat_to_write(call.chat_id)
    return deliver(world, chat, call, place_content(call.latitude, call.longitude, call.horizontal_accuracy))


async def send_venue(world: World, call: SendVenue) -> Json:
    chat = world.chat_to_write(call.chat_id)
    place = place_content(call.latitude, call.longitude)
    if not (call.title.strip() and call.address.strip()):
        raise RefusedError(bad_request("venue title and address must be non-empty"))
    return deliver(world, chat, call, {"venue": {**place, "title": call.title, "address": call.address}} | place)


async def send_contact(world: World, call: SendContact) -> Json:
    chat = world.chat_to_write(call.chat_id)
    if not (call.phone_number.strip() and call.first_name.strip()):
        raise RefusedError(bad_request("contact phone number and first name must be non-empty"))
    names = ("phone_number", "first_name", "last_name", "vcard")
    return deliver(world, chat, call, {"contact": call.model_dump(include=set(names), exclude_none=True)})


async def copy_message(world: World, call: CopyMessage) -> Json:
    chat = world.chat_to_write(call.chat_id)
    source = _source(world, call, COPY_NOT_FOUND, CANT_COPY)
    content = {name: value for name, value in source.items() if name not in NOT_COPIED}
    if call.caption is not None and ("photo" in source or "document" in source):
        for name in ("caption", "caption_entities"):
            content.pop(name, None)
        content |= _caption(call)
    return {"message_id": deliver(world, chat, call, content)["message_id"]}


async def forward_message(world: World, call: ForwardMessage) -> Json:
    chat = world.chat_to_write(call.chat_id)
    source = _source(world, call, FORWARD_NOT_FOUND, CANT_FORWARD)
    content = {name: value for name, value in source.items() if name not in NOT_COPIED}
    origin = {"type": "user", "sender_user": source["from"], "date": source["date"]}
    protected = {"has_protected_content": True} if given(call.protect_content) else {}
    return world.post(chat, world.bot, {"forward_origin": source.get("forward_origin", origin)} | content | protected)


async def send_chat_action(world: World, call: SendChatAction) -> bool:
    chat = world.chat_to_write(call.chat_id)
    if call.action not in ACTIONS:
        raise RefusedError(bad_request("wrong parameter action in request"))
    world.changes.tell(chat.id, "typing")
    return True


def deliver(world: World, chat: Chat, call: Sending, content: Json) -> Json:
    """Post what is made of `content` and of the options that all sending methods have."""
    body = _reply(chat, call) | content
    if given(call.protect_content):
        body["has_protected_content"] = True
    markup = call.reply_markup
    if rows := inline_rows(markup if isinstance(markup, InlineKeyboardMarkup) else None):
        body["reply_markup"] = {"inline_keyboard": rows}
    coming = reply_keyboard(markup, chat.last_id + 1) if isinstance(markup, ReplyKeyboardMarkup) else None
    message = world.post(chat, world.bot, body)
    if markup is not None and not isinstance(markup, InlineKeyboardMarkup):
        chat.uneditable.add(message["message_id"])
        if coming or _takes_away(markup):
            world.show_keyboard(chat, coming)
    return message


def _takes_away(markup: ReplyMarkupUnion) -> bool:
    return bool(getattr(markup, "remove_keyboard", False))


def _reply(chat: Chat, call: Sending) -> Json:
    asked = call.reply_parameters
    if asked and asked.chat_id not in {None, chat.id}:
        raise RefusedError(not_built("a reply to another chat's message"))
    number = asked.message_id if asked else call.reply_to_message_id
    if number is None:
        return {}
    if original := chat.messages.get(number):
        return {"reply_to_message": {name: value for name, value in original.items() if name != "reply_to_message"}}
    if (given(asked.allow_sending_without_reply) if asked else call.allow_sending_without_reply) is True:
        return {}
    raise RefusedError(REPLY_NOT_FOUND)


def _caption(call: SendPhoto | SendDocument | CopyMessage) -> Json:
    return caption_content(call.caption, call.parse_mode, call.caption_entities)


def _looks(call: SendPhoto) -> Json:
    above = {"show_caption_above_media": True} if given(call.show_caption_above_media) else {}
    return above | ({"has_media_spoiler": True} if call.has_spoiler else {})


def _source(world: World, call: CopyMessage | ForwardMessage, missing: Refusal, protected: Refusal) -> Json:
    message = world.chat(call.from_chat_id).messages.get(call.message_id)
    if message is None:
        raise RefusedError(missing)
    if message.get("has_protected_content"):
        raise RefusedError(protected)
    return message


SENDING: dict[str, Any] = {
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendLocation": send_location,
    "sendVenue": send_venue,
    "sendContact": send_contact,
    "sendChatAction": send_chat_action,
    "copyMessage": copy_message,
    "forwardMessage": forward_message,
}
