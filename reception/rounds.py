"""Whose free times are looked at when: everybody's within a minute, as far as the clinic's system bears the calls."""

from collections.abc import Iterable

from reception.budget import Budget
from reception.catalogue import Place
from reception.clock import Clock

ROUND = 60.0  # seconds: with the time that the looking itself takes, what menus show stays under two minutes old


class Rounds:
    """As many calls as the budget has, spread over the minute; those nobody has looked at yet at once."""

    def __init__(self, budget: Budget, clock: Clock) -> None:
        self._budget = budget
        self._clock = clock
        self._at = clock.now()
        self._due = 0.0
        self._looked: dict[Place, None] = {}  # longest ago first

    def turn(self, places: Iterable[Place]) -> list[Place]:
        """Whom to look at now. To be asked every few seconds."""
        waiting = self.in_order(places)
        known = sum(place in self._looked for place in waiting)
        self._due = min(self._due + self._passed() * known / ROUND, known)
        return waiting[: min(len(waiting) - known + int(self._due), self._budget.left())]

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
        self._budget.calls()

    def anew(self) -> None:
        """The clinic is another now: nobody has been looked at."""
        self._looked.clear()

    def _passed(self) -> float:
        """Seconds since the last time; none where the clock was set back, which would stop all for as long."""
        before, self._at = self._at, self._clock.now()
        return max((self._at - before).total_seconds(), 0)
