"""A database that cannot be opened, in words for whoever set DATABASE_URL."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from asyncpg import InterfaceError, PostgresError
from sqlalchemy.exc import DBAPIError


class DatabaseUnusable(Exception):
    """The database cannot be used as it is; the message says why and holds neither the password nor any data."""


class BackupUnusable(Exception):
    """A backup file can be neither written nor read as it is; the message says why and what to do."""


@contextmanager
def told_in_words() -> Iterator[None]:
    """Around opening and migrating. Raise ``DatabaseUnusable`` for whatever the driver or the system says."""
    try:
        yield
    except (OSError, sqlite3.Error, InterfaceError, PostgresError, DBAPIError) as error:
        raise DatabaseUnusable(f"The database of DATABASE_URL cannot be used: {_reason(error)}") from None


def _reason(error: Exception) -> str:
    """SQLite's own messages name tables at most; PostgreSQL's may quote a value, but not while it connects."""
    driver = (error.orig and error.orig.__cause__) or error.orig if isinstance(error, DBAPIError) else error
    quotes = isinstance(error, DBAPIError) and error.statement is not None and not isinstance(driver, sqlite3.Error)
    return type(driver).__name__ if quotes else str(driver) or type(driver).__name__
