"""What is said when, for one chat: the rules one by one, on the wall clock of Kyiv unless told otherwise."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reminders.plan import AFTERWARDS, FOLLOWS_WITHIN, RATED_WITHIN, TWO_HOURS, Kind, Notice, PlannedVisit, plan
from reminders.quiet import Quiet, on_wall
from tests.crm.story import wall

KYIV, NEW_YORK = "Europe/Kyiv", "America/New_York"
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def visit(at: str, number: int = 1, zone: str = KYIV, known_at: datetime = LONG_AGO, minutes: int = 30) -> PlannedVisit:
    begins = wall(at, zone)
    return PlannedVisit(number, begins, begins + timedelta(minutes=minutes), zone, known_at)


def moments(notices: list[Notice], kind: Kind, zone: str = KYIV) -> list[str]:
    return [f"{one.due_at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}" for one in notices if one.kind is kind]


def only(at: str, kind: Kind, zone: str = KYIV) -> list[str]:
    return moments(plan([visit(at, zone=zone)], Quiet()), kind, zone)


def test_an_ordinary_visit() -> None:
    notices = plan([visit("2026-11-24 14:30")], Quiet())
    assert [one.kind for one in notices] == [Kind.DAY_BEFORE, Kind.TWO_HOURS, Kind.RATING]
    assert moments(notices, Kind.DAY_BEFORE) == ["2026-11-23 14:30"]
    assert moments(notices, Kind.TWO_HOURS) == ["2026-11-24 12:30"]
    assert moments(notices, Kind.RATING) == ["2026-11-24 17:00"]
    assert [one.expires_at for one in notices] == [
        wall("2026-11-24 12:30"),
        wall("2026-11-24 14:30"),
        wall("2026-11-24 17:00") + RATED_WITHIN,
    ]


@pytest.mark.parametrize("at", [f"2026-11-24 {hour:02}:00" for hour in range(24)])
def test_every_hour_of_the_day_is_reminded_of_twice(at: str) -> None:
    """Peers' reminders only ever covered visits at nine."""
    notices = plan([visit(at)], Quiet())
    assert [one.kind for one in notices] == [Kind.DAY_BEFORE, Kind.TWO_HOURS, Kind.RATING]


QUIET = {
    # visit → day before, two hours before, rating
    "2026-11-24 06:00": ("2026-11-23 08:00", "2026-11-23 20:00", "2026-11-24 08:30"),
    "2026-11-24 07:59": ("2026-11-23 08:00", "2026-11-23 20:00", "2026-11-24 10:29"),
    "2026-11-24 08:00": ("2026-11-23 08:00", "2026-11-23 20:00", "2026-11-24 10:30"),
    "2026-11-24 09:30": ("2026-11-23 09:30", "2026-11-23 20:00", "2026-11-24 12:00"),
    "2026-11-24 10:00": ("2026-11-23 10:00", "2026-11-24 08:00", "2026-11-24 12:30"),
    "2026-11-24 18:29": ("2026-11-23 18:29", "2026-11-24 16:29", "2026-11-24 20:59"),
    "2026-11-24 18:30": ("2026-11-23 18:30", "2026-11-24 16:30", "2026-11-25 09:00"),
    "2026-11-24 20:59": ("2026-11-23 20:59", "2026-11-24 18:59", "2026-11-25 09:00"),
    "2026-11-24 21:00": ("2026-11-23 20:30", "2026-11-24 19:00", "2026-11-25 09:00"),
    "2026-11-24 23:30": ("2026-11-23 20:30", "2026-11-24 20:30", "2026-11-25 09:00"),
    "2026-11-24 00:30": ("2026-11-23 08:00", "2026-11-23 20:30", "2026-11-24 09:00"),
}


@pytest.mark.parametrize(("at", "told"), QUIET.items())
def test_nobody_is_written_to_at_night(at: str, told: tuple[str, str, str]) -> None:
    assert (
        tuple(moments for kind in (Kind.DAY_BEFORE, Kind.TWO_HOURS, Kind.RATING) for moments in only(at, kind)) == told
    )


def test_the_branch_s_own_night_counts() -> None:
    assert only("2026-11-24 09:00", Kind.DAY_BEFORE, NEW_YORK) == ["2026-11-23 09:00"]
    assert only("2026-11-24 09:00", Kind.TWO_HOURS, NEW_YORK) == ["2026-11-23 20:00"]


