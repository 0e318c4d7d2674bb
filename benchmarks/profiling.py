"""Where the program's time goes: updates of one kind straight into its intake, under cProfile."""

import asyncio
import cProfile
import io
import pstats
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from benchmarks.api import TOKEN, BotApi
from benchmarks.clinic import KINDS, open_clinic
from benchmarks.updates import FIRST_CHAT, Update, taps
from bot.databases import open_database
from bot.telegram import connect
from bot.wiring import Program, build
from db.clinic_file import ClinicStore
from reception.clock import SystemClock

AT_ONCE = 32
LONGEST = 45  # lines of each list


async def profile(kind: str, url: str, key: str, times: int) -> str:
    """Of ``a``, ``b`` or ``c``: CPU an update without the profiler, then the functions that take most of it."""
    guests = min(times, 1000)
    visitors, tap = await open_clinic(url, key, guests), taps()
    updates = [tap(FIRST_CHAT + n % guests, visitors.data(kind, n % guests)) for n in range(3 * times)]
    async with _api() as api, _program(api, url, key) as program:
        await _feed(program, updates[:times])
        began = time.process_time()
        await _feed(program, updates[times : 2 * times])
        plain = (time.process_time() - began) / times * 1000
        profiler = cProfile.Profile()
        profiler.enable()
        await _feed(program, updates[2 * times :])
        profiler.disable()
    return f"({kind}) {KINDS[kind].told}: {plain:.2f} ms of CPU an update\n{_lists(profiler)}"


async def _feed(program: Program, updates: Sequence[Update]) -> None:
    """One by one, as a webhook brings them, while fewer than ``AT_ONCE`` are under way."""
    for update in updates:
        await program.intake.accept([update])
        await _fewer_than(AT_ONCE, program)
    await _fewer_than(1, program)


async def _fewer_than(number: int, program: Program) -> None:
    while len(program.intake.lanes) >= number:  # noqa: ASYNC110 lanes tell nobody when they are empty
        await asyncio.sleep(0.005)


@asynccontextmanager
async def _program(api: str, url: str, key: str) -> AsyncIterator[Program]:
    database = await open_database(url, key)
    clinic = await ClinicStore(database, SystemClock()).load()
    assert clinic is not None  # it has just been taken in
    bot = connect(TOKEN, api)
    program = build(bot, database, clinic, SystemClock())
    await program.start()
    try:
        yield program
    finally:
        await program.stop()
        await bot.session.close()
        await database.close()


@asynccontextmanager
async def _api() -> AsyncIterator[str]:
    """In a process of its own: its time is not the program's."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.profiling", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdin
    assert process.stdout
    try:
        yield (await process.stdout.readline()).decode().strip()
    finally:
        process.stdin.close()  # which ends it
        await process.wait()


async def _serve() -> None:
    async with BotApi(lambda *_: None).open() as url:
        print(url, flush=True)  # noqa: T201 for the one who started it
        await asyncio.to_thread(sys.stdin.read)


def _lists(profiler: cProfile.Profile) -> str:
    told = io.StringIO()
    stats = pstats.Stats(profiler, stream=told).strip_dirs()
    for order in ("tottime", "cumulative"):
        stats.sort_stats(order).print_stats(LONGEST)
    return told.getvalue()


if __name__ == "__main__":
    asyncio.run(_serve())
