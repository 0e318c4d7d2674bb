"""When what is to be said of visits: a pure function of one chat's visits and the clinic's rules.

``now`` does not enter: a visit knows since when it is known, and what should have been said before then is not planned.
So the plan of the same visits is always the same, whenever it is made.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from reminders.quiet import Quiet, after_the_night, before_the_night, on_wall, same_day

TWO_HOURS = timedelta(hours=2)
FOLLOWS_WITHIN = timedelta(hours=3)
AFTERWARDS = timedelta(minutes=15)  # for the way out of another visit
RATED_WITHIN = timedelta(hours=36)  # after it was due; later nobody remembers


class Kind(StrEnum):
    """``CHANGED``: the clinic moved or cancelled it; not planned here, but when it shows (changes.py).

    ``CLOSED``, ``REOPENED``: its branch is closed then, or open after all (closing.py). ``ENDED``: the number was
    verified in another chat. ``FREED``, ``NOT_FREED``: who waited for a time is told of one, or that there was none
    (reception/waitlist/). From ``LATE`` on: to reception (requests.py); ``TO_PHONE``: whom nobody could tell that a
    branch is closed. From ``CARD`` on: between a patient and reception (db/relays.py).
    """

    DAY_BEFORE = "day_before"
    TWO_HOURS = "two_hours"
    CHANGED = "changed"
    RATING = "rating"
    CLOSED = "closed"
    REOPENED = "reopened"
    ENDED = "ended"
    FREED = "freed"
    NOT_FREED = "not_freed"
    LATE = "late"
    CANCELLED = "cancelled"
    COMPLAINT = "complaint"
    WORDS = "words"
    CORRECT = "correct"
    TO_PHONE = "to_phone"
    PHONE_TODAY = "phone_today"
    CARD = "card"
    TO_STAFF = "to_staff"
    TO_PATIENT = "to_patient"
    EDITED = "edited"
    TAKEN_BACK = "taken_back"
    TOLD_STAFF = "told_staff"
    TOLD_PATIENT = "told_patient"
    WAITING = "waiting"


PLANNED = (Kind.DAY_BEFORE, Kind.TWO_HOURS, Kind.RATING)
OPTIONAL = (Kind.DAY_BEFORE, Kind.TWO_HOURS, Kind.CHANGED, Kind.RATING)  # each person turns them on and off
TO_PEOPLE = (*OPTIONAL, Kind.CLOSED, Kind.REOPENED, Kind.ENDED, Kind.FREED, Kind.NOT_FREED)
HANDOFF = (
    *(Kind.CARD, Kind.TO_STAFF, Kind.TO_PATIENT, Kind.EDITED, Kind.TAKEN_BACK),
    *(Kind.TOLD_STAFF, Kind.TOLD_PATIENT, Kind.WAITING),
)


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """A visit that takes place. ``known_at``: since when we know that it begins at ``starts_at``."""

    id: int
    starts_at: datetime
    ends_at: datetime
    zone: str
    known_at: datetime


@dataclass(frozen=True, slots=True)
class Notice:
    """One message of one chat, about ``visits``, by time. It helps nobody any more from ``expires_at`` on."""

    kind: Kind
    visits: tuple[PlannedVisit, ...]
    due_at: datetime
    expires_at: datetime


def plan(visits: Iterable[PlannedVisit], quiet: Quiet) -> list[Notice]:
    """All reminders and ratings of one chat, by time. Each visit is in at most one of each kind."""
    by_time = sorted(visits, key=lambda visit: (visit.starts_at, visit.id))
    days_before = _joined(Kind.DAY_BEFORE, by_time, lambda visit: _day_before(visit, quiet), _by_day(by_time))
    hours_before = _joined(Kind.TWO_HOURS, by_time, lambda visit: _hours_before(visit, quiet), _by_chain(by_time))
    told_at = {visit.id: notice.due_at for notice in days_before for visit in notice.visits}
    later = [one for one in hours_before if one.due_at > told_at.get(one.visits[0].id, one.visits[0].known_at)]
    ratings = [rating for visit in by_time if (rating := _rating(visit, by_time, quiet))]
    return sorted((*days_before, *later, *ratings), key=lambda notice: (notice.due_at, notice.visits[0].id))


def _day_before(visit: PlannedVisit, quiet: Quiet) -> datetime:
    return same_day(on_wall(visit.starts_at, visit.zone, days=-1), visit.zone, quiet)


def _hours_before(visit: PlannedVisit, quiet: Quiet) -> datetime:
    return before_the_night(visit.starts_at - TWO_HOURS, visit.zone, quiet)


def _by_day(by_time: Sequence[PlannedVisit]) -> dict[int, object]:
    """Visits of one day are told of together."""
    return {visit.id: visit.starts_at.astimezone(ZoneInfo(visit.zone)).date() for visit in by_time}


def _by_chain(by_time: Sequence[PlannedVisit]) -> dict[int, object]:
    """So are those that follow each other within three hours."""
    chains: dict[int, object] = {}
    before: PlannedVisit | None = None
    for number, visit in enumerate(by_time):
        follows = before is not None and visit.starts_at - before.starts_at <= FOLLOWS_WITHIN
        chains[visit.id] = chains[before.id] if before and follows else number
        before = visit
    return chains


def _joined(
    kind: Kind,
    by_time: Sequence[PlannedVisit],
    due_at: Callable[[PlannedVisit], datetime],
    group: dict[int, object],
) -> list[Notice]:
    """A message at the earliest moment of a group, about all of it that is known by then; the rest has its own."""
    moments = sorted((due_at(visit), visit.starts_at, visit.id, visit) for visit in by_time)
    waiting = [(at, visit) for at, _, _, visit in moments if _helps(kind, visit, at)]
    notices = []
    while waiting:
        at, lead = waiting[0]
        together = [one for _, one in waiting if group[one.id] == group[lead.id] and _helps(kind, one, at)]
        waiting = [(at, visit) for at, visit in waiting if visit not in together]
        expires_at = min(_helps_until(kind, visit) for visit in together)
        notices.append(Notice(kind, tuple(sorted(together, key=lambda one: one.starts_at)), at, expires_at))
    return notices


def _helps(kind: Kind, visit: PlannedVisit, at: datetime) -> bool:
    return visit.known_at < at < _helps_until(kind, visit)


def _helps_until(kind: Kind, visit: PlannedVisit) -> datetime:
    """Never after the visit has begun; a word about tomorrow not when the one about today is due."""
    return visit.starts_at - TWO_HOURS if kind is Kind.DAY_BEFORE else visit.starts_at


def _rating(visit: PlannedVisit, by_time: Sequence[PlannedVisit], quiet: Quiet) -> Notice | None:
    """Two hours after it has ended; not while the same people are at another visit, nor at night."""
    due_at, before = visit.ends_at + TWO_HOURS, None
    while due_at != before:
        before = due_at
        under_way = [other.ends_at for other in by_time if other.starts_at <= due_at < other.ends_at + AFTERWARDS]
        due_at = max((due_at, *(ends_at + AFTERWARDS for ends_at in under_way)))
        due_at = after_the_night(due_at, visit.zone, quiet, quiet.rating)
    return Notice(Kind.RATING, (visit,), due_at, due_at + RATED_WITHIN) if due_at > visit.known_at else None
