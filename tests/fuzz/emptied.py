"""A database as it was migrated: one serves many lives."""

from sqlalchemy import delete, insert, text

from bot.databases import TABLES
from crm.embedded.tables import feed
from db.database import Database

COUNT_ANEW = {
    True: "DELETE FROM sqlite_sequence",
    False: "SELECT setval(format('%I', sequencename)::regclass, 1, false) FROM pg_sequences "
    "WHERE schemaname = 'public'",
}


async def empty(database: Database) -> None:
    async with database.write() as connection:
        for table in (table for metadata in TABLES for table in reversed(metadata.sorted_tables)):
            await connection.execute(delete(table))
        await connection.execute(insert(feed).values(id=1, last=0))
        await connection.execute(text(COUNT_ANEW[database.is_sqlite]))
