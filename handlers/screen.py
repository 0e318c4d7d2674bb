"""What a person sees, as a value: made without Telegram, shown by handlers/show.py alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from aiogram.filters.callback_data import CallbackData

Style = Literal["primary", "success", "danger"]


@dataclass(frozen=True, slots=True)
class Button:
    """``tap`` is what it does (a string: one that came in, to be repeated); without it the button only tells."""

    text: str
    tap: CallbackData | str | None = None
    style: Style | None = None

    @property
    def data(self) -> str | None:
        return self.tap.pack() if isinstance(self.tap, CallbackData) else self.tap


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the reply keyboard: it types its text, or shares the person's own contact."""

    text: str
    contact: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """``name`` changes whenever the picture does: under it Telegram's copy is remembered. ``doctor``: its source."""

    name: str
    doctor: str


@dataclass(frozen=True, slots=True)
class Screen:
    """``text`` is HTML, 1 to 4,096 characters, 1,024 with a picture.

    ``keyboard`` is put below the chat and stays there; a message has either it or buttons. ``kept``: not edited any
    more once shown, its buttons stay (a booked visit).
    """

    text: str
    rows: tuple[tuple[Button, ...], ...] = ()
    picture: Picture | None = None
    keyboard: tuple[tuple[Key, ...], ...] = ()
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A message of its own that leaves the panel as it is. HTML, like a screen's text."""

    text: str
    rows: tuple[tuple[Button, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """New buttons under the message whose button was tapped; its text stays."""

    rows: tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Pin:
    """A place on the map."""

    title: str
    address: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class File:
    name: str
    content: bytes
    caption: str


@dataclass(frozen=True, slots=True)
class Graph:
    """A picture that is drawn for one person (PNG), in a message of its own."""

    content: bytes
    caption: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A reaction on a message of the person's own, in place of a line."""

    message_id: int
    emoji: str


@dataclass(frozen=True, slots=True)
class Commands:
    """What this chat's Menu button lists, by command; nothing: what it lists for everybody."""

    told: Mapping[str, str]


Screens = Screen | Sequence[Screen]
Answer = Screens | Line | Rows | Pin | File | Graph | Mark | Commands


def rows(*buttons: Button | None, width: int = 1) -> tuple[tuple[Button, ...], ...]:
    """Buttons side by side, ``width`` in a row; a None is left out."""
    there = [button for button in buttons if button]
    return tuple(tuple(there[at : at + width]) for at in range(0, len(there), width))
