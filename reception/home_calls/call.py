"""A wish that a doctor comes, and how the clinic's system stands to it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from reception.handoff.desk import Promise


class State(StrEnum):
    """Sending → one of the others. ``UNKNOWN``: there was no answer, the clinic's system may have it or not."""

    SENDING = "sending"
    UNKNOWN = "unknown"
    ENTERED = "entered"
    NOT_ENTERED = "not_entered"


@dataclass(frozen=True, slots=True)
class Said:
    """As it was typed; ``phone`` in E.164. Empty ``entrance``: there is none; ``complaint``: nothing was said;
    ``wanted``: as soon as possible."""

    address: str
    entrance: str
    phone: str
    complaint: str
    wanted: str


@dataclass(frozen=True, slots=True)
class Call:
    """``key`` was born with the check card. ``patient``: the name. ``asked_at``: since when somebody at the clinic has
    it; None until then."""

    key: str
    person_id: int
    patient_id: int
    patient: str
    doctor_id: int
    said: Said
    urgent: bool
    state: State = State.SENDING
    asked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody at the clinic has it. ``promise``: None where reception has no group, and the system alone has it."""

    call: Call
    promise: Promise | None


class NotAsked(StrEnum):
    """Why nobody has it, or why this one is not needed."""

    GONE = "gone"
    ALREADY = "this patient's last one is still with reception"
    NOT_KNOWN = "the clinic's system may have it, and there is no other way to reception"
    SILENT = "the clinic's system has not taken it, and there is no other way to reception"


Outcome = Asked | NotAsked
