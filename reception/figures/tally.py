"""What no row keeps is counted as it happens: in memory, for no tap waits for a figure, and written now and then."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Protocol

from reception.clock import Clock, today
from reception.figures.counts import Count, Seen, What
from reception.figures.period import date_at

PAUSE = timedelta(minutes=30)  # who comes back after it has begun another session


class Book(Protocol):
    async def add(self, new: list[Count], people: dict[int, Seen]) -> None:
        """Add to what was counted of those days, in one transaction. ``people``: by their ids; who is erased meanwhile
        counts no more."""
        ...


class Tally:
    """A program that is killed loses what it has counted since it wrote last."""

    def __init__(self, book: Book, clock: Clock, zone: str) -> None:
        self._book = book
        self._clock = clock
        self._zone = zone
        self._numbers = Counter[tuple[date, What, str]]()
        self._seen: dict[int, Seen] = {}

    def counts(self, what: What, which: str = "") -> None:
        self._numbers[today(self._clock, self._zone), what, which] += 1

    def sees(self, person_id: int) -> None:
        """They have just done something."""
        now = self._clock.now()
        before = self._seen.get(person_id)
        self._seen[person_id] = Seen(before.first if before else now, now)

    async def write(self) -> None:
        """Woken every few seconds, and at the end. What can't be written waits for the next time."""
        numbers, seen = self._numbers, self._seen
        if not numbers and not seen:
            return
        self._numbers, self._seen = Counter(), {}
        try:
            await self._book.add([Count(*key, number) for key, number in numbers.items()], seen)
        except BaseException:
            self._numbers.update(numbers)
            self._seen = {
                person: Seen(seen[person].first if person in seen else later.first, later.last)
                for person, later in (seen | self._seen).items()
            }
            raise


def comings(before: datetime | None, seen: Seen, zone: str) -> list[Count]:
    """What a person adds to the figures who was there last at ``before``: a day's active person is counted on each day
    once, and a session where it begins."""
    was_on = date_at(before, zone) if before else date.min
    days = sorted({date_at(seen.first, zone), date_at(seen.last, zone)})
    people = [Count(on, What.PEOPLE, "", 1) for on in days if on > was_on]
    begins = before is None or seen.first - before >= PAUSE
    return [*people, *([Count(days[0], What.SESSIONS, "", 1)] if begins else [])]
