"""SQL of one tap, by PostgreSQL's own log: the program runs as it is."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import asyncpg
from sqlalchemy.engine import make_url

from benchmarks.bench import Bench, Started
from benchmarks.figures import Sql
from benchmarks.subjects import Subject

ENTRY = re.compile(r"^\S+ \S+ \S+ \[(\d+)\] LOG: {2}(?:statement|execute [^:]*): (.*)", re.DOTALL)
NEW = re.compile(r"^(?=\d{4}-\d\d-\d\d )", re.MULTILINE)
CONTROL = re.compile(r"\s*(BEGIN|COMMIT|ROLLBACK|SET|SHOW|;|$)", re.IGNORECASE)
ENDS = re.compile(r"\s*(COMMIT|ROLLBACK)\b", re.IGNORECASE)
BEGINS = re.compile(r"\s*BEGIN\b", re.IGNORECASE)


async def count_sql(bench: Bench, subject: Subject, taps: int) -> dict[str, Sql]:
    """Of each kind. The subject's database is a PostgreSQL of tests/postgres.py: its log stands beside its socket."""
    url = make_url(subject.environment["DATABASE_URL"])
    connection = await asyncpg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False))
    try:
        await connection.execute(f"ALTER DATABASE {url.database} SET log_statement = 'all'")
    finally:
        await connection.close()
    log = Path(str(url.query["host"])) / "log"
    async with bench.started(subject) as bot:
        return {kind: await _count(bench, bot, kind, taps, log) for kind in subject.kinds}


async def _count(bench: Bench, bot: Started, kind: str, taps: int, log: Path) -> Sql:
    prepared = await bench.prepared(bot, kind, taps)
    await bot.process.quiet()
    before = len(_read(log))
    await bench.telegram.brings_all(bot.address, prepared, 1)
    await bot.process.quiet()
    return sql_of(_read(log)[before:].decode(), taps)


def _read(log: Path) -> bytes:
    return log.read_bytes()


def sql_of(log: str, taps: int) -> Sql:
    """What came once or more a tap: work in the background comes far more seldom, and so falls out."""
    times: Counter[tuple[bool, bool, str]] = Counter()
    for of_inbox, transaction in _transactions(log):
        times.update((of_inbox, not CONTROL.match(text), text) for text in transaction)
    each = Counter[tuple[bool, bool]]()
    for (of_inbox, says, _), number in times.items():
        each[of_inbox, says] += round(number / taps)
    return Sql(
        each[False, True],
        each[False, True] + each[False, False],
        each[True, True],
        each[True, True] + each[True, False],
    )


def _transactions(log: str) -> Iterator[tuple[bool, list[str]]]:
    """Each transaction, or statement outside of one, with what its connection sent just before; whether the inbox's."""
    sent, begun = defaultdict[str, list[str]](list), set[str]()
    for entry in NEW.split(log):
        if not (found := ENTRY.match(entry)):
            continue
        backend, text = found[1], found[2].strip()
        sent[backend].append(text)
        if BEGINS.match(text):
            begun.add(backend)
        elif ENDS.match(text) or (backend not in begun and not CONTROL.match(text)):
            begun.discard(backend)
            yield any("inbox" in one for one in sent[backend]), sent.pop(backend)
