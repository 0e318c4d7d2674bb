"""Wishes and holds on both databases, whatever happens at the same moment."""

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from crm.model import Slot
from db.bookings import BookingStore
from db.database import Database
from db.people import PeopleStore
from db.tables import bookings, holds, outbox
from db.wishes import WishStore
from reception.booking.bookings import SlotInFlight, State
from reception.booking.way import Way
from reception.people import PatientDetails, Person
from reception.waitlist.wish import ANY_DAY, HELD_FOR, WEEKENDS, WORKING_DAYS, Freed, Waiting
from reminders.plan import Kind
from tests.crm.clock import MovableClock

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
AT = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
PLACE = (9, 1, 5)
FREED = Freed(PLACE, AT, NOW)
MIDNIGHT = datetime(2026, 11, 22, 22, tzinfo=UTC)  # in Kyiv, where the branch is
IN_A_MONTH = NOW + timedelta(days=30)


@dataclass
class Chat:
    """A person with one patient."""

    person: Person
    patient: int

    @property
    def way(self) -> Way:
        return Way(self.patient, 1, doctor=9, visit=True, service=5)


class Desk:
    """One process."""

    def __init__(self, database: Database, clock: MovableClock) -> None:
        self.database, self.clock = database, clock
        self.bookings = BookingStore(database, clock)
        self.wishes = WishStore(database, clock, self.bookings.look_at_others)

    async def comes(self, number: int) -> Chat:
        people = PeopleStore(self.database, self.clock)
        person = await people.arrive(number, "uk", "")
        details = PatientDetails("Коваль", "Олена", "", date(1987, 5, 12))
        return Chat(person, (await people.add_patient(person, str(number), details)).id)

    async def waits(self, chat: Chat, days: int = ANY_DAY) -> Waiting:
        wish = await self.wishes.wish(chat.person.id, chat.way, days, IN_A_MONTH)
        assert wish
        return Waiting(wish)

    async def holds(self, one: Waiting, at: datetime = AT, minutes: int = 20) -> bool:
        return await self.wishes.hold(one, replace(FREED, starts_at=at), at + minutes * MINUTE, MIDNIGHT)

    async def draws(self, key: str, chat: Chat, at: datetime = AT) -> None:
        slot = Slot("doctor", "branch", "service", at, at + 20 * MINUTE)
        await self.bookings.draw(key, chat.person.id, chat.way, slot)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(NOW)


@pytest.fixture
def desk(database: Database, clock: MovableClock) -> Desk:
    return Desk(database, clock)


async def test_tapped_twice_it_is_one_wish_and_a_patient_has_three(desk: Desk) -> None:
    chat, other = await desk.comes(1), await desk.comes(2)
    first = await desk.waits(chat)
    assert await desk.waits(chat) == first
    for days in (WORKING_DAYS, WEEKENDS):
        await desk.waits(chat, days)
    assert await desk.wishes.wish(chat.person.id, chat.way, AT.toordinal(), IN_A_MONTH) is None
    assert await desk.waits(chat) == first, "of those that are there one more tap takes none away"
    await desk.waits(other)
    await desk.wishes.end([first.wish.id])
    await desk.waits(chat, AT.toordinal())
    assert [wish.days for wish in await desk.wishes.of(chat.person.id)] == [WORKING_DAYS, WEEKENDS, AT.toordinal()]


async def test_a_wish_and_a_hold_are_found_by_their_own_person_alone(desk: Desk) -> None:
    chat, stranger = await desk.comes(1), await desk.comes(2)
    one = await desk.waits(chat)
    assert await desk.holds(one)
    assert await desk.wishes.find(chat.person.id, one.wish.id) == one.wish
    assert await desk.wishes.find(stranger.person.id, one.wish.id) is None
    hold = await desk.wishes.hold_of(chat.person.id, 1)
    assert hold
    assert (hold.way, hold.starts_at, hold.until) == (chat.way, AT, NOW + HELD_FOR)
    assert await desk.wishes.hold_of(stranger.person.id, 1) is None


async def test_of_many_processes_that_offer_one_time_at_once_one_does(database: Database, clock: MovableClock) -> None:
    desks = [Desk(database, clock) for _ in range(6)]
    waiting = [await desk.waits(await desk.comes(number)) for number, desk in enumerate(desks, 1)]
    held = await asyncio.gather(
        *(desk.holds(one, AT + shift * MINUTE) for shift, (desk, one) in enumerate(zip(desks, waiting, strict=True)))
    )
    assert sum(held) == 1
    assert len(await database.rows(select(holds.c.id))) == 1
    (word,) = await database.rows(select(outbox.c.kind, outbox.c.due_at, outbox.c.expires_at))
    assert tuple(word) == (Kind.FREED, NOW, NOW + HELD_FOR)


