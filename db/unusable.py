"""A database that cannot be opened, in words for whoever set DATABASE_URL."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from asyncpg import InterfaceError, PostgresError
from sqlalchemy.exc import DBAPIError


class DatabaseUnusable(Exception):
    """The database cannot be used as it is; the message says why and holds neither the password nor any data."""


@contextmanager
def told_in_words() -> Iterator[None]:
    """Around opening and migrating. Raise ``DatabaseUnusable`` for whatever the driver or the system says."""
    try:
        yield
    except (OSError, InterfaceError, PostgresError, DBAPIError) as error:
        raise DatabaseUnusable(f"The database of DATABASE_URL cannot be used: {_reason(error)}") from None


def _reason(error: Exception) -> str:
    """SQLite's own messages name tables at most; PostgreSQL's may quote a value, but not while it connects."""
    if not isinstance(error, DBAPIError):
        return str(error) or type(error).__name__
    return str(error.orig) if isinstance(error.orig, sqlite3.Error) else type(error.orig).__name__
