"""deleteMessage(s): whose messages the bot may delete, and for how long."""

from typing import Any

from aiogram.methods import DeleteMessage, DeleteMessages

from sandbox.chats import Chat
from sandbox.group_chats import GroupChat
from sandbox.membership import is_admin
from sandbox.messages import is_service
from sandbox.refusals import CANT_DELETE, CANT_DELETE_HERE, DELETE_NOT_FOUND, Refusal, RefusedError, bad_request
from sandbox.world import World

DELETABLE_SECONDS = 48 * 3600
MOST_AT_ONCE = 100
# They stand for what the chat or the topic itself is.
NEVER_DELETED = ("forum_topic_created", "migrate_from_chat_id")


async def delete_message(world: World, call: DeleteMessage) -> bool:
    chat = world.chat(call.chat_id)
    if call.message_id not in chat.messages:
        raise RefusedError(DELETE_NOT_FOUND)
    _delete(world, chat, [call.message_id])
    return True


async def delete_messages(world: World, call: DeleteMessages) -> bool:
    """Those that aren't there are passed over; one that may not be deleted keeps all of them."""
    chat = world.chat(call.chat_id)
    if not call.message_ids:
        raise RefusedError(bad_request("message identifiers are not specified"))
    if len(call.message_ids) > MOST_AT_ONCE:
        raise RefusedError(bad_request("too many message identifiers specified"))
    _delete(world, chat, [number for number in call.message_ids if number in chat.messages])
    return True


def _delete(world: World, chat: Chat, numbers: list[int]) -> None:
    for number in numbers:
        if refusal := _why_not(world, chat, number):
            raise RefusedError(refusal)
    for number in dict.fromkeys(numbers):
        world.remove(chat, number)


def _why_not(world: World, chat: Chat, number: int) -> Refusal | None:
    message = chat.messages[number]
    old = world.now() - message["date"] >= DELETABLE_SECONDS
    if not isinstance(chat, GroupChat):
        return CANT_DELETE if old else None
    own = chat.authors[number] == world.bot["id"] and not is_service(message)
    if chat.kind == "group":
        may = own or is_admin(chat.standing.get(world.bot["id"]))
        return CANT_DELETE if old or not may else None
    may = own or chat.may(world.bot, "can_delete_messages")
    never = any(kind in message for kind in NEVER_DELETED)
    return CANT_DELETE_HERE if old or never or not may else None


DELETING: dict[str, Any] = {
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
}