async def test_one_wish_is_offered_one_time_though_two_are_found_at_once(
    database: Database, clock: MovableClock
) -> None:
    desk, other = Desk(database, clock), Desk(database, clock)
    one = await desk.waits(await desk.comes(1))
    held = await asyncio.gather(desk.holds(one), other.holds(one, AT + 60 * MINUTE))
    assert sorted(held) == [False, True]


async def test_a_patient_who_waits_for_two_doctors_is_offered_one_time(database: Database, clock: MovableClock) -> None:
    desk, other = Desk(database, clock), Desk(database, clock)
    chat = await desk.comes(1)
    of_one, of_other = await desk.waits(chat), await desk.waits(chat, WORKING_DAYS)
    there = replace(FREED, place=(8, 1, 5))
    held = await asyncio.gather(desk.holds(of_one), other.wishes.hold(of_other, there, AT + 20 * MINUTE, MIDNIGHT))
    assert sorted(held) == [False, True]


async def test_while_a_time_is_held_others_go_on(database: Database, clock: MovableClock) -> None:
    """On SQLite whoever writes is alone."""
    desk = Desk(database, clock)
    one, other = await desk.waits(await desk.comes(1)), await desk.comes(2)
    await desk.draws("key", other)
    if not database.is_sqlite:
        async with database.write() as connection, asyncio.timeout(20):
            await connection.execute(bookings.update().values(token="somebody writes"))
            assert await desk.holds(one)


async def test_either_somebody_books_it_or_it_is_held_for_another(database: Database, clock: MovableClock) -> None:
    """Confirm and the offer at the same moment, many times over."""
    desk, other = Desk(database, clock), Desk(database, clock)
    books, waits = await desk.comes(1), await desk.comes(2)
    one = await desk.waits(waits)
    for number in range(8):
        at = AT + number * timedelta(hours=1)
        midnight = clock.now()  # each day anew
        await desk.draws(f"key {number}", books, at)
        held, begun = await asyncio.gather(
            other.wishes.hold(one, replace(FREED, starts_at=at), at + 20 * MINUTE, midnight),
            desk.bookings.begin(f"key {number}"),
            return_exceptions=True,
        )
        assert held is isinstance(begun, SlotInFlight), (held, begun)
        clock.goes_on(MINUTE)


async def test_a_card_drawn_before_loses_against_the_hold_and_wins_when_it_has_lapsed(desk: Desk) -> None:
    books, waits = await desk.comes(1), await desk.comes(2)
    await desk.draws("old card", books, AT + 10 * MINUTE)
    await desk.draws("beside it", books, AT + 20 * MINUTE)
    await desk.draws("own", waits)
    assert await desk.holds(await desk.waits(waits))
    with pytest.raises(SlotInFlight):
        await desk.bookings.begin("old card")
    await desk.bookings.begin("beside it")
    await desk.bookings.settle("beside it", State.REFUSED)
    await desk.bookings.begin("own")
    await desk.bookings.settle("own", State.REFUSED)
    desk.clock.goes_on(HELD_FOR)
    await desk.bookings.begin("old card")


async def test_nothing_is_held_over_a_booking_under_way(desk: Desk) -> None:
    books, waits = await desk.comes(1), await desk.comes(2)
    one = await desk.waits(waits)
    await desk.draws("key", books)
    await desk.bookings.begin("key")
    assert not await desk.holds(one, AT + 10 * MINUTE)
    await desk.bookings.settle("key", State.UNKNOWN)
    assert not await desk.holds(one)
    await desk.bookings.settle("key", State.REFUSED)
    assert await desk.holds(one)


async def test_a_hold_is_busy_for_all_others_and_free_for_its_patient(database: Database, clock: MovableClock) -> None:
    desk, elsewhere = Desk(database, clock), Desk(database, clock)
    chat = await desk.comes(1)
    assert await elsewhere.bookings.in_flight(9) == []
    assert await desk.holds(await desk.waits(chat))
    span = (AT, AT + 20 * MINUTE)
    assert await desk.bookings.in_flight(9) == [span], "here at once"
    assert await elsewhere.bookings.in_flight(9) == []
    await elsewhere.bookings.look_at_others()
    assert await elsewhere.bookings.in_flight(9) == [span], "there within a second"
    assert await desk.bookings.in_flight(9, chat.patient) == []
    assert await desk.bookings.in_flight(8) == []
    clock.goes_on(HELD_FOR)
    assert await desk.bookings.in_flight(9) == [], "lapsed, whoever has noticed"
