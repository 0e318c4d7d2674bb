"""A message of Telegram's as what was said."""

from aiogram import F
from aiogram.types import Message

from reception.handoff.dialogue import Said

CAPTIONED = frozenset({"photo", "video", "animation", "audio", "document", "voice"})
EDITED = ("animation", "document", "audio", "video")  # an animation carries a document as well
PASSED_ON = F.content_type.in_(
    CAPTIONED
    | {"text", "video_note", "sticker", "location", "venue", "contact", "poll", "dice", "story", "game", "paid_media"}
)

COMMAND, NOTE = "/", "//"


def stays_inside(message: Message) -> bool:
    """Of reception's words: a note, or a command, be it mistyped or another bot's."""
    return (message.text or message.caption or "").startswith(COMMAND)


def said(message: Message) -> Said:
    answered = message.reply_to_message
    return Said(
        chat=message.chat.id,
        message=message.message_id,
        html=message.html_text if message.text or message.caption else "",
        copied=message.text is None,
        captioned=message.content_type in CAPTIONED,
        album=message.media_group_id or "",
        answers=answered.message_id if answered and not answered.forum_topic_created else None,
        media=_media(message),
    )


def _media(message: Message) -> dict[str, str]:
    """What ``editMessageMedia`` takes; nothing for what it does not change."""
    if message.photo:
        return {"type": "photo", "media": message.photo[-1].file_id}
    kind = next((kind for kind in EDITED if getattr(message, kind)), None)
    return {"type": kind, "media": getattr(message, kind).file_id} if kind else {}
