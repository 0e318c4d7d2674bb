"""Which errors mean that the database is away for now, so that the same work may succeed in a while."""

import sqlite3

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

# SQLSTATE classes: connection lost, transaction rolled back (deadlock), out of resources, shut down by an operator
PASSING = ("08", "40", "53", "57P")


def is_away(error: BaseException) -> bool:
    """True for a database that is out of reach, too busy, starting or stopping; never for a statement that is wrong."""
    if isinstance(error, PoolTimeout | OSError):  # also: no such socket, no such host, no route to it
        return True
    cause = error  # asyncpg's own while it connects
    if isinstance(error, DBAPIError):
        if error.connection_invalidated:
            return True
        cause = error.orig or error
    if isinstance(error, OperationalError):
        return getattr(cause, "sqlite_errorcode", None) != sqlite3.SQLITE_ERROR  # "no such table"
    return str(getattr(cause, "sqlstate", "") or "").startswith(PASSING)
