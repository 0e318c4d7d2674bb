"""The hours in which nobody is written to, on the wall clock of a branch."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

EARLIER = timedelta(minutes=30)  # before the evening's quiet begins
EVENING = timedelta(hours=1)  # before it: when what would come at dawn is said
EARLY = time(11)  # whoever has to get up for a visit before then is told at night


@dataclass(frozen=True, slots=True)
class Quiet:
    """From ``begins`` in the evening until ``ends`` in the morning; ``rating``: from when on a rating may be asked."""

    begins: time = time(21)
    ends: time = time(8)
    rating: time = time(9)

    def holds(self, at: datetime, zone: str) -> bool:
        wall = at.astimezone(ZoneInfo(zone)).time()
        return wall >= self.begins or wall < self.ends


def on_wall(at: datetime, zone: str, days: int = 0, wall: time | None = None) -> datetime:
    """The instant so many days on at the same wall time, or at ``wall``, of ``zone``.

    A wall time that the clock skips is the one an hour later; of one that comes twice, the first is meant.
    """
    local = at.astimezone(ZoneInfo(zone))
    moved = datetime.combine(local.date() + timedelta(days=days), wall or local.time(), ZoneInfo(zone))
    return moved.astimezone(UTC)


def same_day(due_at: datetime, zone: str, quiet: Quiet) -> datetime:
    """Awake on the same day: from the night to the morning, from the late evening to a bit before it."""
    if not quiet.holds(due_at, zone):
        return due_at
    if due_at.astimezone(ZoneInfo(zone)).time() < quiet.ends:
        return on_wall(due_at, zone, wall=quiet.ends)
    return on_wall(due_at, zone, wall=quiet.begins) - EARLIER


def before_the_night(due_at: datetime, zone: str, quiet: Quiet) -> datetime:
    """Awake, and no later: what would come at night or at dawn is said on the evening before."""
    if not quiet.holds(due_at, zone):
        return due_at
    if due_at.astimezone(ZoneInfo(zone)).time() < quiet.ends:
        return on_wall(due_at, zone, days=-1, wall=quiet.begins) - EVENING
    return on_wall(due_at, zone, wall=quiet.begins) - EARLIER


def after_the_night(due_at: datetime, zone: str, quiet: Quiet, morning: time) -> datetime:
    """Awake, and no earlier: from the night to the ``morning`` after it."""
    if not quiet.holds(due_at, zone):
        return due_at
    late = due_at.astimezone(ZoneInfo(zone)).time() >= quiet.begins
    return on_wall(due_at, zone, days=int(late), wall=morning)


def awake(now: datetime, zone: str, visit_at: datetime, quiet: Quiet) -> datetime:
    """Not at night, unless the visit would begin before anybody is told."""
    morning = after_the_night(now, zone, quiet, quiet.ends)
    return now if visit_at < on_wall(morning, zone, wall=EARLY) else morning
