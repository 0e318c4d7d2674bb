"""What admins have changed, and where it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from clinic.model import Clinic
from reception.admin.changes import Change


@dataclass(frozen=True, slots=True)
class Admin:
    """``account``: a person's id; ``name``: as they are called in Telegram."""

    account: int
    telegram_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The clinic as everybody is to see it, and how often it has been changed."""

    revision: int
    clinic: Clinic


@dataclass(frozen=True, slots=True)
class Edit:
    """``by``: a name, empty of whoever has had their data erased. ``part``: what of the clinic it is (parts.py).

    ``named``: what the place is called there. Without a change it is about who is an admin: ``part`` says what, and
    ``named`` whom.
    """

    at: datetime
    by: str
    part: str
    named: dict[str, str]
    change: Change | None = None
    revision: int | None = None


class WouldLeaveVisits(Exception):
    """So many visits ahead would stand without their doctor: nothing is changed."""

    def __init__(self, visits: int) -> None:
        super().__init__(f"{visits} visits would be left without their doctor")
        self.visits = visits


class Edits(Protocol):
    async def newest(self) -> Standing: ...

    async def publish(self, seen: int, clinic: Clinic, admin: Admin, edit: Edit) -> bool:
        """The clinic, what the built-in system knows of it, and the edit in the list: all or nothing.

        False where somebody else has published since ``seen``. Raise ``WouldLeaveVisits``.
        """
        ...

    async def last(self, most: int) -> Sequence[Edit]:
        """The newest first."""
        ...
