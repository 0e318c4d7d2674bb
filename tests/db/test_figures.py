"""Figures from the rows that are there, and from what was kept of those that are not: days of the clinic, of nobody."""

import asyncio
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import delete, event, insert, select, text

from crm.model import Appointment, Directory, Doctor, Status
from db.catalogue import CatalogueStore
from db.database import Database
from db.entries import take_over
from db.figures import CountStore
from db.handoff import DialogueStore
from db.notes import NoteStore
from db.people import PeopleStore
from db.personal.store import PersonalStore
from db.tables import accounts, bookings, counts, outbox, seen, visits
from db.visits import VisitStore
from reception.figures.bookkeeping import SETTLED, Bookkeeping
from reception.figures.counts import Count, Seen, What
from reception.figures.period import A_DAY, Period, bounds
from reception.figures.tally import comings
from reception.handoff.dialogue import Manager, Said
from reception.people import PatientDetails, PhoneState
from reminders.notes import Score
from reminders.outbox import State
from reminders.plan import Kind
from tests.crm.clock import MovableClock
from tests.crm.story import wall
from tests.crm.verba import KYIV

MONDAY = date(2026, 11, 23)
TUESDAY = MONDAY + A_DAY
NOON = wall("2026-11-23 12:00")
HOUR = timedelta(hours=1)


class Desk:
    def __init__(self, database: Database) -> None:
        self.database, self.clock = database, MovableClock(NOON)
        self.people, self.mirror = PeopleStore(database, self.clock), VisitStore(database, self.clock)
        self.store = CountStore(database, partial(comings, zone=KYIV))
        self.books = Bookkeeping(self.store, self.clock, KYIV)

    async def comes(self, telegram_id: int, source: str = "", at: datetime = NOON) -> int:
        self.clock.goes_to(at)
        return (await self.people.arrive(telegram_id, "uk", source)).id

    async def acts_for(self, patient: str) -> int:
        account = await self.comes(1)
        await self.people.give_phone(account, "+380501234567", PhoneState.VERIFIED, "1")
        person = await self.people.find(account)
        assert person
        await self.people.add_patient(person, patient, PatientDetails("Коваль", "Марта", "", date(1987, 5, 12)))
        return account

    async def has_visit(self, number: int, at: datetime, status: Status, doctor: str = "hrab") -> int:
        visit = Appointment(str(number), "marta", doctor, "centre", "visit", at, at + HOUR, status, "1")
        await self.mirror.keep(visit)
        return (await self.mirror.ids([visit.id]))[visit.id]

    async def notes(self, kind: Kind, state: State, settled_at: datetime | None, times: int = 1) -> None:
        row = {"kind": kind, "due_at": NOON, "expires_at": NOON, "urgent_at": NOON, "state": state, "tries": 0}
        async with self.database.write() as connection:
            await connection.execute(insert(outbox), [row | {"settled_at": settled_at, "created_at": NOON}] * times)

    async def counted(self, on: date = MONDAY) -> set[tuple[str, str, int]]:
        """Soon afterwards."""
        self.clock.goes_on(timedelta(minutes=1))
        figures = await self.books.of(Period(on, on))
        counted = {(one.what.value, one.which, one.number) for one in figures.counts}
        assert len(counted) == len(figures.counts), "nothing is there twice"
        return counted


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


async def test_who_came_is_counted_on_the_clinic_s_day_by_the_link_that_brought_them(desk: Desk) -> None:
    await desk.comes(1, "door", wall("2026-11-22 23:59"))
    await desk.comes(2, "door", wall("2026-11-23 00:00"))
    await desk.comes(3, "door")
    await desk.comes(4, "", wall("2026-11-23 23:59"))
    await desk.comes(5, "", wall("2026-11-24 00:00"))
    await desk.people.is_out_of_reach(3)
    assert await desk.counted() == {("came", "door", 2), ("came", "", 1)}
    figures = await desk.books.of(Period(MONDAY, MONDAY))
    assert (figures.subscribers, figures.blocked) == (5, 1)


async def test_people_and_sessions_are_counted_once_by_however_many_programs(desk: Desk) -> None:
    first, second = await desk.comes(1), await desk.comes(2)
    there = {first: Seen(NOON, NOON), second: Seen(NOON, NOON)}
    await asyncio.gather(*(CountStore(desk.database, partial(comings, zone=KYIV)).add([], there) for _ in range(4)))
    assert await desk.counted() == {("came", "", 2), ("people", "", 2), ("sessions", "", 2)}
    await desk.store.add([], {first: Seen(NOON + HOUR, NOON + HOUR), 999: Seen(NOON, NOON)})
    assert await desk.counted() == {("came", "", 2), ("people", "", 2), ("sessions", "", 3)}, "nobody is 999"


