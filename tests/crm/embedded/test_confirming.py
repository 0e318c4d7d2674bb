"""What the built-in system makes of "I'll come"."""

import asyncio
from datetime import timedelta

from sqlalchemy import select

from crm.embedded.appointments import write
from crm.embedded.tables import appointments
from tests.crm.embedded.test_feed import is_waiting
from tests.crm.story import Story, order
from tests.crm.targets import Embedded

NINE, TEN = "2027-03-23 09:00", "2027-03-23 10:00"


async def test_it_is_no_change_to_tell_of(system: Embedded, story: Story) -> None:
    """The version stays, so that a notice on its way does not take it for news."""
    made = await story.booked(await story.patient(), await story.slot("Граб Іван", NINE))
    cursor = (await system.crm.changes(None)).cursor
    assert (await system.crm.confirm(made.id)).version == made.version
    assert (await system.crm.changes(cursor)).appointments == ()


async def test_the_first_time_counts(system: Embedded, story: Story) -> None:
    made = await story.booked(await story.patient(), await story.slot("Граб Іван", NINE))
    said_at = system.clock.now()
    await system.crm.confirm(made.id)
    system.clock.goes_on(timedelta(minutes=5))
    await system.crm.confirm(made.id)
    async with system.database.read() as connection:
        assert list((await connection.execute(select(appointments.c.confirmed_at))).scalars()) == [said_at]


async def test_who_said_they_come_at_nine_has_not_said_so_of_ten(system: Embedded, story: Story) -> None:
    marta = await story.patient()
    made = await story.booked(marta, await story.slot("Граб Іван", NINE))
    await system.crm.confirm(made.id)
    await system.crm.reschedule(made.id, order(await story.slot("Граб Іван", TEN), marta))
    assert not await system.reception_sees_that_they_come(made.id)


async def test_it_is_written_in_turn_with_all_else(on_postgresql: Embedded) -> None:
    """Two who write visits that overlap would each wait for the other: the line keeps them apart (changes.py)."""
    story = await Story.begins(on_postgresql)
    marta, orest = await story.patients(2)
    made = await story.booked(marta, await story.slot("Граб Іван", NINE))
    wish = order(await story.slot("Граб Іван", TEN), orest)
    async with on_postgresql.database.write() as connection:
        await write(connection, wish, "reception")
        confirming = asyncio.create_task(story.crm.confirm(made.id))
        while not (confirming.done() or await is_waiting(on_postgresql.database)):
            pass
        assert not confirming.done()
    await confirming
