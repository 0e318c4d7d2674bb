"""Finding on the screen what a person wants to tap."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from sandbox.chats import Chat
from sandbox.keyboards import Key
from sandbox.messages import Json
from sandbox.seen import Button, ChatMessage

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Spot:
    """An inline button on its message."""

    message: ChatMessage
    row: int
    column: int
    button: Button


def messages_of(chat: Chat, thread: int | None = None) -> list[ChatMessage]:
    """All of them, or those of one topic."""
    held = chat.messages.values() if thread is None else map(chat.messages.__getitem__, chat.in_thread(thread))
    return [ChatMessage(message, _by_bot(message)) for message in held]


def _by_bot(message: Json) -> bool:
    """What an anonymous admin says comes from a bot of Telegram's own, in the name of the group."""
    return bool(message["from"]["is_bot"]) and "sender_chat" not in message


def news_of(chat: Chat, person_id: int, thread: int | None = None) -> list[ChatMessage]:
    """The bot's messages that came or changed since the person last did something here."""
    acted = chat.acted.get(person_id, 0)
    changed = {number for number, revision in chat.revisions.items() if revision > acted}
    return [message for message in messages_of(chat, thread) if message.by_bot and message.message_id in changed]


def target(chat: Chat, label: str, on: ChatMessage | None, thread: int | None = None) -> Spot | Key | None:
    """An inline button of the newest message that has one so called, else a key; exact names before parts of them."""
    spots = list(_spots(chat, on, thread))
    keys = [] if on else [key for row in (chat.keyboard.rows if chat.keyboard else ()) for key in row]
    for fits in (label.__eq__, lambda text: label in text):
        if found := _newest(spots, fits):
            return found
        if found_key := _only([key for key in keys if fits(key.text)], "the keyboard"):
            return found_key
    return None


def _spots(chat: Chat, on: ChatMessage | None, thread: int | None) -> Iterator[Spot]:
    for message in reversed(messages_of(chat, thread)):
        if on is None or message.message_id == on.message_id:
            for row, column, button in message.placed_buttons():
                yield Spot(message, row, column, button)


def _newest(spots: Iterable[Spot], fits: Callable[[str], bool]) -> Spot | None:
    fitting = [spot for spot in spots if fits(spot.button.text)]
    return _only([spot for spot in fitting if spot.message == fitting[0].message], "one message")


def _only(found: list[T], where: str) -> T | None:
    if len(found) > 1:
        labels = [one.button.text if isinstance(one, Spot) else one for one in found]
        raise AssertionError(f"more than one in {where}: {labels}")
    return found[0] if found else None


def on_screen(chat: Chat, thread: int | None = None) -> str:
    """What could be tapped now, for failures."""
    rows = [f"message {spot.message.message_id}: [{spot.button.text}]" for spot in _spots(chat, None, thread)]
    keys = [key.text for row in (chat.keyboard.rows if chat.keyboard else ()) for key in row]
    return "\n".join([*rows, f"keyboard: {keys}"])
