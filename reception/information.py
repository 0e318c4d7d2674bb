"""Where the clinic is, and whether it is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from clinic.model import Away, Branch, Clinic, OpeningHours
from crm.model import Branch as Place
from reception.closures import instants, without

FARTHEST = 30  # days ahead that are looked through for an opening


@dataclass(frozen=True, slots=True)
class Opening:
    """``until``: when it closes, of an open place; else ``opens_at``, None where that is not soon."""

    until: datetime | None = None
    opens_at: datetime | None = None


def described(clinic: Clinic, place: Place) -> Branch | None:
    """What the clinic file says of a branch."""
    return next((branch for branch in clinic.branches if (branch.crm or branch.id) == place.id), None)


def soon(branch: Branch, now: datetime) -> list[Away]:
    """When it is closed now or will be, whatever its hours say."""
    here = now.astimezone(ZoneInfo(branch.zone)).replace(tzinfo=None)
    return [one for one in branch.closed if one.end > here and one.start < here + timedelta(days=FARTHEST)]


def opening(
    hours: Sequence[OpeningHours], holidays: Sequence[date], zone: str, now: datetime, closed: Sequence[Away] = ()
) -> Opening | None:
    """By the wall clock of ``zone``, in aware instants; None where no hours are known."""
    if not hours:
        return None
    local = now.astimezone(ZoneInfo(zone))
    spans = list(without(_spans(hours, holidays, local), instants(closed, zone)))
    until = next((end for start, end in spans if start <= local < end), None)
    opens_at = None if until else next((start for start, _ in spans if start > local), None)
    return Opening(*(at and at.astimezone(ZoneInfo(zone)) for at in (until, opens_at)))


def _spans(hours: Sequence[OpeningHours], holidays: Sequence[date], now: datetime) -> list[tuple[datetime, datetime]]:
    days = [now.date() + timedelta(days=ahead) for ahead in range(FARTHEST + 1)]
    return sorted(
        (datetime.combine(day, span.start, now.tzinfo), datetime.combine(day, span.end, now.tzinfo))
        for day in days
        if day not in holidays
        for span in hours
        if span.weekday == day.weekday()
    )


def by_days(hours: Sequence[OpeningHours]) -> list[tuple[int, int, tuple[OpeningHours, ...]]]:
    """First and last weekday of each run of days with the same hours, and these."""
    runs: list[tuple[int, int, tuple[OpeningHours, ...]]] = []
    for weekday in range(7):
        spans = tuple(span for span in hours if span.weekday == weekday)
        if not spans:
            continue
        first, last, before = runs[-1] if runs else (weekday, -1, ())
        if last == weekday - 1 and _times(before) == _times(spans):
            runs[-1] = (first, weekday, before)
        else:
            runs.append((weekday, weekday, spans))
    return runs


def _times(spans: Sequence[OpeningHours]) -> list[tuple[str, str]]:
    return [(f"{span.start:%H:%M}", f"{span.end:%H:%M}") for span in spans]
