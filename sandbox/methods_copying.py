"""copyMessage(s) and forwardMessage(s): what is there already, once more elsewhere."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from aiogram.methods import CopyMessage, CopyMessages, ForwardMessage, ForwardMessages

from sandbox.chats import Chat
from sandbox.destinations import deliver, destination
from sandbox.messages import HEAD, Json, is_service
from sandbox.methods_sending import caption_of
from sandbox.refusals import (
    CANT_COPY,
    CANT_FORWARD,
    COPY_NOT_FOUND,
    FORWARD_NOT_FOUND,
    RefusedError,
    bad_request,
)
from sandbox.things import CAPTIONED
from sandbox.world import World

MOST_AT_ONCE = 100
NOT_COPIED = frozenset({*HEAD, "edit_date", "reply_markup", "forward_origin", "author_signature"})


async def copy_message(world: World, call: CopyMessage) -> Json:
    chat = destination(world, call)
    source = world.chat(call.from_chat_id).messages.get(call.message_id)
    if source is None:
        raise RefusedError(COPY_NOT_FOUND)
    if not _may_be_taken(source):
        raise RefusedError(CANT_COPY)
    content = _content(source)
    if call.caption is not None and _is_captioned(source):
        content = _bare(content) | caption_of(call)
    return {"message_id": deliver(world, chat, call, content)["message_id"]}


async def copy_messages(world: World, call: CopyMessages) -> list[Json]:
    chat = destination(world, call)
    contents = [_content(source) | _album(source) for source in _sources(world, call)]
    if call.remove_caption:
        contents = [_bare(content) for content in contents]
    return _sent(world, chat, call, contents)


async def forward_message(world: World, call: ForwardMessage) -> Json:
    chat = destination(world, call)
    source = world.chat(call.from_chat_id).messages.get(call.message_id)
    if source is None:
        raise RefusedError(FORWARD_NOT_FOUND)
    if not _may_be_taken(source):
        raise RefusedError(CANT_FORWARD)
    return deliver(world, chat, call, _origin(source) | _content(source))


async def forward_messages(world: World, call: ForwardMessages) -> list[Json]:
    chat = destination(world, call)
    contents = [_origin(source) | _content(source) | _album(source) for source in _sources(world, call)]
    return _sent(world, chat, call, contents)


def _sent(world: World, chat: Chat, call: CopyMessages | ForwardMessages, contents: Sequence[Json]) -> list[Json]:
    """Albums stay albums, under numbers of their own; a part that goes alone belongs to none."""
    sizes = Counter(content["media_group_id"] for content in contents if "media_group_id" in content)
    numbers = {album: world.next_album() for album, size in sizes.items() if size > 1}
    sent = []
    for content in contents:
        album = numbers.get(content.pop("media_group_id", ""))
        together = {"media_group_id": album} if album else {}
        sent.append({"message_id": deliver(world, chat, call, content | together)["message_id"]})
    return sent


def _sources(world: World, call: CopyMessages | ForwardMessages) -> list[Json]:
    """Those that can be taken along: the others are passed over, unless nothing is left."""
    numbers = call.message_ids
    if not numbers:
        raise RefusedError(bad_request("message identifiers are not specified"))
    if len(numbers) > MOST_AT_ONCE:
        raise RefusedError(bad_request("too many message identifiers specified"))
    held = world.chat(call.from_chat_id).messages
    found = [held[number] for number in numbers if number in held]
    if not found:
        raise RefusedError(bad_request("there are no messages to forward"))
    if sorted(set(numbers)) != list(numbers):
        raise RefusedError(bad_request("message identifiers must be in a strictly increasing order"))
    taken = [source for source in found if _may_be_taken(source)]
    if not taken:
        raise RefusedError(bad_request("messages can't be forwarded"))
    return taken


def _may_be_taken(source: Json) -> bool:
    return not is_service(source) and not source.get("has_protected_content")


def _content(source: Json) -> Json:
    return {name: value for name, value in source.items() if name not in NOT_COPIED}


def _album(source: Json) -> Json:
    return {"media_group_id": source["media_group_id"]} if "media_group_id" in source else {}


def _bare(content: Json) -> Json:
    kept = {name: value for name, value in content.items() if name not in {"caption", "caption_entities"}}
    return kept if _is_captioned(content) else content


def _is_captioned(content: Json) -> bool:
    return any(kind in content for kind in CAPTIONED)


def _origin(source: Json) -> Json:
    """Who wrote it first; an anonymous admin is the group."""
    if "forward_origin" in source:
        return {"forward_origin": source["forward_origin"]}
    if "sender_chat" in source:
        return {"forward_origin": {"type": "chat", "sender_chat": source["sender_chat"], "date": source["date"]}}
    return {"forward_origin": {"type": "user", "sender_user": source["from"], "date": source["date"]}}


COPYING: dict[str, Any] = {
    "copyMessage": copy_message,
    "copyMessages": copy_messages,
    "forwardMessage": forward_message,
    "forwardMessages": forward_messages,
}
