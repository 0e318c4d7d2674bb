"""Who is offered which of the times that became free."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from reception.booking.way import Way
from reception.catalogue import Place
from reception.waitlist.places import Places
from reception.waitlist.turn import next_turn
from reception.waitlist.wish import (
    ANY_DAY,
    WEEKENDS,
    WORKING_DAYS,
    Freed,
    Hold,
    HoldState,
    Waiting,
    Wish,
    fulfils,
    offers_for,
    suits,
)
from reminders.quiet import Quiet
from tests.crm.story import wall
from tests.reception.offers import (
    ADULT,
    CATALOGUE,
    CENTER,
    CHILD,
    CLOSED,
    FAMILY,
    KOVALENKO,
    MELNYK,
    SHEVCHUK,
    TAIROVE,
    VACCINATION,
    VISIT,
)

MADE, NOW = wall("2026-11-23 09:00"), wall("2026-11-23 12:00")
TUESDAY, SATURDAY = wall("2026-11-24 10:00"), wall("2026-11-28 10:00")
HERE: Place = (SHEVCHUK, CENTER, VISIT)
WAY = Way(ADULT, CENTER, doctor=SHEVCHUK, visit=True, service=VISIT)
FOR_THE_FAMILY = Way(ADULT, CENTER, FAMILY)


def waits(number: int = 1, way: Way = WAY, days: int = ANY_DAY) -> Waiting:
    return Waiting(Wish(number, number, way, days, MADE, MADE + timedelta(days=30)))


def freed(at: datetime = TUESDAY, place: Place = HERE, since: datetime = NOW) -> Freed:
    return Freed(place, at, since)


def hold(state: HoldState = HoldState.LAPSED, starts_at: datetime = SATURDAY) -> Hold:
    made = NOW - timedelta(days=1)
    return Hold(7, 1, WAY, starts_at, starts_at, made, made + timedelta(minutes=15), state)


def turn(*waiting: Waiting, times: tuple[Freed, ...] = (freed(),), now: datetime = NOW) -> tuple[int, datetime] | None:
    """The wish and the time that are brought together."""
    found = next_turn(CATALOGUE, Places(), waiting, times, now, Quiet().holds)
    return (found[0].wish.id, found[1].starts_at) if found else None


def test_whoever_has_waited_longest_has_the_earliest_time_that_suits() -> None:
    at_weekends = waits(1, days=WEEKENDS)
    assert turn(at_weekends, waits(2), waits(3)) == (2, TUESDAY)
    assert turn(at_weekends, waits(2), times=(freed(TUESDAY), freed(SATURDAY))) == (1, SATURDAY)
    assert turn(at_weekends) is None


def test_what_was_free_when_they_asked_is_not_offered() -> None:
    assert turn(waits(), times=(freed(since=MADE - timedelta(seconds=1)),)) is None
    assert turn(waits(), times=(freed(since=MADE),)) == (1, TUESDAY)


def test_one_more_day_within_the_horizon_is_news_to_who_waits_for_certain_days() -> None:
    entered = replace(freed(SATURDAY), entered=True)
    assert turn(waits(1), waits(2, days=WORKING_DAYS), waits(3, days=WEEKENDS), times=(entered,)) == (3, SATURDAY)


def test_three_times_and_no_more_but_what_was_gone_is_not_counted() -> None:
    had_two = replace(waits(), own=(hold(), hold(HoldState.DECLINED)))
    assert turn(replace(had_two, own=(*had_two.own, hold(HoldState.GONE)))) == (1, TUESDAY)
    assert turn(replace(had_two, own=(*had_two.own, hold()))) is None


def test_once_a_day_by_the_branchs_calendar() -> None:
    today, yesterday = wall("2026-11-23 00:00"), wall("2026-11-22 23:59")
    assert turn(replace(waits(), last_at=today)) is None
    assert turn(replace(waits(), last_at=yesterday)) == (1, TUESDAY)
    assert turn(replace(waits(), last_at=today), waits(2)) == (2, TUESDAY), "the next in order"


@pytest.mark.parametrize(
    ("at", "asleep"), [("21:00", True), ("20:45", True), ("07:59", True), ("08:00", False), ("20:44", False)]
)
def test_not_at_night_nor_what_would_be_kept_until_then(at: str, asleep: bool) -> None:
    assert (turn(waits(), now=wall(f"2026-11-23 {at}")) is None) is asleep


def test_what_they_let_go_is_not_offered_to_them_again() -> None:
    let_go = replace(waits(), own=(hold(starts_at=TUESDAY),))
    assert turn(let_go) is None
    assert turn(let_go, times=(freed(), freed(SATURDAY))) == (1, SATURDAY)


def test_nothing_once_the_wish_has_ended() -> None:
    assert turn(waits(), now=MADE + timedelta(days=30)) is None


def test_who_could_not_book_it_is_passed_over() -> None:
    waiting, times = [waits(1), waits(2)], [freed()]
    found = next_turn(CATALOGUE, Places(), waiting, times, NOW, Quiet().holds, {(1, times[0])})
    assert found
    assert found[0].wish.id == 2


@pytest.mark.parametrize(
    ("way", "place", "fits"),
    [
        (WAY, (SHEVCHUK, CENTER, VACCINATION), False),
        (WAY, (KOVALENKO, CENTER, VISIT), False),
        (FOR_THE_FAMILY, (KOVALENKO, CENTER, VISIT), True),
        (FOR_THE_FAMILY, (SHEVCHUK, CENTER, VACCINATION), True),
        (FOR_THE_FAMILY, (KOVALENKO, TAIROVE, VISIT), False),
        (Way(ADULT, CLOSED, FAMILY), (SHEVCHUK, CLOSED, VISIT), False),
        (WAY, (SHEVCHUK, TAIROVE, VISIT), False),
    ],
)
def test_a_doctor_or_whoever_of_the_specialty_at_that_branch(way: Way, place: Place, fits: bool) -> None:
    assert (turn(waits(way=way), times=(freed(place=place),)) is not None) is fits


def test_a_wish_watches_what_is_offered_there() -> None:
    assert [offer.place for offer in offers_for(CATALOGUE, FOR_THE_FAMILY)] == [
        HERE,
        (SHEVCHUK, CENTER, VACCINATION),
        (KOVALENKO, CENTER, VISIT),
    ]
    assert offers_for(CATALOGUE, Way(CHILD, CLOSED, doctor=SHEVCHUK)) == []


@pytest.mark.parametrize(
    ("days", "suited"),
    [
        (ANY_DAY, [23, 24, 25, 26, 27, 28, 29]),
        (WORKING_DAYS, [23, 24, 25, 26, 27]),
        (WEEKENDS, [28, 29]),
        (date(2026, 11, 25).toordinal(), [25]),
    ],
)
def test_the_days_of_a_week(days: int, suited: list[int]) -> None:
    assert [on for on in range(23, 30) if suits(days, date(2026, 11, on))] == suited


def test_what_a_wish_watches_is_reckoned_anew_when_the_catalogue_is_another() -> None:
    places = Places()
    assert places.of(CATALOGUE, WAY) is places.of(CATALOGUE, replace(WAY, patient=CHILD))
    assert places.of(replace(CATALOGUE, offers=()), WAY) == frozenset()


def test_what_kind_of_visit_ends_a_wish() -> None:
    assert fulfils(CATALOGUE, WAY, replace(WAY, branch=TAIROVE, service=VACCINATION)), "the same doctor"
    assert not fulfils(CATALOGUE, WAY, replace(WAY, doctor=KOVALENKO))
    assert fulfils(CATALOGUE, FOR_THE_FAMILY, replace(WAY, doctor=KOVALENKO))
    assert not fulfils(CATALOGUE, FOR_THE_FAMILY, replace(WAY, branch=TAIROVE, doctor=KOVALENKO))
    assert not fulfils(CATALOGUE, FOR_THE_FAMILY, Way(ADULT, CENTER, doctor=MELNYK, service=23))
