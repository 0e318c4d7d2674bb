"""A chat as Telegram keeps it: who it is with, what was said, who has done what in it."""

from dataclasses import dataclass, field

from sandbox.keyboards import ReplyKeyboard
from sandbox.messages import Json
from sandbox.refusals import BLOCKED, NEVER_WROTE, Refusal, bad_request


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened in a chat, in words, with what could be tapped then."""

    who: str
    words: str
    buttons: tuple[tuple[str, ...], ...] = ()


@dataclass(slots=True)
class Chat:
    """A person's private chat with the bot; a group is a kind of it (group_chats.py).

    `messages` holds what is still there, as the Bot API shows it; `authors` who really wrote each. `acted` is at which
    revision each person did something last. `about` and `role` are for the page's list of people.
    """

    user: Json
    phone: str | None
    about: str
    role: str = "patient"
    messages: dict[int, Json] = field(default_factory=dict)
    authors: dict[int, int] = field(default_factory=dict)
    revisions: dict[int, int] = field(default_factory=dict)
    revision: int = 0
    acted: dict[int, int] = field(default_factory=dict)
    last_id: int = 0
    keyboard: ReplyKeyboard | None = None
    started: bool = False
    blocked: bool = False
    pinned: list[int] = field(default_factory=list)  # the newest last
    reactions: dict[int, dict[int, list[Json]]] = field(default_factory=dict)  # by message and by who reacts
    # Telegram lets nobody edit a message that brought or took a reply keyboard.
    uneditable: set[int] = field(default_factory=set)
    log: list[Line] = field(default_factory=list)

    @property
    def id(self) -> int:
        return int(self.user["id"])

    @property
    def language(self) -> str:
        """In which commands are shown here."""
        return str(self.user.get("language_code", ""))

    def card(self) -> Json:
        return {"id": self.id, "type": "private", "first_name": self.user["first_name"]}

    def member(self, user: Json) -> Json | None:
        return {"status": "member", "user": user} if user["is_bot"] or user["id"] == self.id else None

    def signed(self, user: Json) -> Json:
        """As whom the bot and all others see what `user` writes here."""
        return {"from": user}

    def hears(self, _message: Json, _reads_all: bool, /) -> bool:
        """Whether the bot is told of a message by somebody else."""
        return True

    def closed_to(self, _user: Json, _thread: int | None, /) -> str | None:
        """Why this person can't write here, in words for who tries."""
        return None

    def threading(self, _thread: int | None, reply: Json, /) -> Json:
        """Where in the chat a message stands, and what it answers."""
        return reply

    def in_thread(self, _thread: int, /) -> list[int]:
        """The numbers of a topic's messages; a private chat has no topics."""
        return list(self.messages)

    def forgets(self, message_id: int) -> Json:
        """The message, which is gone from here on, with what hangs on it."""
        self.revisions.pop(message_id, None)
        self.reactions.pop(message_id, None)
        self.pinned = [number for number in self.pinned if number != message_id]
        return self.messages.pop(message_id)

    def may_delete(self, _user: Json, _message_id: int, /) -> bool:
        """In a private chat both may delete all, in a group one's own unless one is an admin."""
        return True

    def shut(self) -> Refusal | None:
        """Why the bot may not even look at it: only groups shut their doors."""
        return None

    def barred(self, thread: int | None, /) -> Refusal | None:
        """Why the bot may not write into this thread."""
        return None if thread is None else bad_request("message thread not found")

    def forbids(self, _content: Json, /) -> Refusal | None:
        """Why the bot may write, but not send this."""
        return None

    def mute(self) -> Refusal | None:
        """Why the bot may not write here."""
        if not self.started:
            return NEVER_WROTE
        return BLOCKED if self.blocked else None


@dataclass(slots=True)
class Tap:
    """A callback query and what the bot answered to it."""

    id: str
    chat_id: int
    person_id: int
    answered: bool = False
    text: str | None = None
    alert: bool = False
