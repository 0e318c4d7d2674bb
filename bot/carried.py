"""What the outbox carries between a patient and reception (db/relays.py), as it is read again."""

from typing import Any

from handlers.markup import HTML, Json


def about(body: Any) -> tuple[int, int] | None:
    """What of reception's a message is of."""
    if "chat" not in body:
        return None
    return body["chat"], body["message"] if "message" in body else originals(body)[-1]


def answering(body: Any, chat: int) -> Json:
    """Nothing of what stands in another group, or is of no message."""
    if body.get("chat") != chat:
        return {}
    return {"reply_parameters": {"message_id": body["answers"], "allow_sending_without_reply": True}}


def originals(body: Any) -> list[int]:
    return sorted(body["copies"]) if "copies" in body else [number for number, _ in body["words"]]


def signed(signature: str, html: str) -> str:
    return f"{signature}\n{html}" if signature and html else signature or html


def edit_of(carried: Any, body: Any, signature: str) -> tuple[str, Json]:
    """How Telegram changes what was carried to what ``body`` says: its method, and the fields that change."""
    if "words" in carried:
        html = signed(signature, "\n".join(html for _, html in carried["words"]))
        return "editMessageText", {"text": html, "parse_mode": HTML}
    html = signed(signature, body["html"])
    if body["media"]:
        return "editMessageMedia", {"media": body["media"] | {"caption": html, "parse_mode": HTML}}
    if body["captioned"]:
        return "editMessageCaption", {"caption": html, "parse_mode": HTML}
    return "editMessageText", {"text": html, "parse_mode": HTML}  # words that were copied (PassThisOn)
