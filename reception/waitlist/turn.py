"""Whose turn it is: one time that has become free, for one of those who wait."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from reception.catalogue import Catalogue
from reception.waitlist.places import Places
from reception.waitlist.wish import ANY_DAY, HELD_FOR, MOST_OFFERED, WORKING_DAYS, Freed, Waiting, suits

IsNight = Callable[[datetime, str], bool]  # whether nobody is written to at that instant, on the clock of a zone


def next_turn(
    catalogue: Catalogue,
    places: Places,
    waiting: Sequence[Waiting],
    freed: Sequence[Freed],
    now: datetime,
    is_night: IsNight,
    not_for: Collection[tuple[int, Freed]] = (),
) -> tuple[Waiting, Freed] | None:
    """Whoever has waited longest, and the earliest time that suits. ``waiting`` oldest first, ``freed`` by time.

    ``not_for``: wishes and the times that their patients could not book.
    """
    there = [one for one in freed if one.place[1] in catalogue.branches and _is_awake(catalogue, one, now, is_night)]
    for one in waiting if there else ():
        if may_be_offered(catalogue, one, now):
            theirs = places.of(catalogue, one.wish.way)
            times = (time for time in there if time.place in theirs and (one.wish.id, time) not in not_for)
            if time := next((time for time in times if _suits(catalogue, one, time)), None):
                return one, time
    return None


def _is_awake(catalogue: Catalogue, time: Freed, now: datetime, is_night: IsNight) -> bool:
    """For as long as it would be kept: a message that is late, too, comes before the night or not at all."""
    zone = _zone(catalogue, time)
    return not any(is_night(at, zone) for at in (now, now + HELD_FOR))


def may_be_offered(catalogue: Catalogue, one: Waiting, now: datetime) -> bool:
    """Three times, one a day by the branch's calendar, and none after the wish has ended."""
    return (
        one.offered < MOST_OFFERED
        and one.wish.ends_at > now
        and (one.last_at is None or one.last_at < begins_today(now, catalogue.branches[one.wish.way.branch].zone))
    )


def begins_today(now: datetime, zone: str) -> datetime:
    """Midnight before ``now`` on the clock of ``zone``."""
    return now.astimezone(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0)


def _suits(catalogue: Catalogue, one: Waiting, time: Freed) -> bool:
    wish, zone = one.wish, _zone(catalogue, time)
    return (
        time.since >= wish.made_at
        and not (time.entered and wish.days in {ANY_DAY, WORKING_DAYS})
        and suits(wish.days, time.starts_at.astimezone(ZoneInfo(zone)).date())
        and (time.place[0], time.starts_at) not in _tried(one)
    )


def _tried(one: Waiting) -> Collection[tuple[int, datetime]]:
    return {(hold.way.doctor, hold.starts_at) for hold in one.own}


def _zone(catalogue: Catalogue, time: Freed) -> str:
    return catalogue.branches[time.place[1]].zone
