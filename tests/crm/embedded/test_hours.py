"""Hours less what is taken; by example, and against a count by the minute."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from crm.embedded.hours import Span, Timetable, Weekly, starts, working
from tests.crm.story import wall

KYIV = ZoneInfo("Europe/Kyiv")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")  # its clocks move by half an hour
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def every_day(begins: str, ends: str) -> tuple[Weekly, ...]:
    return tuple(Weekly(day, time.fromisoformat(begins), time.fromisoformat(ends)) for day in range(7))


def on_wall(begins: str, ends: str) -> Span:
    return Span(datetime.fromisoformat(begins), datetime.fromisoformat(ends))


def span(begins: str, ends: str) -> Span:
    return Span(wall(begins), wall(ends))


def day_of(day: str) -> tuple[datetime, datetime]:
    return wall(f"{day} 00:00"), wall(f"{date.fromisoformat(day) + DAY} 00:00")


def test_hours_that_touch_are_one_span() -> None:
    table = Timetable(KYIV, every_day("09:00", "12:00") + every_day("12:00", "13:00"))
    assert working(table, *day_of("2027-03-23")) == [span("2027-03-23 09:00", "2027-03-23 13:00")]


def test_extra_hours_are_worked_on_a_holiday_but_not_while_away() -> None:
    holiday = on_wall("2027-03-25 00:00", "2027-03-26 00:00")
    extra = on_wall("2027-03-25 10:00", "2027-03-25 12:00")
    away = on_wall("2027-03-25 11:00", "2027-03-25 18:00")
    on_holiday = Timetable(KYIV, every_day("09:00", "17:00"), holidays=(holiday,))
    assert working(on_holiday, *day_of("2027-03-25")) == []
    called_in = Timetable(KYIV, every_day("09:00", "17:00"), extra=(extra,), holidays=(holiday,))
    assert working(called_in, *day_of("2027-03-25")) == [span("2027-03-25 10:00", "2027-03-25 12:00")]
    fell_ill = Timetable(KYIV, every_day("09:00", "17:00"), extra=(extra,), away=(away,), holidays=(holiday,))
    assert working(fell_ill, *day_of("2027-03-25")) == [span("2027-03-25 10:00", "2027-03-25 11:00")]


def test_the_grid_begins_anew_after_a_part_of_a_day_off() -> None:
    table = Timetable(KYIV, every_day("09:00", "12:00"), away=(on_wall("2027-03-23 09:40", "2027-03-23 10:10"),))
    begin, end = day_of("2027-03-23")
    found = starts(working(table, begin, end), [], 30 * MINUTE, 20 * MINUTE, begin, end)
    assert [f"{at.astimezone(KYIV):%H:%M}" for at in found] == ["09:00", "10:10", "10:30", "10:50", "11:10", "11:30"]


def test_a_visit_does_not_shift_the_grid() -> None:
    work = [span("2027-03-23 09:00", "2027-03-23 10:30")]
    busy = [span("2027-03-23 09:05", "2027-03-23 09:25")]
    found = starts(work, busy, 20 * MINUTE, 20 * MINUTE, *day_of("2027-03-23"))
    assert [f"{at.astimezone(KYIV):%H:%M}" for at in found] == ["09:40", "10:00"]


def test_work_that_begins_in_a_skipped_hour_begins_as_long_after_it() -> None:
    """RFC 5545 3.3.5: with the offset from before the gap."""
    table = Timetable(KYIV, every_day("03:30", "08:00"))
    assert working(table, *day_of("2027-03-28")) == [span("2027-03-28 04:30", "2027-03-28 08:00")]


def test_work_in_a_repeated_hour_begins_at_its_first_occurrence_and_time_off_ends_with_its_last() -> None:
    early, late = wall("2027-10-31 03:30"), wall("2027-10-31 03:30", fold=1)
    table = Timetable(KYIV, every_day("03:30", "08:00"))
    assert working(table, *day_of("2027-10-31")) == [Span(early, wall("2027-10-31 08:00"))]
    away = on_wall("2027-10-31 00:00", "2027-10-31 03:30")
    assert working(Timetable(KYIV, table.weekly, away=(away,)), *day_of("2027-10-31")) == [
        Span(late, wall("2027-10-31 08:00"))
    ]


def test_a_zone_whose_clocks_move_by_half_an_hour() -> None:
    begin = datetime(2027, 4, 3, 12, tzinfo=UTC)
    (found,) = working(Timetable(LORD_HOWE, every_day("01:00", "03:00")), begin, begin + 4 * timedelta(hours=1))
    assert found.ends - found.begins == timedelta(hours=2.5)  # 02:00 becomes 01:30 again


@given(
    work=st.lists(st.tuples(st.integers(0, 300), st.integers(1, 200)), max_size=3),
    busy=st.lists(st.tuples(st.integers(0, 400), st.integers(1, 90)), max_size=8),
    length=st.integers(1, 60),
    step=st.integers(1, 60),
    bounds=st.tuples(st.integers(-50, 500), st.integers(-50, 500)),
)
def test_as_counted_by_the_minute(
    work: list[tuple[int, int]], busy: list[tuple[int, int]], length: int, step: int, bounds: tuple[int, int]
) -> None:
    noon = datetime(2027, 3, 23, 12, tzinfo=UTC)

    def minute(number: int) -> datetime:
        return noon + number * MINUTE

    free = set(range(500)) - {minute for begin, long in busy for minute in range(begin, begin + long)}
    expected = [
        at
        for begin, long in work
        for at in range(begin, begin + long, step)
        if bounds[0] <= at < bounds[1] and at + length <= begin + long and set(range(at, at + length)) <= free
    ]
    spans = [Span(minute(begin), minute(begin + long)) for begin, long in work]
    taken = [Span(minute(begin), minute(begin + long)) for begin, long in busy]
    bound = (minute(bounds[0]), minute(bounds[1]))
    assert starts(spans, taken, length * MINUTE, step * MINUTE, *bound) == [minute(at) for at in expected]


@given(
    day=st.dates(date(2027, 1, 1), date(2027, 12, 31)),
    zone=st.sampled_from(["Europe/Kyiv", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"]),
    begins=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    length=st.sampled_from([15, 20, 30, 45]),
)
def test_every_offered_time_exists_and_is_within_the_hours(day: date, zone: str, begins: time, length: int) -> None:
    there = ZoneInfo(zone)
    table = Timetable(there, every_day(begins.isoformat(), "23:59")) if begins < time(23, 59) else Timetable(there)
    begin = datetime.combine(day, time(), there).astimezone(UTC)
    end = datetime.combine(day + DAY, time(), there).astimezone(UTC)
    found = starts(working(table, begin, end), [], length * MINUTE, 15 * MINUTE, begin, end)
    assert found == sorted(set(found))
    for at in found:
        local = at.astimezone(there)
        assert local.astimezone(UTC) == at
        assert local.time() >= begins or local.fold  # the hour that comes twice goes back behind the beginning
        assert (at + length * MINUTE).astimezone(there).date() == day
