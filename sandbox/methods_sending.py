"""sendMessage and its kin: new messages by the bot."""

from itertools import product
from typing import Any

from aiogram.methods import (
    SendChatAction,
    SendContact,
    SendDocument,
    SendLocation,
    SendMessage,
    SendPhoto,
    SendVenue,
)

from sandbox.contents import (
    caption_content,
    document_content,
    link_preview,
    photo_content,
    place_content,
    text_content,
)
from sandbox.destinations import deliver, destination
from sandbox.messages import Json
from sandbox.parameters import given
from sandbox.refusals import RefusedError, bad_request
from sandbox.world import World

ACTIONS = frozenset({"typing", "choose_sticker", "find_location"}) | {
    f"{doing}_{what}"
    for doing, what in [
        *product(["upload"], ["photo", "document"]),
        *product(["record", "upload"], ["video", "voice", "video_note"]),
    ]
}


async def send_message(world: World, call: SendMessage) -> Json:
    chat = destination(world, call)
    text = text_content(call.text, call.parse_mode, call.entities)
    preview = link_preview(call.link_preview_options, call.disable_web_page_preview)
    return deliver(world, chat, call, text | preview)


async def send_photo(world: World, call: SendPhoto) -> Json:
    chat = destination(world, call)
    return deliver(world, chat, call, photo_content(world, call.photo) | caption_of(call) | looks_of(call))


async def send_document(world: World, call: SendDocument) -> Json:
    chat = destination(world, call)
    return deliver(world, chat, call, document_content(world, call.document) | caption_of(call))


async def send_location(world: World, call: SendLocation) -> Json:
    chat = destination(world, call)
    return deliver(world, chat, call, place_content(call.latitude, call.longitude, call.horizontal_accuracy))


async def send_venue(world: World, call: SendVenue) -> Json:
    chat = destination(world, call)
    place = place_content(call.latitude, call.longitude)
    if not (call.title.strip() and call.address.strip()):
        raise RefusedError(bad_request("venue title and address must be non-empty"))
    return deliver(world, chat, call, {"venue": {**place, "title": call.title, "address": call.address}} | place)


async def send_contact(world: World, call: SendContact) -> Json:
    chat = destination(world, call)
    if not (call.phone_number.strip() and call.first_name.strip()):
        raise RefusedError(bad_request("contact phone number and first name must be non-empty"))
    names = ("phone_number", "first_name", "last_name", "vcard")
    return deliver(world, chat, call, {"contact": call.model_dump(include=set(names), exclude_none=True)})


async def send_chat_action(world: World, call: SendChatAction) -> bool:
    """Into any topic: Telegram does not look whether it is there."""
    chat = world.chat_to_write(call.chat_id)
    if call.action not in ACTIONS:
        raise RefusedError(bad_request("wrong parameter action in request"))
    world.changes.tell(chat.id, "typing")
    return True


def caption_of(call: Any) -> Json:
    return caption_content(call.caption, call.parse_mode, call.caption_entities)


def looks_of(call: Any) -> Json:
    above = {"show_caption_above_media": True} if given(call.show_caption_above_media) else {}
    return above | ({"has_media_spoiler": True} if call.has_spoiler else {})


SENDING: dict[str, Any] = {
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendLocation": send_location,
    "sendVenue": send_venue,
    "sendContact": send_contact,
    "sendChatAction": send_chat_action,
}
