"""A dialogue between a patient and reception, and what was said in it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from reception.handoff.about import NOTHING, About


class State(StrEnum):
    """``BEGUN``: reception was asked for, and nothing said yet: nobody waits."""

    BEGUN = "begun"
    WAITING = "waiting"
    TAKEN = "taken"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Dialogue:
    """``taken_by``: the Telegram id of the manager called ``taker``. ``card``: its number in reception's group.

    ``unanswered_since``: of the first word that reception has not answered. ``raised_at``: when all were told of it.
    ``complaint``: of a visit that went badly.
    """

    id: int
    person: int
    state: State
    urgent: bool
    last_word_at: datetime
    waiting_since: datetime | None = None
    unanswered_since: datetime | None = None
    raised_at: datetime | None = None
    taken_by: int | None = None
    taken_at: datetime | None = None
    taker: str = ""
    card: int | None = None
    about: About = NOTHING
    complaint: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A message as it came. ``html``: its text or caption; ``copied``: it is no plain text, Telegram copies it.

    ``captioned``: a caption may stand under it. ``album``: what was sent together has the same. ``answers``: the number
    of the message that it replies to. ``media``: as Telegram edits it, where it can (``editMessageMedia``).
    """

    chat: int
    message: int
    html: str = ""
    copied: bool = False
    captioned: bool = False
    album: str = ""
    answers: int | None = None
    media: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Manager:
    """Who of reception does something. An anonymous admin has no name, and all of them the same id."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where in reception's group a person's dialogues are; ``topic`` 0: the group has none."""

    chat: int
    topic: int
    name: str