async def test_what_is_added_adds_up(desk: Desk) -> None:
    about = Count(MONDAY, What.SECTION, "about", 2)
    await desk.store.add([about, Count(TUESDAY, What.SECTION, "about", 1), about], {})
    await asyncio.gather(*(desk.store.add([about], {}) for _ in range(3)))
    assert await desk.counted() == {("section", "about", 10)}
    assert await desk.counted(TUESDAY) == {("section", "about", 1)}


async def test_who_is_erased_leaves_numbers_behind_and_no_trace(desk: Desk) -> None:
    account = await desk.comes(1, "door")
    await desk.store.add([], {account: Seen(NOON, NOON)})
    person = await desk.people.find(account)
    assert person
    assert (await PersonalStore(desk.database).all(person))["account"][0]["here_last"] == NOON
    await PersonalStore(desk.database).erase(person)
    assert await desk.database.rows(select(seen)) == []
    assert await desk.counted() == {("people", "", 1), ("sessions", "", 1)}


async def test_bookings_are_new_or_moved_on_the_day_when_they_were_made(desk: Desk) -> None:
    account = await desk.acts_for("marta")
    person = await desk.people.find(account)
    assert person
    own = {"account_id": account, "patient_id": person.patients[0].id, "doctor_id": 1, "branch_id": 1, "service_id": 1}
    time = {"starts_at": NOON, "ends_at": NOON, "token": "", "told": True}
    made = [("a", "booked", None, 0), ("b", "booked", 7, 0), ("c", "check", None, 0), ("d", "refused", None, 0)]
    async with desk.database.write() as connection:
        for key, state, moving, days in [*made, ("e", "booked", None, 1)]:
            row = own | time | {"key": key, "state": state, "moving": moving, "changed_at": NOON + days * A_DAY}
            await connection.execute(insert(bookings).values(row))
    assert {one for one in await desk.counted() if one[0] == "booked"} == {("booked", "new", 1), ("booked", "moved", 1)}


async def test_visits_are_counted_on_their_own_day_once_they_have_begun(desk: Desk) -> None:
    await desk.acts_for("marta")
    states = [Status.FULFILLED, Status.FULFILLED, Status.NOSHOW, Status.CANCELLED, Status.BOOKED]
    for number, status in enumerate(states):
        await desk.has_visit(number, NOON - number * HOUR, status)
    await desk.has_visit(8, NOON + HOUR, Status.BOOKED)
    await desk.has_visit(9, NOON - A_DAY, Status.FULFILLED)
    kept = {("visit", "fulfilled", 2), ("visit", "noshow", 1), ("visit", "cancelled", 1), ("visit", "booked", 1)}
    assert {one for one in await desk.counted() if one[0] == "visit"} == kept


async def test_a_visit_that_was_moved_by_a_new_one_is_not_cancelled(desk: Desk) -> None:
    await desk.acts_for("marta")
    old = await desk.has_visit(1, NOON - HOUR, Status.CANCELLED)
    new = await desk.has_visit(2, NOON + A_DAY, Status.BOOKED)
    async with desk.database.write() as connection:
        await connection.run_sync(take_over, old, visits.c.id == new)
    assert "visit" not in {what for what, _, _ in await desk.counted()}


async def test_marks_are_counted_by_our_numbers_of_doctor_and_branch(desk: Desk) -> None:
    account = await desk.acts_for("marta")
    doctors = (Doctor("hrab", {"uk": "Граб"}, ()),)
    catalogue = await CatalogueStore(desk.database).save(Directory((), (), (), doctors, ()))
    notes, hrab = NoteStore(desk.database, desk.clock), catalogue.doctor_id("hrab")
    scores = [Score.GREAT, Score.GREAT, Score.BAD, Score.NOT_THERE]
    for number, score in enumerate(scores):
        visit = await desk.has_visit(number, NOON - A_DAY - number * HOUR, Status.FULFILLED)
        await notes.rate(account, visit, score)
    await notes.rate(account, await desk.has_visit(9, NOON - A_DAY, Status.FULFILLED, "gone"), Score.GOOD)
    rated = {one for one in await desk.counted() if one[0] == "rated"}
    assert rated == {("rated", f"{hrab}:0:5", 2), ("rated", f"{hrab}:0:2", 1), ("rated", "0:0:4", 1)}


