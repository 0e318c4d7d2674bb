"""Bring the database to the program's own revision, one process at a time."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
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


class DatabaseBehind(Exception):
    """The database has not been migrated to this version of the program: start the bot once, then do it again."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


async def migrate(database: Database, scripts: str = SCRIPTS) -> None:
    """Migrate to the newest revision; all of it or, when a migration fails, none.

    Of several starting processes one migrates and the others wait. An existing SQLite file is copied beside itself
    (``<file>.before-<revision>``) before it is changed. Raise ``DatabaseNewer`` rather than touch what a newer
    version made.
    """
    async with alone(database) as connection:
        now = await standing(connection, scripts)
        if now.is_newest:
            return
        if now.present is not None:
            now.refuse_newer()
            await _copy(database, f"before-{now.newest}")
        await upgrade(connection, "head", scripts)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a database is on the way of revisions; ``present`` is None where nothing was ever migrated."""

    present: str | None
    newest: str | None
    known: Collection[str]

    @property
    def is_newest(self) -> bool:
        return self.present == self.newest

    def refuse_newer(self) -> None:
        if self.present is not None and self.present not in self.known:
            raise DatabaseNewer(
                f"The database is at revision {self.present}, which this version of the program does not know: "
                "a newer version has migrated it. Start that version, or restore the copy made before the migration."
            )

    def refuse_all_but_newest(self) -> None:
        """For what must find each table as the program knows it. Raise ``DatabaseBehind`` or ``DatabaseNewer``."""
        self.refuse_newer()
        if not self.is_newest:
            raise DatabaseBehind


async def standing(connection: AsyncConnection, scripts: str = SCRIPTS) -> Standing:
    """Changes nothing."""
    script = ScriptDirectory.from_config(_config(scripts))
    known = frozenset(revision.revision for revision in script.walk_revisions())
    return Standing(await connection.run_sync(_revision), script.get_current_head(), known)


async def upgrade(connection: AsyncConnection, revision: str, scripts: str = SCRIPTS) -> None:
    """Inside ``alone``, whose transaction keeps all of it or none."""
    await connection.run_sync(_upgrade, _config(scripts), revision)
    if connection.dialect.name == "sqlite":
        await _check_references(connection)


def _config(scripts: str) -> Config:
    config = Config()
    config.set_main_option("script_location", scripts)
    config.set_main_option("path_separator", "os")
    return config


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _upgrade(connection: Connection, config: Config, revision: str) -> None:
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


@asynccontextmanager
async def alone(database: Database) -> AsyncIterator[AsyncConnection]:
    """One transaction in which no other process migrates; on SQLite without foreign keys, see ``upgrade``."""
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
