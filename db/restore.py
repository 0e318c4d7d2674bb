"""A backup back into an empty database, of either kind: all of it or nothing."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import TableClause, column, delete, func, insert, inspect, select, table, text
from sqlalchemy.ext.asyncio import AsyncConnection

from db.backup import counts_by_itself
from db.backup_format import KINDS, check_whole, lines_of
from db.cipher import Cipher
from db.database import Database
from db.keys import KeyProblem, find_cipher, key_file, proven
from db.looking import place
from db.migrate import SCRIPTS, alone, standing, upgrade
from db.unusable import BackupUnusable, DatabaseUnusable, told_in_words

BATCH = 500  # rows


async def restore(url: str, data_key: str | None, source: Path, scripts: str = SCRIPTS) -> int:
    """How many rows came back. A backup of an older revision is migrated on the way.

    Raise ``BackupUnusable`` for the file, ``DatabaseUnusable`` for a database that is not empty or not to be used,
    ``KeyProblem`` for a key that does not open the data. Nothing is left behind then.
    """
    where = place(url)
    was_there = where.is_there
    cipher = find_cipher(url, data_key)
    if cipher is None:
        raise KeyProblem(
            f"Restoring needs the key that the data was sealed with: bring back {key_file(url)}, or set DATA_KEY to it."
        )
    try:
        with told_in_words():
            return await _into(url, cipher, source, scripts)
    except BaseException:
        if where.file and not was_there:
            _take_away(where.file)
        raise


async def _into(url: str, cipher: Cipher, source: Path, scripts: str) -> int:
    database = Database(url, cipher)
    try:
        async with alone(database) as connection:
            await _refuse_filled(connection)
            check_whole(source)
            lines = lines_of(source)
            await _to_revision(connection, next(lines)["revision"], source, scripts)
            rows = sum([await _fill_table(connection, head, lines) for head in lines])
            await upgrade(connection, "head", scripts)
            await proven(connection, cipher)
            return rows
    finally:
        await database.close()


def _take_away(file: Path) -> None:
    for name in (file, *(file.with_name(f"{file.name}{suffix}") for suffix in ("-wal", "-shm", "-journal"))):
        with suppress(FileNotFoundError):
            name.unlink()


async def _refuse_filled(connection: AsyncConnection) -> None:
    if await connection.run_sync(lambda sync: inspect(sync).get_table_names()):
        raise DatabaseUnusable(
            "The database of DATABASE_URL is not empty, and a restore overwrites nothing: move the SQLite file away, "
            "or make a new PostgreSQL database, and restore into that."
        )


async def _to_revision(connection: AsyncConnection, revision: str, source: Path, scripts: str) -> None:
    if revision not in (await standing(connection, scripts)).known:
        raise BackupUnusable(
            f"{source} was made at revision {revision}, which this version of the program does not know: "
            "restore it with the version that made it, or a newer one"
        )
    await upgrade(connection, revision, scripts)


async def _fill_table(connection: AsyncConnection, head: dict[str, Any], lines: Iterator[Any]) -> int:
    """``lines`` up to the one that ends this table."""
    kinds = [KINDS[kind] for kind in head["columns"].values()]
    into = table(head["table"], *map(column, head["columns"], (kind.type for kind in kinds)))
    await connection.execute(delete(into))  # a migration may have put a first row there
    waiting, rows = list[dict[str, Any]](), 0
    for line in lines:
        if isinstance(line, dict):
            break
        values = [None if value is None else kind.unpacked(value) for kind, value in zip(kinds, line, strict=True)]
        waiting.append(dict(zip(head["columns"], values, strict=True)))
        rows += 1
        if len(waiting) == BATCH:
            await connection.execute(insert(into), waiting)
            waiting.clear()
    if waiting:
        await connection.execute(insert(into), waiting)
    if "counts" in line:
        await _count_on(connection, into, line["counts"], line["last"])
    return rows


async def _count_on(connection: AsyncConnection, of: TableClause, counted: str, last: int | None) -> None:
    """The next number is one that was never drawn, whichever database drew the others."""
    highest = (await connection.execute(select(func.max(of.c[counted])))).scalar_one()
    at = max(last or 0, highest or 0)
    if not at:
        return
    values = {"table": of.name, "column": counted, "at": at}
    if connection.dialect.name == "postgresql":
        await connection.execute(text("SELECT setval(pg_get_serial_sequence(:table, :column), :at)"), values)
    elif await counts_by_itself(connection, of.name):
        await connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :table"), values)
        await connection.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :at)"), values)
