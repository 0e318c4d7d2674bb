"""``python -m benchmarks``: the whole table; ``python -m benchmarks profile c``: where the program's time goes."""

import argparse
import asyncio
import tempfile
from pathlib import Path

from benchmarks.profiling import profile
from db.cipher import new_key
from tests.postgres import postgres_server


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    where = commands.add_parser("profile", help="the functions that take most of the CPU of one kind of tap")
    where.add_argument("kind", choices="abc")
    where.add_argument("--postgresql", action="store_true", help="else SQLite")
    where.add_argument("--taps", type=int, default=500)
    chosen = parser.parse_args()
    print(_profile(chosen.kind, chosen.taps, postgresql=chosen.postgresql))  # noqa: T201 what was asked for


def _profile(kind: str, taps: int, *, postgresql: bool) -> str:
    if postgresql:
        with postgres_server() as url:
            return asyncio.run(profile(kind, url, new_key(), taps))
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(profile(kind, f"sqlite+aiosqlite:///{Path(folder) / 'bench.db'}", new_key(), taps))


if __name__ == "__main__":
    main()
