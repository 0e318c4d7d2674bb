"""The picture of the clinic: never older than two minutes, and on the bad days what was seen last."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import date, datetime, timedelta

import pytest

from bot.databases import take_in
from clinic.model import Clinic
from crm.embedded.adapter import EmbeddedCrm
from crm.errors import AuthFailed, CrmError, Refused, Unavailable
from crm.model import NewPatient, Order, Slot
from crm.through import Answer, Through
from db.bookings import BookingStore
from db.catalogue import AvailabilityStore, CatalogueStore
from db.database import Database
from reception.booking.times import Times
from reception.booking.way import Way
from reception.budget import Budget
from reception.catalogue import Place
from reception.mirror import Mirror
from reception.rounds import Rounds
from tests.reception.front_desk import Clock


class Choosy(Through):
    """Answers for everybody's times but those of whom it ``fails_on``, and not at all while ``silent``."""

    def __init__(self, database: Database, clock: Clock) -> None:
        super().__init__(EmbeddedCrm(database, clock), self._pass)
        self.fails_on: dict[str, CrmError] = {}
        self.silent = False
        self.asked: list[str] = []

    async def free_slots(
        self, doctor_id: str, service_id: str, branch_id: str, start: datetime, end: datetime
    ) -> list[Slot]:
        self.asked.append(doctor_id)
        if error := self.fails_on.get(doctor_id):
            raise error
        return await super().free_slots(doctor_id, service_id, branch_id, start, end)

    async def _pass(self, _verb: str, call: Callable[[], Awaitable[Answer]], /) -> Answer:
        if self.silent:
            await asyncio.Event().wait()
        return await call()


class Picture:
    def __init__(self, database: Database, clinic: Clinic) -> None:
        self.clock = Clock()
        self.crm = Choosy(database, self.clock)
        self.availability = AvailabilityStore(database)
        self.times = Times(self.crm, BookingStore(database, self.clock), clinic.rules, self.clock)
        self.store = CatalogueStore(database)
        self.mirror = self.new()

    def new(self, calls_per_minute: int = 600) -> Mirror:
        """As after a restart."""
        return Mirror(
            self.crm,
            self.store,
            self.availability,
            self.times,
            Rounds(Budget(calls_per_minute, self.clock), self.clock),
        )

    async def seen(self) -> set[str]:
        """Doctors at the first branch whose times are known."""
        catalogue = self.mirror.catalogue
        branch = catalogue.branch_id("center") or 0
        known = await self.availability.earliest(branch, self.clock.now())
        return {catalogue.doctors[doctor].id for doctor, _, _ in known}

    async def goes_on(self, seconds: int) -> None:
        """The program wakes it every second."""
        for _ in range(seconds):
            self.clock.goes_on(timedelta(seconds=1))
            with suppress(CrmError):
                await self.mirror.refresh_touched()
            with suppress(CrmError):
                await self.mirror.refresh_availability()


@pytest.fixture
async def picture(database: Database, clinic: Clinic) -> Picture:
    picture = Picture(database, clinic)
    await take_in(database, clinic, picture.clock)
    await picture.mirror.open()
    return picture


async def test_one_doctor_who_fails_hides_nobody_else(picture: Picture) -> None:
    picture.crm.fails_on = {"shevchuk": Refused("shevchuk")}
    with pytest.raises(Refused, match="shevchuk"):
        await picture.mirror.refresh_availability()
    without = await picture.seen()
    assert {"petrenko", "lysenko"} <= without
    assert "shevchuk" not in without
    picture.crm.fails_on.clear()
    await picture.goes_on(61)
    assert await picture.seen() == without | {"shevchuk"}


async def test_whose_times_never_come_in_time_holds_up_nobody_for_long(picture: Picture) -> None:
    picture.crm.fails_on = {"shevchuk": Unavailable("too late")}
    await picture.goes_on(61)
    assert {"petrenko", "lysenko"} <= await picture.seen()
    assert "shevchuk" not in await picture.seen()


async def test_the_first_of_several_errors_is_raised(picture: Picture) -> None:
    doctors = picture.mirror.catalogue.doctors
    picture.crm.fails_on = {doctor.id: Refused(doctor.id) for doctor in doctors.values()}
    first = doctors[picture.mirror.catalogue.offers[0].doctor].id
    with pytest.raises(Refused, match=first):
        await picture.mirror.refresh_availability()


