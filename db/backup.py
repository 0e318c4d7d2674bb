"""A copy of all that is kept, consistent while the bot runs, from either database for either."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import MetaData, Table, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from db.backup_format import FORMAT, KINDS, kind_of, written
from db.database import Database
from db.migrate import SCRIPTS, standing

BATCH = 500  # rows


async def back_up(
    database: Database, target: Path, tables: Sequence[MetaData], now: datetime, scripts: str = SCRIPTS
) -> int:
    """How many rows were written. What is sealed stays sealed; the key is not in the file.

    Raise ``DatabaseBehind``, ``DatabaseNewer``, ``BackupUnusable`` where the file is there already, ``OSError``.
    """
    async with _snapshot(database) as connection:
        revision = await standing(connection, scripts)
        revision.refuse_all_but_newest()
        with written(target) as write:
            write({"reception_backup": FORMAT, "revision": revision.present, "made_at": now.isoformat()})
            return sum([await _write_table(connection, table, write) for table in _in_order(tables)])


def _in_order(tables: Sequence[MetaData]) -> list[Table]:
    """Those first that others refer to."""
    return [table for metadata in tables for table in metadata.sorted_tables]


@asynccontextmanager
async def _snapshot(database: Database) -> AsyncIterator[AsyncConnection]:
    """Everything as it was at the first look; nobody is kept waiting, on neither database."""
    async with database.engine.connect() as connection:
        if not database.is_sqlite:
            await connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        async with connection.begin():
            yield connection


async def _write_table(connection: AsyncConnection, table: Table, write: Callable[[Any], None]) -> int:
    kinds = {column.name: kind_of(column.type) for column in table.columns}
    write({"table": table.name, "columns": kinds})
    packing, rows = [KINDS[kind].packed for kind in kinds.values()], 0
    found = await connection.stream(select(table).execution_options(yield_per=BATCH))
    async for row in found:
        write([None if value is None else pack(value) for pack, value in zip(packing, row, strict=True)])
        rows += 1
    write({"end": table.name, "rows": rows, **await _counter(connection, table)})
    return rows


async def _counter(connection: AsyncConnection, table: Table) -> dict[str, Any]:
    """The last number that the database drew by itself: an old button must never come to mean a newer row."""
    column = table.autoincrement_column
    if column is None:
        return {}
    find = _last_of_sqlite if connection.dialect.name == "sqlite" else _last_of_postgresql
    return {"counts": column.name, "last": await find(connection, table.name, column.name)}


async def _last_of_sqlite(connection: AsyncConnection, table: str, _column: str) -> int | None:
    if not await counts_by_itself(connection, table):
        return None
    found = await connection.execute(text("SELECT seq FROM sqlite_sequence WHERE name = :table"), {"table": table})
    return found.scalar_one_or_none()


async def _last_of_postgresql(connection: AsyncConnection, table: str, column: str) -> int | None:
    named = text("SELECT pg_get_serial_sequence(:table, :column)")
    sequence = (await connection.execute(named, {"table": table, "column": column})).scalar_one()
    if sequence is None:
        return None
    drawn = text(f"SELECT last_value FROM {sequence} WHERE is_called")  # noqa: S608 as the server itself has quoted it
    return (await connection.execute(drawn)).scalar_one_or_none()


async def counts_by_itself(connection: AsyncConnection, name: str) -> bool:
    """On SQLite; its other tables go on from their highest number."""
    made = text("SELECT sql LIKE '%AUTOINCREMENT%' FROM sqlite_master WHERE type = 'table' AND name = :name")
    return bool((await connection.execute(made, {"name": name})).scalar_one())
