"""The database's own guard against two visits at one time; and, for control, what happens when it is taken out."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import event, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.util import await_only

from crm.embedded import appointments
from crm.embedded.tables import appointments as table
from crm.embedded.timetable import is_free
from crm.errors import PatientBusy, SlotTaken
from crm.model import Appointment, Order, Status
from db.database import Database
from tests.crm.story import Story, all_at_once, order
from tests.crm.targets import Embedded
from tests.crm.verba import NOW

NINE, TEN = "2027-03-23 09:00", "2027-03-23 10:00"


async def take_out(database: Database, guard: str) -> None:
    dropped = [f"ALTER TABLE crm_appointments DROP CONSTRAINT {guard}"]
    if database.is_sqlite:
        dropped = [f"DROP TRIGGER {guard}_{when}" for when in ("insert", "update")]
    async with database.write() as connection:
        for statement in dropped:
            await connection.execute(text(statement))


async def look_then_write(database: Database, wish: Order, everybody: asyncio.Barrier) -> Appointment:
    """As naive programs book: all have looked before the first one writes."""
    async with database.read() as connection:
        assert await is_free(connection.execute, wish.slot, NOW)
    await everybody.wait()
    async with database.write() as connection:
        return await appointments.write(connection, wish, "bot")


async def naive_race(database: Database, wishes: list[Order]) -> tuple[list[Appointment], list[Any]]:
    barrier = asyncio.Barrier(len(wishes))
    return await all_at_once(look_then_write(database, wish, barrier) for wish in wishes)


async def of_many_patients(story: Story) -> list[Order]:
    slot = await story.slot("Граб Іван", NINE)
    return [order(slot, patient) for patient in await story.patients(16)]


async def with_two_doctors(story: Story) -> list[Order]:
    marta = await story.patient()
    return [order(await story.slot(doctor, NINE), marta) for doctor in ("Граб Іван", "Коваль Ольга")]


async def test_the_database_itself_keeps_a_doctor_to_one_visit(story: Story, database: Database) -> None:
    made, refusals = await naive_race(database, await of_many_patients(story))
    assert len(made) == 1
    assert [type(refusal) for refusal in refusals] == [SlotTaken] * 15


async def test_control_without_the_guard_a_doctor_has_sixteen_visits_at_once(story: Story, database: Database) -> None:
    await take_out(database, "crm_doctor_busy")
    made, refusals = await naive_race(database, await of_many_patients(story))
    assert (len(made), refusals) == (16, [])


async def test_the_database_itself_keeps_a_patient_to_one_visit(story: Story, database: Database) -> None:
    made, refusals = await naive_race(database, await with_two_doctors(story))
    assert len(made) == 1
    assert [type(refusal) for refusal in refusals] == [PatientBusy]


async def test_control_without_the_guard_a_patient_is_with_two_doctors(story: Story, database: Database) -> None:
    await take_out(database, "crm_patient_busy")
    made, refusals = await naive_race(database, await with_two_doctors(story))
    assert (len(made), refusals) == (2, [])


def meet_before_writing(database: Database, count: int) -> None:
    """The adapter's own transactions all find the time free; SQLite, with its one writer, lets no second begin."""
    barrier = asyncio.Barrier(count)

    @event.listens_for(database.engine.sync_engine, "before_cursor_execute")
    def meet(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("UPDATE crm_feed"):
            await_only(barrier.wait())


async def test_confirms_that_all_saw_the_time_free_make_one_visit(on_postgresql: Embedded) -> None:
    story = await Story.begins(on_postgresql)
    wishes = await of_many_patients(story)
    meet_before_writing(on_postgresql.database, len(wishes))
    made, refusals = await all_at_once(story.crm.book(wish) for wish in wishes)
    assert len(made) == 1
    assert [type(refusal) for refusal in refusals] == [SlotTaken] * 15


async def test_control_without_the_guard_each_of_these_confirms_makes_a_visit(on_postgresql: Embedded) -> None:
    story = await Story.begins(on_postgresql)
    wishes = await of_many_patients(story)
    await take_out(on_postgresql.database, "crm_doctor_busy")
    meet_before_writing(on_postgresql.database, len(wishes))
    made, refusals = await all_at_once(story.crm.book(wish) for wish in wishes)
    assert (len(made), refusals) == (16, [])


async def test_one_wish_sent_sixteen_times_past_every_look_is_one_visit(on_postgresql: Embedded) -> None:
    story = await Story.begins(on_postgresql)
    wish = order(await story.slot("Граб Іван", NINE), await story.patient())
    meet_before_writing(on_postgresql.database, 16)
    made, refusals = await all_at_once(story.crm.book(wish) for _ in range(16))
    assert refusals == []
    assert made == [made[0]] * 16


async def change(database: Database, visit: Appointment, **values: Any) -> None:
    async with database.write() as connection:
        await connection.execute(update(table).where(table.c.id == int(visit.id)).values(values))


async def test_no_change_by_hand_gets_around_the_guard(story: Story, database: Database) -> None:
    marta, orest = await story.patients(2)
    nine, ten = await story.slot("Граб Іван", NINE), await story.slot("Граб Іван", TEN)
    given_up = await story.crm.cancel((await story.booked(marta, nine)).id)
    first, second = await story.booked(orest, nine), await story.booked(marta, ten)

    for visit, values in (
        (given_up, {"status": Status.BOOKED}),
        (first, {"ends_at": second.ends_at}),
        (second, {"starts_at": first.starts_at}),
        (first, {"starts_at": first.ends_at}),  # without length it would overlap nothing
    ):
        with pytest.raises(IntegrityError):
            await change(database, visit, **values)

    await change(database, first, status=Status.NOSHOW)
    await change(database, given_up, status=Status.BOOKED)