@pytest.mark.parametrize("error", [Unavailable("gone"), AuthFailed("no such password")])
async def test_a_silent_system_is_asked_once_and_what_was_seen_stays(picture: Picture, error: CrmError) -> None:
    await picture.mirror.refresh_availability()
    before = await picture.seen()
    picture.crm.fails_on = {doctor.id: error for doctor in picture.mirror.catalogue.doctors.values()}
    picture.crm.asked.clear()
    picture.clock.goes_on(timedelta(seconds=50))
    with pytest.raises(type(error)):
        await picture.mirror.refresh_availability()
    assert len(picture.crm.asked) == 1
    assert await picture.seen() == before


async def test_what_lists_show_is_never_two_minutes_old(picture: Picture) -> None:
    catalogue = picture.mirror.catalogue
    offers = len(catalogue.offers)
    picture.mirror = picture.new(calls_per_minute=offers // 2 + 1)
    await picture.mirror.open()
    await picture.goes_on(120)
    assert {catalogue.doctors[offer.doctor].id for offer in catalogue.offers} <= set(picture.crm.asked)
    for _ in range(3):
        picture.crm.asked.clear()
        await picture.goes_on(120)
        assert {catalogue.doctors[offer.doctor].id for offer in catalogue.offers} <= set(picture.crm.asked)
        assert offers <= len(picture.crm.asked) <= offers + 4


async def test_a_time_taken_past_the_bot_leaves_the_lists_within_two_minutes(picture: Picture) -> None:
    await picture.mirror.refresh_availability()
    catalogue = picture.mirror.catalogue
    (place, first_at), *_ = (await known(picture)).items()
    way = Way(branch=place[1], doctor=place[0], service=place[2])
    marta = await picture.crm.create_patient(NewPatient("Коваль", "Марта", "", date(1984, 2, 29), "+380501112233"))
    slot = await picture.times.at(catalogue, way, first_at)
    assert slot
    await picture.crm.book(Order("past-the-bot", slot, marta.id))
    assert (await known(picture))[place] == first_at
    await picture.goes_on(120)
    assert (await known(picture))[place] > first_at


async def known(picture: Picture) -> dict[Place, datetime]:
    """Of the first branch: the doctors' earliest times a day from now."""
    branch = picture.mirror.catalogue.branch_id("center") or 0
    earliest = await picture.availability.earliest(branch, picture.clock.now() + timedelta(hours=2))
    return {place: first_at for place, first_at in earliest.items() if first_at}


async def test_one_free_time_is_found_without_reading_the_month(picture: Picture) -> None:
    await picture.mirror.refresh_availability()
    free, offers = await picture.seen(), len(picture.mirror.catalogue.offers)
    assert free
    assert offers <= len(picture.crm.asked) < 2 * offers, "most have one within the first days"


async def test_a_touched_doctor_who_was_not_seen_is_looked_at_again(picture: Picture) -> None:
    catalogue = picture.mirror.catalogue
    for name in ("shevchuk", "petrenko"):
        picture.mirror.touch(catalogue.doctor_id(name) or 0)
    picture.crm.fails_on = {"shevchuk": Refused("shevchuk")}
    with pytest.raises(Refused):
        await picture.mirror.refresh_touched()
    assert await picture.seen() == {"petrenko"}

    picture.crm.fails_on.clear()
    picture.crm.asked.clear()
    await picture.mirror.refresh_touched()
    assert set(picture.crm.asked) == {"shevchuk"}, "and nobody who was seen"
    assert await picture.seen() == {"petrenko", "shevchuk"}

    picture.crm.asked.clear()
    await picture.mirror.refresh_touched()
    assert picture.crm.asked == []


async def test_the_touched_stay_touched_while_the_system_is_silent(picture: Picture) -> None:
    catalogue = picture.mirror.catalogue
    for name in ("shevchuk", "petrenko"):
        picture.mirror.touch(catalogue.doctor_id(name) or 0)
        picture.crm.fails_on[name] = Unavailable(name)
    with pytest.raises(Unavailable):
        await picture.mirror.refresh_touched()
    assert len(picture.crm.asked) == 1
    picture.crm.fails_on.clear()
    await picture.mirror.refresh_touched()
    assert await picture.seen() == {"petrenko", "shevchuk"}


async def test_a_silent_system_holds_up_no_start_where_a_picture_is_stored(
    picture: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reception.mirror.PATIENCE", 0.05)
    picture.crm.silent = True
    again = picture.new()
    await again.open()
    assert again.catalogue == picture.mirror.catalogue
    assert picture.crm.asked == []


async def test_what_was_seen_yesterday_is_not_known_today(picture: Picture) -> None:
    await picture.mirror.refresh_availability()
    assert "shevchuk" in await picture.seen()
    picture.clock.goes_on(timedelta(days=1))
    assert "shevchuk" not in await picture.seen()
