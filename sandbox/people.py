# ruff: noqa: ASYNC109 - `sees("…", timeout=3)` reads as what is meant; asyncio.timeout around it would not tell why
"""A person who acts in a chat, with the bot or in a group, and looks at it. Reads like what happened."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from sandbox import acts, blocking, own_files, things
from sandbox.chats import Chat, Tap
from sandbox.keyboards import Key
from sandbox.looking import messages_of, news_of, on_screen, target
from sandbox.messages import Json
from sandbox.seen import Button, ChatMessage
from sandbox.transcript import transcript
from sandbox.typed import START_PAYLOAD, captioned, said
from sandbox.world import World

T = TypeVar("T")
PATIENCE_SECONDS = 10.0


@dataclass(frozen=True, slots=True, repr=False)
class Person:
    """`screen` is the chat they act in: their own with the bot, or a group, in one of its topics (Group.member)."""

    world: World
    screen: Chat
    user: Json
    thread: int | None = None

    def __repr__(self) -> str:
        return f"<{self.name}, {self.id}>"

    @property
    def id(self) -> int:
        return int(self.user["id"])

    @property
    def name(self) -> str:
        return str(self.user["first_name"])

    @property
    def phone(self) -> str | None:
        return self._own_chat.phone

    @property
    def _own_chat(self) -> Chat:
        return self.world.chats[self.id]

    @property
    def chat(self) -> list[ChatMessage]:
        """All that is there, in order: the person's own messages too (`by_bot` tells)."""
        return messages_of(self.screen, self.thread)

    @property
    def last(self) -> ChatMessage:
        """The newest message of the bot that is still there."""
        said = [message for message in self.chat if message.by_bot]
        if not said:
            raise AssertionError(f"the bot has said nothing to {self.name}\n{self.transcript()}")
        return said[-1]

    @property
    def keyboard(self) -> list[list[str]]:
        rows = self.screen.keyboard.rows if self.screen.keyboard else ()
        return [[key.text for key in row] for row in rows]

    @property
    def waiting(self) -> list[Tap]:
        """Taps whose clock still turns: the bot has not answered the callback query."""
        return [tap for tap in self._taps if not tap.answered]

    @property
    def toasts(self) -> list[str]:
        """What answers to taps have shown so far, toasts and alerts."""
        return [tap.text for tap in self._taps if tap.text]

    @property
    def _taps(self) -> list[Tap]:
        taps = self.world.taps.values()
        return [tap for tap in taps if (tap.chat_id, tap.person_id) == (self.screen.id, self.id)]

    @property
    def _news(self) -> list[ChatMessage]:
        return news_of(self.screen, self.id, self.thread)

    def transcript(self) -> str:
        return transcript(self.screen.log)

    async def types(self, text: str, *, html: bool = False) -> ChatMessage:
        return self._says(said(text, html=html))

    async def replies(self, to: ChatMessage, text: str, *, quote: str | None = None, html: bool = False) -> ChatMessage:
        """`quote`: the part of the other message that the person has marked."""
        return self._says(said(text, html=html), acts.reply_to(self, to.message_id, quote))

    async def opens(self, link: str) -> ChatMessage:
        """A deep link, given as "/start payload" or as the payload alone."""
        payload = link.removeprefix("/start ").strip()
        if not START_PAYLOAD.fullmatch(payload):
            raise ValueError(f"Telegram opens no link with the payload {payload!r}: A-Z a-z 0-9 _ - up to 64 letters")
        return self._says(said(f"/start {payload}"))

    async def sends_photo(self, picture: bytes | None = None, caption: str | None = None) -> ChatMessage:
        return self._says(own_files.photo(self.world, picture) | captioned(caption))

    async def sends_document(
        self, content: bytes = b"-", name: str = "note.txt", caption: str | None = None
    ) -> ChatMessage:
        return self._says(own_files.document(self.world, content, name) | captioned(caption))

    async def sends_sticker(self, emoji: str = "👍") -> ChatMessage:
        return self._says(own_files.sticker(self.world, emoji))

    async def sends_voice(self, seconds: int = 2, caption: str | None = None) -> ChatMessage:
        return self._says(own_files.voice(self.world, seconds) | captioned(caption))

    async def sends_video_note(self, seconds: int = 5) -> ChatMessage:
        return self._says(own_files.video_note(self.world, seconds))

    async def sends_video(self, seconds: int = 7, caption: str | None = None) -> ChatMessage:
        return self._says(own_files.video(self.world, seconds) | captioned(caption))

    async def sends_album(self, count: int = 2, kind: str = "photo", caption: str | None = None) -> list[ChatMessage]:
        """So many photos, documents or videos at once, the words under the first: each is a message of its own."""
        first, *others = own_files.album(self.world, kind, count)
        return [self._says(part) for part in (first | captioned(caption), *others)]

    async def shares_contact(self) -> ChatMessage:
        """Their own number as Telegram writes it: digits without the plus, with their user id."""
        if self.phone is None:
            raise ValueError(f"{self.name} has no phone number to share")
        return self._says(things.contact(self.phone.removeprefix("+"), self.name, self.id))

    async def shares_contact_of(self, phone: str, first_name: str, user_id: int | None = None) -> ChatMessage:
        return self._says(things.contact(phone, first_name, user_id))

    async def shares_location(self, latitude: float, longitude: float) -> ChatMessage:
        return self._says(things.location(latitude, longitude))

    async def reacts(self, message: ChatMessage, emoji: str | None = "👍") -> None:
        """None takes the reaction back."""
        acts.react(self, message.message_id, emoji)

    async def edits(self, message: ChatMessage, text: str) -> ChatMessage:
        """The text, or the caption of what is not text."""
        return ChatMessage(acts.edit(self, message.message_id, text), by_bot=False)

    async def deletes(self, message: ChatMessage) -> None:
        """For everybody in the chat; the bot is not told."""
        acts.delete(self, message.message_id)

    async def deletes_chat(self) -> None:
        """Their own with the bot, with all that is in it on both sides; the bot is not told."""
        if self.screen is not self._own_chat:
            raise ValueError("nobody deletes a group for all its members this way")
        self.world.clear(self.screen)

    async def blocks_bot(self) -> None:
        blocking.block(self.world, self._own_chat)

    async def unblocks_bot(self) -> None:
        blocking.unblock(self.world, self._own_chat)

    async def taps(self, label: str, on: ChatMessage | None = None, timeout: float = PATIENCE_SECONDS) -> None:
        """An inline button of the newest message that has one so called, or a key of the reply keyboard.

        By its exact text or a part of it that fits only one. Waits until it is there, as people do.
        """
        found = await self._until(
            lambda: target(self.screen, label, on, self.thread),
            timeout,
            lambda: f"{self.name} finds no button {label!r}. On the screen:\n{on_screen(self.screen, self.thread)}",
        )
        assert found is not None  # `_until` gives only what is there
        if isinstance(found, Key):
            await self._presses(found)
        else:
            acts.tap_button(self, found.message.message_id, found.row, found.column)

    async def forges(self, callback_data: str, on: ChatMessage | None = None) -> None:
        """A callback query with data of our own making, on the bot's newest message unless another is named."""
        message_id = on.message_id if on else self.last.message_id
        acts.tap(self, message_id, callback_data, f"forged: {callback_data}")

    async def sees(self, text: str, timeout: float = PATIENCE_SECONDS) -> ChatMessage:
        """Waits for a message of the bot with these words among those changed since this person's last action."""

        def shown() -> ChatMessage | None:
            return next(
                (message for message in reversed(self._news) if text in message.words),
                None,
            )

        found = await self._until(shown, timeout, lambda: f"{self.name} does not see {text!r}")
        assert found is not None  # `_until` gives only what is there
        return found

    async def sees_button(self, label: str, timeout: float = PATIENCE_SECONDS) -> Button:
        """Waits for an inline button whose text holds `label`, on a message changed since the last action."""

        def shown() -> Button | None:
            buttons = [button for message in self._news for _, _, button in message.placed_buttons()]
            return next((button for button in buttons if label in button.text), None)

        found = await self._until(shown, timeout, lambda: f"{self.name} sees no button {label!r}")
        assert found is not None  # `_until` gives only what is there
        return found

    async def sees_toast(self, text: str, timeout: float = PATIENCE_SECONDS) -> str:
        def shown() -> str | None:
            return next((toast for toast in reversed(self.toasts) if text in toast), None)

        found = await self._until(shown, timeout, lambda: f"{self.name} sees no toast {text!r}")
        assert found is not None  # `_until` gives only what is there
        return found

    def does_not_see(self, text: str) -> None:
        """In nothing that the bot has shown so far: no text, button or toast, deleted and edited ones included."""
        for line in self.screen.log:
            if line.who in {self.name, f"{self.name} (edits)"}:
                continue
            if text in line.words or any(text in label for row in line.buttons for label in row):
                raise AssertionError(f"{self.name} did see {text!r}\n{self.transcript()}")

    def _says(self, content: Json, reply: Json | None = None) -> ChatMessage:
        return ChatMessage(acts.say(self, content, reply), by_bot=False)

    async def _presses(self, key: Key) -> None:
        if key.request_contact:
            await self.shares_contact()
        elif key.request_location:
            raise AssertionError(f"[{key.text}] asks where {self.name} is: use shares_location(latitude, longitude)")
        else:
            await self.types(key.text)

    async def _until(self, happened: Callable[[], T], timeout: float, failure: Callable[[], str]) -> T:
        return await self.world.changes.until(
            happened, timeout, lambda: f"{failure()}\n--- {self.name}'s chat:\n{self.transcript()}"
        )
