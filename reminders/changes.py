"""What the clinic has changed about a visit that people know of: told once it has settled, joined where it is one act.

What is changed back meanwhile is no news, and a visit cancelled and made anew for the same patient with the same doctor
has been moved.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from crm.model import Status
from reminders.quiet import Quiet, awake

SETTLES = timedelta(minutes=5)
PRESSING = timedelta(hours=3)  # a visit so near: told at once


class What(StrEnum):
    MOVED = "moved"
    CANCELLED = "cancelled"
    RESTORED = "restored"  # it takes place after all
    ELSEWHERE = "elsewhere"  # at the same time with another doctor, or in another branch


@dataclass(frozen=True, slots=True)
class Facts:
    """What of a visit people care about."""

    starts_at: datetime
    doctor_id: str
    branch_id: str | None
    cancelled: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """``told``: as people know it. ``zone``: its branch's. ``since``: when it became known that it is no longer so."""

    id: int
    patient_id: str
    zone: str
    told: Facts
    now: Facts
    since: datetime

    @property
    def nearest(self) -> datetime:
        return min(self.told.starts_at, self.now.starts_at)


@dataclass(frozen=True, slots=True)
class Fresh:
    """A visit that became known at ``known_at``, and that people know as it is."""

    id: int
    patient_id: str
    doctor_id: str
    starts_at: datetime
    known_at: datetime


@dataclass(frozen=True, slots=True)
class News:
    """``of``: the visit that people know. ``visit``, ``starts_at``: what it has become. Said between the moments."""

    what: What
    of: Changed
    visit: int
    starts_at: datetime
    due_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Settled:
    """``news``: to be told. ``silent``: those that nobody needs to be told of any more."""

    news: tuple[News, ...]
    silent: tuple[int, ...]


def settle(changed: Iterable[Changed], fresh: Sequence[Fresh], now: datetime, quiet: Quiet) -> Settled:
    """Of what has settled by ``now``. The rest is in neither list and waits."""
    news, silent, taken = [], [], set[int]()
    for one in sorted(changed, key=lambda one: (one.nearest, one.id)):
        if now < one.since + SETTLES and one.nearest - now >= PRESSING:
            continue
        found = _news(one, [twin for twin in fresh if twin.id not in taken], now, quiet)
        if found.expires_at <= now:
            silent.append(one.id)
        else:
            news.append(found)
            taken.add(found.visit)
    return Settled(tuple(news), tuple(silent))


def _news(one: Changed, fresh: Sequence[Fresh], now: datetime, quiet: Quiet) -> News:
    if one.now.cancelled:
        twins = [twin for twin in fresh if _is_the_same_act(one, twin)]
        twin = min(twins, key=lambda twin: abs(twin.starts_at - one.told.starts_at), default=None)
        if twin:
            due_at = awake(now, one.zone, min(twin.starts_at, one.told.starts_at), quiet)
            return News(What.MOVED, one, twin.id, twin.starts_at, due_at, twin.starts_at)
        due_at = awake(now, one.zone, one.told.starts_at, quiet)
        return News(What.CANCELLED, one, one.id, one.now.starts_at, due_at, one.told.starts_at)
    due_at = awake(now, one.zone, one.nearest, quiet)
    return News(_what(one), one, one.id, one.now.starts_at, due_at, one.now.starts_at)


def _what(one: Changed) -> What:
    if one.told.cancelled:
        return What.RESTORED
    return What.MOVED if one.now.starts_at != one.told.starts_at else What.ELSEWHERE


def _is_the_same_act(one: Changed, twin: Fresh) -> bool:
    same = twin.patient_id == one.patient_id and twin.doctor_id == one.told.doctor_id
    return same and abs(twin.known_at - one.since) <= SETTLES


def is_cancelled(status: str) -> bool:
    return status == Status.CANCELLED
