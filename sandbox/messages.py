"""What there is to say about a kept message, whoever looks at it."""

from typing import Any

from sandbox.keyboards import Rows

Json = dict[str, Any]

# Who, where, when and in answer to what: no edit changes it, and no copy takes it along.
HEAD = (
    "message_id",
    "from",
    "sender_chat",
    "chat",
    "date",
    "message_thread_id",
    "is_topic_message",
    "reply_to_message",
    "quote",
    "media_group_id",
    "has_protected_content",
)
WORDLESS = ("photo", "location", "sticker", "voice", "video_note", "video", "audio")
# Nobody said these: they tell what was done.
SERVICE = (
    "new_chat_members",
    "left_chat_member",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
    "pinned_message",
    "forum_topic_created",
    "forum_topic_edited",
    "forum_topic_closed",
    "forum_topic_reopened",
    "general_forum_topic_hidden",
    "general_forum_topic_unhidden",
)


def is_service(message: Json) -> bool:
    return any(kind in message for kind in SERVICE)


def without_reply(message: Json) -> Json:
    """As another message shows it that answers or pins it: never two levels deep."""
    return {name: value for name, value in message.items() if name != "reply_to_message"}


def rows_of(message: Json) -> Rows:
    rows: Rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return rows


def labels_of(message: Json) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(button["text"] for button in row) for row in rows_of(message))


def name_of(message: Json) -> str:
    """Whom people see as its author: an anonymous admin is the group itself."""
    sender = message.get("sender_chat")
    return str(sender["title"] if sender else message["from"]["first_name"])


def words_of(message: Json) -> str:
    """A message in one piece of plain text: «photo», «contact» and so on stand for what is not words."""
    said = str(message.get("text") or message.get("caption") or "")
    match message:
        case {"venue": {"title": title, "address": address}}:
            return f"«venue» {title}, {address}"
        case {"contact": {"phone_number": phone, "first_name": name}}:
            return f"«contact» {name} {phone}"
        case {"document": {"file_name": name}}:
            return f"«document {name}» {said}".strip()
    kind = next((kind for kind in WORDLESS if kind in message), None)
    return f"«{kind}» {said}".strip() if kind else said
