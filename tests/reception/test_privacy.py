"""What somebody takes away is in the clinic's words and by the clock of the place where it happens."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from crm.model import Branch, Doctor
from reception.catalogue import Catalogue
from reception.people import Person, PhoneState
from reception.privacy import Entry, Named, Privacy
from tests.crm.clock import MovableClock

AT = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
LISBON = {"en": "By the sea"}
CATALOGUE = Catalogue(
    branches={1: Branch("sea", LISBON, LISBON, "Europe/Lisbon")},
    specialties={},
    services={},
    doctors={7: Doctor("shevchuk", {"en": "Shevchuk"}, ())},
    gone=frozenset({7}),
    offers=(),
    ids={("branch", "sea"): 1, ("doctor", "shevchuk"): 7},
)


class Records:
    """Told of everybody alike."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry

    async def all(self, _person: Person) -> dict[str, list[Entry]]:
        return {"visits": [self.entry]}

    async def erase(self, _person: Person) -> bool:
        return True

    leave = erase


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(AT)


def person(number: int = 1) -> Person:
    return Person(number, number, "en", None, PhoneState.NONE, (), None, None)


async def told(clock: MovableClock, **entry: Any) -> Entry:
    taken = await Privacy(Records(entry), clock, "Europe/Kyiv").export(person(), CATALOGUE)
    assert taken is not None
    return taken.parts["visits"][0]


@pytest.mark.parametrize("branch", [1, "sea"])
async def test_a_visit_goes_by_the_clock_of_its_branch(clock: MovableClock, branch: int | str) -> None:
    visit = await told(clock, branch=Named("branch", branch), starts_at=AT, visits=[AT], born_on=date(1987, 5, 12))
    assert (visit["branch"], visit["starts_at"].hour, visit["visits"][0].hour) == (LISBON, 12, 12)
    assert visit["born_on"] == date(1987, 5, 12)


@pytest.mark.parametrize("branch", [0, 2, "hill", None])
async def test_of_a_place_that_nobody_knows_the_clinic_s_clock_counts(clock: MovableClock, branch: Any) -> None:
    visit = await told(clock, branch=Named("branch", branch), starts_at=AT)
    assert (visit["branch"], visit["starts_at"].hour) == (None, 14)


async def test_who_has_left_the_clinic_still_has_a_name(clock: MovableClock) -> None:
    assert (await told(clock, doctor=Named("doctor", 7)))["doctor"] == {"en": "Shevchuk"}


async def test_each_person_takes_it_once_a_minute_also_when_the_clock_was_set_back(clock: MovableClock) -> None:
    privacy = Privacy(Records({}), clock, "Europe/Kyiv")
    assert await privacy.export(person(), CATALOGUE)
    assert await privacy.export(person(2), CATALOGUE)
    clock.goes_on(timedelta(seconds=59))
    assert await privacy.export(person(), CATALOGUE) is None
    clock.goes_on(timedelta(seconds=1))
    assert await privacy.export(person(), CATALOGUE)
    clock.goes_to(AT - timedelta(hours=1))
    assert await privacy.export(person(), CATALOGUE)
