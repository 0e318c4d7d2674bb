"""Screens as Telegram's JSON."""

from typing import Any

from handlers.screen import Button, Key, Line

Json = dict[str, Any]

HTML = "HTML"
NO_PREVIEW = {"is_disabled": True}


def spoken(line: Line) -> Json:
    """The fields of its sendMessage, but for the chat."""
    shown = {"text": line.text, "parse_mode": HTML, "link_preview_options": NO_PREVIEW}
    return shown | {"reply_markup": inline(line.rows)}


def inline(rows: tuple[tuple[Button, ...], ...]) -> Json | None:
    return {"inline_keyboard": [[_button(button) for button in row] for row in rows]} if rows else None


def _button(button: Button) -> Json:
    if button.data is None:
        return {"text": button.text, "disabled": {}}
    shown = {"text": button.text, "callback_data": button.data}
    return shown | {"style": button.style} if button.style else shown


def reaction(emoji: str) -> list[Json]:
    return [{"type": "emoji", "emoji": emoji}]


def keyboard(keys: tuple[tuple[Key, ...], ...]) -> Json | None:
    if not keys:
        return None
    rows = [[{"text": key.text} | ({"request_contact": True} if key.contact else {}) for key in row] for row in keys]
    return {"keyboard": rows, "resize_keyboard": True, "is_persistent": True}
