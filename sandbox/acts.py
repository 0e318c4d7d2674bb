"""What a person can do in a chat, as the updates that Telegram makes of it."""

import re
from typing import Any

from sandbox.entities import units
from sandbox.files import StoredFile
from sandbox.world import Chat, Json, Line, Tap, World, rows_of

MOST_TYPED = 4096
COMMAND = re.compile(r"/[A-Za-z0-9_]{1,32}(@\w+)?(?=\s|$)")
START_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


def say(world: World, chat: Chat, content: Json) -> Json:
    """A message by the person; the first one lets the bot write back."""
    chat.started = True
    if chat.blocked:
        unblock(world, chat)
    _acted(chat)
    message = world.post(chat, chat.user, content)
    world.updates.push({"message": message})
    return message


def words(text: str) -> Json:
    """What Telegram's apps make of typed text; a ValueError for what they would not send."""
    text = text.strip()
    if not 1 <= units(text) <= MOST_TYPED:
        raise ValueError(f"Telegram's apps send 1 to {MOST_TYPED} letters at once")
    command = COMMAND.match(text)
    entities = [{"type": "bot_command", "offset": 0, "length": command.end()}] if command else []
    return {"text": text, **({"entities": entities} if entities else {})}


def edit(world: World, chat: Chat, message_id: int, text: str) -> Json:
    message = chat.messages[message_id]
    if message["from"]["id"] != chat.id:
        raise ValueError("a person can edit only their own messages")
    _acted(chat)
    content = words(text) if "text" in message else _captioned(message, text)
    edited = world.replace(chat, message, content)
    world.updates.push({"edited_message": edited})
    return edited


def _captioned(message: Json, text: str) -> Json:
    kinds = ("photo", "document", "voice")
    return {kind: message[kind] for kind in kinds if kind in message} | {"caption": text}


def tap(world: World, chat: Chat, message_id: int, data: str, label: str) -> Tap:
    """A callback query; the message may be gone, then Telegram shows only that it was there."""
    _acted(chat)
    message = chat.messages.get(message_id)
    gone = {"chat": chat.card(), "message_id": message_id, "date": 0}
    new = world.new_tap(chat)
    chat.log.append(Line(str(chat.user["first_name"]), f"taps [{label}]"))
    world.changes.tell(chat.id, "waiting", callback_id=new.id, message_id=message_id)
    query = {"id": new.id, "from": chat.user, "chat_instance": f"{chat.id}", "data": data, "message": message or gone}
    world.updates.push({"callback_query": query})
    return new


def tap_button(world: World, chat: Chat, message_id: int, row: int, column: int) -> Tap:
    """A tap on an inline button; a ValueError when nothing of it would reach the bot."""
    rows = rows_of(chat.messages.get(message_id, {}))
    if not (0 <= row < len(rows) and 0 <= column < len(rows[row])):
        raise ValueError("there is no such button any more")
    button = rows[row][column]
    if "callback_data" not in button:
        kind = next((kind for kind in ("disabled", "url", "copy_text") if kind in button), "other")
        raise ValueError(f"[{button['text']}] can't be tapped: it is a {kind} button and sends nothing to the bot")
    return tap(world, chat, message_id, button["callback_data"], button["text"])


def contact(phone: str, first_name: str, user_id: int | None = None) -> Json:
    owner = {} if user_id is None else {"user_id": user_id}
    return {"contact": {"phone_number": phone, "first_name": first_name, **owner}}


def location(latitude: float, longitude: float) -> Json:
    return {"location": {"latitude": latitude, "longitude": longitude}}


def sticker(stored: StoredFile, emoji: str) -> Json:
    shape = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
    return {"sticker": {**stored.json(), **shape, "emoji": emoji}}


def voice(stored: StoredFile, seconds: int) -> Json:
    return {"voice": {**stored.json(), "duration": seconds, "mime_type": "audio/ogg"}}


def block(world: World, chat: Chat) -> None:
    _acted(chat)
    chat.blocked = True
    _membership(world, chat, "member", "kicked")


def unblock(world: World, chat: Chat) -> None:
    _acted(chat)
    chat.blocked = False
    _membership(world, chat, "kicked", "member")


def _membership(world: World, chat: Chat, before: str, after: str) -> None:
    chat.log.append(Line(str(chat.user["first_name"]), "blocks the bot" if after == "kicked" else "unblocks the bot"))
    change = {
        "chat": chat.card(),
        "from": chat.user,
        "date": int(world.now()),
        "old_chat_member": _bot_as(world, before),
        "new_chat_member": _bot_as(world, after),
    }
    world.updates.push({"my_chat_member": change})
    world.changes.wake()


def _bot_as(world: World, status: str) -> dict[str, Any]:
    until = {"until_date": 0} if status == "kicked" else {}
    return {"status": status, "user": world.bot, **until}


def _acted(chat: Chat) -> None:
    chat.acted_at = chat.revision
