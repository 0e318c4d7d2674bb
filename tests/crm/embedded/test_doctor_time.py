"""Free times come of one statement, which looks no further than it must."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event

from crm.errors import Refused
from tests.crm.story import Story, order
from tests.crm.targets import Embedded

MONDAY_NINE, TUESDAY_NINE = "2027-03-22 09:00", "2027-03-23 09:00"


async def test_a_look_at_the_free_times_is_one_statement(system: Embedded, story: Story) -> None:
    await story.booked(await story.patient(), await story.slot("Граб Іван", TUESDAY_NINE))
    asked: list[str] = []
    event.listen(system.database.engine.sync_engine, "before_cursor_execute", lambda *seen: asked.append(seen[2]))
    assert (await story.times("Граб Іван", "2027-03-23"))[0] == "09:30"
    assert len(asked) == 1


async def test_a_visit_that_began_days_ago_still_takes_the_time(system: Embedded, story: Story) -> None:
    """Somebody at the clinic put a whole course under one entry."""
    nine = await story.slot("Граб Іван", MONDAY_NINE)
    course = replace(nine, ends_at=nine.starts_at + timedelta(days=4, hours=1))
    await system.crm.book_by_reception(order(course, await story.patient()))
    assert await story.times("Граб Іван", "2027-03-23") == []
    assert (await story.times("Граб Іван", "2027-03-26"))[0] == "10:00"


async def test_a_visit_of_more_than_a_week_is_none(system: Embedded, story: Story) -> None:
    nine = await story.slot("Граб Іван", MONDAY_NINE)
    week = timedelta(days=7)
    with pytest.raises(Refused):
        await system.crm.book_by_reception(
            order(replace(nine, ends_at=nine.starts_at + week + timedelta(minutes=1)), await story.patient())
        )
    await system.crm.book_by_reception(order(replace(nine, ends_at=nine.starts_at + week), await story.patient()))
    assert await story.times("Граб Іван", "2027-03-28") == []


async def test_what_was_cancelled_or_missed_takes_no_time(system: Embedded, story: Story) -> None:
    made = await story.booked(await story.patient(), await story.slot("Граб Іван", TUESDAY_NINE))
    await system.crm.cancel(made.id)
    assert (await story.times("Граб Іван", "2027-03-23"))[0] == "09:00"
