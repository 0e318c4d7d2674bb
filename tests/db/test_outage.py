"""What counts as an outage of the database, told by real ones."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from db.cipher import Cipher
from db.database import Database
from db.outage import is_away
from db.tables import key_proof


async def run(database: Database, *statements: str) -> None:
    async with database.write() as connection:
        for statement in statements:
            await connection.execute(text(statement))


async def fails(database: Database, *statements: str) -> BaseException:
    with pytest.raises((SQLAlchemyError, OSError)) as failure:
        await run(database, *statements)
    return failure.value


@pytest.mark.parametrize(
    "statement", ["INSERT INTO key_proof (id) VALUES (1)", "SELECT * FROM nothing", "SELEKT", "SELECT :missing"]
)
async def test_a_wrong_statement_is_no_outage(database: Database, statement: str) -> None:
    assert not is_away(await fails(database, statement))


@pytest.mark.parametrize("value", ["a word", 1 << 80, object()])
async def test_a_value_that_the_driver_cannot_take_is_no_outage(database: Database, value: object) -> None:
    """asyncpg and sqlite3 call it by the same name as a lost connection; tried again, it would fail for ever."""
    with pytest.raises((SQLAlchemyError, OverflowError)) as failure:
        async with database.write() as connection:
            await connection.execute(key_proof.insert().values(id=value, word=b"", lookup=""))
    assert not is_away(failure.value)


@pytest.mark.parametrize("where", ["127.0.0.1:1/nothing", "/nothing?host=/nowhere"])
async def test_a_server_that_nobody_hears_is_away(where: str, data_key: str) -> None:
    """By TCP nobody listens; of a socket the file is gone while the server is."""
    database = Database(f"postgresql://nobody@{where}", Cipher([data_key]))
    assert is_away(await fails(database, "SELECT 1"))
    await database.close()


@pytest.mark.parametrize("database_home", ["postgresql"], indirect=True)
async def test_a_session_that_the_server_ends_is_away(database: Database) -> None:
    assert is_away(await fails(database, "SELECT pg_terminate_backend(pg_backend_pid())"))
    async with database.read() as ours:
        number = (await ours.execute(text("SELECT pg_backend_pid()"))).scalar_one()
        await run(database, f"SELECT pg_terminate_backend({number})")
        with pytest.raises(SQLAlchemyError) as failure:
            await ours.execute(text("SELECT 1"))
    assert is_away(failure.value)


@pytest.mark.parametrize("database_home", ["postgresql"], indirect=True)
@pytest.mark.parametrize("state", ["57P03", "53100", "53300", "40P01", "08006"])
async def test_a_server_that_starts_or_has_no_room_is_away(database: Database, state: str) -> None:
    assert is_away(await fails(database, f"DO $$ BEGIN RAISE 'trouble' USING ERRCODE = '{state}'; END $$"))


async def test_a_full_disk_is_away(tmp_path: Path, data_key: str) -> None:
    database = Database(f"sqlite:///{tmp_path}/some.db", Cipher([data_key]))
    await run(database, "CREATE TABLE some (it BLOB)")
    no_room = "PRAGMA max_page_count=1"  # SQLite takes the size that the file has
    assert is_away(await fails(database, no_room, "INSERT INTO some VALUES (zeroblob(100000))"))
    await database.close()


async def test_a_locked_sqlite_file_is_away(tmp_path: Path, data_key: str) -> None:
    database = Database(f"sqlite:///{tmp_path}/some.db", Cipher([data_key]))
    await run(database, "CREATE TABLE some (id INTEGER)")
    async with database.read() as connection:
        await connection.execute(text("PRAGMA busy_timeout=1"))  # the pool will hand out this connection next
    with closing(sqlite3.connect(tmp_path / "some.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert is_away(await fails(database, "SELECT 1"))
    await database.close()
