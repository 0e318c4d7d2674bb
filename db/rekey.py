"""All that is sealed, sealed anew with the newest key, and people found by it, so that the older keys may go.

First the seals, batch by batch: each value opens with the keys of ``DATA_KEY`` before and after, so it may break off
anywhere and be run again. Then all hashes and the proof in one transaction: with a mixture half of the people would
not be found. The bot has to be stopped, for it keeps the key of the hashes in mind; that is seen to.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from sqlalchemy import MetaData, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from db.cipher import Cipher
from db.database import Database
from db.engines import NAME, Use
from db.keys import WORD, proof, proven
from db.migrate import LOCK, standing
from db.rehashing import Cards, rehash
from db.resealing import reseal
from db.tables import key_proof
from db.unusable import DatabaseUnusable

OTHERS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = :name AND pid <> pg_backend_pid()
"""


async def rekey(url: str, cipher: Cipher, tables: Sequence[MetaData], cards: Cards) -> int:
    """How many values were sealed anew.

    Raise ``DatabaseUnusable`` while the bot runs, ``KeyProblem`` for a value that none of the keys opens,
    ``DatabaseBehind`` or ``DatabaseNewer``.
    """
    database = Database(url, cipher, Use.ALONE)
    try:
        async with _alone(database) as connection:
            async with connection.begin():
                (await standing(connection)).refuse_all_but_newest()
                before = await proven(connection, cipher)
            done = await reseal(connection, [table for some in tables for table in some.sorted_tables], cipher)
            async with connection.begin():
                await _found_by_newest(connection, before, cards)
            return done
    finally:
        await database.close()


async def _found_by_newest(connection: AsyncConnection, before: Cipher, cards: Cards) -> None:
    newest = before.finders()[0]
    if newest.lookup("proof", WORD) != before.lookup("proof", WORD):
        await rehash(connection, before, newest, cards)
        await connection.execute(update(key_proof).values(proof(newest)))


@asynccontextmanager
async def _alone(database: Database) -> AsyncIterator[AsyncConnection]:
    """One connection throughout. A bot that is started meanwhile waits, or says that the database is locked."""
    try:
        async with database.engine.connect() as connection:
            await connection.execution_options(writes=True)
            if not database.is_sqlite:
                await _shut_out_others(connection)
            yield connection
    except DBAPIError as error:
        if "database is locked" in str(error.orig):
            raise _in_use() from None
        raise


async def _shut_out_others(connection: AsyncConnection) -> None:
    """The lock lasts as long as the session; it is the one that a starting program takes before it migrates."""
    async with connection.begin():
        got = (await connection.execute(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": LOCK})).scalar_one()
        others = (await connection.execute(text(OTHERS), {"name": NAME})).scalar_one()
    if not got or others:
        raise _in_use()


def _in_use() -> DatabaseUnusable:
    return DatabaseUnusable("The bot, or another command, uses the database: stop it, then run rekey again.")