@pytest.mark.parametrize("day", ["2027-03-28", "2027-10-31"])
def test_on_the_day_that_the_clocks_change(day: str) -> None:
    """The same wall time on the day before, and two real hours."""
    notices = plan([visit(f"{day} 10:00")], Quiet())
    before = datetime.fromisoformat(day) - timedelta(days=1)
    assert moments(notices, Kind.DAY_BEFORE) == [f"{before:%Y-%m-%d} 10:00"]
    (hours_before,) = (one for one in notices if one.kind is Kind.TWO_HOURS)
    assert hours_before.due_at == wall(f"{day} 10:00") - TWO_HOURS
    assert moments(notices, Kind.TWO_HOURS) == [f"{day} 08:00"]


def test_on_the_day_after_the_clocks_change_a_day_is_not_24_hours() -> None:
    assert only("2027-03-28 14:00", Kind.DAY_BEFORE) == ["2027-03-27 14:00"]
    assert wall("2027-03-28 14:00") - wall("2027-03-27 14:00") == 23 * HOUR


def test_a_wall_time_that_the_clock_skips_and_one_that_comes_twice() -> None:
    awake = Quiet(begins=time(23, 59), ends=time(0, 1), rating=time(0, 1))
    skipped = plan([visit("2027-03-29 03:30")], awake)
    assert skipped[0].due_at == wall("2027-03-28 04:30")
    twice = plan([visit("2027-11-01 03:30")], awake)
    assert twice[0].due_at == wall("2027-10-31 03:30", fold=0)


def test_booked_late_what_has_passed_is_not_said() -> None:
    for known, kinds in {
        "2026-11-23 14:29": [Kind.DAY_BEFORE, Kind.TWO_HOURS, Kind.RATING],
        "2026-11-23 14:30": [Kind.TWO_HOURS, Kind.RATING],
        "2026-11-24 12:29": [Kind.TWO_HOURS, Kind.RATING],
        "2026-11-24 12:30": [Kind.RATING],
        "2026-11-24 16:59": [Kind.RATING],
        "2026-11-24 17:00": [],
    }.items():
        notices = plan([visit("2026-11-24 14:30", known_at=wall(known))], Quiet())
        assert [one.kind for one in notices] == kinds, known


def test_several_visits_of_a_day_are_one_message_the_day_before() -> None:
    one, two, other_day = visit("2026-11-24 10:00"), visit("2026-11-24 15:00", 2), visit("2026-11-25 10:00", 3)
    notices = plan([two, other_day, one], Quiet())
    said = [notice.visits for notice in notices if notice.kind is Kind.DAY_BEFORE]
    assert said == [(one, two), (other_day,)]
    assert moments(notices, Kind.DAY_BEFORE) == ["2026-11-23 10:00", "2026-11-24 10:00"]


def test_a_visit_booked_after_the_days_message_went_has_its_own() -> None:
    one = visit("2026-11-24 10:00")
    two = visit("2026-11-24 15:00", 2, known_at=wall("2026-11-23 12:00"))
    notices = plan([one, two], Quiet())
    assert [notice.visits for notice in notices if notice.kind is Kind.DAY_BEFORE] == [(one,), (two,)]
    assert moments(notices, Kind.DAY_BEFORE) == ["2026-11-23 10:00", "2026-11-23 15:00"]


def test_of_visits_that_follow_each_other_the_first_is_announced() -> None:
    ten, twelve, two, evening = (visit(f"2026-11-24 {at}:00", at) for at in (10, 12, 14, 18))
    notices = plan([ten, twelve, two, evening], Quiet())
    assert [notice.visits for notice in notices if notice.kind is Kind.TWO_HOURS] == [(ten, twelve, two), (evening,)]


def test_a_following_visit_whose_first_was_too_late_to_announce_has_its_own_word() -> None:
    ten = visit("2026-11-24 10:00", 1, known_at=wall("2026-11-24 09:00"))
    twelve = visit("2026-11-24 12:00", 2)
    notices = plan([ten, twelve], Quiet())
    assert [notice.visits for notice in notices if notice.kind is Kind.TWO_HOURS] == [(twelve,)]


