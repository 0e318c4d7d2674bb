"""The database's failures in the port's words."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from crm.errors import OutcomeUnknown, Unavailable
from db.database import Database

FAILURES = (SQLAlchemyError, OSError)  # asyncpg lets a refused connection through as an OSError


@contextmanager
def unavailable() -> Iterator[None]:
    try:
        yield
    except FAILURES as error:
        raise Unavailable("the database gave no answer") from error


@asynccontextmanager
async def looking(database: Database) -> AsyncIterator[AsyncConnection]:
    with unavailable():
        async with database.read() as connection:
            yield connection


@asynccontextmanager
async def changing(database: Database) -> AsyncIterator[AsyncConnection]:
    """``OutcomeUnknown`` once the transaction has begun: a lost connection does not tell whether it was kept."""
    begun = False
    try:
        async with database.write() as connection:
            begun = True
            yield connection
    except FAILURES as error:
        if begun:
            raise OutcomeUnknown("the database broke off") from error
        raise Unavailable("the database gave no answer") from error
