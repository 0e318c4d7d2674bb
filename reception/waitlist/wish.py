"""A patient waits for a time to become free; a time that did is held for one of those who wait."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from reception.booking.way import Way, fits
from reception.catalogue import Catalogue, Offer, Place

# ``days`` of a wish: one of these, or the one day that ``date.toordinal`` counts so.
ANY_DAY, WORKING_DAYS, WEEKENDS = 1, 2, 3
SATURDAY = 5  # as ``date.weekday`` counts
HELD_FOR = timedelta(minutes=15)
MOST_WISHES = 3  # a patient
MOST_OFFERED = 3  # times a wish, and one a day a patient


@dataclass(frozen=True, slots=True)
class Wish:
    """``way``: patient, branch and specialty, or a doctor with branch and service; ``moving`` as in any other way."""

    id: int
    person_id: int
    way: Way
    days: int
    made_at: datetime
    ends_at: datetime


class HoldState(StrEnum):
    """GONE: taken in the clinic's own system before the hold had ended, or never told; it counts as no offer."""

    HELD = "held"
    DECLINED = "declined"
    LAPSED = "lapsed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Hold:
    """A time that was offered: until then nobody but the patient of ``way``, on which all is chosen, can have it."""

    id: int
    wish_id: int
    way: Way
    starts_at: datetime
    ends_at: datetime
    made_at: datetime
    until: datetime
    state: HoldState

    def holds(self, now: datetime) -> bool:
        return self.state is HoldState.HELD and now < self.until


@dataclass(frozen=True, slots=True)
class Waiting:
    """A wish with what was offered to its patient: ``own`` for this wish, ``last_at`` for whichever."""

    wish: Wish
    own: tuple[Hold, ...] = ()
    last_at: datetime | None = None

    @property
    def offered(self) -> int:
        return sum(hold.state is not HoldState.GONE for hold in self.own)

    def holds(self, now: datetime) -> bool:
        """Whether something is held for it."""
        return any(hold.holds(now) for hold in self.own)

    def is_over(self, now: datetime) -> bool:
        """What was offered at the last moment is held to its end."""
        return self.wish.ends_at <= now and not self.holds(now)


@dataclass(frozen=True, slots=True)
class Freed:
    """A time that was taken when its place was looked at before, or beyond the horizon.

    ``entered`` the horizon while others were free there: to who has let all those go one more is no news, unless they
    wait for certain days.
    """

    place: Place
    starts_at: datetime
    since: datetime
    entered: bool = False


def suits(days: int, on: date) -> bool:
    """Whether a wish for these days is one for that day of the branch's calendar."""
    if days in {WORKING_DAYS, WEEKENDS}:
        return (on.weekday() >= SATURDAY) is (days == WEEKENDS)
    return days in {ANY_DAY, on.toordinal()}


def offers_for(catalogue: Catalogue, way: Way) -> list[Offer]:
    """What a wish waits for, at branches that accept patients; ages aside."""
    branches = catalogue.branches
    return [
        offer for offer in catalogue.offers if branches[offer.branch].accepts_patients and fits(catalogue, way, offer)
    ]


def fulfils(catalogue: Catalogue, wish: Way, booked: Way) -> bool:
    """Whether a visit is of the kind that was wished for: with that doctor, or there for the same specialty."""
    if wish.doctor:
        return wish.doctor == booked.doctor
    service = catalogue.services.get(booked.service)
    specialty = catalogue.specialty_id(service.specialty_id) if service else None
    return (wish.branch, wish.specialty) == (booked.branch, specialty)


class WishStore(Protocol):
    """Each method is one transaction; safe with any number of processes."""

    async def wish(self, person_id: int, way: Way, days: int, ends_at: datetime) -> Wish | None:
        """Keep it, once however often it is tapped; None for a patient who waits for ``MOST_WISHES`` already."""
        ...

    async def of(self, person_id: int) -> list[Wish]:
        """All that this person waits for, oldest first."""
        ...

    async def find(self, person_id: int, wish_id: int) -> Wish | None:
        """The only door to a wish, ended or not: None for another person's."""
        ...

    async def hold_of(self, person_id: int, hold_id: int) -> Hold | None:
        """The only door to a hold."""
        ...

    async def offered(self, wish_id: int) -> int:
        """How many times, less those that were gone."""
        ...

    async def end(self, wish_ids: Collection[int]) -> None:
        """Nothing more is offered, and nothing is held any more."""
        ...

    async def not_found(self, wish: Wish) -> None:
        """The same for one that has found nothing; the person is told so once."""
        ...

    async def let_go(self, hold: Hold, state: HoldState) -> bool:
        """False, and no change, where it was held no more; one that has lapsed may still turn out to be gone."""
        ...

    async def lapse(self) -> None:
        """What is held too long is held no more."""
        ...

    async def waiting(self) -> list[Waiting]:
        """All open wishes of those who can be reached, oldest first."""
        ...

    async def booked_since(self) -> list[tuple[Wish, Way]]:
        """Open wishes, each with a way that its patient has booked since."""
        ...

    async def hold(self, one: Waiting, freed: Freed, ends_at: datetime, today: datetime) -> bool:
        """Hold it for the patient, and put the word about it into the outbox.

        False, and no change, where an overlapping time of the doctor is being booked or held, the wish has ended, or
        the patient was offered something since ``today``.
        """
        ...
