"""Migrations at start: alone, all or nothing, never backwards, never without a copy."""

import asyncio
import sqlite3
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from db.cipher import Cipher
from db.database import Database
from db.migrate import DatabaseNewer, migrate
from tests.databases import PostgresHome, SqliteHome
from tests.db.little_history import add, founded

REBUILD = """
    with op.batch_alter_table("doctors") as doctors:
        doctors.alter_column("name", existing_type=sa.String(9), type_=sa.String(99))
"""
BREAK_OFF = (
    REBUILD
    + """
    raise ZeroDivisionError
"""
)
ORPHAN = """
    op.execute("DELETE FROM doctors")
"""

PROGRAM = """
import asyncio, sys
from db.cipher import Cipher
from db.database import Database
from db.migrate import migrate
async def main(url, key):
    database = Database(url, Cipher([key]))
    print("ready", flush=True)
    sys.stdin.readline()
    await migrate(database)
    await database.close()
asyncio.run(main(*sys.argv[1:]))
"""


@pytest.fixture
async def blank(database_home: SqliteHome | PostgresHome, tmp_path: Path, data_key: str) -> AsyncIterator[Database]:
    """A database that nobody has migrated."""
    async with database_home.fresh(tmp_path, migrated=False) as url:
        database = Database(url, Cipher([data_key]))
        yield database
        await database.close()


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    return founded(tmp_path)


async def scalars(database: Database, sql: str) -> list[object]:
    async with database.read() as connection:
        return list((await connection.execute(text(sql))).scalars())


async def tables(database: Database) -> list[str]:
    async with database.read() as connection:
        return await connection.run_sync(lambda sync: inspect(sync).get_table_names())


def copies(database: Database) -> list[Path]:
    file = Path(database.engine.url.database or "")
    return list(file.parent.glob(f"{file.name}.before-*"))


async def test_a_second_start_changes_nothing(database: Database) -> None:
    before = await tables(database)
    await migrate(database)
    assert await tables(database) == before
    assert copies(database) == []


async def started(url: str, data_key: str) -> Process:
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-c", PROGRAM, url, data_key, stdin=PIPE, stdout=PIPE
    )
    assert program.stdout
    assert await program.stdout.readline() == b"ready\n"
    return program


async def test_of_two_programs_that_start_at_once_one_migrates(blank: Database, data_key: str) -> None:
    url = blank.engine.url.render_as_string(hide_password=False)
    programs = await asyncio.gather(*(started(url, data_key) for _ in range(2)))
    await asyncio.gather(*(program.communicate(b"go\n") for program in programs))
    assert [program.returncode for program in programs] == [0, 0]
    assert "inbox" in await tables(blank)


async def test_a_newer_database_is_refused_and_left_alone(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseNewer, match="revision 9999"):
        await migrate(database)
    assert await scalars(database, "SELECT version_num FROM alembic_version") == ["9999"]


async def test_a_migration_that_fails_leaves_nothing_behind(blank: Database, scripts: Path) -> None:
    add(scripts, "0002", "0001", BREAK_OFF)
    with pytest.raises(ZeroDivisionError):
        await migrate(blank, str(scripts))
    assert await tables(blank) == []


async def test_a_rebuilt_table_keeps_the_rows_that_refer_to_it(blank: Database, scripts: Path) -> None:
    """SQLite drops the old table, and ON DELETE CASCADE would take the visits along."""
    await migrate(blank, str(scripts))
    await migrate(blank, str(add(scripts, "0002", "0001", REBUILD)))
    assert await scalars(blank, "SELECT id FROM visits") == [7]


async def test_an_existing_sqlite_file_is_copied_before_it_changes(blank: Database, scripts: Path) -> None:
    await migrate(blank, str(scripts))
    assert copies(blank) == []
    await migrate(blank, str(add(scripts, "0002", "0001", ORPHAN.replace("doctors", "visits"))))
    assert await scalars(blank, "SELECT id FROM visits") == []
    if blank.is_sqlite:
        (copy,) = copies(blank)
        assert copy.suffix == ".before-0002"
        assert copy.stat().st_mode & 0o077 == 0
        with closing(sqlite3.connect(copy)) as old:
            assert old.execute("SELECT id FROM visits").fetchall() == [(7,)]


async def test_a_migration_that_leaves_an_orphan_on_sqlite_is_undone(blank: Database, scripts: Path) -> None:
    """Foreign keys are off while SQLite migrates, so they are looked over before anything is kept."""
    await migrate(blank, str(scripts))
    add(scripts, "0002", "0001", ORPHAN)
    if blank.is_sqlite:
        with pytest.raises(sqlite3.IntegrityError, match="visits refers to nothing in doctors"):
            await migrate(blank, str(scripts))
        assert await scalars(blank, "SELECT id FROM visits") == [7]
    else:
        await migrate(blank, str(scripts))
        assert await scalars(blank, "SELECT id FROM visits") == []  # PostgreSQL has cascaded
    assert await foreign_keys(blank) is True


async def foreign_keys(database: Database) -> bool:
    return not database.is_sqlite or await scalars(database, "PRAGMA foreign_keys") == [1]
