"""What the desk answers while somebody books."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from crm.model import Branch, Doctor
from reception.booking.way import Way
from reception.people import PatientOnPhone


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit as it is told to a patient: no service, which may be a delicate one.

    ``key`` of our own booking, None when it was made elsewhere. ``id``: in the mirror, 0 where that is not asked for.
    """

    patient: PatientOnPhone
    doctor: Doctor | None
    branch: Branch | None
    starts_at: datetime
    ends_at: datetime
    key: str | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Check:
    """The check card: nothing is booked yet; ``key`` belongs into its Confirm button.

    ``instead_of``: the visit that would move, None where it is a new one.
    """

    visit: Visit
    key: str
    way: Way
    instead_of: Visit | None = None


@dataclass(frozen=True, slots=True)
class Booked:
    """``moved`` from another time. ``beside``: that one, where the clinic's system did not let it go."""

    visit: Visit
    moved: bool = False
    beside: Visit | None = None


@dataclass(frozen=True, slots=True)
class NearestTime:
    """A free time, one tap from its check card."""

    way: Way
    doctor: Doctor
    starts_at: datetime
    zone: str


class NotFree(StrEnum):
    """Somebody was quicker, it is too late now, or the branch is closed then."""

    TAKEN = "taken"
    TOO_LATE = "too late"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Taken:
    """``nearest``: times of that doctor and of colleagues."""

    way: Way
    nearest: tuple[NearestTime, ...]
    why: NotFree = NotFree.TAKEN


class No(StrEnum):
    """Why a visit cannot be booked here. NEUTRAL: for a reason that an unverified number must not learn."""

    GONE = "gone"
    TOO_MANY = "too many ahead"
    VERIFY_FIRST = "one visit ahead with an unverified number"
    OTHER_NUMBER = "one visit ahead for whoever was added under another number than the verified one"
    PATIENT_BUSY = "the patient has another visit then"
    REFUSED = "the clinic's system refused"
    NEUTRAL = "neutral"
    NOT_BOOKED = "it turned out not to have been booked"
    CHANGED = "the visit to be moved is not there any more"
    UNDER_WAY = "the visit is being moved already"
    LATE = "the visit to be moved begins too soon"
    BY_RECEPTION = "nobody can be booked here for what the visit is for"
    OVERLAPS = "the new time overlaps the old one, and this system cannot move a visit"


@dataclass(frozen=True, slots=True)
class Declined:
    why: No
    way: Way | None = None


@dataclass(frozen=True, slots=True)
class NotKnownYet:
    """The clinic's system did not say whether it booked; the patient will be told."""


Outcome = Booked | Taken | Declined | NotKnownYet
