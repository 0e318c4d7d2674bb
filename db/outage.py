"""Which errors mean that the database is away for now, so that the same work may succeed in a while."""

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

# SQLSTATE classes: connection lost, transaction rolled back (deadlock), out of resources, shut down by an operator
PASSING = ("08", "40", "53", "57P")


def is_away(error: BaseException) -> bool:
    """True for a database that is out of reach, too busy, starting or stopping."""
    if isinstance(error, OperationalError | InterfaceError | PoolTimeout | ConnectionError | TimeoutError):
        return True
    cause = error.orig if isinstance(error, DBAPIError) else error  # asyncpg's own while it connects
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    return str(getattr(cause, "sqlstate", "") or "").startswith(PASSING)
