"""A chat in the JSON that the page's socket speaks."""

from sandbox.changes import Change
from sandbox.chats import Chat
from sandbox.group_chats import GroupChat
from sandbox.keyboards import ReplyKeyboard
from sandbox.messages import Json
from sandbox.methods_commands import commands_for
from sandbox.page_message import message_view, reactions_view
from sandbox.topics import GENERAL, Topic
from sandbox.world import World


def history(world: World, chat: Chat) -> Json:
    return {
        "event": "history",
        "messages": [message_view(world, chat, message) for message in chat.messages.values()],
        "commands": commands_for(world, chat),
        "keyboard": keyboard_view(chat.keyboard),
        "topics": topics_view(chat),
        "pinned": chat.pinned,
        "now": int(world.now()),
    }


def event_view(world: World, change: Change) -> Json:
    chat = world.chats[change.chat_id]
    match change.event:
        case "history":
            return history(world, chat)
        case "topics":
            return {"event": "topics", "topics": topics_view(chat)}
        case "message" | "edited":
            return {"event": change.event, "message": message_view(world, chat, change.detail["message"])}
        case "reacted":
            number = change.detail["message_id"]
            return {"event": "reacted", "message_id": number, "reactions": reactions_view(chat, number)}
        case "keyboard":
            return {"event": "keyboard", "keyboard": keyboard_view(change.detail["keyboard"])}
    return {"event": change.event, **change.detail}


def topics_view(chat: Chat) -> list[Json]:
    return [_topic(topic) for topic in chat.topics.values()] if isinstance(chat, GroupChat) else []


def _topic(topic: Topic) -> Json:
    return {
        "thread": topic.thread_id,
        "name": topic.name,
        "colour": topic.colour,
        "closed": topic.closed,
        "hidden": topic.hidden,
        "general": topic.thread_id == GENERAL,
    }


def keyboard_view(keyboard: ReplyKeyboard | None) -> Json | None:
    if keyboard is None:
        return None
    keys = [
        [
            {"text": key.text, "request_contact": key.request_contact, "request_location": key.request_location}
            for key in row
        ]
        for row in keyboard.rows
    ]
    return {
        "rows": keys,
        "placeholder": keyboard.placeholder,
        "one_time": keyboard.one_time,
        "persistent": keyboard.persistent,
    }
