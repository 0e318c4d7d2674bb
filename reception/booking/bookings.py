"""Our own record of each wish to book: kept before the clinic's system is asked, so that none is lost or doubled."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from crm.model import Slot
from reception.booking.way import Way

# A slow system may still carry out what it did not answer: longer than any call's limit (crm/timed.py).
PATIENCE = timedelta(seconds=30)

Span = tuple[datetime, datetime]  # from, until


class State(StrEnum):
    """check card shown → sending → booked | refused | unknown → booked | refused."""

    CHECK = "check"
    SENDING = "sending"
    UNKNOWN = "unknown"
    BOOKED = "booked"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Booking:
    """``key`` travels in the Confirm button; ``token`` is the slot's own and never leaves the server.

    ``instead_of``: when the visit that it moves (``way.moving``) was to begin. As long as it is in flight, that one
    may still have to be cancelled.
    """

    key: str
    person_id: int
    way: Way
    starts_at: datetime
    ends_at: datetime
    token: str
    state: State
    appointment_id: str | None
    changed_at: datetime
    instead_of: datetime | None = None


class SlotInFlight(Exception):
    """Somebody else's Confirm for the same time is under way."""


class MoveInFlight(Exception):
    """The same visit is being moved or cancelled already, maybe by another chat."""


class Bookings(Protocol):
    """Each method is one transaction."""

    async def draw(self, key: str, person_id: int, way: Way, slot: Slot, instead_of: datetime | None = None) -> None:
        """Keep a check card that was shown."""
        ...

    async def find(self, key: str, person_id: int) -> Booking | None:
        """The only door to a booking: None for another person's key as for one that never was."""
        ...

    async def begin(self, key: str, moving: int = 0) -> None:
        """Mark as sending. Raises ``SlotInFlight`` when an overlapping time of the doctor is in flight already or held
        for another patient, ``MoveInFlight`` when the same visit is, or is being cancelled (``moving``: its id)."""
        ...

    async def settle(self, key: str, state: State, appointment_id: str | None = None) -> None:
        """Keep how it ended; until ``mark_told`` the patient has not heard it."""
        ...

    async def resolve(self, booking: Booking, state: State, appointment_id: str | None) -> bool:
        """The same for one that was left in flight; False, and no change, when somebody touched it meanwhile."""
        ...

    async def mark_told(self, key: str, person_id: int) -> None:
        """The patient has seen how it ended. Nothing for one that is still in flight, or is another person's."""
        ...

    async def open(self, older_than: timedelta) -> list[Booking]:
        """Those still sending, or unknown, that nobody has touched for this long."""
        ...

    async def untold(self, older_than: timedelta) -> list[Booking]:
        """Those that ended at least so long ago and whose patient has not heard how."""
        ...

    async def in_flight(self, doctor: int, patient: int = 0) -> list[Span]:
        """This doctor's times that are being booked right now, or whose outcome is not known yet, or that are held for
        another than this patient (reception/waitlist/).

        From memory: what this process does is known at once, what others do since the last ``look_at_others``.
        """
        ...

    async def look_at_others(self) -> None:
        """Learn which times other processes are booking or holding: to be called every second."""
        ...

    async def made_by(self, person_id: int) -> set[str]:
        """The appointments that this person has booked here, whatever became of them."""
        ...

    async def last(self, patient_id: int) -> Booking | None:
        """The patient's newest booking."""
        ...

    async def forget_cards(self, older_than: timedelta) -> int:
        """Drop check cards that were never confirmed; say how many."""
        ...
