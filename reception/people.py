"""Who is at the desk: a person's chat, their phone, and the patients they may act for."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol


class PhoneState(StrEnum):
    """``verified``: shared by Telegram as the person's own number. ``unverified``: typed."""

    NONE = "none"
    UNVERIFIED = "unverified"
    VERIFIED = "verified"


@dataclass(frozen=True, slots=True)
class PatientDetails:
    surname: str
    first_name: str
    patronymic: str
    born_on: date

    @property
    def name(self) -> str:
        return f"{self.surname} {self.first_name}".strip()

    @property
    def full_name(self) -> str:
        return f"{self.name} {self.patronymic}".strip()

    def age(self, on: date) -> int:
        """Full years on that day."""
        had_birthday = (on.month, on.day) >= (self.born_on.month, self.born_on.day)
        return on.year - self.born_on.year - (not had_birthday)


@dataclass(frozen=True, slots=True)
class PatientOnPhone:
    """``verified``: added under a verified number. Of the others only what was made in this chat may be seen."""

    id: int
    crm_id: str
    details: PatientDetails
    verified: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """The message that a flow edits. A kept one (a booked visit) stays as it is: what follows comes below."""

    message_id: int
    kept: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed on the way: ``asking`` names the text awaited, ``then`` where the person wanted to go.

    ``answered_by``: the id of the last message that was taken for an answer; delivered once more it answers nothing.
    """

    id: int
    asking: str
    answers: dict[str, str]
    then: str
    answered_by: int = 0


@dataclass(frozen=True, slots=True)
class Person:
    """``patients``: the default one first. ``notices_off``: kinds that are not to be sent (reminders/plan.py).

    ``reachable``: the bot is not blocked. ``wishes``: for how many times they wait (reception/waitlist/).
    """

    id: int
    telegram_id: int
    language: str
    phone: str | None
    phone_state: PhoneState
    patients: tuple[PatientOnPhone, ...]
    panel: Panel | None
    draft: Draft | None
    notices_off: frozenset[str] = frozenset()
    reachable: bool = True
    wishes: int = 0

    @property
    def registered(self) -> bool:
        return bool(self.patients)


def access_patient(person: Person, patient_id: int) -> PatientOnPhone | None:
    """The only door to a patient: None unless this person may act for them."""
    return next((patient for patient in person.patients if patient.id == patient_id), None)


class People(Protocol):
    """What the desk remembers of persons. Each method is one transaction."""

    async def arrive(self, telegram_id: int, language: str, source: str) -> Person:
        """The person of this chat; a stranger is remembered with language and source, an old one left as is."""
        ...

    async def find(self, person_id: int) -> Person | None: ...

    async def known(self, telegram_id: int) -> Person | None:
        """The person of this chat; None for a stranger, who stays one."""
        ...

    async def choose_language(self, person_id: int, language: str) -> None: ...

    async def keep_panel(self, person_id: int, panel: Panel | None) -> None: ...

    async def is_out_of_reach(self, person_id: int) -> None:
        """They have blocked the bot; known until they write again."""
        ...

    async def turn_off(self, person_id: int, kinds: Collection[str]) -> None:
        """Send no notices of these kinds, and all others."""
        ...

    async def give_phone(self, person_id: int, phone: str, state: PhoneState, consent: str) -> bool:
        """Keep number and consent (its text's version, with the time).

        A verified number ends the access of every other chat that had it verified, and verifies the patients
        whom this chat had added under the same number. False, and no change, while a booking of such another chat is
        in flight: a move that nobody remembers would leave two visits.
        """
        ...

    async def add_patient(
        self, person: Person, crm_id: str, details: PatientDetails, acting: str | None = None
    ) -> PatientOnPhone:
        """Idempotent by ``crm_id``; a patient added again under a verified number becomes verified.

        ``acting``: the version of the text under which the person has said that they may act for them; kept with
        the time.
        """
        ...

    async def wrong_tries(self, phone: str) -> int:
        """How often a birth date was guessed wrong for this number in the last 24 h, by anybody."""
        ...

    async def count_wrong_try(self, phone: str) -> int:
        """Count one more and say how many there are now."""
        ...


class Drafts(Protocol):
    """Drafts live 24 h."""

    async def keep(
        self, person_id: int, asking: str, answers: dict[str, str], then: str, answered_by: int = 0
    ) -> Draft:
        """Keep the person's one draft; its id stays the same until it is dropped."""
        ...

    async def drop(self, person_id: int) -> None: ...


def initials(details: Sequence[str]) -> str:
    """ "О. К.": what may be said of a card before its owner is proven."""
    return " ".join(f"{part[0].upper()}." for part in details if part)
