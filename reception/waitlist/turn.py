"""Whose turn it is: one time that has become free, for one of those who wait."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from reception.booking.way import fits
from reception.catalogue import Catalogue, Place
from reception.waitlist.wish import ANY_DAY, MOST_OFFERED, WORKING_DAYS, Freed, Offers, Waiting, suits

IsNight = Callable[[datetime, str], bool]  # whether nobody is written to at that instant, on the clock of a zone


def next_turn(
    catalogue: Catalogue,
    waiting: Sequence[Waiting],
    freed: Sequence[Freed],
    now: datetime,
    is_night: IsNight,
    not_for: Collection[tuple[int, Place]] = (),
) -> tuple[Waiting, Freed] | None:
    """Whoever has waited longest, and the earliest time that suits. ``waiting`` oldest first, ``freed`` by time.

    ``not_for``: wishes and the places whose doctors do not see their patients.
    """
    offers = {offer.place: offer for offer in catalogue.offers if catalogue.branches[offer.branch].accepts_patients}
    there = [one for one in freed if one.place in offers and not is_night(now, _zone(catalogue, one))]
    pairs = ((one, time) for one in waiting if one.offered < MOST_OFFERED for time in there)
    pairs = (pair for pair in pairs if (pair[0].wish.id, pair[1].place) not in not_for)
    return next((pair for pair in pairs if _suits(catalogue, offers, *pair, now)), None)


def begins_today(now: datetime, zone: str) -> datetime:
    """Midnight before ``now`` on the clock of ``zone``."""
    return now.astimezone(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0)


def _suits(catalogue: Catalogue, offers: Offers, one: Waiting, time: Freed, now: datetime) -> bool:
    wish, zone = one.wish, _zone(catalogue, time)
    return (
        time.since >= wish.made_at
        and wish.ends_at > now
        and not (time.entered and wish.days in {ANY_DAY, WORKING_DAYS})
        and suits(wish.days, time.starts_at.astimezone(ZoneInfo(zone)).date())
        and fits(catalogue, wish.way, offers[time.place])
        and (one.last_at is None or one.last_at < begins_today(now, zone))
        and (time.place[0], time.starts_at) not in _tried(one)
    )


def _tried(one: Waiting) -> Collection[tuple[int, datetime]]:
    return {(hold.way.doctor, hold.starts_at) for hold in one.own}


def _zone(catalogue: Catalogue, time: Freed) -> str:
    return catalogue.branches[time.place[1]].zone
