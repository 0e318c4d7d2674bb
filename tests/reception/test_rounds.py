"""Whose turn it is: everybody within a minute, nobody's system overrun."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

import pytest

from reception.budget import Budget
from reception.catalogue import Place
from reception.rounds import Rounds
from tests.reception.front_desk import Clock


class Looking:
    """Each second somebody looks at those whose turn it is; ``calls`` is what one look costs."""

    def __init__(self, places: int, calls_per_minute: int, calls: int = 1) -> None:
        self.clock = Clock()
        self.places: Sequence[Place] = [(doctor, 1, 1) for doctor in range(places)]
        self.rounds = Rounds(Budget(calls_per_minute, self.clock), self.clock)
        self.cost = calls
        self.made: list[int] = []  # calls, second by second
        self.last: dict[Place, int] = {}
        self.longest: Counter[Place] = Counter()  # seconds between two looks

    def goes_on(self, seconds: int) -> None:
        for _ in range(seconds):
            self.clock.goes_on(timedelta(seconds=1))
            turn = self.rounds.turn(self.places)
            for place in turn:
                self.looks(place)
            self.made.append(len(turn) * self.cost)

    def looks(self, place: Place) -> None:
        self.rounds.looks(place)
        for _ in range(self.cost):
            self.rounds.calls()
        now = len(self.made)
        self.longest[place] = max(self.longest[place], now - self.last.get(place, now))
        self.last[place] = now

    @property
    def oldest(self) -> int:
        """The longest that a look was ever old, in seconds."""
        return max(max(self.longest[place], len(self.made) - at) for place, at in self.last.items())

    @property
    def busiest_minute(self) -> int:
        return max(sum(self.made[at : at + 60]) for at in range(len(self.made)))


def test_everybody_is_looked_at_once_a_minute_and_no_oftener() -> None:
    looking = Looking(places=79, calls_per_minute=600)
    looking.goes_on(600)
    assert len(looking.last) == 79
    assert looking.oldest <= 61
    assert sum(looking.made[1:]) <= 79 * 10


def test_the_looks_are_spread_over_the_minute() -> None:
    looking = Looking(places=79, calls_per_minute=600)
    looking.goes_on(600)
    assert looking.made[0] == 79, "nobody had been looked at"
    assert max(looking.made[1:]) <= 2


@pytest.mark.parametrize(("places", "budget"), [(200, 100), (79, 40), (10, 5)])
def test_half_as_many_calls_as_places_keep_all_under_two_minutes_old(places: int, budget: int) -> None:
    looking = Looking(places, budget)
    looking.goes_on(900)
    assert len(looking.last) == places
    assert looking.oldest <= 121


@pytest.mark.parametrize("calls", [1, 2])
def test_no_minute_sees_more_calls_than_the_system_bears(calls: int) -> None:
    looking = Looking(places=300, calls_per_minute=60, calls=calls)
    looking.goes_on(900)
    assert looking.busiest_minute <= 60 + 60 + calls, "a full minute's calls in hand, and those of the minute itself"
    assert sum(looking.made[60:]) <= 60 * 14 + calls
    assert len(looking.last) == 300, "and everybody has had a turn"


def test_calls_made_for_others_are_counted() -> None:
    looking = Looking(places=100, calls_per_minute=60)
    for _ in range(60):
        looking.rounds.calls()
    looking.goes_on(1)
    assert looking.made == [1]


def test_nobody_seen_yet_comes_before_those_who_wait_longest() -> None:
    looking = Looking(places=3, calls_per_minute=600)
    for place in looking.places:
        looking.looks(place)
    looking.looks(looking.places[0])
    newcomer = (9, 1, 1)
    order = looking.rounds.in_order([*looking.places, newcomer])
    assert order == [newcomer, looking.places[1], looking.places[2], looking.places[0]]


def test_in_another_clinic_everybody_is_looked_at_anew() -> None:
    looking = Looking(places=30, calls_per_minute=600)
    looking.goes_on(2)
    looking.rounds.anew()
    looking.goes_on(1)
    assert looking.made[0] == looking.made[-1] == 30


@pytest.mark.parametrize("by", [timedelta(hours=-1), timedelta(days=1)])
def test_a_clock_that_is_set_stops_nothing_and_starts_no_storm(by: timedelta) -> None:
    looking = Looking(places=60, calls_per_minute=600)
    looking.goes_on(120)
    looking.clock.goes_on(by)
    looking.goes_on(120)
    assert looking.oldest <= 61
    assert max(looking.made[1:]) <= 60


def test_a_quiet_night_saves_up_no_storm_of_calls() -> None:
    clock = Clock()
    budget = Budget(60, clock)
    clock.goes_on(timedelta(hours=8))
    assert budget.left() == 60
    budget.calls(60)
    clock.goes_on(timedelta(seconds=5))
    assert budget.left() == 5
