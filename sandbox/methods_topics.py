"""Topics, as the bot makes and keeps them."""

from typing import Any

from aiogram.methods import (
    CloseForumTopic,
    CloseGeneralForumTopic,
    CreateForumTopic,
    DeleteForumTopic,
    EditForumTopic,
    EditGeneralForumTopic,
    HideGeneralForumTopic,
    ReopenForumTopic,
    ReopenGeneralForumTopic,
    UnhideGeneralForumTopic,
)

from sandbox import forums
from sandbox.group_chats import GroupChat
from sandbox.messages import Json
from sandbox.refusals import NO_FORUM, NO_SUCH_TOPIC, TOPIC_NOT_MODIFIED, RefusedError, bad_request
from sandbox.topics import COLOURS, GENERAL, Topic, clean_name
from sandbox.world import World


async def create_forum_topic(world: World, call: CreateForumTopic) -> Json:
    chat = _forum(world, call.chat_id)
    if not chat.may(world.bot, "can_manage_topics"):
        raise RefusedError(bad_request("not enough rights to create a topic"))
    if not clean_name(call.name):
        raise RefusedError(bad_request("name must be non-empty"))
    colour = COLOURS[0] if call.icon_color is None else call.icon_color
    if colour not in COLOURS:
        raise RefusedError(bad_request("invalid icon color specified"))
    return forums.create(world, chat, world.bot, call.name, colour, call.icon_custom_emoji_id).json()


async def edit_forum_topic(world: World, call: EditForumTopic) -> bool:
    chat = _forum(world, call.chat_id)
    topic = _topic(world, chat, call.message_thread_id, "edit the topic")
    if call.name and not clean_name(call.name):
        raise RefusedError(bad_request("name must be non-empty"))
    if not call.name and call.icon_custom_emoji_id is None:
        return True
    return _changed(forums.rename(world, chat, world.bot, topic, call.name or "", call.icon_custom_emoji_id))


async def close_forum_topic(world: World, call: CloseForumTopic | ReopenForumTopic) -> bool:
    chat = _forum(world, call.chat_id)
    topic = _topic(world, chat, call.message_thread_id, "close or open the topic")
    return _changed(forums.close(world, chat, world.bot, topic, closed=isinstance(call, CloseForumTopic)))


async def delete_forum_topic(world: World, call: DeleteForumTopic) -> bool:
    chat = _forum(world, call.chat_id)
    topic = _topic(world, chat, call.message_thread_id, "delete the topic", "can_delete_messages")
    forums.delete(world, chat, topic)
    return True


async def edit_general(world: World, call: EditGeneralForumTopic) -> bool:
    chat = _forum(world, call.chat_id)
    general = _managed(world, chat, chat.topics[GENERAL], "edit the topic", "can_manage_topics")
    if not clean_name(call.name):
        raise RefusedError(bad_request("name must be non-empty"))
    return _changed(forums.rename(world, chat, world.bot, general, call.name))


async def close_general(world: World, call: CloseGeneralForumTopic | ReopenGeneralForumTopic) -> bool:
    chat = _forum(world, call.chat_id)
    general = _managed(world, chat, chat.topics[GENERAL], "close or open the topic", "can_manage_topics")
    return _changed(forums.close(world, chat, world.bot, general, closed=isinstance(call, CloseGeneralForumTopic)))


async def hide_general(world: World, call: HideGeneralForumTopic | UnhideGeneralForumTopic) -> bool:
    chat = _forum(world, call.chat_id)
    _managed(world, chat, chat.topics[GENERAL], "close or open the topic", "can_manage_topics")
    return _changed(forums.hide_general(world, chat, world.bot, hidden=isinstance(call, HideGeneralForumTopic)))


def _forum(world: World, chat_id: int | str) -> GroupChat:
    chat = world.chat_to_write(chat_id)
    if not isinstance(chat, GroupChat) or not chat.is_forum:
        raise RefusedError(NO_FORUM)
    return chat


def _topic(world: World, chat: GroupChat, thread: int, deed: str, right: str = "can_manage_topics") -> Topic:
    topic = None if thread == GENERAL else chat.topics.get(thread)
    if topic is None:
        raise RefusedError(NO_SUCH_TOPIC)
    return _managed(world, chat, topic, deed, right)


def _managed(world: World, chat: GroupChat, topic: Topic, deed: str, right: str) -> Topic:
    """A topic of its own the bot may manage even without the right."""
    if topic.creator_id != world.bot["id"] and not chat.may(world.bot, right):
        raise RefusedError(bad_request(f"not enough rights to {deed}"))
    return topic


def _changed(topic: Topic | None) -> bool:
    if topic is None:
        raise RefusedError(TOPIC_NOT_MODIFIED)
    return True


TOPICS: dict[str, Any] = {
    "createForumTopic": create_forum_topic,
    "editForumTopic": edit_forum_topic,
    "closeForumTopic": close_forum_topic,
    "reopenForumTopic": close_forum_topic,
    "deleteForumTopic": delete_forum_topic,
    "editGeneralForumTopic": edit_general,
    "closeGeneralForumTopic": close_general,
    "reopenGeneralForumTopic": close_general,
    "hideGeneralForumTopic": hide_general,
    "unhideGeneralForumTopic": hide_general,
}
