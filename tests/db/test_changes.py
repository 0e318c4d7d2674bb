"""Who hears of what the clinic has changed: every chat of the patient, once, unless it wants to hear of no changes."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from sqlalchemy import select

from crm.model import Appointment, Status
from db.changes import ChangeStore
from db.database import Database
from db.outbox import OutboxStore
from db.people import PeopleStore
from db.tables import counts, visits
from db.visits import VisitStore
from reception.people import PatientDetails, Person, PhoneState
from reminders.changes import SETTLES, settle
from reminders.outbox import Message
from reminders.plan import Kind
from reminders.quiet import Quiet
from tests.crm.clock import MovableClock
from tests.crm.story import wall

NOW, TOMORROW, LATER = wall("2026-11-23 12:00"), wall("2026-11-24 14:30"), wall("2026-11-26 14:30")
VISIT = Appointment("1", "marta", "hrab", "centre", "visit", TOMORROW, TOMORROW, Status.BOOKED, "1")


class Desk:
    def __init__(self, database: Database) -> None:
        self.database, self.clock = database, MovableClock(NOW)
        self.mirror, self.people = VisitStore(database, self.clock), PeopleStore(database, self.clock)
        rules = partial(settle, quiet=Quiet())
        self.changes = ChangeStore(database, self.clock, rules, lambda _branch: "Europe/Kyiv")

    async def chat(self, telegram_id: int, *, verified: bool = True) -> Person:
        person = await self.people.arrive(telegram_id, "uk", "")
        state = PhoneState.VERIFIED if verified else PhoneState.UNVERIFIED
        await self.people.give_phone(person.id, f"+38050111{telegram_id:04}", state, "1")
        person = await self.people.arrive(telegram_id, "uk", "")
        await self.people.add_patient(person, "marta", PatientDetails("Л", "М", "", date(1990, 1, 1)))
        return person

    async def becomes(self, **now: object) -> None:
        """The clinic changes it, and it settles."""
        await self.mirror.keep(replace(VISIT, version=str(self.clock.now()), **now))  # type: ignore[arg-type]
        self.clock.goes_on(SETTLES)
        await self.changes.tell()

    async def told(self) -> list[Message]:
        return await OutboxStore(self.database, self.clock).claim(99)


@pytest.fixture
async def desk(database: Database) -> Desk:
    return Desk(database)


async def test_every_chat_of_the_patient_hears_once_how_it_was(desk: Desk) -> None:
    mother, father = await desk.chat(1), await desk.chat(2)
    await desk.mirror.keep(VISIT)
    await desk.becomes(starts_at=LATER)
    await desk.changes.tell()
    told = await desk.told()
    assert sorted(one.account or 0 for one in told) == sorted([mother.id, father.id])
    assert {one.kind for one in told} == {Kind.CHANGED}
    assert told[0].body == {"what": "moved", "was_at": TOMORROW.isoformat(), "was_with": "hrab"}
    assert [spoken.starts_at for spoken in told[0].visits] == [LATER]
    (row,) = await desk.database.rows(select(visits.c.told_starts_at, visits.c.changed_at))
    assert (row.told_starts_at, row.changed_at) == (LATER, None), "it is known now"


async def test_a_visit_made_anew_by_the_clinic_is_the_same_entry_in_calendars(desk: Desk) -> None:
    await desk.chat(1)
    await desk.mirror.keep(VISIT)
    number = (await desk.mirror.ids(["1"]))["1"]
    before = await desk.mirror.entry(number)
    await desk.mirror.keep(replace(VISIT, id="2", starts_at=LATER))
    await desk.becomes(status=Status.CANCELLED)
    now = await desk.mirror.entry(number)
    assert before
    assert now
    assert (now.uid, now.visit) == (before.uid, (await desk.mirror.ids(["2"]))["2"])
    assert now.sequence > before.sequence


async def test_who_turned_it_off_and_whose_number_is_not_proven_hear_nothing(desk: Desk) -> None:
    quiet = await desk.chat(1)
    await desk.people.turn_off(quiet.id, {Kind.CHANGED})
    await desk.chat(2, verified=False)
    await desk.mirror.keep(VISIT)
    await desk.becomes(starts_at=LATER)
    assert await desk.told() == []


async def test_changed_to_and_fro_it_is_told_each_time(desk: Desk) -> None:
    await desk.chat(1)
    await desk.mirror.keep(VISIT)
    for starts_at in (LATER, TOMORROW, LATER):
        await desk.becomes(starts_at=starts_at)
        (told,) = await desk.told()
        assert [spoken.starts_at for spoken in told.visits] == [starts_at]


async def test_changed_back_before_it_has_settled_it_is_no_news(desk: Desk) -> None:
    await desk.chat(1)
    await desk.mirror.keep(VISIT)
    await desk.mirror.keep(replace(VISIT, starts_at=LATER, version="2"))
    desk.clock.goes_on(timedelta(minutes=2))
    await desk.becomes()
    assert await desk.told() == []


async def test_cancelled_and_made_anew_it_is_one_message_about_the_new_one(desk: Desk) -> None:
    await desk.chat(1)
    await desk.mirror.keep(VISIT)
    desk.clock.goes_on(timedelta(hours=1))
    await desk.mirror.keep(replace(VISIT, id="2", starts_at=LATER, ends_at=LATER))
    await desk.becomes(status=Status.CANCELLED)
    (told,) = await desk.told()
    assert (told.body["what"], [spoken.appointment_id for spoken in told.visits]) == ("moved", ["2"])


async def test_one_that_the_clinic_cancels_is_counted_once_whoever_hears_of_it_and_one_that_it_moves_is_not(
    desk: Desk,
) -> None:
    await desk.chat(1)
    await desk.chat(2)
    await desk.mirror.keep(VISIT)
    await desk.becomes(starts_at=LATER, ends_at=LATER)
    assert await desk.database.rows(select(counts)) == []
    await desk.becomes(starts_at=LATER, ends_at=LATER, status=Status.CANCELLED)
    (row,) = await desk.database.rows(select(counts))
    assert tuple(row) == (NOW.date(), "cancelled", "clinic", 1)
