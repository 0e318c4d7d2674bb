"""A closed branch has no free times for anybody, whatever its hours and its doctors' say."""

from datetime import datetime
from typing import cast

import pytest

from clinic.model import Away, Clinic
from crm.port import Crm
from reception.booking.bookings import Bookings
from reception.booking.times import Times
from reception.booking.way import Way
from reception.catalogue import AvailabilityStore
from reception.closures import Closures, OpenOnly, closures, without
from tests.crm.story import wall
from tests.reception.offers import ADULT, CATALOGUE, CENTER, KOVALENKO, SHEVCHUK, TAIROVE, VISIT
from tests.reception.test_nearest import Mirror
from tests.reception.test_times import RULES
from tests.reception.test_times import Clinic as There

WAY = Way(ADULT, CENTER, doctor=SHEVCHUK, visit=True, service=VISIT)
TUESDAY: Closures = {"center": ((wall("2026-11-24 10:00"), wall("2026-11-25 00:00")),)}


def away(start: str, end: str) -> Away:
    return Away.model_validate({"from": start, "to": end})


def times(*free: str) -> Times:
    there = There(*map(wall, free))
    return Times(cast(Crm, there), cast(Bookings, there), RULES, there, TUESDAY)


async def test_nothing_that_touches_the_closure_is_free() -> None:
    around = ["2026-11-24 09:40", "2026-11-24 09:50", "2026-11-24 10:00", "2026-11-24 15:00", "2026-11-25 00:00"]
    free = [slot.starts_at for slot in await times(*around).free(CATALOGUE, WAY)]
    assert free == [wall(around[0]), wall(around[-1])], "one of twenty minutes ends as it begins"
    assert await times(*around).at(CATALOGUE, WAY, wall(around[3])) is None


@pytest.mark.parametrize(
    ("begins", "ends", "closed"),
    [("09:40", "10:00", False), ("09:45", "10:05", True), ("23:59", "23:59", True)],
)
def test_an_old_button_is_told_why(begins: str, ends: str, *, closed: bool) -> None:
    span = wall(f"2026-11-24 {begins}"), wall(f"2026-11-24 {ends}")
    assert times().is_closed(CATALOGUE, CENTER, *span) is closed
    assert not times().is_closed(CATALOGUE, TAIROVE, *span), "another branch is open"


async def test_what_was_seen_before_it_was_closed_is_shown_no_more() -> None:
    morning, noon = wall("2026-11-24 09:00"), wall("2026-11-24 12:00")
    seen = Mirror({(SHEVCHUK, CENTER, VISIT): noon, (KOVALENKO, CENTER, VISIT): morning, (1, TAIROVE, VISIT): noon})
    shown = OpenOnly(cast(AvailabilityStore, seen), TUESDAY, lambda: CATALOGUE)
    assert await shown.earliest(CENTER, wall("2026-11-23 09:00")) == {(KOVALENKO, CENTER, VISIT): morning}
    assert await shown.earliest(TAIROVE, wall("2026-11-23 09:00")) == {(1, TAIROVE, VISIT): noon}


def test_it_is_told_by_the_branch_s_own_clock_under_its_id_in_the_clinic_s_system(clinic: Clinic) -> None:
    center, boulevard, *_ = clinic.branches
    there = center.model_copy(
        update={"crm": "7f3a", "zone": "Europe/Warsaw", "closed": (away("2026-11-24", "2026-11-24"),)}
    )
    here = boulevard.model_copy(update={"closed": (away("2026-11-24 10:00", "2026-11-24 14:30"),)})
    told = closures(clinic.model_copy(update={"branches": (there, here)}))
    assert told == {
        "7f3a": ((wall("2026-11-24 01:00"), wall("2026-11-25 01:00")),),
        "boulevard": ((wall("2026-11-24 10:00"), wall("2026-11-24 14:30")),),
    }
    assert closures(clinic) == {}


def test_open_hours_lose_what_is_closed_of_them() -> None:
    def at(hour: int) -> datetime:
        return wall(f"2026-11-24 {hour:02}:00")

    day, evening = (at(8), at(13)), (at(14), at(20))
    assert list(without([day, evening], [])) == [day, evening]
    assert list(without([day, evening], [(at(19), at(21)), (at(10), at(11))])) == [
        *((at(8), at(10)), (at(11), at(13)), (at(14), at(19))),
    ]
    assert list(without([day], [(at(7), at(9)), (at(8), at(14))])) == []
