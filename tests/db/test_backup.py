"""Back up, wipe, restore: nothing is lost, from either database into either, and a bad file restores nothing."""

import gzip
import json
import stat
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Integer, Interval, MetaData, String, Table, text

from bot.databases import TABLES
from clinic.model import Clinic
from crm.embedded.adapter import EmbeddedCrm
from db import backup
from db.backup import back_up
from db.backup_format import kind_of
from db.cipher import Cipher, new_key
from db.database import Database
from db.drafts import DraftStore
from db.keys import KeyProblem, prove_key
from db.looking import place
from db.migrate import DatabaseBehind, migrate
from db.people import PeopleStore
from db.restore import restore
from db.unusable import BackupUnusable, DatabaseUnusable
from tests.databases import PostgresHome, SqliteHome
from tests.db.little_history import add, founded
from tests.db.living import CLOCK, PHONE, everything, live_in, register


@pytest.fixture(params=["sqlite", "postgresql"])
async def target(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """An empty database; on SQLite not even a file."""
    home: SqliteHome | PostgresHome = request.getfixturevalue(f"{request.param}_home")
    async with home.fresh(tmp_path, migrated=False) as url:
        yield url


@pytest.fixture
async def lived_in(database: Database, clinic: Clinic) -> Database:
    await live_in(database, clinic)
    return database


@asynccontextmanager
async def opened(url: str, data_key: str) -> AsyncIterator[Database]:
    database = Database(url, Cipher([data_key]))
    try:
        yield database
    finally:
        await database.close()


async def is_empty(url: str) -> bool:
    """As before: no table, and on SQLite neither a file nor a key."""
    if file := place(url).file:
        return files_like(file) == []
    async with opened(url, new_key()) as database, database.read() as connection:
        tables = await connection.execute(text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
        return bool(tables.scalar_one() == 0)


def files_like(file: Path) -> list[Path]:
    return list(file.parent.glob(f"{file.name}*"))


async def test_what_was_backed_up_is_all_there_again(
    lived_in: Database, target: str, data_key: str, tmp_path: Path
) -> None:
    file = tmp_path / "backup.gz"
    written = await back_up(lived_in, file, TABLES, CLOCK.now())
    before = await everything(lived_in)
    assert before["accounts"]
    assert before["inbox"]
    assert written == sum(map(len, before.values()))
    assert await restore(target, data_key, file) == written
    async with opened(target, data_key) as again:
        await migrate(again)
        await prove_key(again)
        assert await everything(again) == before
        found = await EmbeddedCrm(again, CLOCK).find_patients(PHONE)
        assert [patient.surname for patient in found] == ["Ковальчук"]


async def test_new_rows_get_numbers_that_were_never_drawn(
    lived_in: Database, target: str, data_key: str, tmp_path: Path
) -> None:
    """A draft's number in an old button must not come to mean another draft, though the old one is long gone."""
    drafts, person = DraftStore(lived_in, CLOCK), 1
    for _ in range(3):
        last = await drafts.keep(person, "surname", {}, "")
        await drafts.drop(person)
    await back_up(lived_in, tmp_path / "backup.gz", TABLES, CLOCK.now())
    await restore(target, data_key, tmp_path / "backup.gz")
    async with opened(target, data_key) as again:
        fresh = await DraftStore(again, CLOCK).keep(person, "surname", {}, "")
        assert fresh.id > last.id
        await register(again, 8)
        await PeopleStore(again, CLOCK).arrive(9, "uk", "")


async def test_the_file_is_its_owner_s_and_holds_neither_a_name_nor_the_key(
    lived_in: Database, data_key: str, tmp_path: Path
) -> None:
    file = tmp_path / "backup.gz"
    await back_up(lived_in, file, TABLES, CLOCK.now())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    told = gzip.decompress(file.read_bytes()).decode()
    assert data_key not in told
    for secret in ("Ковальчук", PHONE, "1987-05-12"):
        assert secret not in told
        assert json.dumps(secret).strip('"') not in told


async def test_who_registers_meanwhile_is_wholly_in_it_or_not_at_all(
    lived_in: Database, target: str, data_key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between two tables the bot goes on: a patient without its person could not be restored."""
    write_table, seen = backup._write_table, list[str]()

    async def and_then_somebody_comes(connection: Any, table: Table, write: Any) -> int:
        rows = await write_table(connection, table, write)
        seen.append(table.name)
        if table.name == "accounts":
            await register(lived_in, 8)
        return rows

    monkeypatch.setattr(backup, "_write_table", and_then_somebody_comes)
    await back_up(lived_in, tmp_path / "backup.gz", TABLES, CLOCK.now())
    assert seen.index("accounts") < seen.index("patients")
    await restore(target, data_key, tmp_path / "backup.gz")
    async with opened(target, data_key) as again:
        there = await everything(again)
    assert (len(there["accounts"]), len(there["patients"])) == (1, 1)
    assert len((await everything(lived_in))["patients"]) == 1, "the number is the second person's now"
    assert len((await everything(lived_in))["accounts"]) == 2


@pytest.mark.parametrize("cut", [0, 5, 0.3, 0.9, -1, -9])
async def test_a_file_that_was_cut_off_restores_nothing(
    lived_in: Database, target: str, data_key: str, tmp_path: Path, cut: float
) -> None:
    file = tmp_path / "backup.gz"
    await back_up(lived_in, file, TABLES, CLOCK.now())
    whole = file.read_bytes()
    file.write_bytes(whole[: int(cut * len(whole)) if 0 < cut < 1 else int(cut)])
    with pytest.raises(BackupUnusable, match="is no backup of this program, or broken, or cut off"):
        await restore(target, data_key, file)
    assert await is_empty(target)


def is_same(packed: bytes, other: bytes) -> bool:
    try:
        return gzip.decompress(packed) == gzip.decompress(other)
    except (OSError, EOFError, zlib.error):
        return False


async def test_a_file_with_one_byte_wrong_restores_nothing(
    lived_in: Database, target: str, data_key: str, tmp_path: Path
) -> None:
    file = tmp_path / "backup.gz"
    await back_up(lived_in, file, TABLES, CLOCK.now())
    whole = file.read_bytes()
    for at in range(100, len(whole), len(whole) // 20):  # in a number, in a name, in what is sealed
        wrong = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        if is_same(wrong, whole):
            continue  # a bit that only fills up
        file.write_bytes(wrong)
        with pytest.raises(BackupUnusable, match="broken"):
            await restore(target, data_key, file)
    assert await is_empty(target)


ENDLESS = '{"reception_backup":1,"revision":"0001"}\n{"table":"inbox","columns":{"bot_id":"integer"}}\n[1]\n'


@pytest.mark.parametrize("lines", ["", "nothing of the kind", "[]\n", "{}\n", "\x00", ENDLESS])
async def test_another_file_is_no_backup(target: str, data_key: str, tmp_path: Path, lines: str) -> None:
    file = tmp_path / "backup.gz"
    file.write_bytes(gzip.compress(lines.encode()) if lines else b"no gzip at all")
    with pytest.raises(BackupUnusable, match="is no backup"):
        await restore(target, data_key, file)
    assert await is_empty(target)


async def test_a_file_of_a_later_format_or_revision_is_told(target: str, data_key: str, tmp_path: Path) -> None:
    file = tmp_path / "backup.gz"
    file.write_bytes(gzip.compress(b'{"reception_backup":2}\n{"whole":true}\n'))
    with pytest.raises(BackupUnusable, match="made by a newer version"):
        await restore(target, data_key, file)
    file.write_bytes(gzip.compress(b'{"reception_backup":1,"revision":"9999"}\n{"whole":true}\n'))
    with pytest.raises(BackupUnusable, match="revision 9999, which this version of the program does not know"):
        await restore(target, data_key, file)
    assert await is_empty(target)


async def test_another_key_is_told_and_nothing_is_restored(lived_in: Database, target: str, tmp_path: Path) -> None:
    file = tmp_path / "backup.gz"
    await back_up(lived_in, file, TABLES, CLOCK.now())
    with pytest.raises(KeyProblem, match="sealed with another key"):
        await restore(target, new_key(), file)
    assert await is_empty(target)
    with pytest.raises(KeyProblem, match=r"bring back .*\.key, or set DATA_KEY|DATA_KEY is missing"):
        await restore(target, None, file)
    assert await is_empty(target)


async def test_a_database_with_anything_in_it_is_not_restored_over(
    lived_in: Database, data_key: str, tmp_path: Path
) -> None:
    file, before = tmp_path / "backup.gz", await everything(lived_in)
    await back_up(lived_in, file, TABLES, CLOCK.now())
    url = lived_in.engine.url.render_as_string(hide_password=False)
    with pytest.raises(DatabaseUnusable, match="is not empty, and a restore overwrites nothing"):
        await restore(url, data_key, file)
    assert await everything(lived_in) == before


async def test_a_file_that_is_there_is_not_written_over(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "backup.gz"
    file.write_text("another")
    with pytest.raises(BackupUnusable, match="is there already"):
        await back_up(database, file, TABLES, CLOCK.now())
    assert file.read_text() == "another"


async def test_a_backup_that_breaks_off_leaves_no_file(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def breaks_off(*_: object) -> int:
        raise ConnectionResetError

    monkeypatch.setattr(backup, "_write_table", breaks_off)
    (tmp_path / "backups").mkdir()
    with pytest.raises(ConnectionResetError):
        await back_up(database, tmp_path / "backups" / "backup.gz", TABLES, CLOCK.now())
    assert list((tmp_path / "backups").iterdir()) == []


def test_every_column_has_a_kind() -> None:
    columns = [column for metadata in TABLES for table in metadata.sorted_tables for column in table.columns]
    assert len({kind_of(column.type) for column in columns}) > 7
    with pytest.raises(TypeError, match="does not know columns of"):
        kind_of(Interval())


LITTLE = MetaData()
Table("doctors", LITTLE, Column("id", Integer, primary_key=True), Column("name", String(9)))
SECOND = """
    op.create_table("key_proof", sa.Column("id", sa.Integer), sa.Column("word", sa.LargeBinary),
                    sa.Column("lookup", sa.String(64)))
    op.alter_column("doctors", "name", new_column_name="surname")
    op.add_column("doctors", sa.Column("room", sa.String(9), server_default="12"))
"""


async def test_an_older_backup_is_migrated_on_its_way(
    database_home: SqliteHome | PostgresHome, target: str, data_key: str, tmp_path: Path
) -> None:
    scripts = founded(tmp_path)
    async with database_home.fresh(tmp_path, migrated=False) as url, opened(url, data_key) as old:
        await migrate(old, str(scripts))
        async with old.write() as connection:
            await connection.execute(text("DROP TABLE visits"))
            await connection.execute(text("UPDATE doctors SET name = 'Бондар'"))
        await back_up(old, tmp_path / "backup.gz", [LITTLE], CLOCK.now(), str(scripts))
        add(scripts, "0002", "0001", SECOND)
        with pytest.raises(DatabaseBehind):
            await back_up(old, tmp_path / "late.gz", [LITTLE], CLOCK.now(), str(scripts))
    assert await restore(target, data_key, tmp_path / "backup.gz", str(scripts)) == 1
    async with opened(target, data_key) as again, again.read() as connection:
        assert (await connection.execute(text("SELECT id, surname, room FROM doctors"))).all() == [(1, "Бондар", "12")]
