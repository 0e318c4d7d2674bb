"""The sandbox's world: the bot, people's chats with it, their messages. All in memory."""

import itertools
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from sandbox.changes import Changes
from sandbox.chats import Chat, Line, Tap
from sandbox.files import Files
from sandbox.keyboards import ReplyKeyboard
from sandbox.messages import HEAD, Json, labels_of, name_of, words_of
from sandbox.refusals import CHAT_NOT_FOUND, RefusedError
from sandbox.updates import Updates
from sandbox.webhook import Webhook

FIRST_USER_ID = 5_000_000_001
FIRST_ALBUM = 13_900_000_000_000_001


@dataclass(slots=True)
class World:
    bot: Json
    now: Callable[[], float] = time.time
    first_message_id: int = 1
    reads_all: bool = False  # the bot's privacy mode was turned off at @BotFather
    chats: dict[int, Chat] = field(default_factory=dict)
    taps: dict[str, Tap] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    menu_buttons: dict[int | None, Json] = field(default_factory=dict)
    profile: dict[tuple[str, str], str] = field(default_factory=dict)
    updates: Updates = field(default_factory=Updates)
    changes: Changes = field(default_factory=Changes)
    files: Files = field(init=False)
    webhook: Webhook = field(init=False)
    _albums: "itertools.count[int]" = field(default_factory=lambda: itertools.count(FIRST_ALBUM))
    _user_ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(FIRST_USER_ID))

    def __post_init__(self) -> None:
        self.files = Files(self.bot["id"])
        self.webhook = Webhook(self.updates)

    def chat_with(
        self,
        first_name: str,
        language: str | None,
        phone: str | None,
        user_id: int | None,
        about: str = "",
        role: str = "patient",
    ) -> Chat:
        number = user_id or next(self._user_ids)
        if number in self.chats:
            raise ValueError(f"there is a person with the id {number} already")
        user = {"id": number, "is_bot": False, "first_name": first_name}
        if language:
            user["language_code"] = language
        chat = Chat(user, phone, about or first_name, role, last_id=self.first_message_id - 1)
        self.chats[number] = chat
        return chat

    def chat(self, chat_id: int | str | None) -> Chat:
        """By a number only: nobody here has a public @name."""
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None:
            raise RefusedError(CHAT_NOT_FOUND)
        if refusal := chat.shut():
            raise RefusedError(refusal)
        return chat

    def chat_to_write(self, chat_id: int | str | None) -> Chat:
        chat = self.chat(chat_id)
        if refusal := chat.mute():
            raise RefusedError(refusal)
        return chat

    def user(self, user_id: int) -> Json | None:
        """Somebody whom the bot could know of: a person here, or itself."""
        if user_id == self.bot["id"]:
            return self.bot
        return self.chats[user_id].user if user_id > 0 and user_id in self.chats else None

    def post(self, chat: Chat, sender: Json, body: Json) -> Json:
        """A new message in the chat, numbered and dated."""
        chat.last_id += 1
        head = {"message_id": chat.last_id, **chat.signed(sender), "chat": chat.card(), "date": int(self.now())}
        chat.messages[chat.last_id] = message = {**head, **body}
        chat.authors[chat.last_id] = sender["id"]
        self._changed(chat, message, "message")
        return message

    def replace(self, chat: Chat, message: Json, body: Json, *, dated: bool = True) -> Json:
        """An edit: who, where and when stay, all else is `body` from now on. Not `dated`: its date stays too."""
        kept = {name: message[name] for name in HEAD if name in message}
        date = {"edit_date": int(self.now())} if dated else {"edit_date": message.get("edit_date")}
        edited = {**kept, **{name: at for name, at in date.items() if at}, **body}
        chat.messages[message["message_id"]] = edited
        self._changed(chat, edited, "edited")
        return edited

    def remove(self, chat: Chat, message_id: int) -> None:
        message = chat.forgets(message_id)
        chat.revision += 1
        chat.log.append(Line(name_of(message), f"(deleted) {words_of(message)}"))
        self.changes.tell(chat.id, "deleted", message_id=message_id)
        if chat.keyboard and chat.keyboard.message_id == message_id:
            self.show_keyboard(chat, None)

    def show_keyboard(self, chat: Chat, keyboard: ReplyKeyboard | None) -> None:
        labels = keyboard.labels if keyboard else ()
        if labels != (chat.keyboard.labels if chat.keyboard else ()):
            chat.log.append(Line(str(self.bot["first_name"]), "(keyboard)" if labels else "(no keyboard)", labels))
        chat.keyboard = keyboard
        self.changes.tell(chat.id, "keyboard", keyboard=keyboard)

    def clear(self, chat: Chat) -> None:
        """The person deletes the chat: nothing of it is left on either side. Numbers go on, nothing gets one again."""
        for number in list(chat.messages):
            chat.forgets(number)
        chat.keyboard = None
        self.changes.tell(chat.id, "history")

    def next_album(self) -> str:
        """A media_group_id of its own for messages that are sent together."""
        return str(next(self._albums))

    def new_tap(self, chat: Chat, person_id: int | None = None) -> Tap:
        """In a private chat there is but one who can tap."""
        tap = Tap(str(secrets.randbits(60)), chat.id, person_id or chat.id)
        self.taps[tap.id] = tap
        return tap

    def answer_tap(self, tap: Tap, text: str | None, alert: bool) -> None:
        tap.answered, tap.text, tap.alert = True, text, alert
        chat = self.chats[tap.chat_id]
        if text:
            chat.log.append(Line(str(self.bot["first_name"]), f"({'alert' if alert else 'toast'}) {text}"))
        self.changes.tell(chat.id, "answered", callback_id=tap.id, person_id=tap.person_id, text=text, alert=alert)

    def _changed(self, chat: Chat, message: Json, event: str) -> None:
        chat.revision += 1
        chat.revisions[message["message_id"]] = chat.revision
        who = name_of(message) + (" (edits)" if event == "edited" else "")
        chat.log.append(Line(who, words_of(message), labels_of(message)))
        self.changes.tell(chat.id, event, message=message)
