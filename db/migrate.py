"""Bring the database to the program's own revision, one process at a time."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection

from db.database import Database

SCRIPTS = "db:migrations"
LOCK = 0x5EC_E710  # any number that nobody else on this PostgreSQL server locks by


class DatabaseNewer(Exception):
    """The database was migrated by a newer version of this program."""


async def migrate(database: Database, scripts: str = SCRIPTS) -> None:
    """Migrate to the newest revision; all of it or, when a migration fails, none.

    Of several starting processes one migrates and the others wait. An existing SQLite file is copied beside itself
    (``<file>.before-<revision>``) before it is changed. Raise ``DatabaseNewer`` rather than touch what a newer
    version made.
    """
    config = _config(scripts)
    script = ScriptDirectory.from_config(config)
    async with _alone(database) as connection:
        present, newest = await connection.run_sync(_revision), script.get_current_head()
        if present == newest:
            return
        if present is not None:
            _refuse_unknown(present, script)
            await _copy(database, f"before-{newest}")
        await connection.run_sync(_upgrade, config)
        if database.is_sqlite:
            await _check_references(connection)


def _config(scripts: str) -> Config:
    config = Config()
    config.set_main_option("script_location", scripts)
    config.set_main_option("path_separator", "os")
    return config


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _refuse_unknown(present: str, script: ScriptDirectory) -> None:
    if present not in {revision.revision for revision in script.walk_revisions()}:
        raise DatabaseNewer(
            f"The database is at revision {present}, which this version of the program does not know: "
            "a newer version has migrated it. Start that version, or restore the copy made before the migration."
        )


def _upgrade(connection: Connection, config: Config) -> None:
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


@asynccontextmanager
async def _alone(database: Database) -> AsyncIterator[AsyncConnection]:
    if database.is_sqlite:
        async with _without_references(database) as connection:
            yield connection
    else:
        async with database.write() as connection:
            await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            yield connection


@asynccontextmanager
async def _without_references(database: Database) -> AsyncIterator[AsyncConnection]:
    """SQLite changes a table by rebuilding it; with foreign keys on, dropping the old one deletes its children."""
    async with database.engine.connect() as connection:
        driver = (await connection.get_raw_connection()).driver_connection
        assert driver is not None
        await driver.execute("PRAGMA foreign_keys=OFF")  # has no effect once a transaction is open
        try:
            await connection.execution_options(writes=True)
            async with connection.begin():
                yield connection
        finally:
            await driver.execute("PRAGMA foreign_keys=ON")


async def _check_references(connection: AsyncConnection) -> None:
    broken = (await connection.execute(text("PRAGMA foreign_key_check"))).first()
    if broken is not None:
        raise sqlite3.IntegrityError(f"after the migration a row of {broken[0]} refers to nothing in {broken[2]}")


async def _copy(database: Database, suffix: str) -> None:
    if database.is_sqlite:
        file = Path(database.engine.url.database or "")
        await asyncio.to_thread(_copy_file, file, file.with_name(f"{file.name}.{suffix}"))


def _copy_file(source: Path, target: Path) -> None:
    """By SQLite itself: a plain copy of the file would lack what still stands in the write-ahead log."""
    target.unlink(missing_ok=True)
    target.touch(mode=0o600)
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
