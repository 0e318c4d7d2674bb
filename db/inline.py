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
    """What the thread has begun it ends, even where nobody waits for it any more: until then all else queues behind.

    Closed beside a COMMIT that was cut off, SQLite would take the whole program with it.
    """

    def __init__(self, file: str, *, uri: bool) -> None:
        super().__init__(lambda: sqlite3.connect(file, uri=uri, check_same_thread=False), iter_chunk_size=64)
        self._in_thread: set[object] = set()

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """aiosqlite's one way into its thread (0.22)."""
        if self._connection is None or self._in_thread or fn == self._connection.commit or _may_wait(args):
            return await super()._execute(self._noted(fn), *args, **kwargs)  # type: ignore[no-untyped-call] # it has no types
        return fn(*args, **kwargs)

    def _noted(self, fn: Callable[..., Any]) -> Callable[..., Any]:
        begun = object()
        self._in_thread.add(begun)

        def carried_out(*args: Any, **kwargs: Any) -> Any:
            try:
                return fn(*args, **kwargs)
            finally:
                self._in_thread.discard(begun)

        return carried_out


def connect(file: str, *, uri: bool) -> Inline:
    """For ``async_creator`` of an engine. Its statements come one after another, from whichever of the two threads."""
    connection = Inline(file, uri=uri)
    connection._thread.daemon = True  # noqa: SLF001 as SQLAlchemy does where it connects itself
    return connection


def _may_wait(args: tuple[Any, ...]) -> bool:
    return bool(args) and isinstance(args[0], str) and args[0].startswith(WAITS)
