"""Periods, what a person adds to a day, and sums: the rules of figures."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from reception.figures.counts import NEW, Count, Seen, What
from reception.figures.figures import Figures, Rating
from reception.figures.period import Period, Span, bounds, chosen, period_of
from reception.figures.tally import PAUSE, Tally, comings
from tests.crm.clock import MovableClock
from tests.crm.story import wall
from tests.crm.verba import KYIV

MONDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 29)
THURSDAY = date(2026, 11, 26)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("span", "today", "first", "last"),
    [
        (Span.THIS_WEEK, THURSDAY, MONDAY, THURSDAY),
        (Span.THIS_WEEK, MONDAY, MONDAY, MONDAY),
        (Span.LAST_WEEK, SUNDAY, date(2026, 11, 16), date(2026, 11, 22)),
        (Span.THIS_MONTH, THURSDAY, date(2026, 11, 1), THURSDAY),
        (Span.LAST_MONTH, date(2027, 1, 31), date(2026, 12, 1), date(2026, 12, 31)),
        (Span.LAST_MONTH, date(2028, 3, 1), date(2028, 2, 1), date(2028, 2, 29)),
    ],
)
def test_a_week_begins_on_monday_and_none_ends_ahead(span: Span, today: date, first: date, last: date) -> None:
    assert period_of(span, today) == Period(first, last)


def test_two_days_in_any_order_are_a_period_of_a_year_at_most() -> None:
    assert chosen(SUNDAY, MONDAY, SUNDAY) == chosen(MONDAY, SUNDAY, SUNDAY) == Period(MONDAY, SUNDAY)
    assert chosen(MONDAY, SUNDAY, THURSDAY) == Period(MONDAY, THURSDAY), "nothing is known of Sunday yet"
    year = chosen(date(2028, 1, 1), date(2028, 12, 31), date(2029, 1, 1))
    assert year
    assert len(year.days) == 366
    assert chosen(date(2028, 1, 1), date(2029, 1, 1), date(2029, 1, 1)) is None


def test_a_day_is_the_clinic_s_own_also_when_the_clock_is_changed() -> None:
    assert bounds(MONDAY, KYIV) == (wall("2026-11-23 00:00"), wall("2026-11-24 00:00"))
    lengths = [bounds(day, KYIV)[1] - bounds(day, KYIV)[0] for day in (date(2027, 3, 28), date(2026, 10, 25))]
    assert lengths == [timedelta(hours=23), timedelta(hours=25)]


def added(before: str | None, first: str, last: str) -> list[tuple[date, str]]:
    there = comings(wall(before) if before else None, Seen(wall(first), wall(last)), KYIV)
    return [(one.on, one.what) for one in there]


def test_a_person_counts_once_a_day_and_a_session_begins_after_half_an_hour() -> None:
    tuesday = date(2026, 11, 24)
    assert added(None, "2026-11-23 09:00", "2026-11-23 09:00") == [(MONDAY, "people"), (MONDAY, "sessions")]
    assert added("2026-11-23 08:31", "2026-11-23 09:00", "2026-11-23 09:01") == []
    assert added("2026-11-23 08:30", "2026-11-23 09:00", "2026-11-23 09:01") == [(MONDAY, "sessions")]
    assert added("2026-11-23 23:50", "2026-11-24 00:10", "2026-11-24 00:10") == [(tuesday, "people")]
    assert added("2026-11-23 23:50", "2026-11-23 23:59", "2026-11-24 00:01") == [(tuesday, "people")]
    assert added("2026-11-24 09:00", "2026-11-23 09:00", "2026-11-23 09:00") == [], "the clock was set back"


class Kept:
    """What was written down, or can't be for now."""

    def __init__(self) -> None:
        self.lines: list[tuple[list[Count], dict[int, Seen]]] = []
        self.away = False
        self.meanwhile: Callable[[], None] = lambda: None

    async def add(self, new: list[Count], people: dict[int, Seen]) -> None:
        self.meanwhile()
        if self.away:
            raise TimeoutError
        self.lines.append((new, people))


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(wall("2026-11-23 23:59"))


async def test_what_happens_is_written_down_together_under_its_own_day(clock: MovableClock) -> None:
    book = Kept()
    tally = Tally(book, clock, KYIV)
    for _ in range(3):
        tally.counts(What.SECTION, "book")
        tally.sees(7)
    clock.goes_on(timedelta(minutes=2))
    tally.counts(What.SECTION, "book")
    tally.sees(7)
    await tally.write()
    await tally.write()
    tuesday = date(2026, 11, 24)
    counted = [Count(MONDAY, What.SECTION, "book", 3), Count(tuesday, What.SECTION, "book", 1)]
    assert book.lines == [(counted, {7: Seen(wall("2026-11-23 23:59"), wall("2026-11-24 00:01"))})], "once"


async def test_what_cannot_be_written_now_waits_and_is_lost_by_nobody(clock: MovableClock) -> None:
    book = Kept()
    tally, begun = Tally(book, clock, KYIV), clock.now()
    tally.counts(What.SECTION, "book")
    tally.sees(7)

    def a_second_later() -> None:
        clock.goes_on(SECOND)
        tally.counts(What.SECTION, "book")
        tally.sees(7)
        tally.sees(8)

    book.away, book.meanwhile = True, a_second_later
    with pytest.raises(TimeoutError):
        await tally.write()
    book.away, book.meanwhile = False, lambda: None
    await tally.write()
    seen = {7: Seen(begun, begun + SECOND), 8: Seen(begun + SECOND, begun + SECOND)}
    assert book.lines == [([Count(MONDAY, What.SECTION, "book", 2)], seen)]
    assert PAUSE > SECOND


FIGURES = Figures(
    Period(MONDAY, date(2026, 11, 25)),
    (
        Count(MONDAY, What.CAME, "door", 2),
        Count(MONDAY, What.CAME, "", 1),
        Count(date(2026, 11, 25), What.CAME, "door", 2),
        Count(date(2026, 11, 25), What.BOOKED, NEW, 3),
        Count(MONDAY, What.RATED, "7:2:5", 3),
        Count(MONDAY, What.RATED, "7:1:1", 1),
        Count(MONDAY, What.RATED, "8:0:5", 1),
    ),
    subscribers=10,
    blocked=1,
)


def test_counts_are_summed_by_what_they_are_of_and_by_day() -> None:
    assert FIGURES.total(What.CAME) == 5
    assert FIGURES.total(What.CAME, "door") == 4
    assert FIGURES.by(What.CAME) == {"door": 4, "": 1}
    assert list(FIGURES.by(What.CAME)) == ["door", ""]
    assert FIGURES.by_day(What.CAME) == [3, 0, 2], "a day without any is a day"
    assert FIGURES.by_day(What.CAME, "") == [1, 0, 0]
    assert FIGURES.a_day(What.BOOKED) == 1
    assert FIGURES.by(What.NOTICE) == {}


def test_marks_are_averaged_by_doctor_and_by_branch_the_best_first() -> None:
    assert FIGURES.of_doctors() == [Rating(8, 5, 1), Rating(7, 4, 4)]
    assert FIGURES.of_branches() == [Rating(2, 5, 3), Rating(1, 1, 1)], "of one visit nobody knows where it was"
