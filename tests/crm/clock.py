"""A clock for stories: it stands still until it is told to go."""

from datetime import datetime, timedelta


class MovableClock:
    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def goes_to(self, moment: datetime) -> None:
        self._now = moment

    def goes_on(self, by: timedelta) -> None:
        self._now += by
