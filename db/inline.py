"""SQLite without a trip to another thread for each step: most take less time than the trip does.

aiosqlite carries every call (cursor, execute, fetch, close) to a thread of its own and back, some thirty times a tap.
Here only what may wait goes there: for the disk (COMMIT), and for another writer (BEGIN IMMEDIATE).
"""

import sqlite3
from collections.abc import Callable
from typing import Any

import aiosqlite

WAITS = ("BEGIN IMMEDIATE", "COMMIT", "VACUUM", "PRAGMA")


class Inline(aiosqlite.Connection):
    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """aiosqlite's one way into its thread (0.22)."""
        if self._connection is None or fn == self._connection.commit or _may_wait(args):
            return await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call] # it has no types
        return fn(*args, **kwargs)


def connect(file: str, *, uri: bool) -> Inline:
    """For ``async_creator`` of an engine. Its statements come one after another, from whichever of the two threads."""
    connection = Inline(lambda: sqlite3.connect(file, uri=uri, check_same_thread=False), iter_chunk_size=64)
    connection._thread.daemon = True  # noqa: SLF001 as SQLAlchemy does where it connects itself
    return connection


def _may_wait(args: tuple[Any, ...]) -> bool:
    return bool(args) and isinstance(args[0], str) and args[0].startswith(WAITS)
