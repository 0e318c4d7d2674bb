"""What a person can do in a chat, as the updates that Telegram makes of it."""

from typing import Protocol

from sandbox import reacting
from sandbox.blocking import unblock
from sandbox.chats import Chat, Line, Tap
from sandbox.entities import units
from sandbox.messages import Json, rows_of, without_reply
from sandbox.reacting import is_offered
from sandbox.things import CAPTIONED
from sandbox.typed import captioned, said
from sandbox.world import World


class Acting(Protocol):
    """Somebody (`user`) in a chat, be it their own with the bot or a group, perhaps in one of its topics."""

    @property
    def world(self) -> World: ...
    @property
    def screen(self) -> Chat: ...
    @property
    def user(self) -> Json: ...
    @property
    def thread(self) -> int | None: ...


def say(who: Acting, content: Json, reply: Json | None = None) -> Json:
    """A message by the person; the first one in a private chat lets the bot write back."""
    chat = who.screen
    if reason := chat.closed_to(who.user, who.thread):
        raise ValueError(reason)
    chat.started = True
    if chat.blocked:
        unblock(who.world, chat)
    _acted(who)
    message = who.world.post(chat, who.user, chat.threading(who.thread, reply or {}) | content)
    _tell_bot(who, "message", message)
    return message


def reply_to(who: Acting, message_id: int, quote: str | None = None) -> Json:
    """What makes a message a reply; `quote` is the part of the other that the person has marked."""
    original = who.screen.messages.get(message_id)
    if original is None:
        raise ValueError("the message to reply to is no longer there")
    reply: Json = {"reply_to_message": without_reply(original)}
    if quote is None:
        return reply
    words = str(original.get("text") or original.get("caption") or "")
    if not quote or quote not in words:
        raise ValueError(f"nobody can quote {quote!r}: it is not in that message")
    return reply | {"quote": {"text": quote, "position": units(words[: words.index(quote)]), "is_manual": True}}


def edit(who: Acting, message_id: int, text: str) -> Json:
    message = _own(who, message_id, "edit")
    _acted(who)
    markup = {name: message[name] for name in ("reply_markup",) if name in message}
    content = said(text) if "text" in message else _captioned(message, text)
    edited = who.world.replace(who.screen, message, content | markup)
    _tell_bot(who, "edited_message", edited)
    return edited


def delete(who: Acting, message_id: int) -> None:
    """Telegram tells no bot of it."""
    if message_id not in who.screen.messages:
        raise ValueError("the message is no longer there")
    if not who.screen.may_delete(who.user, message_id):
        raise ValueError("a person can delete only their own messages here")
    _acted(who)
    who.world.remove(who.screen, message_id)


def react(who: Acting, message_id: int, emoji: str | None) -> None:
    """With one of the emoji that the apps offer; None takes the reaction back."""
    if message_id not in who.screen.messages:
        raise ValueError("the message is no longer there")
    if emoji is not None and not is_offered(emoji):
        raise ValueError(f"Telegram's apps offer no {emoji!r} as a reaction")
    _acted(who)
    reacting.react(who.world, who.screen, who.user, message_id, emoji)


def _own(who: Acting, message_id: int, what: str) -> Json:
    message = who.screen.messages.get(message_id)
    if message is None:
        raise ValueError("the message is no longer there")
    if who.screen.authors[message_id] != who.user["id"]:
        raise ValueError(f"a person can {what} only their own messages")
    return message


def _captioned(message: Json, text: str) -> Json:
    kept = {kind: message[kind] for kind in CAPTIONED if kind in message}
    if not kept:
        raise ValueError("there is nothing to edit in such a message")
    return kept | captioned(text)


def tap(who: Acting, message_id: int, data: str, label: str) -> Tap:
    """A callback query; the message may be gone, then Telegram shows only that it was there."""
    _acted(who)
    world, chat = who.world, who.screen
    message = chat.messages.get(message_id)
    gone = {"chat": chat.card(), "message_id": message_id, "date": 0}
    new = world.new_tap(chat, who.user["id"])
    chat.log.append(Line(str(who.user["first_name"]), f"taps [{label}]"))
    world.changes.tell(chat.id, "waiting", callback_id=new.id, message_id=message_id)
    query = {"id": new.id, "from": who.user, "chat_instance": f"{chat.id}", "data": data, "message": message or gone}
    world.updates.push({"callback_query": query})
    return new


def tap_button(who: Acting, message_id: int, row: int, column: int) -> Tap:
    """A tap on an inline button; a ValueError when nothing of it would reach the bot."""
    rows = rows_of(who.screen.messages.get(message_id, {}))
    if not (0 <= row < len(rows) and 0 <= column < len(rows[row])):
        raise ValueError("there is no such button any more")
    button = rows[row][column]
    if "callback_data" not in button:
        kind = next((kind for kind in ("disabled", "url", "copy_text") if kind in button), "other")
        raise ValueError(f"[{button['text']}] can't be tapped: it is a {kind} button and sends nothing to the bot")
    return tap(who, message_id, button["callback_data"], button["text"])


def _acted(who: Acting) -> None:
    who.screen.acted[who.user["id"]] = who.screen.revision


def _tell_bot(who: Acting, kind: str, message: Json) -> None:
    if who.screen.hears(message, who.world.reads_all):
        who.world.updates.push({kind: message})
