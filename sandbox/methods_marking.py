"""Reactions and pins: marks that the bot leaves on messages."""

from typing import Any

from aiogram.methods import PinChatMessage, SetMessageReaction, UnpinAllChatMessages, UnpinChatMessage
from aiogram.types import ReactionTypeEmoji

from sandbox.chats import Chat
from sandbox.group_chats import GroupChat
from sandbox.messages import is_service, without_reply
from sandbox.reacting import is_offered, react
from sandbox.refusals import RefusedError, bad_request, not_built
from sandbox.standing import tell_of_service
from sandbox.world import World


async def set_message_reaction(world: World, call: SetMessageReaction) -> bool:
    chat = world.chat_to_write(call.chat_id)
    if call.message_id not in chat.messages:
        raise RefusedError(bad_request("message to react not found"))
    chosen = call.reaction or []
    if len(chosen) > 1:
        raise RefusedError(bad_request("REACTIONS_TOO_MANY"))
    if chosen and not isinstance(chosen[0], ReactionTypeEmoji):
        raise RefusedError(not_built(f"a reaction of type {chosen[0].type}"))
    emoji = chosen[0].emoji if chosen and isinstance(chosen[0], ReactionTypeEmoji) else None
    if emoji and not is_offered(emoji):
        raise RefusedError(bad_request("REACTION_INVALID"))
    react(world, chat, world.bot, call.message_id, emoji)
    return True


async def pin_chat_message(world: World, call: PinChatMessage) -> bool:
    chat = _pinnable(world, call.chat_id)
    message = chat.messages.get(call.message_id)
    if message is None:
        raise RefusedError(bad_request("message to pin not found"))
    if is_service(message):
        raise RefusedError(bad_request("message can't be pinned"))
    if call.message_id in chat.pinned:
        chat.pinned.remove(call.message_id)
    chat.pinned.append(call.message_id)
    place = chat.threading(message.get("message_thread_id"), {})
    told = {name: place[name] for name in ("message_thread_id", "is_topic_message") if name in place}
    tell_of_service(world, chat, world.bot, told | {"pinned_message": without_reply(message)})
    world.changes.tell(chat.id, "pinned", pinned=list(chat.pinned))
    return True


async def unpin_chat_message(world: World, call: UnpinChatMessage) -> bool:
    """The newest where none is named."""
    chat = _pinnable(world, call.chat_id)
    number = call.message_id or (chat.pinned[-1] if chat.pinned else None)
    if number is None or number not in chat.messages:
        raise RefusedError(bad_request("message to unpin not found"))
    _unpin(world, chat, {number})
    return True


async def unpin_all(world: World, call: UnpinAllChatMessages) -> bool:
    chat = _pinnable(world, call.chat_id)
    _unpin(world, chat, set(chat.pinned))
    return True


def _unpin(world: World, chat: Chat, numbers: set[int]) -> None:
    chat.pinned = [number for number in chat.pinned if number not in numbers]
    world.changes.tell(chat.id, "pinned", pinned=list(chat.pinned))


def _pinnable(world: World, chat_id: int | str | None) -> Chat:
    chat = world.chat_to_write(chat_id)
    if isinstance(chat, GroupChat) and not chat.may(world.bot, "can_pin_messages"):
        raise RefusedError(bad_request("not enough rights to manage pinned messages in the chat"))
    return chat


MARKING: dict[str, Any] = {
    "setMessageReaction": set_message_reaction,
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
    "unpinAllChatMessages": unpin_all,
}
