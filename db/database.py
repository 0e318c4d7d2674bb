"""One database, SQLite or PostgreSQL, behind two verbs: ``read`` and ``write``."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from sqlalchemy import Connection, Executable, Row, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.util import greenlet_spawn

from db.cipher import Cipher
from db.engines import Use, make_engine

# By whether it is SQLite, whose connections keep no transaction of the driver's own anyway.
READS: Mapping[bool, Mapping[str, Any]] = {
    True: {"reads": True},
    False: {"reads": True, "isolation_level": "AUTOCOMMIT"},
}


PATIENCE = 20.0  # seconds, as for a connection of the pool
Kept = TypeVar("Kept")


class Database:
    """Holds the pool and the cipher. The pool waits for a free connection rather than raising."""

    def __init__(self, url: str, cipher: Cipher, use: Use = Use.SHARED) -> None:
        self.engine = make_engine(url, use)
        self._reading = self.engine.execution_options(**READS[self.is_sqlite])
        self._at_once = (
            self.engine.execution_options(isolation_level="AUTOCOMMIT") if not self.is_sqlite else self.engine
        )
        self.cipher = cipher
        self._turn = asyncio.Lock()

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

    async def rows(self, statement: Executable, values: Mapping[str, Any] | None = None) -> Sequence[Row[Any]]:
        """The same for one statement: what every tap asks. In one go it costs two thirds of ``read``."""
        return await greenlet_spawn(self._rows, statement, values)

    def _rows(self, statement: Executable, values: Mapping[str, Any] | None) -> Sequence[Row[Any]]:
        with self._reading.sync_engine.connect() as connection:
            return connection.execute(statement, values).all()

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """One transaction: all of it is kept, or, when the block raises, none.

        On SQLite it takes the write lock at once (BEGIN IMMEDIATE): a reader that turns writer half-way would
        get "database is locked" without waiting. Writers of this process queue here: SQLite's own queue is a nap.
        """
        async with self._in_turn(), self.engine.connect() as connection:
            await connection.execution_options(writes=True)
            async with connection.begin():
                yield connection

    async def change(self, work: Callable[[Connection], Kept], *, one: bool = False) -> Kept:
        """The same in one go, for what every tap writes: ``work`` waits for nothing but its statements.

        ``one``: it is a single statement, which PostgreSQL keeps by itself: one round trip instead of three.
        """
        if one and not self.is_sqlite:
            return await greenlet_spawn(self._change_once, work)
        async with self._in_turn():
            return await greenlet_spawn(self._change, work)

    @asynccontextmanager
    async def _in_turn(self) -> AsyncIterator[None]:
        """Raise ``TimeoutError`` when those before take too long."""
        if not self.is_sqlite:
            yield
            return
        async with asyncio.timeout(PATIENCE):
            await self._turn.acquire()
        try:
            yield
        finally:
            self._turn.release()

    def _change(self, work: Callable[[Connection], Kept]) -> Kept:
        with self.engine.sync_engine.connect().execution_options(writes=True) as connection, connection.begin():
            return work(connection)

    def _change_once(self, work: Callable[[Connection], Kept]) -> Kept:
        with self._at_once.sync_engine.connect() as connection:
            return work(connection)

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
