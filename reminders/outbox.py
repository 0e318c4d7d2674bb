"""What has to be said, kept until it is: a row for each message, whatever dies or hangs on the way.

    due ── claimed ── sending ── sent
     │        │          ├────── unknown   nobody heard whether it went: sent once more, then failed
     │        │          └────── failed    Telegram refuses it for good
     │        └── skipped              it would help nobody any more: the reason says why
     └── dropped                       the plan wants it no more: moved, cancelled, turned off

Where a process has died with it, it is sent again however often that was. Each change is kept with its moment. What a
dead process had claimed is due again when its lease ends, what it was sending is unknown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from reminders.plan import Kind


class State(StrEnum):
    DUE = "due"
    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"
    FAILED = "failed"
    DROPPED = "dropped"


class Why(StrEnum):
    """Reasons, in the log and for the list of what was not delivered."""

    TOO_LATE = "too late"
    CANCELLED = "the visit is cancelled"
    RESTORED = "the visit takes place after all"
    MOVED = "the visit begins at another time now"
    NOT_OVER = "the visit did not take place"
    BLOCKED = "the bot is blocked"
    TURNED_OFF = "turned off"
    REFUSED = "Telegram refuses it"
    SILENT = "the clinic's system was silent for too long"
    NO_ANSWER = "Telegram did not say whether it went"
    NOT_LINKED = "nobody here acts for the patient any more"
    CLOSED = "the branch is closed then"
    REOPENED = "the branch is open after all"
    NOT_HELD = "the time is not held for them any more"
    NOWHERE = "there is no chat to say it in"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A visit that a message is about, as it was when the message was planned."""

    visit: int
    appointment_id: str
    patient_id: str
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class Message:
    """``account``: whose chat, or whose wish to reception; None for nobody's own.

    ``tries``: how often it was on its way before.
    """

    id: int
    kind: Kind
    account: int | None
    visits: tuple[Spoken, ...]
    due_at: datetime
    expires_at: datetime
    tries: int
    body: Mapping[str, Any]


class Outbox(Protocol):
    """Each method is one transaction; safe with any number of processes."""

    async def claim(self, most: int) -> list[Message]:
        """Of those due now, whose visit is soonest first. They are ours for a lease of a minute."""
        ...

    async def begin(self, message: Message) -> bool:
        """It is on its way from now on. False, and it is not to be sent, where it is ours no more."""
        ...

    async def settle(
        self, message: Message, state: State, why: Why | None = None, message_id: int | None = None
    ) -> None:
        """How it ended."""
        ...

    async def postpone(self, message: Message, due_at: datetime) -> None:
        """It is due again later; this does not count as a try."""
        ...

    async def let_go(self) -> None:
        """What is ours, of a round that broke off: as if we had died and the lease were over."""
        ...

    async def sweep(self) -> None:
        """Free what dead processes left, and forget what is long over."""
        ...

    async def age(self) -> float:
        """For how many seconds the oldest has been due; 0 where none is."""
        ...
