"""What is offered in place of a taken time."""

from collections.abc import Mapping
from datetime import datetime
from typing import cast

from crm.model import Slot
from reception.booking.nearest import Nearest
from reception.booking.times import Times
from reception.booking.way import Options, Way
from reception.catalogue import AvailabilityStore, Catalogue, Place
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
from tests.reception.test_times import slot

WAY = Way(ADULT, CENTER, doctor=SHEVCHUK, visit=True, service=VISIT)
WISHED = wall("2026-11-24 10:00")


class Seen:
    """The doctor's own free times, live, and the colleagues' earliest as the mirror holds them."""

    def __init__(self, free: list[str], earliest: Mapping[Place, datetime]) -> None:
        self._free = free
        self._earliest = earliest

    async def free(self, _catalogue: Catalogue, _way: Way) -> list[Slot]:
        return [slot(wall(f"2026-11-24 {at}")) for at in self._free]

    async def earliest(self, branch: int) -> Mapping[Place, datetime]:
        return {place: at for place, at in self._earliest.items() if place[1] == branch}


async def offered(
    free: list[str], earliest: Mapping[Place, datetime] | None = None, way: Way = WAY
) -> list[tuple[int, int, datetime]]:
    seen = Seen(free, earliest or {})
    nearest = Nearest(cast(Times, seen), cast(AvailabilityStore, seen))
    near = await nearest.to(Options(CATALOGUE, person(ADULT), TODAY), way, WISHED)
    return [(one.way.doctor, one.way.service, one.starts_at) for one in near]


async def test_the_three_around_the_wished_time_in_their_order() -> None:
    near = await offered(["08:00", "09:30", "09:45", "10:15", "11:00", "15:00"])
    assert [at for _, _, at in near] == [wall(f"2026-11-24 {at}") for at in ("09:30", "09:45", "10:15")]


async def test_colleagues_of_the_same_specialty_at_the_same_branch_follow() -> None:
    at = wall("2026-11-24 12:00")
    seen = {
        (SHEVCHUK, CENTER, VACCINATION): at,
        (KOVALENKO, CENTER, VISIT): at,
        (MELNYK, CENTER, VISIT): at,
        (KOVALENKO, 3, VISIT): wall("2026-11-24 08:00"),
    }
    near = await offered(["10:15"], seen)
    assert near == [(SHEVCHUK, VISIT, wall("2026-11-24 10:15")), (KOVALENKO, VISIT, at)]


async def test_a_colleague_without_free_times_is_not_offered() -> None:
    assert await offered([], {}) == []


async def test_each_offer_is_a_way_that_can_be_tapped() -> None:
    seen = Seen(["10:15"], {(KOVALENKO, CENTER, VISIT): WISHED})
    options = Options(CATALOGUE, person(ADULT), TODAY)
    for near in await Nearest(cast(Times, seen), cast(AvailabilityStore, seen)).to(options, WAY, WISHED):
        assert options.offer(near.way) is not None
        assert near.zone == "Europe/Kyiv"
        assert near.doctor is CATALOGUE.doctors[near.way.doctor]
