"""What is done to the topics of a forum, by the bot or by people: the change, and the grey line that tells of it."""

from dataclasses import replace

from sandbox.group_chats import GroupChat
from sandbox.messages import Json
from sandbox.standing import tell_of_service
from sandbox.topics import COLOURS, GENERAL, Topic, clean_name, in_topic
from sandbox.world import World


def create(
    world: World, chat: GroupChat, by: Json, name: str, colour: int = COLOURS[0], icon: str | None = None
) -> Topic:
    topic = Topic(chat.last_id + 1, clean_name(name), by["id"], colour, icon)
    chat.topics[topic.thread_id] = topic
    tell_of_service(world, chat, by, in_topic(topic.thread_id) | {"forum_topic_created": topic.born()})
    _tell(world, chat)
    return topic


def rename(world: World, chat: GroupChat, by: Json, topic: Topic, name: str, icon: str | None = None) -> Topic | None:
    """None when it changes nothing."""
    changed = topic.renamed(clean_name(name), icon)
    if changed == topic:
        return None
    _keep(world, chat, by, changed, {"forum_topic_edited": changed.changes_since(topic)})
    return changed


def close(world: World, chat: GroupChat, by: Json, topic: Topic, *, closed: bool = True) -> Topic | None:
    """Or reopen. None when it is so already."""
    if topic.closed == closed:
        return None
    changed = replace(topic, closed=closed)
    _keep(world, chat, by, changed, {f"forum_topic_{'closed' if closed else 'reopened'}": {}})
    return changed


def hide_general(world: World, chat: GroupChat, by: Json, *, hidden: bool) -> Topic | None:
    """Hidden, General is closed as well; shown again it stays so."""
    general = chat.topics[GENERAL]
    if general.hidden == hidden:
        return None
    changed = replace(general, hidden=hidden, closed=general.closed or hidden)
    _keep(world, chat, by, changed, {f"general_forum_topic_{'hidden' if hidden else 'unhidden'}": {}})
    return changed


def delete(world: World, chat: GroupChat, topic: Topic) -> None:
    """With all its messages, and without a word: Telegram tells no bot of it."""
    del chat.topics[topic.thread_id]
    for number in chat.in_thread(topic.thread_id):
        chat.forgets(number)
    world.changes.tell(chat.id, "history")


def _keep(world: World, chat: GroupChat, by: Json, topic: Topic, told: Json) -> None:
    chat.topics[topic.thread_id] = topic
    tell_of_service(world, chat, by, chat.threading(topic.thread_id, {}) | told)
    _tell(world, chat)


def _tell(world: World, chat: GroupChat) -> None:
    world.changes.tell(chat.id, "topics")
