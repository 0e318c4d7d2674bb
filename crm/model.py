"""What the desk and a clinic's system talk about.

Ids, versions and tokens are the system's own, opaque to everybody else. Instants are aware and in UTC, with the
IANA zone of the branch beside them where a person will read them. Texts map a language code to words; a system
that knows one language gives that one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

Texts = Mapping[str, str]


class Status(StrEnum):
    """States of an appointment, named as in FHIR R4 Appointment.status."""

    BOOKED = "booked"
    ARRIVED = "arrived"
    FULFILLED = "fulfilled"
    CANCELLED = "cancelled"
    NOSHOW = "noshow"


class Sex(StrEnum):
    """Asked only where the system needs it (``Capabilities.needs_sex``)."""

    FEMALE = "female"
    MALE = "male"


@dataclass(frozen=True, slots=True)
class Branch:
    id: str
    name: Texts
    address: Texts
    zone: str
    phone: str | None = None
    pin: tuple[float, float] | None = None
    accepts_patients: bool = True


@dataclass(frozen=True, slots=True)
class Specialty:
    """``delicate``: its name is kept out of messages that somebody else may see."""

    id: str
    name: Texts
    delicate: bool = False


@dataclass(frozen=True, slots=True)
class Service:
    """``note`` stands beside the price ("free with a declaration")."""

    id: str
    name: Texts
    specialty_id: str | None = None
    note: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Doctor:
    """``ages``: full years seen, both included. ``photo``: changes whenever the picture does; None without one."""

    id: str
    name: Texts
    specialty_ids: tuple[str, ...]
    about: Texts = field(default_factory=dict)
    photo: str | None = None
    ages: tuple[int, int] = (0, 150)
    home_visits: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """A doctor gives a service at a branch: minutes it takes and price in the clinic's currency, where known.

    The first offer of a doctor within a specialty is the default one.
    """

    doctor_id: str
    branch_id: str
    service_id: str
    minutes: int | None
    price: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Directory:
    """Whatever is not in it any more has left the clinic."""

    branches: tuple[Branch, ...]
    specialties: tuple[Specialty, ...]
    services: tuple[Service, ...]
    doctors: tuple[Doctor, ...]
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """A free time. ``token`` is the system's own (room, slot reference, version) and never leaves the server.

    Which token a time has may change while it stays the same time.
    """

    doctor_id: str
    branch_id: str
    service_id: str
    starts_at: datetime
    ends_at: datetime
    token: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class NewPatient:
    surname: str
    first_name: str
    patronymic: str
    born_on: date
    phone: str
    sex: Sex | None = None


@dataclass(frozen=True, slots=True)
class Patient:
    """``born_on`` is None where the card has no birth date; phones in E.164."""

    id: str
    surname: str
    first_name: str
    patronymic: str
    born_on: date | None
    phones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """One wish to book. ``key`` is random and the desk's own: the same key is the same wish, however often sent."""

    key: str
    slot: Slot
    patient_id: str


@dataclass(frozen=True, slots=True)
class HomeCall:
    """A wish that a doctor comes. ``key`` as of an ``Order``; all else as the patient has said it.

    ``address``: with entrance and floor. ``wanted``: when; empty: as soon as possible. ``complaint`` may be empty.
    ``urgent``: a life may be in danger.
    """

    key: str
    patient_id: str
    doctor_id: str
    address: str
    phone: str
    complaint: str
    wanted: str
    urgent: bool


@dataclass(frozen=True, slots=True)
class Appointment:
    """A visit in the clinic's system, whoever made it.

    ``version`` changes whenever anything else does. ``key`` is told only where it was asked by, or costs no call.
    ``patient_id`` is empty where the system does not tell whose a single visit is.
    """

    id: str
    patient_id: str
    doctor_id: str
    branch_id: str | None
    service_id: str | None
    starts_at: datetime
    ends_at: datetime
    status: Status
    version: str
    key: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed after a cursor, oldest first, and the cursor to ask with next time."""

    appointments: tuple[Appointment, ...]
    cursor: str


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a system can do or needs beyond the common: the desk asks rather than guesses.

    ``moves``: ``reschedule``; ``change_feed``: ``changes``; ``confirms``: ``confirm``; ``home_calls``:
    ``request_home_call``; ``finds_home_calls``: ``has_home_call``. Without them each raises ``Unsupported``.
    """

    needs_sex: bool = False
    finds_by_name: bool = True
    moves: bool = True
    change_feed: bool = True
    confirms: bool = True
    home_calls: bool = True
    finds_home_calls: bool = True


@dataclass(frozen=True, slots=True)
class Look:
    """What came of trying something, in a line for whoever sets the bot up; nothing of a patient's, no secret."""

    well: bool
    told: str
