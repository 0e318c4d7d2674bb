"""Keyboards: what Telegram refuses in them, and how they are kept."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
)

from sandbox.refusals import RefusedError, bad_request, not_built

MOST_INLINE_BUTTONS = 100
MOST_REPLY_BUTTONS = 300
MOST_DATA_BYTES = 64
MOST_COPY_LETTERS = 256
MOST_PLACEHOLDER_LETTERS = 64
BUILT = ("url", "callback_data", "copy_text", "disabled")
NOT_BUILT = frozenset(
    {
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "callback_game",
        "pay",
        "icon_custom_emoji_id",
    }
)
NOT_BUILT_KEYS = frozenset(
    {
        "request_users",
        "request_chat",
        "request_managed_bot",
        "request_poll",
        "web_app",
        "request_user",
        "icon_custom_emoji_id",
    }
)
KEPT = ("text", "style", "url", "callback_data")
STYLES = (None, "primary", "success", "danger")

Rows = list[list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Key:
    text: str
    request_contact: bool = False
    request_location: bool = False


@dataclass(frozen=True, slots=True)
class ReplyKeyboard:
    """The keyboard below the input field. It goes when the message that brought it is deleted."""

    message_id: int
    rows: tuple[tuple[Key, ...], ...]
    placeholder: str | None
    one_time: bool
    persistent: bool

    @property
    def labels(self) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(key.text for key in row) for row in self.rows)


def inline_rows(markup: InlineKeyboardMarkup | None) -> Rows:
    """Rows as Telegram keeps them: empty ones fall away."""
    rows = markup.inline_keyboard if markup else []
    _not_over(sum(len(row) for row in rows), MOST_INLINE_BUTTONS)
    return [[_inline_button(button) for button in row] for row in rows if row]


def _inline_button(button: InlineKeyboardButton) -> dict[str, Any]:
    _text_and_style(button)
    _only_built(button, NOT_BUILT)
    kinds = [name for name in BUILT if getattr(button, name) is not None]
    if not kinds:
        raise RefusedError(bad_request("text buttons are unallowed in the inline keyboard"))
    if len(kinds) > 1:
        raise RefusedError(bad_request(f"exactly one kind of inline keyboard button is allowed, got {kinds}"))
    _check_data(button)
    kept: dict[str, Any] = {name: value for name in KEPT if (value := getattr(button, name)) is not None}
    if button.copy_text:
        kept["copy_text"] = {"text": button.copy_text.text}
    return kept if button.disabled is None else kept | {"disabled": {}}


def _check_data(button: InlineKeyboardButton) -> None:
    data, copy = button.callback_data, button.copy_text
    if data is not None and not 1 <= len(data.encode()) <= MOST_DATA_BYTES:
        raise RefusedError(bad_request("BUTTON_DATA_INVALID"))
    if copy is not None and not 1 <= len(copy.text) <= MOST_COPY_LETTERS:
        raise RefusedError(bad_request("BUTTON_COPY_TEXT_INVALID"))
    if button.url is not None and not _is_link(button.url):
        raise RefusedError(bad_request(f"inline keyboard button URL '{button.url}' is invalid: Wrong HTTP URL"))


def _is_link(url: str) -> bool:
    parts = urlsplit(url if "://" in url else f"http://{url}")
    return parts.scheme == "tg" or (parts.scheme in {"http", "https"} and "." in (parts.hostname or ""))


def reply_keyboard(markup: ReplyKeyboardMarkup, message_id: int) -> ReplyKeyboard:
    _not_over(sum(len(row) for row in markup.keyboard), MOST_REPLY_BUTTONS)
    rows = tuple(tuple(_key(button) for button in row) for row in markup.keyboard if row)
    if not rows:
        raise RefusedError(bad_request("reply keyboard must not be empty"))
    placeholder = markup.input_field_placeholder
    if placeholder is not None and not 1 <= len(placeholder) <= MOST_PLACEHOLDER_LETTERS:
        raise RefusedError(bad_request("input field placeholder must be 1-64 characters long"))
    return ReplyKeyboard(message_id, rows, placeholder, bool(markup.one_time_keyboard), bool(markup.is_persistent))


def _key(button: KeyboardButton) -> Key:
    _text_and_style(button)
    _only_built(button, NOT_BUILT_KEYS)
    if button.request_contact and button.request_location:
        raise RefusedError(bad_request("a keyboard button can request only one thing"))
    return Key(button.text, bool(button.request_contact), bool(button.request_location))


def _text_and_style(button: InlineKeyboardButton | KeyboardButton) -> None:
    # Telegram drops a button without text in silence; nobody means that, so it is a mistake here.
    if not button.text.strip():
        raise RefusedError(bad_request("keyboard button text must be non-empty"))
    if button.style not in STYLES:
        raise RefusedError(bad_request("invalid button style specified"))


def _only_built(button: InlineKeyboardButton | KeyboardButton, names: frozenset[str]) -> None:
    for name in button.model_fields_set & names:
        if getattr(button, name) is not None:
            raise RefusedError(not_built(f"button with {name}"))


def _not_over(count: int, most: int) -> None:
    if count > most:
        raise RefusedError(bad_request("reply markup is too long"))
