"""What is counted of a clinic's days: numbers alone, of nobody."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol


class What(StrEnum):
    """Beside each what ``Count.which`` says.

    ``PEOPLE``, ``SESSIONS``, ``SECTION`` and ``CANCELLED`` are counted as they happen, for nothing else keeps them; all
    others are counted from what lies in the tables.
    """

    CAME = "came"  # the word of the link that brought them; empty without one
    PEOPLE = "people"  # nothing
    SESSIONS = "sessions"  # nothing
    SECTION = "section"  # Section
    BOOKED = "booked"  # NEW or MOVED
    CANCELLED = "cancelled"  # BY_PATIENT or BY_CLINIC
    VISIT = "visit"  # crm.model.Status, on the day of the visit
    RATED = "rated"  # our numbers of doctor and branch, and one to five: "7:2:5"
    NOTICE = "notice"  # reminders.outbox.State
    QUEUE = "queue"  # ASKED, TAKEN or SECONDS, on the day of the first word to reception


NEW, MOVED = "new", "moved"
BY_PATIENT, BY_CLINIC = "patient", "clinic"
ASKED, TAKEN, SECONDS = "asked", "taken", "seconds"  # the last: how long those that were taken had waited, together


class Section(StrEnum):
    """What of the menu is opened, by a key, a button or a command."""

    BOOK = "book"
    VISITS = "visits"
    FAMILY = "family"
    RECEPTION = "reception"
    ABOUT = "about"
    QUESTIONS = "questions"
    FREE = "free"
    SETTINGS = "settings"
    MY_DATA = "my_data"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Count:
    """``on``: a day of the clinic's zone."""

    on: date
    what: What
    which: str
    number: int


@dataclass(frozen=True, slots=True)
class Seen:
    """When a person did something first and last since it was written down."""

    first: datetime
    last: datetime


class Counts(Protocol):
    """To be read; each method is one transaction."""

    async def kept(self, first: date, last: date) -> tuple[list[Count], set[date]]:
        """What was added or closed of these days, and which of them are closed."""
        ...

    async def closed(self) -> date | None:
        """The last day that was closed."""
        ...

    async def close(self, on: date, numbers: list[Count]) -> None:
        """Keep these of a day whose rows will be forgotten. Twice is fine."""
        ...

    async def of_day(self, on: date, since: datetime, until: datetime) -> list[Count]:
        """From the rows of [since, until), which is that day."""
        ...

    async def begun(self) -> datetime | None:
        """When the first person came."""
        ...

    async def people(self) -> tuple[int, int]:
        """How many there are now, and how many of them have blocked the bot."""
        ...
