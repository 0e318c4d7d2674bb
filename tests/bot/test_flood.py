"""Who taps faster than anybody reads: one line, silence until they pause, and nobody else notices."""

import pytest

from bot import flood
from bot.flood import Flood, Pace

FINE, SAY_SO, SILENCE = Pace.FINE, Pace.SAY_SO, Pace.SILENCE
DANIEL, OLENA = 1, 2


class Stopwatch:
    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch() -> Stopwatch:
    return Stopwatch()


def acts(counter: Flood, watch: Stopwatch, times: int, every: float, who: int = DANIEL) -> list[Pace]:
    paces = []
    for _ in range(times):
        paces.append(counter.count(who))
        watch.seconds += every
    return paces


def test_twenty_actions_in_ten_seconds_are_fine_and_the_next_one_is_told(watch: Stopwatch) -> None:
    assert acts(Flood(watch), watch, 22, 0.1) == [FINE] * 20 + [SAY_SO, SILENCE]


def test_who_keeps_a_steady_pace_is_never_told(watch: Stopwatch) -> None:
    assert set(acts(Flood(watch), watch, 200, 0.51)) == {FINE}


def test_a_second_more_would_have_been_fine(watch: Stopwatch) -> None:
    assert acts(Flood(watch), watch, 21, 10.0 / 20)[-1] is SAY_SO
    assert acts(Flood(watch), watch, 21, 10.1 / 20)[-1] is FINE


def test_silence_lasts_until_two_seconds_after_the_last_action(watch: Stopwatch) -> None:
    counter = Flood(watch)
    acts(counter, watch, 21, 0)
    assert set(acts(counter, watch, 50, 1.9)) == {SILENCE}, "each tap begins the two seconds anew"
    watch.seconds += 0.1
    assert acts(counter, watch, 20, 0.1) == [FINE] * 20, "all is forgotten"
    assert counter.count(DANIEL) is SAY_SO


def test_nobody_else_notices(watch: Stopwatch) -> None:
    counter = Flood(watch)
    acts(counter, watch, 30, 0)
    assert counter.count(OLENA) is FINE
    assert counter.count(DANIEL) is SILENCE


def test_those_who_have_been_away_longest_are_forgotten_first(
    watch: Stopwatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flood, "REMEMBERED", 3)
    counter = Flood(watch)
    acts(counter, watch, 21, 0, who=DANIEL)
    for somebody in (OLENA, 3):
        counter.count(somebody)
    assert counter.count(DANIEL) is SILENCE, "there is room for three"
    for somebody in (4, 5, 6):
        counter.count(somebody)
    assert len(counter._actions) == 3
    assert counter.count(DANIEL) is FINE
    assert counter._silenced <= counter._actions.keys()


def test_the_second_half_of_a_double_tap_does_nothing_that_cannot_be_taken_back() -> None:
    watch = iter((0.0, 0.3, 0.5, 1.2))
    hurried = Flood(now=watch.__next__)
    assert hurried.count(1) is Pace.FINE, "a time is tapped"
    assert hurried.count(1, weighty=True) is Pace.DOUBLE, "and what has come under the finger is Confirm"
    assert hurried.count(1) is Pace.FINE, "whatever Back undoes is done"
    assert hurried.count(1, weighty=True) is Pace.FINE, "Confirm, having read the card"


def test_an_album_is_one_act_however_many_parts_it_comes_in(watch: Stopwatch) -> None:
    counter = Flood(watch)
    for album in "abc":
        assert [counter.count(DANIEL, album=album) for _ in range(10)] == [FINE] * 10
    acts(counter, watch, 17, 0)
    assert [counter.count(DANIEL, album="d") for _ in range(3)] == [SAY_SO, SILENCE, SILENCE]
    assert counter._albums.keys() <= counter._actions.keys()
