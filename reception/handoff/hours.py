"""When reception answers: weekly hours on the clinic's clock, but for its holidays and while it is offline."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from reception.closures import holds, without

AHEAD = 400  # days: a holiday or a file without hours ends the search, not the program

ALWAYS = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)

Span = tuple[int, time, time]  # weekday from Monday 0, from, to


@dataclass(frozen=True, slots=True)
class Hours:
    """Without a week reception answers at all hours."""

    week: Sequence[Span]
    holidays: frozenset[date]
    zone: str
    offline: Sequence[tuple[datetime, datetime]] = ()

    def is_open(self, at: datetime) -> bool:
        return self.open_since(at) is not None

    def open_since(self, at: datetime) -> datetime | None:
        """When the hours that hold ``at`` began; None outside of them."""
        spans = self._spans(self._day(at), 1)
        return next((begins for begins, ends in spans if begins <= at < ends), None)

    def opens_at(self, at: datetime) -> datetime | None:
        """The next opening after ``at``; None where there is none."""
        return next((begins for begins, _ in self._spans(self._day(at), AHEAD) if begins > at), None)

    def closed_at(self, at: datetime) -> datetime | None:
        """When the hours last ended by ``at``."""
        ends = [end for _, end in self._spans(self._day(at), -14) if end <= at]
        return max(ends, default=None)

    def is_offline(self, at: datetime) -> bool:
        return holds(self.offline, at)

    def _day(self, at: datetime) -> date:
        return at.astimezone(ZoneInfo(self.zone)).date()

    def _spans(self, first: date, days: int) -> Iterator[tuple[datetime, datetime]]:
        """Of ``days`` from the first one on, or before it."""
        return without(self._weekly(first, days) if self.week else [ALWAYS], self.offline)

    def _weekly(self, first: date, days: int) -> Iterator[tuple[datetime, datetime]]:
        step = 1 if days > 0 else -1
        for number in range(abs(days)):
            on = first + timedelta(days=number * step)
            if on not in self.holidays:
                wall = ((begins, ends) for weekday, begins, ends in sorted(self.week) if weekday == on.weekday())
                yield from ((self._at(on, begins), self._at(on, ends)) for begins, ends in wall)

    def _at(self, on: date, wall: time) -> datetime:
        return datetime.combine(on, wall, ZoneInfo(self.zone)).astimezone(UTC)
