"""Free times by a wish, of one doctor or of whoever fits."""

import asyncio
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import cast

import pytest

from clinic.model import Rules
from crm.errors import AuthFailed, CrmError, Refused, Unavailable
from crm.model import Slot
from crm.port import Crm
from reception.booking import finding
from reception.booking.bookings import Bookings
from reception.booking.finding import Finding, Only, anybody, suits, week_ends
from reception.booking.times import Times
from reception.booking.way import ANY_SPECIALTY, Options, Way
from tests.crm.story import wall
from tests.reception.offers import (
    ADULT,
    CATALOGUE,
    CENTER,
    CHILD,
    FAMILY,
    KOVALENKO,
    MELNYK,
    SHEVCHUK,
    TODAY,
    VISIT,
    person,
)

KYIV = "Europe/Kyiv"
ANYBODY = Way(ADULT, CENTER, FAMILY)
AT_SHEVCHUK = Way(ADULT, CENTER, FAMILY, SHEVCHUK, visit=True, service=VISIT)
MONDAY, TUESDAY, FRIDAY = "2026-11-23 12:00", "2026-11-24 12:00", "2026-11-27 12:00"


class Clinic:
    """Free times by the doctor. ``asked``: whom, from and until; ``trouble``: whom it tells nothing of, and why."""

    def __init__(self, now: str = "2026-11-23 09:00", **free: list[str]) -> None:
        self.free = {doctor: [wall(at) for at in times] for doctor, times in free.items()}
        self.asked: list[tuple[str, datetime, datetime]] = []
        self.trouble: dict[str, CrmError] = {}
        self.busy: dict[int, datetime] = {}
        self.together: asyncio.Barrier | None = None
        self.silent = ""
        self.clock = wall(now)

    def now(self) -> datetime:
        return self.clock

    async def free_slots(self, doctor: str, service: str, branch: str, start: datetime, end: datetime) -> list[Slot]:
        assert (service, branch) in {("visit", "center"), ("child", "center")}, "the default service"
        self.asked.append((doctor, start, end))
        if self.together:
            await self.together.wait()
        if doctor == self.silent:
            await asyncio.Event().wait()
        if doctor in self.trouble:
            raise self.trouble[doctor]
        free = (at for at in self.free.get(doctor, []) if start <= at < end)
        return [Slot(doctor, branch, service, at, at + timedelta(minutes=20)) for at in free]

    async def in_flight(self, doctor: int, _patient: int) -> list[tuple[datetime, datetime]]:
        return [(at, at + timedelta(minutes=20)) for one, at in self.busy.items() if one == doctor]

    async def found(
        self, only: Only, way: Way = ANYBODY, enough: int = 100, patient: int = ADULT
    ) -> list[tuple[int, datetime]]:
        times = Times(cast(Crm, self), cast(Bookings, self), Rules(least_notice_minutes=60, horizon_days=30), self)
        options = Options(CATALOGUE, person(patient), TODAY)
        found = await Finding(times, self).times(options, way, only, enough)
        assert all(options.offer(one.way) for one in found), "each can be tapped"
        assert all(one.doctor is CATALOGUE.doctors[one.way.doctor] for one in found)
        return [(one.way.doctor, one.starts_at) for one in found]


@pytest.mark.parametrize(
    ("at", "evening"),
    [
        ("2026-11-24 16:45", False),
        ("2026-11-24 17:00", True),
        ("2026-07-21 16:45", False),
        ("2026-07-21 17:00", True),
        ("2026-10-25 16:45", False),
        ("2026-10-25 17:00", True),
        ("2027-03-28 16:45", False),
        ("2027-03-28 17:00", True),
        ("2026-11-24 23:55", True),
        ("2026-11-25 00:00", False),
    ],
)
def test_from_five_in_the_evening_by_the_branchs_clock_in_summer_too(at: str, *, evening: bool) -> None:
    assert suits(wall(at), KYIV, Only.EVENINGS) is evening
    assert suits(wall(at), KYIV, Only.EARLIEST)


