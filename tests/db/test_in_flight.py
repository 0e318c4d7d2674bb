"""What this process remembers of times under way, whenever the database was asked and whenever it answers."""

import asyncio
from datetime import UTC, datetime, timedelta

from db.in_flight import Held, InFlight

HALF_PAST_TWO = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
SPAN = (HALF_PAST_TWO, HALF_PAST_TWO + timedelta(minutes=20))


async def test_a_look_that_began_before_a_booking_does_not_hide_it() -> None:
    """The database was asked a moment before Confirm, and answers a moment after it."""
    asked, answer = asyncio.Event(), asyncio.Event()

    async def look() -> dict[str, Held]:
        asked.set()
        await answer.wait()
        return {}

    answer.set()
    memory = InFlight(look)
    await memory.refresh()
    asked.clear()
    answer.clear()
    looking = asyncio.create_task(memory.refresh())
    await asked.wait()
    memory.begins("key", Held(9, SPAN, patient=1))
    answer.set()
    await looking
    assert await memory.of(9, 0, HALF_PAST_TWO) == [SPAN]
    await memory.refresh()
    assert await memory.of(9, 0, HALF_PAST_TWO) == [], "the next look has seen how it ended"


async def test_of_two_looks_at_once_the_older_one_is_not_believed_though_it_comes_back_last() -> None:
    """A time is held for somebody between the two."""
    asked, answer, there = asyncio.Event(), asyncio.Event(), dict[str, Held]()

    async def look() -> dict[str, Held]:
        seen = dict(there)
        if not seen:
            asked.set()
            await answer.wait()
        return seen

    memory = InFlight(look)
    older = asyncio.create_task(memory.refresh())
    await asked.wait()
    there["7"] = Held(9, SPAN, patient=1, until=HALF_PAST_TWO)
    newer = asyncio.create_task(memory.refresh())
    asyncio.get_running_loop().call_soon(answer.set)
    await asyncio.gather(older, newer)
    assert await memory.of(9, 0, HALF_PAST_TWO - timedelta(hours=1)) == [SPAN]
