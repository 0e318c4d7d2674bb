"""Hours that run into each other are found, and only those."""

from datetime import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic.hours import WEEKDAYS, check_order, days_of, hours_of, overlaps, read_days, read_spans

Hours = tuple[int, time, time]


def minutes(span: Hours) -> set[int]:
    day, begin, end = span
    return {day * 1440 + minute for minute in range(begin.hour * 60 + begin.minute, end.hour * 60 + end.minute)}


@st.composite
def span(draw: st.DrawFn) -> Hours:
    begin = draw(st.integers(0, 1438))
    end = draw(st.integers(begin + 1, min(1439, begin + 180)))
    return draw(st.integers(0, 2)), time(*divmod(begin, 60)), time(*divmod(end, 60))


@settings(deadline=None)
@given(st.lists(span(), max_size=6))
def test_spans_overlap_exactly_when_they_share_a_minute(spans: list[Hours]) -> None:
    shared = sum(len(minutes(one)) for one in spans) != len(set().union(*map(minutes, spans)))
    assert bool(list(overlaps(spans))) is shared


def test_touching_hours_are_no_overlap_and_another_weekday_is_none_either() -> None:
    assert not list(overlaps([(0, time(9), time(12)), (0, time(12), time(15)), (1, time(10), time(13))]))


def test_an_overlap_is_told_with_its_weekday_and_both_times() -> None:
    told = list(map(str, overlaps([(5, time(11), time(13)), (5, time(9), time(11, 30))])))
    assert told == ["sat: 09:00-11:30 and 11:00-13:00 overlap"]


@given(st.sampled_from(WEEKDAYS), st.sampled_from(WEEKDAYS))
def test_a_range_begins_and_ends_where_it_says_and_has_each_day_once(first: str, last: str) -> None:
    days = read_days(f"{first}-{last}")
    assert (WEEKDAYS[days[0]], WEEKDAYS[days[-1]]) == (first, last)
    assert len(set(days)) == len(days) <= 7
    assert all((after - before) % 7 == 1 for before, after in pairwise(days))


def test_days_of_a_doctor_are_sorted_and_named_once() -> None:
    assert days_of(["fri", "mon-wed", "tue"]) == (0, 1, 2, 4)
    assert days_of("sun") == (6,)
    assert days_of([4, 0]) == (0, 4), "as JSON has them"


@pytest.mark.parametrize("days", ["", "monday", "mon-", "-fri", "mon-tue-wed", "mon,tue", "пн", 7, -1, None])
def test_what_is_no_weekday_is_not_guessed(days: object) -> None:
    with pytest.raises(ValueError, match="is not a weekday"):
        read_days(days)


def test_opening_hours_with_and_without_a_break() -> None:
    assert read_spans("8:00-20:00") == ((time(8), time(20)),)
    assert read_spans("08:00 - 13:00,14:00-18:00") == ((time(8), time(13)), (time(14), time(18)))
    assert hours_of({"sat-sun": "10:00-14:00"}) == [
        {"weekday": 5, "from": time(10), "to": time(14)},
        {"weekday": 6, "from": time(10), "to": time(14)},
    ]


@pytest.mark.parametrize("hours", ["", "closed", "08:00", "08:00-", "08:00–20:00", "08:00-20:00;", "20:00-08:00"])
def test_what_are_no_hours_is_asked_again(hours: str) -> None:
    with pytest.raises(ValueError, match=r"are not hours|is not a time|before it begins"):
        read_spans(hours)


def test_a_visit_that_ends_as_it_begins_is_none() -> None:
    check_order(time(9), time(9, 1))
    with pytest.raises(ValueError, match=r"ends \(09:00\) before it begins \(09:00\)"):
        check_order(time(9), time(9))
