"""Whose free times are looked at when: everybody's within a minute, as far as the clinic's system bears the calls."""

from collections.abc import Iterable

from reception.catalogue import Place
from reception.clock import Clock

ROUND = 60.0  # seconds: with the time that the looking itself takes, what menus show stays under two minutes old
MINUTE = 60.0


class Rounds:
    """At most ``calls_per_minute`` calls in any minute, spread over it; those nobody has looked at yet at once."""

    def __init__(self, calls_per_minute: int, clock: Clock) -> None:
        self._most = calls_per_minute
        self._clock = clock
        self._at = clock.now()
        self._calls = float(calls_per_minute)
        self._due = 0.0
        self._looked: dict[Place, None] = {}  # longest ago first

    def turn(self, places: Iterable[Place]) -> list[Place]:
        """Whom to look at now. To be asked every few seconds."""
        waiting = self.in_order(places)
        known = sum(place in self._looked for place in waiting)
        passed = self._passed()
        self._calls = min(self._calls + passed * self._most / MINUTE, self._most)
        self._due = min(self._due + passed * known / ROUND, known)
        return waiting[: min(len(waiting) - known + int(self._due), max(int(self._calls), 0))]

    def in_order(self, places: Iterable[Place]) -> list[Place]:
        """Whom nobody has looked at yet, then who has waited longest: whoever fails alone holds up nobody for long."""
        turns = {place: number for number, place in enumerate(self._looked)}
        return sorted(places, key=lambda place: turns.get(place, -1))

    def looks(self, place: Place) -> None:
        """It is being looked at, whatever comes of it."""
        if place in self._looked:
            del self._looked[place]
            self._due = max(self._due - 1, 0)
        self._looked[place] = None

    def calls(self) -> None:
        """One call to the clinic's system, in turn or not."""
        self._calls -= 1

    def anew(self) -> None:
        """The clinic is another now: nobody has been looked at."""
        self._looked.clear()

    def _passed(self) -> float:
        """Seconds since the last time; none where the clock was set back, which would stop all for as long."""
        before, self._at = self._at, self._clock.now()
        return max((self._at - before).total_seconds(), 0)
