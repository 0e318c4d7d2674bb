"""One database, SQLite or PostgreSQL, behind two verbs: ``read`` and ``write``."""

import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from db.cipher import Cipher

SQLITE_PRAGMAS = ("journal_mode=WAL", "foreign_keys=ON", "busy_timeout=5000", "synchronous=FULL")


class Database:
    """Holds the pool and the cipher. The pool waits for a free connection rather than raising."""

    def __init__(self, url: str, cipher: Cipher) -> None:
        self.engine = _engine(url)
        self.cipher = cipher

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """One look at the data; nothing is kept of what is written here."""
        async with self.engine.connect() as connection:
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
    if parsed.get_backend_name() == "sqlite":
        return _sqlite_engine(parsed.set(drivername="sqlite+aiosqlite"), parsed.database)
    plain = parsed.set(drivername="postgresql+asyncpg")
    return create_async_engine(
        plain, pool_size=10, max_overflow=10, pool_timeout=20, pool_pre_ping=True, hide_parameters=True
    )


def _sqlite_engine(url: URL, file: str | None) -> AsyncEngine:
    if file and file != ":memory:":
        Path(file).parent.mkdir(parents=True, exist_ok=True)
        sqlite3.connect(file).close()  # raises where it can't be opened; aiosqlite would leave a thread behind as well
    engine = create_async_engine(url, pool_size=8, max_overflow=0, pool_timeout=20, hide_parameters=True)
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin transactions of its own: _begin_sqlite does
    cursor = connection.cursor()
    for pragma in SQLITE_PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
