"""The picture of the clinic on its bad days: one doctor's times fail, or everything does."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest

from bot.wiring import take_in
from clinic.model import Clinic
from crm.embedded.adapter import EmbeddedCrm
from crm.errors import Refused
from crm.model import Slot
from crm.through import Answer, Through
from db.bookings import BookingStore
from db.catalogue import AvailabilityStore, CatalogueStore
from db.database import Database
from reception.booking.times import Times
from reception.mirror import Mirror
from tests.reception.front_desk import Clock


class Choosy(Through):
    """Answers for everybody's times but those of ``silent_on``."""

    def __init__(self, database: Database, clock: Clock) -> None:
        super().__init__(EmbeddedCrm(database, clock), self._pass)
        self.silent_on: set[str] = set()
        self.asked: list[str] = []

    async def free_slots(
        self, doctor_id: str, service_id: str, branch_id: str, start: datetime, end: datetime
    ) -> list[Slot]:
        self.asked.append(doctor_id)
        if doctor_id in self.silent_on:
            raise Refused(doctor_id)
        return await super().free_slots(doctor_id, service_id, branch_id, start, end)

    async def _pass(self, _verb: str, call: Callable[[], Awaitable[Answer]], /) -> Answer:
        return await call()


class Picture:
    def __init__(self, database: Database, clinic: Clinic) -> None:
        self.clock = Clock()
        self.crm = Choosy(database, self.clock)
        self.availability = AvailabilityStore(database)
        times = Times(self.crm, BookingStore(database, self.clock), clinic.rules, self.clock)
        self.mirror = Mirror(self.crm, CatalogueStore(database), self.availability, times)

    async def seen(self) -> set[str]:
        """Doctors at the first branch whose times are known."""
        catalogue = self.mirror.catalogue
        branch = catalogue.branch_id("center") or 0
        known = await self.availability.earliest(branch, self.clock.now())
        return {catalogue.doctors[doctor].id for doctor, _, _ in known}


@pytest.fixture
async def picture(database: Database, clinic: Clinic) -> Picture:
    picture = Picture(database, clinic)
    await take_in(database, clinic, picture.clock)
    await picture.mirror.open()
    return picture


async def test_one_doctor_who_fails_hides_nobody_else(picture: Picture) -> None:
    picture.crm.silent_on = {"shevchuk"}
    with pytest.raises(Refused, match="shevchuk"):
        await picture.mirror.refresh_availability()
    without = await picture.seen()
    assert {"petrenko", "lysenko"} <= without
    assert "shevchuk" not in without
    picture.crm.silent_on.clear()
    await picture.mirror.refresh_availability()
    assert await picture.seen() == without | {"shevchuk"}


async def test_the_first_of_several_errors_is_raised(picture: Picture) -> None:
    picture.crm.silent_on = {doctor.id for doctor in picture.mirror.catalogue.doctors.values()}
    first = picture.mirror.catalogue.doctors[picture.mirror.catalogue.offers[0].doctor].id
    with pytest.raises(Refused, match=first):
        await picture.mirror.refresh_availability()


async def test_a_touched_doctor_who_was_not_seen_is_looked_at_again(picture: Picture) -> None:
    catalogue = picture.mirror.catalogue
    for name in ("shevchuk", "petrenko"):
        picture.mirror.touch(catalogue.doctor_id(name) or 0)
    picture.crm.silent_on = {"shevchuk"}
    with pytest.raises(Refused):
        await picture.mirror.refresh_touched()
    assert await picture.seen() == {"petrenko"}

    picture.crm.silent_on.clear()
    picture.crm.asked.clear()
    await picture.mirror.refresh_touched()
    assert set(picture.crm.asked) == {"shevchuk"}, "and nobody who was seen"
    assert await picture.seen() == {"petrenko", "shevchuk"}

    picture.crm.asked.clear()
    await picture.mirror.refresh_touched()
    assert picture.crm.asked == []


async def test_what_was_seen_yesterday_is_not_known_today(picture: Picture) -> None:
    await picture.mirror.refresh_availability()
    assert "shevchuk" in await picture.seen()
    picture.clock.goes_on(timedelta(days=1))
    assert "shevchuk" not in await picture.seen()
