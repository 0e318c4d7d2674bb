"""``python -m benchmarks``: the whole table, in some fifteen minutes; ``profile c``: where the program's time goes."""

import argparse
import asyncio
import signal
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from benchmarks.burst import Rush
from benchmarks.notices import kept, notices, table
from benchmarks.profiling import profile
from benchmarks.report import as_json, markdown
from benchmarks.whole import FULL, place, run
from db.cipher import new_key

RESULTS = Path(__file__).parent / "results"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    commands = parser.add_subparsers(dest="command")
    commands.add_parser("notices", help="their part alone, in some four minutes")
    where = commands.add_parser(
        "profile", help="CPU of one kind of tap (a, b or c), and the functions that take most of it"
    )
    where.add_argument("kind", choices="abc")
    where.add_argument("--postgresql", action="store_true", help="else SQLite")
    where.add_argument("--taps", type=int, default=500)
    chosen = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # like Ctrl-C: the bots and their folders must go, too
    match chosen.command:
        case "profile":
            told = _profile(chosen.kind, chosen.taps, chosen.postgresql)
        case "notices":
            told = _notices()
        case _:
            told = f"{_whole()}\n{_notices()}"
    print(told)  # noqa: T201 what was asked for


def _profile(kind: str, taps: int, postgresql: bool) -> str:
    with place() as (folder, server):
        url = server if postgresql else f"sqlite+aiosqlite:///{folder / 'bench.db'}"
        return asyncio.run(profile(kind, url, new_key(), taps))


def _whole() -> str:
    with place() as (folder, server):
        results = asyncio.run(run(FULL, folder, server, partial(print, file=sys.stderr)))
    on = datetime.now(UTC).date()
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "latest.json").write_text(as_json(results, on), encoding="utf-8")
    told = markdown(results, on)
    (RESULTS / f"{on}.md").write_text(told, encoding="utf-8")
    return told


def _notices() -> str:
    rush, on = Rush(), datetime.now(UTC).date()
    with place() as (folder, server):
        noticed = asyncio.run(notices(folder, server, partial(print, file=sys.stderr), rush))
    (RESULTS / "notices.json").write_text(kept(noticed), encoding="utf-8")
    told = table(noticed, rush, on)
    (RESULTS / f"{on}-notices.md").write_text(told, encoding="utf-8")
    return told


if __name__ == "__main__":
    main()
