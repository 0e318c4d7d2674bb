"""What Telegram brings: a tap on one of 24 buttons."""

import itertools
import json
from typing import Any, Protocol

from benchmarks.api import BOT

FIRST_CHAT = 7_000_000
PANEL = 100  # the message that everybody's buttons stand under at first
COLUMNS, BUTTONS = 4, 24
SENT_AT = 1_795_000_000
TEXT = "Dr Vasyl Petrenko\nThursday 26 November: which time suits you?"

Update = dict[str, Any]


class Tapping(Protocol):
    def __call__(self, chat: int, data: str, panel: int = PANEL) -> Update: ...


def taps() -> Tapping:
    """Makes updates with ids that rise."""
    numbers = itertools.count(500_000_000)
    return lambda chat, data, panel=PANEL: _tap(next(numbers), chat, data, panel)


def keyboard() -> list[list[dict[str, str]]]:
    """Of 24 times and ways on, with data of the usual length."""
    buttons = [
        {"text": f"{9 + n // 4:02}:{n % 4 * 15:02}", "callback_data": f"t:1024:3:-1:14:1:17:{29_912_345 + n * 15}"}
        for n in range(BUTTONS)
    ]
    return [buttons[at : at + COLUMNS] for at in range(0, BUTTONS, COLUMNS)]


def body(update: Update) -> bytes:
    return json.dumps(update, ensure_ascii=False).encode()


def _tap(number: int, chat: int, data: str, panel: int) -> Update:
    name = {"first_name": f"Guest {chat}", "username": f"guest_{chat}"}
    message = {
        "message_id": panel,
        "from": BOT,
        "chat": {"id": chat, "type": "private", **name},
        "date": SENT_AT,
        "edit_date": SENT_AT + 60,
        "text": TEXT,
        "entities": [{"type": "bold", "offset": 0, "length": 17}],
        "reply_markup": {"inline_keyboard": keyboard()},
    }
    tap = {
        "id": str(number * 4_294_967_296),
        "from": {"id": chat, "is_bot": False, "language_code": "uk", **name},
        "message": message,
        "chat_instance": str(chat * 1_000_003),
        "data": data,
    }
    return {"update_id": number, "callback_query": tap}
