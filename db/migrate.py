"""Bring the database to the program's own revision, one process at a time."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection

from db.database import Database

SCRIPTS = "db:migrations"
AGAIN = 0.1  # seconds
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
        if await connection.run_sync(present_revision) == _last_file(scripts):
            return
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
    from db import revisions  # noqa: PLC0415 see there

    known, newest = revisions.known_revisions(scripts)
    return Standing(await connection.run_sync(present_revision), newest, known)


async def upgrade(connection: AsyncConnection, revision: str, scripts: str = SCRIPTS) -> None:
    """Inside ``alone``, whose transaction keeps all of it or none."""
    from db import revisions  # noqa: PLC0415 see there

    await connection.run_sync(revisions.upgrade, revision, scripts)
    if connection.dialect.name == "sqlite":
        await _check_references(connection)


def present_revision(connection: Connection) -> str | None:
    """The database's revision, as alembic keeps it."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    return revision


def _last_file(scripts: str) -> str:
    """The newest revision by the files' names, which begin with their numbers: all that most starts need to know."""
    package, inside, folder = scripts.partition(":")
    home = files(package).joinpath(folder) if inside else Path(scripts)
    names = [file.name for file in home.joinpath("versions").iterdir()]
    return max((name.partition("_")[0].removesuffix(".py") for name in names if name[0].isdigit()), default="")


@asynccontextmanager
async def alone(database: Database) -> AsyncIterator[AsyncConnection]:
    """One transaction in which no other process migrates; on SQLite without foreign keys, see ``upgrade``."""
    if database.is_sqlite:
        async with _without_references(database) as connection:
            yield connection
    else:
        async with database.write() as connection:
            # Asked again and again: a statement that waits as long as another's migration would be cut off.
            mine = text("SELECT pg_try_advisory_xact_lock(:lock)")
            while not (await connection.execute(mine, {"lock": LOCK})).scalar_one():  # noqa: ASYNC110 another process's
                await asyncio.sleep(AGAIN)
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