async def test_notices_are_counted_by_how_they_ended_and_requests_to_reception_are_none(desk: Desk) -> None:
    await desk.notes(Kind.DAY_BEFORE, State.SENT, NOON, times=3)
    await desk.notes(Kind.RATING, State.SENT, NOON)
    await desk.notes(Kind.DAY_BEFORE, State.FAILED, NOON)
    await desk.notes(Kind.DAY_BEFORE, State.SKIPPED, NOON)
    await desk.notes(Kind.DAY_BEFORE, State.DROPPED, NOON)
    await desk.notes(Kind.LATE, State.SENT, NOON)
    await desk.notes(Kind.DAY_BEFORE, State.UNKNOWN, None)
    assert await desk.counted() == {("notice", "sent", 4), ("notice", "failed", 1), ("notice", "skipped", 1)}


async def test_who_writes_to_reception_waits_from_the_first_word_until_it_is_taken(desk: Desk) -> None:
    queue, by = DialogueStore(desk.database, desk.clock), Manager(7, "Ірина")
    for number in range(3):
        account = await desk.comes(number, at=NOON)
        await queue.begin(account)
        if number:  # the first one asked for reception and wrote nothing
            await queue.hear(account, Said(account, 1, "?"), urgent=False)
        if number == 1:
            desk.clock.goes_on(timedelta(minutes=10))
            assert (dialogue := await queue.of(account))
            assert await queue.take(dialogue.id, by)
    queued = {one for one in await desk.counted() if one[0] == "queue"}
    assert queued == {("queue", "asked", 2), ("queue", "taken", 1), ("queue", "seconds", 600)}
    assert (await desk.books.of(Period(MONDAY, MONDAY))).waited == 10


async def test_a_day_is_closed_once_it_has_settled_and_reads_the_same_when_its_rows_are_gone(desk: Desk) -> None:
    await desk.comes(1, "door", NOON - A_DAY)
    await desk.comes(2, "door")
    await desk.store.add([Count(MONDAY, What.SECTION, "about", 2)], {})
    await desk.notes(Kind.DAY_BEFORE, State.SENT, NOON, times=3)
    before = await desk.counted(MONDAY)
    desk.clock.goes_to(NOON + SETTLED - A_DAY)
    await desk.books.close()
    assert await desk.store.closed() == MONDAY - A_DAY
    desk.clock.goes_to(NOON + SETTLED)
    await asyncio.gather(desk.books.close(), desk.books.close())
    assert await desk.store.closed() == MONDAY
    assert await desk.counted(MONDAY) == before
    async with desk.database.write() as connection:
        await connection.execute(delete(accounts))
        await connection.execute(delete(outbox))
    assert await desk.counted(MONDAY) == before
    assert before == {("came", "door", 1), ("section", "about", 2), ("notice", "sent", 3)}
    await desk.books.close()
    assert await desk.store.closed() == MONDAY, "nothing is left of the first day, and all of it is closed"


async def test_where_nobody_ever_came_there_is_nothing_to_close(desk: Desk) -> None:
    await desk.books.close()
    assert await desk.database.rows(select(counts)) == []
    assert await desk.counted() == set()


async def test_each_of_a_day_s_figures_goes_by_an_index(desk: Desk) -> None:
    """A million messages of other days are not looked at."""
    asked: list[Any] = []
    event.listen(desk.database.engine.sync_engine, "before_cursor_execute", lambda *seen: asked.append(seen[2:4]))
    await desk.store.of_day(MONDAY, *bounds(MONDAY, KYIV))
    explain = "EXPLAIN QUERY PLAN" if desk.database.is_sqlite else "EXPLAIN"
    async with desk.database.write() as connection:
        if not desk.database.is_sqlite:
            await connection.execute(text("SET LOCAL enable_seqscan = off"))  # too few rows to be worth an index
        of_days = [one for one in asked if one[0].startswith("SELECT")]
        plans = [str((await connection.exec_driver_sql(f"{explain} {one}", values)).all()) for one, values in of_days]
    ways = (
        "accounts_created_at",
        "bookings_booked",
        "visits_starts_at",
        "outbox_settled_at",
        "ratings_at",
        "dialogues_waiting_since",
    )
    assert [way for way, plan in zip(ways, plans, strict=True) if f"ix_{way}" not in plan] == []
