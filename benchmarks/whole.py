"""The whole bench: turns of all bots, one after the other, round after round, so that a bad minute falls on each."""

import asyncio
import os
import platform
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.figures import Size, Sql, Turn, middle
from benchmarks.load import Telegram
from benchmarks.measure import turn
from benchmarks.statements import count_sql
from benchmarks.subjects import POSTGRESQL, subjects
from tests.postgres import postgres_server

FULL = Size(guests=1000, warm_up=200, alone=150, in_flight=500, rounds=3)
LONGEST = 600  # seconds; no round is begun that would not end by then
SQL_TAPS = 50
WRITES = 20

Bot = tuple[str, str]  # name, database


@dataclass(frozen=True, slots=True)
class Results:
    """``sql``: of ours, by kind of tap. ``write_ms``: what a durable write took on this disk."""

    turns: dict[Bot, Turn]
    sql: dict[str, Sql]
    size: Size
    rounds: int
    machine: str
    write_ms: float


async def run(size: Size, folder: Path, server: str, say: Callable[[str], None]) -> Results:
    """In an empty folder, against a PostgreSQL of tests/postgres.py. Where something hangs: TimeoutError."""
    telegram, began, busy = Telegram(), time.monotonic(), os.getloadavg()[0]
    async with asyncio.timeout(2 * LONGEST), telegram.open() as api:
        write_ms = await asyncio.to_thread(_durable_write, folder / "write")
        bots = await subjects(folder, server, size.guests)
        bench = Bench(telegram, api, size.guests)
        turns: dict[Bot, list[Turn]] = {(bot.name, bot.database): [] for bot in bots}
        rounds, longest = 0, 0.0
        while rounds < size.rounds and time.monotonic() - began + longest < LONGEST:
            round_began = time.monotonic()
            for bot in bots:
                say(f"round {rounds + 1} of {size.rounds}: {bot.name}, {bot.database}")
                turns[bot.name, bot.database].append(await turn(bench, bot, size))
            rounds, longest = rounds + 1, max(longest, time.monotonic() - round_began)
        say("SQL statements of ours")
        (ours,) = (bot for bot in bots if (bot.name, bot.database) == ("ours", POSTGRESQL))
        sql = await count_sql(bench, ours, min(SQL_TAPS, size.in_flight))
        return Results({bot: middle(each) for bot, each in turns.items()}, sql, size, rounds, _machine(busy), write_ms)


@contextmanager
def place() -> Iterator[tuple[Path, str]]:
    """A folder and a server, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, postgres_server() as server:
        yield Path(folder), server


def _machine(busy: float) -> str:
    load = f"load {busy:.1f} before and {os.getloadavg()[0]:.1f} at the end"
    return f"{os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}, {load}"


def _durable_write(file: Path) -> float:
    """Milliseconds of appending a page and having it on the disk."""
    began = time.perf_counter()
    with file.open("wb", buffering=0) as out:
        for _ in range(WRITES):
            out.write(bytes(4096))
            os.fsync(out.fileno())
    return (time.perf_counter() - began) / WRITES * 1000
