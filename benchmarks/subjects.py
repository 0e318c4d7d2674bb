"""Who is measured: ours and an ORM twin on both databases, and a bare echo."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import asyncpg

from benchmarks.api import TOKEN
from benchmarks.clinic import KINDS, Visitors, open_clinic
from benchmarks.load import PATH, SECRET
from benchmarks.twin.opening import day_tap, open_twin
from db.cipher import new_key

SQLITE, POSTGRESQL, NONE = "SQLite", "PostgreSQL", "none"
TELEGRAM = {"BOT_TOKEN": TOKEN, "WEBHOOK_SECRET": SECRET, "WEBHOOK_PATH": PATH, "HTTP_HOST": "127.0.0.1"}


@dataclass(frozen=True, slots=True)
class Subject:
    """``data(kind, guest)``: what a button of this bot's carries. ``visitors``: of ours, who can also book."""

    name: str
    database: str
    module: str
    folder: Path
    kinds: str = "c"
    environment: Mapping[str, str] = field(default_factory=dict)
    data: Callable[[str, int], str] = lambda _kind, _guest: "echo"
    visitors: Visitors | None = None


async def subjects(folder: Path, server: str, guests: int) -> list[Subject]:
    """In the order of their turns; their databases are filled."""
    urls = {
        (name, database): await empty(name, database, folder, server)
        for database in (SQLITE, POSTGRESQL)
        for name in ("ours", "twin")
    }
    opened = [await open_subject(name, database, url, folder, guests) for (name, database), url in urls.items()]
    return [bare_echo(folder), *opened]


def bare_echo(folder: Path) -> Subject:
    return Subject("echo", NONE, "benchmarks.echo", _made(folder / "echo"))


async def open_subject(name: str, database: str, url: str, folder: Path, guests: int) -> Subject:
    place = _made(folder / f"{name}-{database}")
    if name == "twin":
        await open_twin(url, guests)
        today = datetime.now(UTC).date()
        return Subject(
            name,
            database,
            "benchmarks.twin",
            place,
            environment={"DATABASE_URL": url},
            data=lambda _kind, guest: day_tap(guest, today),
        )
    key = new_key()
    visitors = await open_clinic(url, key, guests)
    settings = {"DATABASE_URL": url, "DATA_KEY": key, "WEBHOOK_URL": f"https://bench.example{PATH}"}
    return Subject(name, database, "bot", place, "".join(KINDS), settings, visitors.data, visitors)


async def empty(name: str, database: str, folder: Path, server: str) -> str:
    """The URL of a database with nothing in it; PostgreSQL's goes with its server, the file with its folder."""
    if database == SQLITE:
        return f"sqlite+aiosqlite:///{folder / name}.db"
    connection = await asyncpg.connect(server.replace("+asyncpg", ""))
    try:
        await connection.execute(f"CREATE DATABASE bench_{name}")
    finally:
        await connection.close()
    return server.replace("/postgres?", f"/bench_{name}?")


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
