"""A chat in the JSON that the page's socket speaks."""

from typing import Any

from sandbox.changes import Change
from sandbox.chats import Chat
from sandbox.contents import said_in
from sandbox.keyboards import ReplyKeyboard
from sandbox.messages import Json, is_service, name_of, rows_of, words_of
from sandbox.methods_commands import commands_for
from sandbox.safe_html import safe_html
from sandbox.service_words import service_words
from sandbox.world import World

MOST_QUOTED = 200


def history(world: World, chat: Chat) -> Json:
    return {
        "event": "history",
        "messages": [message_view(world, chat, message) for message in chat.messages.values()],
        "commands": commands_for(world, chat),
        "keyboard": keyboard_view(chat.keyboard),
        "now": int(world.now()),
    }


def event_view(world: World, change: Change) -> Json:
    chat = world.chats[change.chat_id]
    match change.event:
        case "history":
            return history(world, chat)
        case "message" | "edited":
            return {"event": change.event, "message": message_view(world, chat, change.detail["message"])}
        case "keyboard":
            return {"event": "keyboard", "keyboard": keyboard_view(change.detail["keyboard"])}
    return {"event": change.event, **change.detail}


def message_view(world: World, chat: Chat, message: Json) -> Json:
    rows = [[_button(button) for button in row] for row in rows_of(message)]
    return {
        "message_id": message["message_id"],
        "date": message["date"],
        # Telegram's apps don't call a message with inline buttons "edited".
        "edited": "edit_date" in message and not rows,
        **_author(world, chat, message),
        "reply": _reply(message),
        "typed": message.get("text") or message.get("caption") or "",
        "words": words_of(message)[:MOST_QUOTED],
        "html": safe_html(said_in(message)) or _stand_in(message),
        "photo": media_url(message["photo"][-1]) if "photo" in message else None,
        "document": _document(message.get("document")),
        "venue": _venue(message.get("venue")),
        "location": None if "venue" in message else message.get("location"),
        "contact": message.get("contact"),
        "buttons": rows or None,
        "service": service_words(message) if is_service(message) else None,
    }


def _author(world: World, chat: Chat, message: Json) -> Json:
    """In a group the page itself knows as whom one looks: there "me" is one of the members."""
    author = chat.authors[message["message_id"]]
    who = {world.bot["id"]: "bot", chat.id: "me"}.get(author, "member")
    return {"from": who, "author": {"id": author, "name": name_of(message)}}


def _reply(message: Json) -> Json | None:
    original = message.get("reply_to_message")
    if original is None:
        return None
    marked = message.get("quote", {}).get("text")
    words = marked or words_of(original)
    return {"message_id": original["message_id"], "name": name_of(original), "words": words[:MOST_QUOTED]}


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


def media_url(stored: dict[str, Any]) -> str:
    return f"/media/{stored['file_unique_id']}"


def _button(button: Json) -> Json:
    return {
        "text": button["text"],
        "data": "callback_data" in button,
        "url": button.get("url"),
        "copy": button.get("copy_text", {}).get("text"),
        "style": button.get("style"),
        "disabled": "disabled" in button,
    }


def _document(document: Json | None) -> Json | None:
    if document is None:
        return None
    return {"name": document["file_name"], "size": document["file_size"], "url": media_url(document)}


def _venue(venue: Json | None) -> Json | None:
    if venue is None:
        return None
    return {"title": venue["title"], "address": venue["address"], **venue["location"]}


def _stand_in(message: Json) -> str:
    if "sticker" in message:
        return str(message["sticker"]["emoji"])
    return "🎤" if "voice" in message else ""