def test_nobody_is_asked_for_a_rating_while_at_another_visit() -> None:
    first, second = visit("2026-11-24 10:00"), visit("2026-11-24 12:00", 2, minutes=60)
    notices = plan([first, second], Quiet())
    assert moments(notices, Kind.RATING) == ["2026-11-24 13:15", "2026-11-24 15:00"]


def test_the_evening_s_word_for_a_dawn_that_would_come_before_the_day_s_is_not_said_twice() -> None:
    """With an unusual night the two would change places."""
    late = Quiet(begins=time(12), ends=time(11), rating=time(11))
    notices = plan([visit("2026-11-24 11:30")], late)
    assert [one.kind for one in notices] == [Kind.DAY_BEFORE, Kind.RATING]


QUIET_HOURS = Quiet()
VISITS = st.lists(
    st.builds(
        lambda number, start, length, zone, known: PlannedVisit(
            number,
            datetime(2027, 3, 20, tzinfo=UTC) + timedelta(minutes=5 * start),
            datetime(2027, 3, 20, tzinfo=UTC) + timedelta(minutes=5 * (start + length)),
            zone,
            datetime(2027, 3, 15, tzinfo=UTC) + timedelta(minutes=known),
        ),
        number=st.integers(1, 10**6),
        start=st.integers(0, 12 * 24 * 14),
        length=st.integers(1, 24),
        zone=st.sampled_from([KYIV, NEW_YORK, "UTC", "Asia/Kathmandu", "Australia/Lord_Howe"]),
        known=st.integers(0, 60 * 24 * 20),
    ),
    max_size=8,
    unique_by=lambda one: one.id,
)


@settings(max_examples=300)
@given(visits=VISITS, autumn=st.booleans())
def test_whatever_is_booked_the_promises_hold(visits: list[PlannedVisit], autumn: bool) -> None:
    if autumn:
        by = timedelta(days=217)
        visits = [
            PlannedVisit(one.id, one.starts_at + by, one.ends_at + by, one.zone, one.known_at + by) for one in visits
        ]
    notices = plan(visits, QUIET_HOURS)
    assert plan(list(reversed(visits)), QUIET_HOURS) == notices, "the order in which they come says nothing"
    for kind in (Kind.DAY_BEFORE, Kind.TWO_HOURS, Kind.RATING):
        said = [one.id for notice in notices if notice.kind is kind for one in notice.visits]
        assert len(said) == len(set(said)), "each visit once"
    for notice in notices:
        check_notice(notice)
    for one in visits:
        check_visit(one, visits, notices)


def check_notice(notice: Notice) -> None:
    assert all(one.known_at < notice.due_at for one in notice.visits), "nothing is said of what is not known yet"
    assert any(not QUIET_HOURS.holds(notice.due_at, one.zone) for one in notice.visits), "nobody is woken up"
    assert notice.due_at < notice.expires_at
    if notice.kind is Kind.RATING:
        assert notice.due_at >= notice.visits[0].ends_at + TWO_HOURS
    else:
        assert all(notice.due_at < one.starts_at for one in notice.visits)
        assert notice.expires_at <= min(one.starts_at for one in notice.visits)


def check_visit(one: PlannedVisit, visits: list[PlannedVisit], notices: list[Notice]) -> None:
    """Who is known early enough is told in time, whatever else is booked."""
    mine = {notice.kind: notice for notice in notices if one in notice.visits}
    if one.known_at < one.starts_at - timedelta(hours=40):
        wall_before = on_wall(one.starts_at, one.zone, days=-1)
        assert mine[Kind.DAY_BEFORE].due_at <= max(wall_before, on_wall(wall_before, one.zone, wall=QUIET_HOURS.ends))
        alone = all(abs(other.starts_at - one.starts_at) > FOLLOWS_WITHIN for other in visits if other != one)
        assert Kind.TWO_HOURS in mine or not alone
    if one.known_at < one.ends_at:
        rated_at = mine[Kind.RATING].due_at
        assert not any(other.starts_at <= rated_at < other.ends_at for other in visits)
        assert rated_at - one.ends_at < timedelta(days=2) + len(visits) * (2 * HOUR + AFTERWARDS)


def test_a_plan_is_in_the_order_of_its_moments() -> None:
    notices = plan(
        [visit(f"2026-11-{day} {hour}:00", day * 100 + hour) for day in (24, 25) for hour in (10, 14)], Quiet()
    )
    assert all(one.due_at <= other.due_at for one, other in pairwise(notices))
