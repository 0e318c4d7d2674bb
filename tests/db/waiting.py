"""On PostgreSQL: that somebody waits for what another transaction holds."""

import asyncio

from sqlalchemy import text

from db.database import Database


async def somebody_waits(database: Database) -> None:
    waiting = text("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")
    async with asyncio.timeout(10):
        while not await database.rows(waiting):
            pass
