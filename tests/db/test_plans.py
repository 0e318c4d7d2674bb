"""What a chat is to be told follows its visits, in the same transaction, and nothing is said twice."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from crm.model import Appointment, Slot, Status
from db.bookings import BookingStore
from db.database import Database
from db.outbox import OutboxStore
from db.people import PeopleStore
from db.personal.store import PersonalStore
from db.plans import Plans
from db.tables import accounts, outbox, outbox_log, outbox_visits, visits
from db.visits import VisitStore
from reception.booking.bookings import State as Booking
from reception.booking.way import Way
from reception.people import PatientDetails, Person, PhoneState
from reminders.outbox import State
from reminders.plan import Notice, PlannedVisit, plan
from reminders.quiet import Quiet
from tests.crm.clock import MovableClock
from tests.crm.story import wall

NOW = wall("2026-11-23 09:00")
ALL = (NOW - timedelta(days=400), NOW + timedelta(days=400))
ARRIVED, FULFILLED = Status.ARRIVED, Status.FULFILLED
TOMORROW, LATER = wall("2026-11-24 14:30"), wall("2026-11-25 14:30")


def kyiv(_branch: str | None) -> str:
    return "Europe/Kyiv"


def kinds_of(visits_of_a_chat: Iterable[PlannedVisit]) -> Sequence[Notice]:
    return plan(visits_of_a_chat, Quiet())


class Desk:
    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = MovableClock(NOW)
        self.plans = Plans(database, self.clock, kinds_of, kyiv)
        self.mirror = VisitStore(database, self.clock, self.plans.of_patients)
        self.people = PeopleStore(database, self.clock, self.plans.of_accounts)
        self.outbox = OutboxStore(database, self.clock)

    async def chat(self, telegram_id: int, *patients: str, verified: bool = True) -> Person:
        await self.people.arrive(telegram_id, "uk", "")
        person = await self.people.arrive(telegram_id, "uk", "")
        state = PhoneState.VERIFIED if verified else PhoneState.UNVERIFIED
        await self.people.give_phone(person.id, f"+38050111{telegram_id:04}", state, "1")
        person = await self.people.arrive(telegram_id, "uk", "")
        for patient in patients:
            await self.people.add_patient(person, patient, PatientDetails("Л", "М", "", date(1990, 1, 1)))
        return await self.people.arrive(telegram_id, "uk", "")

    async def replans(self, people: Sequence[Person]) -> None:
        async with self.database.write() as connection:
            await connection.run_sync(self.plans.of_accounts, [person.id for person in people])

    async def messages(self, *states: State) -> list[tuple[int, str, str]]:
        """Chat, kind and moment in Kyiv, of those due (or in the states given), by time."""
        query = (
            select(outbox.c.account_id, outbox.c.kind, outbox.c.due_at)
            .where(outbox.c.state.in_(states or (State.DUE,)))
            .order_by(outbox.c.due_at, outbox.c.id)
        )
        rows = await self.database.rows(query)
        return [(row.account_id, row.kind, f"{row.due_at + timedelta(hours=2):%d %H:%M}") for row in rows]

    async def kinds(self) -> list[str]:
        return [kind for _, kind, _ in await self.messages()]


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


def visit(number: str = "1", patient: str = "marta", at: datetime = TOMORROW) -> Appointment:
    end = at + timedelta(minutes=30)
    return Appointment(number, patient, "hrab", "centre", "visit", at, end, Status.BOOKED, "1")


THREE = [(1, "day_before", "23 14:30"), (1, "two_hours", "24 12:30"), (1, "rating", "24 17:00")]


async def test_a_visit_seen_is_a_visit_planned(desk: Desk) -> None:
    await desk.chat(1, "marta")
    await desk.mirror.keep(visit())
    assert await desk.messages() == THREE
    await desk.mirror.saw("marta", [visit()], *ALL)
    await desk.mirror.follow([visit()], "c1")
    assert await desk.messages() == THREE, "seen again it is nothing new"


async def test_what_cannot_be_kept_plans_nothing(desk: Desk) -> None:
    await desk.chat(1, "marta")

    def fails(*_given: object) -> None:
        raise RuntimeError("half-way")

    broken = VisitStore(desk.database, desk.clock, fails)
    with pytest.raises(RuntimeError):
        await broken.keep(visit())
    assert await desk.messages() == []
    assert await desk.mirror.ahead(["marta"], NOW) == []


async def test_a_cancelled_visit_is_not_reminded_of(desk: Desk) -> None:
    await desk.chat(1, "marta")
    await desk.mirror.keep(visit())
    await desk.mirror.keep(replace(visit(), status=Status.CANCELLED, version="2"))
    assert await desk.messages() == []
    assert len(await desk.messages(State.DROPPED)) == 3


async def test_who_did_not_come_is_not_asked_how_it_was(desk: Desk) -> None:
    await desk.chat(1, "marta")
    await desk.mirror.keep(visit())
    await desk.mirror.keep(replace(visit(), status=Status.NOSHOW, version="2"))
    assert await desk.messages() == []


async def test_a_moved_visit_is_planned_anew_and_back_again(desk: Desk) -> None:
    await desk.chat(1, "marta")
    await desk.mirror.keep(visit())
    await desk.mirror.keep(replace(visit(at=LATER), version="2"))
    assert await desk.messages() == [
        (1, "day_before", "24 14:30"),
        (1, "two_hours", "25 12:30"),
        (1, "rating", "25 17:00"),
    ]
    await desk.mirror.keep(replace(visit(), version="3"))
    assert await desk.messages() == THREE


async def test_what_was_said_is_not_said_again_when_it_moves_away_and_back(desk: Desk) -> None:
    await desk.chat(1, "marta")
    await desk.mirror.keep(visit())
    desk.clock.goes_to(wall("2026-11-23 14:30"))
    (message,) = await desk.outbox.claim(10)
    assert await desk.outbox.begin(message)
    await desk.outbox.settle(message, State.SENT, message_id=7)
    await desk.mirror.keep(replace(visit(at=LATER), version="2"))
    await desk.mirror.keep(replace(visit(), version="3"))
    assert await desk.kinds() == ["two_hours", "rating"]


async def test_a_second_visit_of_the_day_joins_the_days_message(desk: Desk) -> None:
    await desk.chat(1, "marta", "orest")
    await desk.mirror.keep(visit())
    await desk.mirror.keep(visit("2", "orest", wall("2026-11-24 18:00")))
    days_before = [one for one in await desk.messages() if one[1] == "day_before"]
    assert days_before == [(1, "day_before", "23 14:30")]
    rows = await desk.database.rows(
        select(outbox_visits.c.visit_id).join(outbox).where(outbox.c.kind == "day_before", outbox.c.state == State.DUE)
    )
    assert len(rows) == 2
    await desk.mirror.keep(replace(visit(), status=Status.CANCELLED, version="2"))
    days_before = [one for one in await desk.messages() if one[1] == "day_before"]
    assert days_before == [(1, "day_before", "23 18:00")], "left alone it is told at its own time"


async def test_each_chat_that_acts_for_a_patient_is_told(desk: Desk) -> None:
    mother, father = await desk.chat(1, "marta"), await desk.chat(2, "marta")
    await desk.mirror.keep(visit())
    assert sorted(await desk.messages()) == sorted(
        (who.id, kind, at) for who in (mother, father) for _, kind, at in THREE
    )


async def test_who_is_linked_later_is_told_of_what_comes_then(desk: Desk) -> None:
    await desk.chat(1, "marta")
    await desk.mirror.keep(visit())
    desk.clock.goes_to(wall("2026-11-23 15:00"))
    father = await desk.chat(2, "marta")
    await desk.replans([father])
    assert [one for one in await desk.messages() if one[0] == father.id] == [
        (father.id, "two_hours", "24 12:30"),
        (father.id, "rating", "24 17:00"),
    ]


async def test_with_a_typed_number_only_what_was_made_here_is_told(desk: Desk) -> None:
    person = await desk.chat(1, "marta", verified=False)
    await desk.mirror.keep(visit("by-phone"))
    assert await desk.messages() == []
    bookings = BookingStore(desk.database, desk.clock)
    way = Way(person.patients[0].id, 1, doctor=1, visit=True, service=1)
    await bookings.draw("key", person.id, way, Slot("hrab", "centre", "visit", LATER, LATER + timedelta(minutes=30)))
    await bookings.begin("key")
    await bookings.settle("key", Booking.BOOKED, "here")
    await desk.mirror.keep(visit("here", at=LATER), told=True)
    assert await desk.kinds() == ["day_before", "two_hours", "rating"]
    assert (await desk.messages())[0][2] == "24 14:30"


async def test_a_kind_that_is_turned_off_goes_and_comes_back_for_what_lies_ahead(desk: Desk) -> None:
    person = await desk.chat(1, "marta")
    await desk.mirror.keep(visit())

    async def turned(off: str) -> None:
        async with desk.database.write() as connection:
            await connection.execute(update(accounts).values(notices_off=off))
        await desk.replans([person])

    await turned("two_hours rating")
    assert await desk.kinds() == ["day_before"]
    desk.clock.goes_to(wall("2026-11-24 13:00"))
    await turned("")
    assert await desk.kinds() == ["day_before", "rating"], "the two hours have passed"


async def test_planned_by_several_at_once_it_is_said_once(desk: Desk) -> None:
    people = [await desk.chat(number, "marta") for number in (1, 2, 3)]
    await desk.mirror.keep(visit())
    async with desk.database.write() as connection:
        await connection.execute(outbox_visits.delete())
        await connection.execute(outbox.delete())
    await asyncio.gather(*(desk.replans(people) for _ in range(8)))
    assert len(await desk.messages()) == 9
    async with desk.database.read() as connection:
        assert len((await connection.execute(select(outbox_log))).all()) == 9


async def test_a_visit_that_is_long_over_is_no_longer_thought_of(desk: Desk) -> None:
    await desk.chat(1, "marta")
    await desk.mirror.keep(visit(at=NOW - timedelta(days=5)))
    assert await desk.messages() == []


async def test_whoever_is_erased_is_told_nothing(desk: Desk) -> None:
    person = await desk.chat(1, "marta")
    await desk.mirror.keep(visit())
    assert await PersonalStore(desk.database).erase(person)
    assert await desk.messages(*State) == []
    assert await desk.database.rows(select(visits)) == []


async def test_whoever_leaves_is_told_nothing_more_and_others_are(desk: Desk) -> None:
    person = await desk.chat(1, "marta")
    await desk.chat(2, "marta")
    await desk.mirror.keep(visit())
    assert await PersonalStore(desk.database, desk.plans.of_accounts).leave(person)
    told = await desk.messages(*State)
    assert {account for account, _, _ in await desk.messages()} == {2}
    assert len(told) == 2 * len(await desk.messages())
    assert await desk.messages(State.DROPPED) == [one for one in told if one[0] == 1]


async def known(desk: Desk) -> tuple[datetime | None, datetime, str]:
    (row,) = await desk.database.rows(select(visits))
    return row.changed_at, row.told_starts_at, row.told_status


async def test_what_the_clinic_changes_is_news_until_it_is_told_or_changed_back(desk: Desk) -> None:
    await desk.chat(1, "marta")
    keep = desk.mirror.keep
    await keep(visit())
    assert await known(desk) == (None, TOMORROW, "booked")
    desk.clock.goes_to(NOW + timedelta(minutes=1))
    moved = replace(visit(at=LATER), version="2")
    await keep(moved)
    assert await known(desk) == (NOW + timedelta(minutes=1), TOMORROW, "booked")
    desk.clock.goes_to(NOW + timedelta(minutes=3))
    await keep(replace(moved, doctor_id="koval", version="3"))
    assert await known(desk) == (NOW + timedelta(minutes=1), TOMORROW, "booked"), "since it began to change"
    await keep(replace(visit(), version="4"))
    assert await known(desk) == (None, TOMORROW, "booked")


async def test_who_did_it_here_knows_and_what_is_no_news_is_none(desk: Desk) -> None:
    await desk.chat(1, "marta")
    await desk.mirror.keep(visit(), told=True)
    await desk.mirror.keep(replace(visit(at=LATER), version="2"), told=True)
    assert await known(desk) == (None, LATER, "booked")
    for version, change in enumerate(
        ({"service_id": "other"}, {"status": Status.ARRIVED}, {"status": Status.FULFILLED})
    ):
        await desk.mirror.keep(replace(visit(at=LATER), version=f"n{version}", **change))  # type: ignore[arg-type]
        assert (await known(desk))[0] is None, change
    await desk.mirror.keep(replace(visit(at=LATER), version="x", status=Status.CANCELLED))
    assert (await known(desk))[0] is not None
