"""SQLite's quick steps past its thread: never beside what the thread is still at."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from db.inline import Inline
from db.inline import connect as opened


async def connect(file: Path) -> tuple[Inline, Callable[..., Coroutine[Any, Any, Any]]]:
    """And aiosqlite's way in for each of its steps."""
    connection = opened(str(file), uri=False)
    await connection
    return connection, connection._execute


async def test_what_was_cut_off_in_the_thread_is_waited_for_before_anything_else(tmp_path: Path) -> None:
    """A COMMIT that nobody waits for any more, say; closed beside it, the program would crash."""
    connection, carry_out = await connect(tmp_path / "some.db")
    begun, may_end, order = threading.Event(), threading.Event(), list[str]()

    def commits(_sql: str) -> None:
        begun.set()
        may_end.wait(20)
        order.append("committed")

    committing = asyncio.create_task(carry_out(commits, "COMMIT"))
    await asyncio.to_thread(begun.wait, 20)
    committing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await committing
    closing = asyncio.create_task(carry_out(order.append, "closed"))
    await asyncio.to_thread(may_end.set)
    await closing
    assert order == ["committed", "closed"]
    await connection.close()


async def test_once_the_thread_has_ended_it_quick_steps_are_quick_again(tmp_path: Path) -> None:
    connection, carry_out = await connect(tmp_path / "some.db")
    await connection.execute("PRAGMA user_version")
    here = await carry_out(threading.get_ident)
    assert here == threading.get_ident()
    await connection.close()
