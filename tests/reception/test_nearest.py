"""What is offered in place of a taken time."""

from collections.abc import Mapping
from datetime import datetime
from typing import cast

from reception.booking.nearest import Nearest
from reception.booking.outcomes import NearestTime
from reception.booking.way import Options, Way
from reception.catalogue import AvailabilityStore, Place
from tests.crm.story import wall
from tests.reception.offers import (
    ADULT,
    CATALOGUE,
    CENTER,
    KOVALENKO,
    MELNYK,
    SHEVCHUK,
    TODAY,
    VACCINATION,
    VISIT,
    person,
)
from tests.reception.test_times import Clinic

WAY = Way(ADULT, CENTER, doctor=SHEVCHUK, visit=True, service=VISIT)
WISHED = wall("2026-11-24 10:00")


class Mirror:
    """The colleagues' earliest times as last seen."""

    def __init__(self, earliest: Mapping[Place, datetime]) -> None:
        self._earliest = earliest

    async def earliest(self, branch: int, since: datetime) -> Mapping[Place, datetime]:
        return {place: at for place, at in self._earliest.items() if place[1] == branch and at >= since}


async def near(free: list[str], earliest: Mapping[Place, datetime]) -> tuple[NearestTime, ...]:
    """``free``: the doctor's own, live."""
    clinic = Clinic(*(wall(at) for at in free))
    nearest = Nearest(clinic.times, cast(AvailabilityStore, Mirror(earliest)))
    return await nearest.to(Options(CATALOGUE, person(ADULT), TODAY), WAY, WISHED)


async def offered(free: list[str], earliest: Mapping[Place, datetime] | None = None) -> list[tuple[int, int, datetime]]:
    return [(one.way.doctor, one.way.service, one.starts_at) for one in await near(free, earliest or {})]


async def test_the_three_around_the_wished_time_in_their_order() -> None:
    day = [f"2026-11-24 {at}" for at in ("08:00", "09:30", "09:45", "10:15", "11:00", "15:00")]
    assert [at for _, _, at in await offered(day)] == [wall(at) for at in day[1:4]]


async def test_where_there_are_not_three_around_it_those_further_away_join() -> None:
    far = ["2026-11-24 10:15", "2026-12-14 09:00", "2026-12-21 09:00", "2026-12-22 09:00"]
    assert [at for _, _, at in await offered(far)] == [wall(at) for at in far[:3]]


async def test_colleagues_of_the_same_specialty_at_the_same_branch_follow() -> None:
    at = wall("2026-11-24 12:00")
    seen = {
        (SHEVCHUK, CENTER, VACCINATION): at,
        (KOVALENKO, CENTER, VISIT): at,
        (MELNYK, CENTER, VISIT): at,
        (KOVALENKO, 3, VISIT): wall("2026-11-24 08:00"),
    }
    others = await offered(["2026-11-24 10:15"], seen)
    assert others == [(SHEVCHUK, VISIT, wall("2026-11-24 10:15")), (KOVALENKO, VISIT, at)]


async def test_a_colleague_without_free_times_is_not_offered() -> None:
    assert await offered([], {}) == []


async def test_each_offer_is_a_way_that_can_be_tapped() -> None:
    options = Options(CATALOGUE, person(ADULT), TODAY)
    others = await near(["2026-11-24 10:15"], {(KOVALENKO, CENTER, VISIT): WISHED})
    assert len(others) == 2
    for other in others:
        assert options.offer(other.way) is not None
        assert other.zone == "Europe/Kyiv"
        assert other.doctor is CATALOGUE.doctors[other.way.doctor]
