"""One message in the JSON that the page's socket speaks."""

from collections import defaultdict
from typing import Any

from sandbox.chats import Chat
from sandbox.contents import said_in
from sandbox.group_chats import GroupChat
from sandbox.messages import Json, is_service, name_of, rows_of, words_of
from sandbox.safe_html import safe_html
from sandbox.service_words import service_words
from sandbox.topics import GENERAL
from sandbox.world import World

MOST_QUOTED = 200


def message_view(world: World, chat: Chat, message: Json) -> Json:
    rows = [[_button(button) for button in row] for row in rows_of(message)]
    return {
        "message_id": message["message_id"],
        "thread": message.get("message_thread_id", GENERAL) if _is_forum(chat) else None,
        "date": message["date"],
        # Telegram's apps don't call a message with inline buttons "edited".
        "edited": "edit_date" in message and not rows,
        **_author(world, chat, message),
        "forwarded": _forwarded(message.get("forward_origin")),
        "reply": _reply(message),
        "album": message.get("media_group_id"),
        "typed": message.get("text") or message.get("caption") or "",
        "words": words_of(message)[:MOST_QUOTED],
        "html": safe_html(said_in(message)),
        **_things(message),
        "reactions": reactions_view(chat, message["message_id"]),
        "buttons": rows or None,
        "service": service_words(message) if is_service(message) else None,
    }


def reactions_view(chat: Chat, message_id: int) -> list[Json]:
    """Each with the people who left it."""
    by_emoji: dict[str, list[int]] = defaultdict(list)
    for actor, left in chat.reactions.get(message_id, {}).items():
        for reaction in left:
            by_emoji[reaction["emoji"]].append(actor)
    return [{"emoji": emoji, "by": by} for emoji, by in by_emoji.items()]


def media_url(stored: dict[str, Any]) -> str:
    return f"/media/{stored['file_unique_id']}"


def _is_forum(chat: Chat) -> bool:
    return isinstance(chat, GroupChat) and chat.is_forum


def _author(world: World, chat: Chat, message: Json) -> Json:
    """In a group the page itself knows as whom one looks: there "me" is one of the members."""
    author = chat.authors[message["message_id"]]
    who = {world.bot["id"]: "bot", chat.id: "me"}.get(author, "member")
    return {"from": who, "author": {"id": author, "name": name_of(message)}}


def _forwarded(origin: Json | None) -> str | None:
    if origin is None:
        return None
    sender: Json = origin.get("sender_user") or origin["sender_chat"]
    return str(sender.get("first_name") or sender["title"])


def _reply(message: Json) -> Json | None:
    """Not to a topic's first line: that is only where the message stands."""
    original = message.get("reply_to_message")
    if original is None or "forum_topic_created" in original:
        return None
    marked = message.get("quote", {}).get("text")
    words = marked or words_of(original)
    return {"message_id": original["message_id"], "name": name_of(original), "words": words[:MOST_QUOTED]}


def _things(message: Json) -> Json:
    return {
        "photo": media_url(message["photo"][-1]) if "photo" in message else None,
        "document": _document(message),
        "voice": _playable(message, "voice"),
        "video_note": _playable(message, "video_note"),
        "sticker": message["sticker"].get("emoji", "") if "sticker" in message else None,
        "venue": _venue(message.get("venue")),
        "location": None if "venue" in message else message.get("location"),
        "contact": message.get("contact"),
    }


def _document(message: Json) -> Json | None:
    """A video or a piece of music is shown as the file that it is."""
    held = next((message[kind] for kind in ("document", "video", "audio") if kind in message), None)
    return held and {"name": held["file_name"], "size": held["file_size"], "url": media_url(held)}


def _playable(message: Json, kind: str) -> Json | None:
    return {"seconds": message[kind]["duration"], "url": media_url(message[kind])} if kind in message else None


def _venue(venue: Json | None) -> Json | None:
    if venue is None:
        return None
    return {"title": venue["title"], "address": venue["address"], **venue["location"]}


def _button(button: Json) -> Json:
    return {
        "text": button["text"],
        "data": "callback_data" in button,
        "url": button.get("url"),
        "copy": button.get("copy_text", {}).get("text"),
        "style": button.get("style"),
        "disabled": "disabled" in button,
    }
