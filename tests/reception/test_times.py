"""Free times: the clinic's system's, as far as the rules and what is being booked right now let them."""

from datetime import UTC, date, datetime, timedelta
from typing import cast

import pytest

from clinic.model import Rules
from crm.model import Slot
from crm.port import Crm
from reception.booking.bookings import Bookings
from reception.booking.times import Times, by_day
from reception.booking.way import Way
from tests.crm.story import wall
from tests.reception.offers import ADULT, CATALOGUE, CENTER, SHEVCHUK, VISIT

WAY = Way(ADULT, CENTER, doctor=SHEVCHUK, visit=True, service=VISIT)
LENGTH = timedelta(minutes=20)
RULES = Rules(least_notice_minutes=60, horizon_days=30)


def slot(at: datetime) -> Slot:
    return Slot("shevchuk", "center", "visit", at, at + LENGTH)


class Clinic:
    """Knows free times and what is under way, nothing else."""

    def __init__(self, *free: datetime) -> None:
        self.free = free
        self.busy: list[tuple[datetime, datetime]] = []
        self.clock = wall("2026-11-23 09:00")

    def now(self) -> datetime:
        return self.clock

    async def free_slots(self, doctor: str, service: str, branch: str, start: datetime, end: datetime) -> list[Slot]:
        assert (doctor, service, branch) == ("shevchuk", "visit", "center"), "in the system's own ids"
        return [slot(at) for at in self.free if start <= at < end]

    async def in_flight(self, doctor: int, patient: int) -> list[tuple[datetime, datetime]]:
        assert patient in {0, ADULT}
        return self.busy if doctor == SHEVCHUK else []

    @property
    def times(self) -> Times:
        return Times(cast(Crm, self), cast(Bookings, self), RULES, self)


async def starts(clinic: Clinic) -> list[datetime]:
    return [one.starts_at for one in await clinic.times.free(CATALOGUE, WAY)]


async def test_from_the_least_notice_to_the_horizon() -> None:
    last = wall("2026-12-23 08:59")
    clinic = Clinic(wall("2026-11-23 09:59"), wall("2026-11-23 10:00"), last, wall("2026-12-23 09:00"))
    assert await starts(clinic) == [wall("2026-11-23 10:00"), last]


@pytest.mark.parametrize(
    ("begins", "ends", "free"),
    [("10:00", "10:20", False), ("09:45", "10:05", False), ("10:15", "10:35", False), ("10:20", "10:40", True)],
)
async def test_what_is_being_booked_is_not_offered_nor_what_overlaps_it(begins: str, ends: str, *, free: bool) -> None:
    clinic = Clinic(wall("2026-11-23 10:00"))
    clinic.busy = [(wall(f"2026-11-23 {begins}"), wall(f"2026-11-23 {ends}"))]
    assert bool(await starts(clinic)) is free
    assert bool(await clinic.times.at(CATALOGUE, WAY, wall("2026-11-23 10:00"))) is free


async def test_a_day_is_that_of_the_branchs_calendar() -> None:
    midnight = wall("2026-11-25 00:00")
    clinic = Clinic(midnight - LENGTH, midnight, midnight + timedelta(hours=23), midnight + timedelta(hours=24))
    on = await clinic.times.on_day(CATALOGUE, WAY, date(2026, 11, 25))
    assert [one.starts_at for one in on] == [midnight, midnight + timedelta(hours=23)]


async def test_a_day_that_has_passed_or_lies_too_far_has_none() -> None:
    clinic = Clinic(wall("2026-11-16 10:00"), wall("2027-01-11 10:00"))
    for on in (date(2026, 11, 16), date(2027, 1, 11), date(1970, 1, 1), date(2999, 12, 31)):
        assert await clinic.times.on_day(CATALOGUE, WAY, on) == []


async def test_one_time_is_free_at_that_very_instant_only() -> None:
    at = wall("2026-11-24 14:30")
    clinic = Clinic(at)
    found = await clinic.times.at(CATALOGUE, WAY, at)
    assert found == slot(at)
    assert await clinic.times.at(CATALOGUE, WAY, at + timedelta(seconds=30)) is None
    clinic.clock = at - timedelta(minutes=59)
    assert await clinic.times.at(CATALOGUE, WAY, at) is None, "too near by now"


def test_times_fall_on_the_days_of_the_wall_calendar() -> None:
    late, early = wall("2026-11-23 23:30"), wall("2026-11-24 00:10")
    assert late.astimezone(UTC).date() == early.astimezone(UTC).date()
    assert by_day([slot(late), slot(early)], "Europe/Kyiv") == {
        date(2026, 11, 23): [slot(late)],
        date(2026, 11, 24): [slot(early)],
    }
