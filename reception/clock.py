"""The one source of "now" for everything that people see."""

from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    def now(self) -> datetime:
        """This moment, aware, in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


def today(clock: Clock, zone: str) -> date:
    """The date on the wall calendar of ``zone``."""
    return clock.now().astimezone(ZoneInfo(zone)).date()
