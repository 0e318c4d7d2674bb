"""A message as a person sees it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sandbox.contents import said_in
from sandbox.messages import Json, rows_of, words_of
from sandbox.safe_html import safe_html

FILES = ("document", "video", "voice", "video_note", "audio", "sticker")


@dataclass(frozen=True, slots=True)
class Button:
    text: str
    data: str | None
    url: str | None
    copy: str | None
    style: str | None
    disabled: bool


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """A message as it was when it was looked at; later edits don't show in it."""

    payload: Json
    by_bot: bool

    @property
    def message_id(self) -> int:
        return int(self.payload["message_id"])

    @property
    def text(self) -> str:
        """The plain text; empty for a photo, whose words are its caption."""
        return str(self.payload.get("text", ""))

    @property
    def caption(self) -> str:
        return str(self.payload.get("caption", ""))

    @property
    def words(self) -> str:
        """Text, caption, venue, contact: whatever there is to read."""
        return words_of(self.payload)

    @property
    def html(self) -> str:
        return safe_html(said_in(self.payload))

    @property
    def buttons(self) -> list[list[Button]]:
        return [[_button(button) for button in row] for row in rows_of(self.payload)]

    @property
    def photo(self) -> str | None:
        """The file id of the picture."""
        sizes: list[dict[str, Any]] = self.payload.get("photo", [])
        return str(sizes[-1]["file_id"]) if sizes else None

    @property
    def document(self) -> Json | None:
        return self.payload.get("document")

    @property
    def file_id(self) -> str | None:
        """Of whatever file it carries."""
        held = next((self.payload[kind] for kind in FILES if kind in self.payload), None)
        return self.photo if held is None else str(held["file_id"])

    @property
    def album(self) -> str | None:
        """Messages that were sent together have the same."""
        return str(self.payload["media_group_id"]) if "media_group_id" in self.payload else None

    @property
    def topic(self) -> int | None:
        return int(self.payload["message_thread_id"]) if "is_topic_message" in self.payload else None

    @property
    def quote(self) -> str | None:
        """The part of the answered message that was marked."""
        return str(self.payload["quote"]["text"]) if "quote" in self.payload else None

    @property
    def answers(self) -> int | None:
        """The number of the message that it answers; not a topic's first one, which all in it seem to answer."""
        original = self.payload.get("reply_to_message")
        return None if original is None or "forum_topic_created" in original else int(original["message_id"])

    @property
    def venue(self) -> Json | None:
        return self.payload.get("venue")

    @property
    def location(self) -> Json | None:
        return self.payload.get("location")

    @property
    def contact(self) -> Json | None:
        return self.payload.get("contact")

    @property
    def edited(self) -> bool:
        return "edit_date" in self.payload

    def placed_buttons(self) -> Iterator[tuple[int, int, Button]]:
        for row, buttons in enumerate(self.buttons):
            for column, button in enumerate(buttons):
                yield row, column, button


def _button(button: Json) -> Button:
    return Button(
        text=button["text"],
        data=button.get("callback_data"),
        url=button.get("url"),
        copy=button.get("copy_text", {}).get("text"),
        style=button.get("style"),
        disabled="disabled" in button,
    )
