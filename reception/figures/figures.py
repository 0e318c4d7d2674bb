"""A period's figures: counts summed by whatever is asked."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from reception.figures.counts import SECONDS, TAKEN, Count, What
from reception.figures.period import Period


@dataclass(frozen=True, slots=True)
class Rating:
    """``mark``: from one, very bad, to five, great, on average; ``number``: of how many."""

    whose: int
    mark: float
    number: int


@dataclass(frozen=True, slots=True)
class Figures:
    """``subscribers``, ``blocked``: now, whatever the period."""

    period: Period
    counts: tuple[Count, ...]
    subscribers: int
    blocked: int

    def total(self, what: What, *which: str) -> int:
        """Of all where none is named."""
        return sum(one.number for one in self.counts if one.what is what and (not which or one.which in which))

    def by(self, what: What) -> dict[str, int]:
        """The largest first."""
        return dict(_largest_first(self._sums(what, lambda one: one.which)))

    def by_day(self, what: What, *which: str) -> list[int]:
        """One for each day of the period."""
        there = [one for one in self.counts if one.what is what and (not which or one.which in which)]
        sums = Counter[date]()
        for one in there:
            sums[one.on] += one.number
        return [sums[on] for on in self.period.days]

    def a_day(self, what: What) -> float:
        return self.total(what) / len(self.period.days)

    @property
    def waited(self) -> float | None:
        """How many minutes passed from the first word to reception until a manager took it, on average."""
        taken = self.total(What.QUEUE, TAKEN)
        return self.total(What.QUEUE, SECONDS) / taken / 60 if taken else None

    def of_doctors(self) -> list[Rating]:
        return self._ratings(0)

    def of_branches(self) -> list[Rating]:
        """Where a visit's branch is known."""
        return [rating for rating in self._ratings(1) if rating.whose]

    def _ratings(self, whose: int) -> list[Rating]:
        """The best first."""
        marks, numbers = Counter[int](), Counter[int]()
        for which, number in self._sums(What.RATED, lambda one: one.which).items():
            numbered = [int(part) for part in which.split(":")]
            numbers[numbered[whose]] += number
            marks[numbered[whose]] += number * numbered[-1]
        rated = [Rating(one, marks[one] / number, number) for one, number in numbers.items()]
        return sorted(rated, key=lambda rating: (-rating.mark, -rating.number, rating.whose))

    def _sums(self, what: What, key: Callable[[Count], str]) -> Counter[str]:
        sums = Counter[str]()
        for one in self.counts:
            if one.what is what:
                sums[key(one)] += one.number
        return sums


def _largest_first(sums: Counter[str]) -> list[tuple[str, int]]:
    return sorted(sums.items(), key=lambda item: (-item[1], item[0]))
