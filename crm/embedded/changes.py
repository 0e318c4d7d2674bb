"""The feed of changed appointments.

A number is drawn from the one row of ``crm_feed``, whose lock lasts until the transaction ends: numbers become
visible in their order. With a plain sequence a reader could see 8 before 7 is kept, move its cursor to 8 and miss 7.
The same lock lets appointments be written one at a time, so the exclusion constraints never deadlock.
"""

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from crm.embedded.rows import to_appointment
from crm.embedded.tables import appointments, feed
from crm.errors import Refused
from crm.model import Changes


async def next_change(connection: AsyncConnection) -> int:
    drawn = await connection.execute(update(feed).values(last=feed.c.last + 1).returning(feed.c.last))
    number: int = drawn.scalar_one()
    return number


async def wait_in_line(connection: AsyncConnection) -> None:
    """For what is written to an appointment and is no change to tell of."""
    await connection.execute(select(feed.c.last).with_for_update())


async def changes(connection: AsyncConnection, cursor: str | None) -> Changes:
    if cursor is None:
        return Changes((), str((await connection.execute(select(feed.c.last))).scalar_one()))
    query = select(appointments).where(appointments.c.change > _number(cursor)).order_by(appointments.c.change)
    rows = list(await connection.execute(query))
    return Changes(tuple(map(to_appointment, rows)), str(rows[-1].change) if rows else cursor)


def _number(cursor: str) -> int:
    if not cursor.isdecimal():
        raise Refused("this cursor is not ours")
    return int(cursor)
