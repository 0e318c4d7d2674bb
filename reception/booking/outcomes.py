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

    ``key`` of our own booking, None when it was made elsewhere.
    """

    patient: PatientOnPhone
    doctor: Doctor | None
    branch: Branch | None
    starts_at: datetime
    ends_at: datetime
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """The check card: nothing is booked yet; ``key`` belongs into its Confirm button."""

    visit: Visit
    key: str
    way: Way


@dataclass(frozen=True, slots=True)
class Booked:
    visit: Visit


@dataclass(frozen=True, slots=True)
class NearestTime:
    """Another time that may be tapped instead."""

    way: Way
    doctor: Doctor
    starts_at: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class Taken:
    """Somebody was quicker, or it is too late now: the nearest times of that doctor and of colleagues."""

    way: Way
    nearest: tuple[NearestTime, ...]
    too_late: bool = False


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


@dataclass(frozen=True, slots=True)
class Declined:
    why: No
    way: Way | None = None


@dataclass(frozen=True, slots=True)
class NotKnownYet:
    """The clinic's system did not say whether it booked; the patient will be told."""


Outcome = Booked | Taken | Declined | NotKnownYet
