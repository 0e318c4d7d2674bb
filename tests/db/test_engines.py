"""What a connection may do: look without a trace, or work alone."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from db.cipher import Cipher
from db.database import Database
from db.engines import Use
from db.keys import prove_key


async def words(database: Database) -> list[int]:
    async with database.read() as connection:
        return list((await connection.execute(text("SELECT id FROM key_proof"))).scalars())


def looked(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.fixture
async def url(database: Database) -> str:
    """Of a database with something in it that nobody has open."""
    await prove_key(database)
    await database.close()
    return database.engine.url.render_as_string(hide_password=False)


async def test_looking_sees_and_leaves_no_trace(url: str, data_key: str, tmp_path: Path) -> None:
    before = looked(tmp_path)
    database = Database(url, Cipher([data_key]), Use.LOOKING)
    assert await words(database) == [1]
    await database.close()
    assert looked(tmp_path) == before


async def test_looking_sees_what_a_running_bot_has_just_written(database: Database, data_key: str) -> None:
    """On SQLite that stands in the write-ahead log."""
    await prove_key(database)
    looking = Database(database.engine.url.render_as_string(hide_password=False), Cipher([data_key]), Use.LOOKING)
    assert await words(looking) == [1]
    await looking.close()


async def test_who_looks_cannot_write(url: str, data_key: str) -> None:
    database = Database(url, Cipher([data_key]), Use.LOOKING)
    with pytest.raises(DBAPIError, match=r"read-?only"):
        async with database.write() as connection:
            await connection.execute(text("DELETE FROM key_proof"))
    await database.close()


@pytest.mark.parametrize("name", ["a b.db", "100%41.db", "what?#.db", "клініка.db"])
async def test_looking_finds_a_file_whatever_its_name(tmp_path: Path, name: str, data_key: str) -> None:
    file = tmp_path / name
    with closing(sqlite3.connect(file)) as made:
        made.execute("CREATE TABLE key_proof (id)")
    database = Database(f"sqlite:///{quote(str(file))}", Cipher([data_key]), Use.LOOKING)
    assert await words(database) == []
    await database.close()
    assert list(looked(tmp_path)) == [name]


def test_looking_makes_no_file(tmp_path: Path, data_key: str) -> None:
    with pytest.raises(sqlite3.OperationalError, match="unable to open"):
        Database(f"sqlite:///{tmp_path}/nowhere.db", Cipher([data_key]), Use.LOOKING)
    assert looked(tmp_path) == {}


@pytest.mark.parametrize("database_home", ["sqlite"], indirect=True)
async def test_alone_on_sqlite_nobody_else_has_the_file_open(database: Database, data_key: str, tmp_path: Path) -> None:
    await prove_key(database)
    url = database.engine.url.render_as_string(hide_password=False)
    file = Path(database.engine.url.database or "")
    alone = Database(url, Cipher([data_key]), Use.ALONE)
    with closing(sqlite3.connect(file)) as other:
        other.execute("SELECT id FROM key_proof").fetchall()  # an idle reader, as a bot without visitors is
        await database.close()
        before = set(threading.enumerate())
        with pytest.raises(DBAPIError, match="database is locked"):
            await words(alone)
        for thread in set(threading.enumerate()) - before:  # left behind it would keep the program from ending
            thread.join(5)
            assert not thread.is_alive()
    assert await words(alone) == [1]
    with closing(sqlite3.connect(file, timeout=0)) as late, pytest.raises(sqlite3.OperationalError, match="locked"):
        late.execute("SELECT id FROM key_proof")
    await alone.close()
    assert list(looked(tmp_path)) == [file.name]


def modes(folder: Path) -> set[int]:
    return {path.stat().st_mode & 0o777 for path in folder.iterdir()}


async def test_a_new_file_is_its_owners_alone_and_an_old_one_stays_as_it_is(tmp_path: Path, data_key: str) -> None:
    file = tmp_path / "reception.db"
    for mode in (0o600, 0o640):
        database = Database(f"sqlite+aiosqlite:///{file}", Cipher([data_key]))
        async with database.write() as connection:
            await connection.execute(text("CREATE TABLE IF NOT EXISTS x (id INTEGER)"))
            beside = modes(tmp_path)
        await database.close()
        assert beside == {mode}
        file.chmod(0o640)