@pytest.mark.parametrize(
    ("at", "saturday"),
    [
        ("2026-11-28 00:00", True),
        ("2026-11-28 23:55", True),
        ("2026-11-27 23:55", False),
        ("2026-11-29 00:00", False),
        ("2027-03-27 23:55", True),
        ("2027-03-28 00:30", False),
        ("2026-10-24 00:30", True),
    ],
)
def test_saturdays_are_those_of_the_branchs_calendar(at: str, *, saturday: bool) -> None:
    assert suits(wall(at), KYIV, Only.SATURDAYS) is saturday


@pytest.mark.parametrize(
    ("on", "monday"),
    [
        (date(2026, 11, 23), datetime(2026, 11, 29, 22, tzinfo=UTC)),
        (date(2026, 11, 29), datetime(2026, 11, 29, 22, tzinfo=UTC)),
        (date(2026, 12, 31), datetime(2027, 1, 3, 22, tzinfo=UTC)),
        (date(2027, 3, 22), datetime(2027, 3, 28, 21, tzinfo=UTC)),
        (date(2027, 3, 28), datetime(2027, 3, 28, 21, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 22, tzinfo=UTC)),
    ],
)
def test_the_week_ends_with_its_sunday_also_with_one_of_23_or_25_hours(on: date, monday: datetime) -> None:
    assert week_ends(on, KYIV) == monday


async def test_this_week_is_the_one_on_the_branchs_wall() -> None:
    days = ["2026-11-22 23:50", "2026-11-23 10:00", "2026-11-29 23:40", "2026-11-30 00:00", "2026-11-30 10:00"]
    clinic = Clinic("2026-11-22 23:55", shevchuk=days)
    assert await clinic.found(Only.THIS_WEEK) == [], "five minutes before midnight, with an hour's notice"
    assert clinic.asked == [], "there is nothing to ask for"
    clinic.clock = wall("2026-11-23 00:05")
    assert clinic.clock.weekday() == 6, "a Sunday still in UTC"
    assert [at for _, at in await clinic.found(Only.THIS_WEEK)] == [wall(at) for at in days[1:3]]


async def test_each_doctor_who_fits_with_their_own_default_service_and_each_time_of_each() -> None:
    clinic = Clinic(shevchuk=[TUESDAY, FRIDAY], kovalenko=[MONDAY, TUESDAY], melnyk=[MONDAY])
    monday, tuesday, friday = wall(MONDAY), wall(TUESDAY), wall(FRIDAY)
    family = [(KOVALENKO, monday), (SHEVCHUK, tuesday), (KOVALENKO, tuesday), (SHEVCHUK, friday)]
    assert await clinic.found(Only.EARLIEST) == family
    assert await clinic.found(Only.EARLIEST, Way(ADULT, CENTER, ANY_SPECIALTY)) == family, "who see grown-ups"
    child = await clinic.found(Only.EARLIEST, Way(CHILD, CENTER, ANY_SPECIALTY), patient=CHILD)
    assert child == [(MELNYK, monday), (SHEVCHUK, tuesday), (SHEVCHUK, friday)]


def test_a_way_to_anybody_keeps_what_was_chosen_on_it() -> None:
    options = Options(CATALOGUE, person(ADULT), TODAY)
    (first, _) = anybody(options, Way(ADULT, CENTER, FAMILY, moving=7))
    assert first == Way(ADULT, CENTER, FAMILY, SHEVCHUK, visit=True, service=VISIT, moving=7)
    assert anybody(options, AT_SHEVCHUK) == [AT_SHEVCHUK]


