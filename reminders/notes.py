"""What people answer to a message by its buttons."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from reminders.outbox import Spoken
from reminders.plan import Kind


class Score(StrEnum):
    """How it went; ``NOT_THERE``: the visit did not take place."""

    GREAT = "great"
    GOOD = "good"
    SO_SO = "so_so"
    BAD = "bad"
    VERY_BAD = "very_bad"
    NOT_THERE = "not_there"


UNHAPPY = frozenset({Score.BAD, Score.VERY_BAD})


@dataclass(frozen=True, slots=True)
class Note:
    """A message that stands in somebody's chat, with what it is about and what was answered to it so far."""

    id: int
    kind: Kind
    visits: tuple[Spoken, ...]
    due_at: datetime
    answer: str | None


class Notes(Protocol):
    async def find(self, note: int, person_id: int) -> Note | None:
        """The only door to a message: None for another person's as for one that never was."""
        ...

    async def answer(self, note: int, answer: str) -> None:
        """The last one counts."""
        ...

    async def rate(self, person_id: int, visit: int, score: Score) -> None:
        """The last one counts."""
        ...

    async def explain(self, person_id: int, visit: int, words: str) -> None:
        """In the person's own words, beside the score."""
        ...
