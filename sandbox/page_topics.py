"""What a manager does to topics on the page."""

from typing import Any

from sandbox import forums
from sandbox.group_chats import GroupChat
from sandbox.people import Person
from sandbox.topics import GENERAL, Topic, clean_name


def act_on_topic(person: Person, action: dict[str, Any]) -> None:
    """On the one that the person is in; a ValueError says why not."""
    world, chat = person.world, person.screen
    if not isinstance(chat, GroupChat) or not chat.is_forum:
        raise ValueError("there are no topics here")
    match action:
        case {"action": "new_topic", "name": str(name)}:
            forums.create(world, chat, person.user, _named(name))
        case {"action": "rename_topic", "name": str(name)}:
            forums.rename(world, chat, person.user, _topic(chat, person), _named(name))
        case {"action": "close_topic" | "reopen_topic" as deed}:
            forums.close(world, chat, person.user, _topic(chat, person), closed=deed == "close_topic")
        case {"action": "delete_topic"} if person.thread != GENERAL:
            forums.delete(world, chat, _topic(chat, person))
        case _:
            raise ValueError("not an action of the page")


def _topic(chat: GroupChat, person: Person) -> Topic:
    topic = chat.topics.get(person.thread or GENERAL)
    if topic is None:
        raise ValueError("there is no such topic any more")
    return topic


def _named(name: str) -> str:
    if not clean_name(name):
        raise ValueError("a topic needs a name")
    return name
