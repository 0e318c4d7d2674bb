"""Who is next, when reception answers, what is raised, given back and closed: without a database."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from reception.handoff.dialogue import Dialogue, State
from reception.handoff.hours import Hours
from reception.handoff.queue import in_order, people_before, to_close, to_give_back, to_raise
from reception.handoff.thanks import is_thanks
from tests.crm.story import wall

WEEK = [*((day, time(8), time(20)) for day in range(5)), (5, time(9), time(15))]
HOURS = Hours(WEEK, frozenset({date(2026, 12, 25)}), "Europe/Kyiv")
ALWAYS = Hours((), frozenset(), "Europe/Kyiv")
MINUTE = timedelta(minutes=1)


def waiting(number: int, since: str, *, urgent: bool = False, answered: bool = False) -> Dialogue:
    at = wall(since)
    return Dialogue(number, number, State.WAITING, urgent, at, at, None if answered else at)


def taken(number: int, at: str, *, answered: bool = False) -> Dialogue:
    moment = wall(at)
    return Dialogue(
        number, number, State.TAKEN, False, moment, moment, None if answered else moment, None, 1, moment, "Iryna"
    )


@pytest.mark.parametrize(
    ("at", "opens_at"),
    [
        ("2026-11-23 23:00", "2026-11-24 08:00"),
        ("2026-11-23 06:00", "2026-11-23 08:00"),
        ("2026-11-28 15:00", "2026-11-30 08:00"),  # a Saturday
        ("2026-12-24 21:00", "2026-12-26 09:00"),  # over a holiday
    ],
)
def test_outside_the_hours_it_is_known_when_somebody_answers(at: str, opens_at: str) -> None:
    assert not HOURS.is_open(wall(at))
    assert HOURS.opens_at(wall(at)) == wall(opens_at)


def test_the_hours_hold_from_their_first_minute_until_the_last() -> None:
    assert [HOURS.is_open(wall(f"2026-11-23 {at}")) for at in ("07:59", "08:00", "19:59", "20:00")] == [
        *(False, True, True, False),
    ]
    assert HOURS.closed_at(wall("2026-11-24 03:00")) == wall("2026-11-23 20:00")
    assert ALWAYS.is_open(wall("2026-12-25 03:00")), "no hours: at all hours"


def test_while_reception_is_offline_it_opens_to_nobody_and_answers_after_it() -> None:
    away = replace(HOURS, offline=[(wall("2026-11-24 12:00"), wall("2026-11-26 00:00"))])
    assert [away.is_open(wall(f"2026-11-24 {at}")) for at in ("11:59", "12:00")] == [True, False]
    assert away.opens_at(wall("2026-11-24 12:00")) == wall("2026-11-26 08:00")
    assert away.closed_at(wall("2026-11-25 15:00")) == wall("2026-11-24 12:00")
    late = waiting(1, "2026-11-24 11:58")
    assert to_raise([late], away, wall("2026-11-25 15:00")) == [], "nobody is raised meanwhile"
    assert to_raise([late], away, wall("2026-11-26 08:10")) == [late]
    always = replace(ALWAYS, offline=away.offline)
    assert (
        always.opens_at(wall("2026-11-25 15:00")) == wall("2026-11-26 00:00") == always.open_since(wall("2026-11-27"))
    )


def test_urgent_ones_come_first_then_complaints_then_who_has_waited_longest() -> None:
    unhappy = replace(waiting(5, "2026-11-23 09:20"), complaint=True)
    first, second, urgent = (
        waiting(2, "2026-11-23 09:00"),
        waiting(1, "2026-11-23 09:05"),
        waiting(3, "2026-11-23 09:30", urgent=True),
    )
    everybody = [second, unhappy, urgent, taken(4, "2026-11-23 08:00"), first]
    assert in_order(everybody) == [urgent, unhappy, first, second]
    assert [people_before(one, everybody) for one in (urgent, unhappy, first, second)] == [0, 1, 2, 3]


def test_who_waits_ten_minutes_of_open_hours_is_raised_once_taken_or_not() -> None:
    late, mine = waiting(1, "2026-11-23 09:00"), taken(2, "2026-11-23 09:00")
    answered, at_night = taken(3, "2026-11-23 09:00", answered=True), waiting(4, "2026-11-22 23:00")
    everybody = [late, mine, answered, at_night]

    def raised(at: str) -> list[int]:
        return [one.id for one in to_raise(everybody, HOURS, wall(at))]

    assert raised("2026-11-23 08:09") == []
    assert raised("2026-11-23 08:10") == [4], "the night does not count"
    assert raised("2026-11-23 09:10") == [1, 2, 4]
    assert raised("2026-11-23 20:00") == [], "nobody is there to be told"
    everybody = [replace(late, raised_at=wall("2026-11-23 09:10"))]
    assert raised("2026-11-23 09:20") == []


def test_at_closing_time_those_taken_before_go_back() -> None:
    before, later = taken(1, "2026-11-23 19:00"), taken(2, "2026-11-23 20:30")
    both = [before, later]
    assert to_give_back(both, HOURS, wall("2026-11-23 19:59")) == []
    assert to_give_back(both, HOURS, wall("2026-11-23 21:00")) == [before]


def test_twelve_hours_of_silence_close_what_reception_has_answered() -> None:
    owed, answered = waiting(1, "2026-11-23 08:00"), taken(2, "2026-11-23 08:00", answered=True)
    at: datetime = wall("2026-11-23 20:00")
    assert to_close([owed, answered], at - MINUTE) == []
    assert to_close([owed, answered], at) == [answered], "whom it owes an answer waits on"


@pytest.mark.parametrize(
    "text", ["Thank you!", "дякую ❤️", "СПАСИБО БОЛЬШОЕ", "Dziękuję.", "grazie mille", "👍", "🙏🙏"]
)
def test_thanks_are_thanks(text: str) -> None:
    assert is_thanks(text)


@pytest.mark.parametrize("text", ["", "Thank you, and when?", "дякую, але болить", "?", "👎", "Петренко"])
def test_what_wants_an_answer_is_none(text: str) -> None:
    assert not is_thanks(text)
