"""What delivery asks of whoever speaks to Telegram, and what may come of it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from crm.model import Appointment
from reminders.outbox import Message, Why


class Telling(Exception):
    """Why a message did not go, or may not have gone."""


class TooMany(Telling):
    """Telegram asks to wait; nothing was sent."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"{seconds} s")
        self.seconds = seconds


class OutOfReach(Telling):
    """Telegram is away; nothing was sent."""


class NoAnswer(Telling):
    """It was on its way and nobody knows whether it arrived."""


class Unreachable(Telling):
    """The person has blocked the bot, or there is no such chat."""


class NotTaken(Telling):
    """Telegram refuses this message for good."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message in words. ``send``: the number that it got in its chat; raises ``Telling``.

    ``after``: what may follow once it is written down that it went, and keeps nothing waiting.
    """

    chat: int
    send: Callable[[], Awaitable[int]]
    after: Callable[[], Awaitable[None]] | None = None


class Teller(Protocol):
    """Finds the words."""

    async def is_there(self) -> bool:
        """Whether anything can be sent now."""
        ...

    async def letter(self, message: Message, visits: Sequence[Appointment]) -> Letter | Why:
        """What is to be said of these visits as they are now, or why it is to be said to nobody."""
        ...

    async def was_not_heard(self, message: Message) -> None:
        """For sure, and it will not be said again."""
        ...
