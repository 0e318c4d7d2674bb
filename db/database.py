"""One database, SQLite or PostgreSQL, behind two verbs: ``read`` and ``write``."""

import json
import sqlite3
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, UpdateBase, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import InvalidatePoolError, InvalidRequestError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from db.cipher import Cipher
from db.unusable import DatabaseUnusable

SQLITE_PRAGMAS = ("journal_mode=WAL", "foreign_keys=ON", "busy_timeout=5000", "synchronous=FULL")
POSTGRESQL_PARAMETERS = ("sslmode", "ssl", "host", "port")
# By whether it is SQLite, whose connections keep no transaction of the driver's own anyway.
READS: Mapping[bool, Mapping[str, Any]] = {
    True: {"reads": True},
    False: {"reads": True, "isolation_level": "AUTOCOMMIT"},
}
SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")


class Database:
    """Holds the pool and the cipher. The pool waits for a free connection rather than raising."""

    def __init__(self, url: str, cipher: Cipher) -> None:
        self.engine = _engine(url)
        self._reading = self.engine.execution_options(**READS[self.is_sqlite])
        self.cipher = cipher

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """Looks at the data, each statement for itself: without a transaction around it one costs one round trip.

        Who would write here is refused.
        """
        async with self._reading.connect() as connection:
            yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """One transaction: all of it is kept, or, when the block raises, none.

        On SQLite it takes the write lock at once (BEGIN IMMEDIATE): a reader that turns writer half-way would
        get "database is locked" without waiting.
        """
        async with self.engine.connect() as connection:
            await connection.execution_options(writes=True)
            async with connection.begin():
                yield connection

    def insert(self, table: Table) -> Any:
        """An INSERT that knows ON CONFLICT, which both dialects spell alike but SQLAlchemy keeps apart."""
        return sqlite.insert(table) if self.is_sqlite else postgresql.insert(table)

    def seal(self, value: Any) -> bytes:
        """Encrypt anything JSON can hold."""
        return self.cipher.encrypt(json.dumps(value, ensure_ascii=False))

    def unseal(self, secret: bytes) -> Any:
        return json.loads(self.cipher.decrypt(secret))

    async def close(self) -> None:
        await self.engine.dispose()


def _engine(url: str) -> AsyncEngine:
    parsed = make_url(url)
    sqlite_file = parsed.get_backend_name() == "sqlite"
    _refuse_unknown(parsed, () if sqlite_file else POSTGRESQL_PARAMETERS)
    if sqlite_file:
        return _sqlite_engine(parsed.set(drivername="sqlite+aiosqlite"), parsed.database)
    plain = parsed.set(drivername="postgresql+asyncpg").difference_update_query(["sslmode", "ssl"])
    engine = create_async_engine(
        plain, pool_size=10, max_overflow=10, pool_timeout=20, hide_parameters=True, connect_args=_encryption(parsed)
    )
    event.listen(engine.sync_engine, "checkout", _refuse_closed)
    event.listen(engine.sync_engine, "before_execute", _refuse_writing)
    return engine


def _refuse_unknown(url: URL, known: Collection[str]) -> None:
    """The driver would raise a TypeError at the first connection, in words that name no setting."""
    if unknown := [name for name in url.query if name not in known]:
        among = f"; it may have: {', '.join(known)}" if known else ""
        raise DatabaseUnusable(f'DATABASE_URL: take out the parameter "{unknown[0]}", which is not known here{among}')


def _encryption(url: URL) -> dict[str, Any]:
    """libpq's ``sslmode``, which servers hand out in their URLs; asyncpg calls it ``ssl``."""
    mode = url.query.get("sslmode", url.query.get("ssl"))
    if mode is not None and mode not in SSL_MODES:
        raise DatabaseUnusable(f"DATABASE_URL: sslmode is one of {', '.join(SSL_MODES)}")
    return {} if mode is None else {"ssl": mode}


def _sqlite_engine(url: URL, file: str | None) -> AsyncEngine:
    if file and file != ":memory:":
        Path(file).parent.mkdir(parents=True, exist_ok=True)
        sqlite3.connect(file).close()  # raises where it can't be opened; aiosqlite would leave a thread behind as well
    engine = create_async_engine(url, pool_size=8, max_overflow=0, pool_timeout=20, hide_parameters=True)
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    event.listen(engine.sync_engine, "before_execute", _refuse_writing)
    return engine


def _refuse_writing(connection: Connection, statement: Any, _several: object, _values: object, options: Any) -> None:
    """It would be kept at once: there is no transaction to take it back."""
    if isinstance(statement, UpdateBase) and (connection.get_execution_options() | options).get("reads"):
        raise InvalidRequestError("nothing is written in a read")


def _refuse_closed(connection: Any, _record: object, _proxy: object) -> None:
    """The driver hears it when the server closes a session, so nobody need ask the server before each use."""
    if connection.driver_connection.is_closed():
        raise InvalidatePoolError


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin transactions of its own: _begin_sqlite does
    cursor = connection.cursor()
    for pragma in SQLITE_PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get("reads"):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")
