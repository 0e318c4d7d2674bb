"""The file for a phone's calendar, read by another reader than ours and taken in as RFC 5546 says, across the nights on
which the clocks change."""

from datetime import datetime, timedelta

import pytest

from reception.booking.outcomes import Visit
from reception.calendar import calendar_file
from reception.visit_mirror import Entry
from tests.crm.clock import MovableClock
from tests.crm.story import wall
from tests.reception.offers import ADULT, CATALOGUE, CENTER, SHEVCHUK, person
from tests.reception.phone_calendar import PhoneCalendar

BEFORE_SPRING, AFTER_SPRING = "2027-03-27 09:00", "2027-03-28 09:00"
BEFORE_AUTUMN, AFTER_AUTUMN = "2027-10-30 09:00", "2027-10-31 09:00"
LENGTH = timedelta(minutes=20)
Span = tuple[datetime, datetime]


class Desk:
    def __init__(self) -> None:
        self.clock = MovableClock(wall("2027-03-22 12:00"))
        self.phone = PhoneCalendar()

    def file(self, at: str, sequence: int = 0, *, cancelled: bool = False, uid: str = "one") -> bytes:
        patient, begins = person(ADULT).patients[0], wall(at)
        visit = Visit(patient, CATALOGUE.doctors[SHEVCHUK], CATALOGUE.branches[CENTER], begins, begins + LENGTH)
        entry = Entry(uid, sequence, 1)
        return calendar_file(visit, entry, "Візит; до «Верби»", "вул. Річкова, 5", self.clock, cancelled=cancelled)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def span(at: str) -> Span:
    return wall(at), wall(at) + LENGTH


@pytest.mark.parametrize("at", [BEFORE_SPRING, AFTER_SPRING, BEFORE_AUTUMN, AFTER_AUTUMN, "2027-03-28 04:00"])
def test_the_time_on_the_wall_is_right_on_both_sides_of_the_change(desk: Desk, at: str) -> None:
    desk.phone.opens(desk.file(at))
    assert desk.phone.shows == [span(at)]


@pytest.mark.parametrize(("was", "now"), [(BEFORE_SPRING, AFTER_SPRING), (AFTER_AUTUMN, BEFORE_AUTUMN)])
def test_moved_across_the_change_it_stands_there_once(desk: Desk, was: str, now: str) -> None:
    old, new = desk.file(was), desk.file(now, 1)
    for file in (old, new, old):
        desk.phone.opens(file)
    assert desk.phone.shows == [span(now)], "an old file opened once more moves nothing back"


def test_opened_twice_it_stands_there_once_and_another_visit_beside_it(desk: Desk) -> None:
    for uid in ("one", "one", "another"):
        desk.phone.opens(desk.file(BEFORE_SPRING, uid=uid))
    assert desk.phone.shows == [span(BEFORE_SPRING)] * 2


def test_a_cancelled_one_goes_and_its_old_file_does_not_bring_it_back(desk: Desk) -> None:
    old = desk.file(BEFORE_SPRING)
    desk.phone.opens(old)
    cancelled = desk.file(BEFORE_SPRING, 1, cancelled=True)
    assert b"STATUS:CANCELLED" in cancelled
    for file in (cancelled, old):
        desk.phone.opens(file)
    assert desk.phone.shows == []


def test_one_that_takes_place_after_all_comes_back(desk: Desk) -> None:
    for file in (desk.file(AFTER_SPRING, 1, cancelled=True), desk.file(AFTER_SPRING, 2)):
        desk.phone.opens(file)
    assert desk.phone.shows == [span(AFTER_SPRING)]
