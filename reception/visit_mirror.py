"""What we have seen of the visits of our people's patients, made anywhere: read when the clinic's system is silent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from crm.model import Appointment

SOON = timedelta(hours=48)  # a visit so near is looked at more often


@dataclass(frozen=True, slots=True)
class Pace:
    """How old a look at a patient's visits may be: ``soon`` with a visit within ``SOON``, ``others`` without."""

    soon: timedelta
    others: timedelta


@dataclass(frozen=True, slots=True)
class Remembered:
    """``known_at``: since when it is known to begin when it does."""

    appointment: Appointment
    known_at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """A visit in the calendars of phones (RFC 5545: UID, SEQUENCE). ``visit``: the id of what it has become."""

    uid: str
    sequence: int
    visit: int


class VisitMirror(Protocol):
    """Patients by their ids in the clinic's system; those whom somebody here acts for are *linked*, others are no
    business of ours and are not kept. Each method is one transaction."""

    async def cursor(self) -> str | None:
        """Of the system's changes, None before the first."""
        ...

    async def follow(self, changed: Sequence[Appointment], cursor: str) -> None:
        """Keep what is of linked patients, and the cursor to go on from."""
        ...

    async def saw(self, patient: str, listed: Sequence[Appointment], since: datetime, until: datetime) -> list[str]:
        """Keep all visits of a patient that begin in [since, until).

        Those known as booked in that time and listed no more: their ids.
        """
        ...

    async def keep(self, appointment: Appointment, *, told: bool = False) -> None:
        """One that was seen alone; nothing where its patient is not linked. ``told``: people know of it as it is."""
        ...

    async def is_gone(self, appointment_id: str) -> None:
        """The system knows it no more: it counts as cancelled."""
        ...

    async def due(self, pace: Pace, most: int) -> list[str]:
        """Linked patients whose visits want a look: those never looked at, then by how soon a visit is, then by how
        long ago the last look was; but a quarter of ``most`` goes to those without a visit soon. Where nobody wants a
        look sooner than others it goes by the last look alone."""
        ...

    async def ahead(self, patients: Sequence[str], now: datetime) -> list[Appointment]:
        """Booked and still to come, by time."""
        ...

    async def known(self, appointment_ids: Sequence[str]) -> dict[str, Appointment]:
        """Those of them that are remembered, by their ids."""
        ...

    async def by_id(self, visit_id: int) -> Remembered | None:
        """By the id that buttons carry; None where there was never such a one, or it is forgotten."""
        ...

    async def entry(self, visit_id: int) -> Entry | None:
        """One for the visit's whole life: it grows with each change, and goes on with what the visit was moved to."""
        ...

    async def goes_on_as(self, visit_id: int, appointment_id: str) -> None:
        """It was moved by a new appointment in its place, and both are kept here. Twice is fine."""
        ...

    async def begins_to_cancel(self, visit_id: int, at: datetime) -> bool:
        """Nobody here begins to move it from now on; False, and nothing, where somebody has."""
        ...

    async def ends_to_cancel(self, visit_id: int, at: datetime) -> None:
        """What began at that moment is over; a later one is not."""
        ...

    async def ids(self, appointment_ids: Sequence[str]) -> dict[str, int]:
        """The ids for buttons, of those that are remembered."""
        ...

    async def as_of(self, patients: Sequence[str]) -> datetime | None:
        """The moment until which all of these are known; None where one was never looked at."""
        ...

    async def forget(self) -> None:
        """Visits of who is linked no more, and those long over."""
        ...