@pytest.mark.parametrize(
    ("only", "found"),
    [
        (Only.EARLIEST, ["2026-11-23 10:00", "2026-11-28 09:00", "2026-12-04 17:00", "2026-12-19 18:00"]),
        (Only.THIS_WEEK, ["2026-11-23 10:00", "2026-11-28 09:00"]),
        (Only.SATURDAYS, ["2026-11-28 09:00", "2026-12-19 18:00"]),
        (Only.EVENINGS, ["2026-12-04 17:00", "2026-12-19 18:00"]),
    ],
)
async def test_from_the_least_notice_to_the_horizon_as_far_as_it_suits(only: Only, found: list[str]) -> None:
    clinic = Clinic(shevchuk=["2026-11-23 09:30", *found, "2026-12-26 17:00"])
    for way in (ANYBODY, AT_SHEVCHUK):
        assert await clinic.found(only, way) == [(SHEVCHUK, wall(at)) for at in found]


async def test_what_is_being_booked_right_now_is_not_offered_at_that_doctor() -> None:
    clinic = Clinic(shevchuk=[TUESDAY], kovalenko=[TUESDAY])
    clinic.busy = {SHEVCHUK: wall(TUESDAY)}
    assert await clinic.found(Only.EARLIEST) == [(KOVALENKO, wall(TUESDAY))]


@pytest.mark.parametrize("only", [Only.THIS_WEEK, Only.SATURDAYS, Only.EVENINGS])
async def test_one_call_a_doctor_all_of_them_at_once(only: Only) -> None:
    clinic = Clinic()
    clinic.together = asyncio.Barrier(2)
    async with asyncio.timeout(5):
        assert await clinic.found(only) == []
    assert Counter(doctor for doctor, *_ in clinic.asked) == {"shevchuk": 1, "kovalenko": 1}


async def test_of_many_the_far_days_are_read_only_where_the_next_ones_have_too_few() -> None:
    clinic = Clinic(shevchuk=[TUESDAY, "2026-12-10 09:00"], kovalenko=[MONDAY, "2026-12-09 09:00"])
    assert len(await clinic.found(Only.EARLIEST, enough=1)) == 2
    assert len(clinic.asked) == 2
    clinic.asked.clear()
    far = [(KOVALENKO, wall("2026-12-09 09:00")), (SHEVCHUK, wall("2026-12-10 09:00"))]
    assert (await clinic.found(Only.EARLIEST, enough=2))[2:] == far, "one more is wanted, to know of a next page"
    assert len(clinic.asked) == 4
    clinic.asked.clear()
    await clinic.found(Only.EARLIEST, AT_SHEVCHUK, enough=1)
    assert len(clinic.asked) == 1, "one doctor's month is one call"


@pytest.mark.parametrize("trouble", [Unavailable("slow"), Refused("no schedule")])
async def test_one_who_fails_hides_nobody(trouble: CrmError) -> None:
    clinic = Clinic(shevchuk=[TUESDAY], kovalenko=[TUESDAY])
    clinic.trouble = {"shevchuk": trouble}
    assert await clinic.found(Only.EARLIEST) == [(KOVALENKO, wall(TUESDAY))]


async def test_one_who_does_not_answer_in_time_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "WITHIN", 0.05)
    clinic = Clinic(shevchuk=[TUESDAY], kovalenko=[TUESDAY])
    clinic.silent = "shevchuk"
    async with asyncio.timeout(2):
        assert await clinic.found(Only.EARLIEST) == [(KOVALENKO, wall(TUESDAY))]


async def test_nothing_is_never_said_of_times_that_are_not_known() -> None:
    clinic = Clinic(kovalenko=[TUESDAY])
    clinic.trouble = {"shevchuk": Unavailable("slow")}
    with pytest.raises(Unavailable):
        await clinic.found(Only.SATURDAYS)
    clinic.trouble["kovalenko"] = AuthFailed("password")
    clinic.asked.clear()
    with pytest.raises(Unavailable):
        await clinic.found(Only.EARLIEST)
    assert len(clinic.asked) == 2, "whoever is silent is asked for no far days"
