"""What ``python -m bot …`` says and how it ends: 0, or one clear line and 1, never a traceback."""

import asyncio
import shutil
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import inspect

from db.cipher import new_key
from db.database import Database
from sandbox import TelegramServer
from tests.bot.commanding import ROOT, Ended, Run, program
from tests.clinic.small import DEMO, SMALL, broken, written

TOKEN = "42:NOBODYS-TOKEN"


def contents(file: str) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(file)) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {table: sorted(database.execute(f"SELECT * FROM {table}"), key=repr) for table in tables}  # noqa: S608 our own names


def test_a_clinic_is_imported_again_and_nothing_doubles(run: Run) -> None:
    first = run("import", str(DEMO))
    assert first == Ended(
        0,
        "clinic.yaml is imported: 3 branches, 8 specialties, 14 doctors. A running bot goes by it within seconds.\n",
        first.err,
    )
    before = contents("var/sandbox.db")
    assert run("import", str(DEMO)).code == 0
    after = contents("var/sandbox.db")
    changed = {table for table in before if before[table] != after[table]}
    assert changed <= {"clinic_file"}, "when it was imported, and nothing else"
    assert {table: len(rows) for table, rows in after.items()} == {table: len(rows) for table, rows in before.items()}


def test_an_import_takes_what_has_changed(run: Run, tmp_path: Path) -> None:
    assert run("import", str(written(tmp_path))).code == 0
    more = SMALL.replace(
        "  - {id: paper,", "  - {id: xray, name: Рентген, specialty: family, minutes: 10}\n  - {id: paper,"
    )
    told = run("import", str(written(tmp_path, more)))
    assert (told.code, told.out) == (
        0,
        "clinic.yaml is imported: 1 branches, 1 specialties, 2 doctors. A running bot goes by it within seconds.\n",
    )


def test_with_a_token_it_is_imported_where_the_bot_looks(run: Run) -> None:
    assert run("import", str(DEMO), BOT_TOKEN=TOKEN).code == 0
    assert Path("var/reception.db").exists()
    assert not Path("var/sandbox.db").exists()


def test_a_right_file_is_said_to_be_fine_and_changes_nothing(run: Run, tmp_path: Path) -> None:
    assert run("check", str(DEMO)) == Ended(0, "clinic.yaml is fine: 3 branches, 8 specialties, 14 doctors.\n", "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["check", "import"])
def test_mistakes_are_named_with_line_and_field(run: Run, tmp_path: Path, command: str) -> None:
    wrong = broken("minutes: 20", "minutes: soon").replace("zone: Europe/Kyiv", "zone: Europe/Kiew")
    told = run(command, str(written(tmp_path, wrong)))
    assert (told.code, told.out) == (1, "")
    assert len(told.lines) == 2, told.err
    assert told.lines[0].startswith("clinic.yaml:3: zone: there is no zone")
    assert told.lines[1].startswith("clinic.yaml:20: services")
    assert not Path("var").exists(), "a wrong file touches no database"


def test_a_file_that_is_not_there_is_said_so(run: Run) -> None:
    assert run("check", "nowhere.yaml") == Ended(
        1, "", "nowhere.yaml: there is no such file; check its name and folder\n"
    )


def test_wrong_settings_come_before_everything(run: Run) -> None:
    told = run(BOT_TOKEN="hush", HTTP_PORT="hush", DATA_KEY="hush")
    assert (told.code, told.out, len(told.lines)) == (1, "", 2)
    assert "hush" not in told.err
    assert not Path("var").exists()


def test_a_malformed_data_key_is_not_quoted(run: Run) -> None:
    told = run("import", str(DEMO), BOT_TOKEN=TOKEN, DATA_KEY=f"{new_key()},hush")
    assert (told.code, len(told.lines)) == (1, 1)
    assert told.lines[0].startswith("DATA_KEY: key 2 of 2 is no key (44 characters); make one with:")
    assert "hush" not in told.err


def test_another_data_key_opens_nothing(run: Run) -> None:
    assert run("import", str(DEMO), BOT_TOKEN=TOKEN, DATA_KEY=new_key()).code == 0
    told = run("import", str(DEMO), DATA_KEY=new_key())
    assert (told.code, len(told.lines)) == (1, 1)
    assert told.lines[0].startswith("The data was sealed with another key. Set DATA_KEY to the key")


def test_the_sandbox_goes_by_its_own_key_whatever_is_set_for_the_bot(run: Run) -> None:
    for _ in range(2):
        told = run(HTTP_HOST="192.0.2.1", DATA_KEY=new_key())  # which ends it, once the database is open
        assert (told.code, len(told.lines)) == (1, 1)
        assert told.lines[0].startswith("HTTP_HOST: ")
        assert run("import", str(DEMO), DATA_KEY=new_key()).code == 0
        assert run("links", DATA_KEY=new_key()).code == 0
    assert Path("var/sandbox.db.key").exists()


def test_a_lost_key_file_is_not_made_anew(run: Run) -> None:
    assert run("import", str(DEMO)).code == 0
    Path("var/sandbox.db.key").unlink()
    told = run("import", str(DEMO))
    assert (told.code, len(told.lines)) == (1, 1)
    assert told.lines[0].startswith("var/sandbox.db holds data, but its key is gone")


def test_postgresql_without_a_key_says_how_to_make_one(run: Run) -> None:
    told = run("import", str(DEMO), DATABASE_URL="postgresql://u:hush@127.0.0.1:1/x")
    assert (told.code, len(told.lines)) == (1, 1)
    assert told.lines[0].startswith("DATA_KEY is missing: with PostgreSQL the key must come from the settings")


@pytest.mark.parametrize("words", [("import", str(DEMO)), ("links",), ("backup", "backup.gz"), ("rekey",)])
def test_a_newer_database_is_left_alone(run: Run, words: tuple[str, ...]) -> None:
    assert run("import", str(DEMO)).code == 0
    key = Path("var/sandbox.db.key")
    key.write_text(f"{new_key()},{key.read_text()}")
    with closing(sqlite3.connect("var/sandbox.db")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    before = contents("var/sandbox.db")
    told = run(*words)
    assert (told.code, len(told.lines)) == (1, 1)
    assert "newer" in told.lines[0]
    assert contents("var/sandbox.db") == before
    assert not Path("backup.gz").exists()


def test_what_is_behind_is_neither_backed_up_nor_sealed_anew_but_told(run: Run) -> None:
    assert run("import", str(DEMO)).code == 0
    key = Path("var/sandbox.db.key")
    key.write_text(f"{new_key()},{key.read_text()}")
    with closing(sqlite3.connect("var/sandbox.db")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '0001'")
    for words in (["backup", "backup.gz"], ["rekey"]):
        told = run(*words)
        assert (told.code, len(told.lines)) == (1, 1)
        assert "start the bot once, then do it again" in told.lines[0]


@pytest.mark.parametrize("words", [("backup", "backup.gz"), ("rekey",)])
def test_where_there_is_no_database_none_is_made(run: Run, words: tuple[str, ...]) -> None:
    told = run(*words)
    assert (told.code, len(told.lines)) == (1, 1)
    assert told.lines[0].startswith("There is nothing to ")
    assert not Path("var").exists()


UNUSABLE = "The database of DATABASE_URL cannot be used: "


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("postgresql://u:hush@127.0.0.1:1/x", "[Errno 111] Connection refused"),
        ("postgresql:///x?host=/nowhere", "[Errno 2] No such file or directory"),
        ("sqlite+aiosqlite:///rubbish.db", "file is not a database"),
        ("sqlite+aiosqlite:////proc/nowhere/x.db", "[Errno 2] No such file or directory: '/proc/nowhere'"),
        ("sqlite+aiosqlite:///folder", "unable to open database file"),
        ("postgresql://u:hush@127.0.0.1:1/x?sslmode=require", "[Errno 111] Connection refused"),
    ],
)
def test_a_database_that_cannot_be_used_is_one_line(run: Run, tmp_path: Path, url: str, why: str) -> None:
    (tmp_path / "rubbish.db").write_text("nothing of the kind, " * 50, encoding="utf-8")
    (tmp_path / "folder").mkdir()
    told = run("import", str(DEMO), DATABASE_URL=url, DATA_KEY=new_key())
    assert (told.code, told.out, told.lines) == (1, "", [UNUSABLE + why])


@pytest.mark.parametrize(
    ("url", "what"),
    [
        (
            "postgresql://u:hush@127.0.0.1:1/x?sslmode=require&channel_binding=hush",
            'take out the parameter "channel_binding", which is not known here; it may have: sslmode, ssl, host, port',
        ),
        ("sqlite+aiosqlite:///x.db?mode=hush", 'take out the parameter "mode", which is not known here'),
        (
            "postgresql://u:hush@127.0.0.1:1/x?sslmode=hush",
            "sslmode is one of disable, allow, prefer, require, verify-ca, verify-full",
        ),
        (
            "postgresql://u:hush@127.0.0.1:1/x?sslmode=require&sslmode=disable",
            "sslmode is one of disable, allow, prefer, require, verify-ca, verify-full",
        ),
    ],
)
def test_a_parameter_that_nobody_understands_is_named(run: Run, url: str, what: str) -> None:
    told = run("import", str(DEMO), DATABASE_URL=url, DATA_KEY=new_key())
    assert (told.code, told.out, told.lines) == (1, "", [f"DATABASE_URL: {what}"])


def test_a_certificate_that_is_not_there_is_named(run: Run, tmp_path: Path) -> None:
    url = "postgresql://u:hush@127.0.0.1:1/x?sslmode=verify-full"
    told = run("import", str(DEMO), DATABASE_URL=url, DATA_KEY=new_key(), HOME=str(tmp_path), PGSSLROOTCERT="")
    assert (told.code, told.out) == (1, "")
    assert told.lines[0].startswith(f'{UNUSABLE}root certificate file "{tmp_path}/.postgresql/root.crt" does not exist')


@pytest.mark.parametrize("database_home", ["postgresql"], indirect=True)
async def test_a_database_that_the_server_does_not_have_is_one_line(run: Run, database_url: str) -> None:
    told = run(
        "import", str(DEMO), DATABASE_URL=database_url.replace("/reception_", "/no_reception_"), DATA_KEY=new_key()
    )
    assert (told.code, len(told.lines)) == (1, 1)
    assert told.lines[0].startswith(f'{UNUSABLE}database "no_reception_')
    assert told.lines[0].endswith("does not exist")


def test_a_port_that_is_taken_is_named(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        told = run(HTTP_PORT=str(port))
    assert told.code == 1
    assert len(told.lines) == 1
    assert told.lines[0].startswith(f"HTTP_PORT: 127.0.0.1:{port} cannot be used: ")
    assert "address already in use" in told.lines[0]


@pytest.mark.parametrize("host", ["0.0.0.0", "", "192.0.2.1", "no-such-host.invalid"])  # noqa: S104 they are refused
def test_the_sandbox_listens_to_this_machine_only(run: Run, host: str) -> None:
    told = run(HTTP_HOST=host, HTTP_PORT="0") if host else run(HTTP_HOST="::", HTTP_PORT="0")
    assert (told.code, len(told.lines)) == (1, 1)
    assert told.lines[0].startswith("HTTP_HOST: ")


async def test_a_wrong_token_is_one_line_of_a_realprogram(tmp_path: Path) -> None:
    async with await TelegramServer.start() as telegram:
        told = await asyncio.to_thread(program, tmp_path, BOT_TOKEN=TOKEN, BOT_API_URL=telegram.url)
    assert told.code == 1
    assert told.lines == ["Telegram does not know this BOT_TOKEN: take it anew from @BotFather."]
    assert TOKEN not in told.err


async def test_the_demo_clinic_on_a_real_token_is_warned_of_at_each_start(tmp_path: Path) -> None:
    warning = "WARNING bot.commands.running: the demo clinic is shown on a real token"
    clinic = str(written(tmp_path))
    demo = shutil.copytree(DEMO.parent, tmp_path / "demo") / DEMO.name  # as after a move of the program
    async with await TelegramServer.start() as telegram:
        settings = {"BOT_TOKEN": TOKEN, "BOT_API_URL": telegram.url, "CLINIC_FILE": str(demo)}
        starts = [await asyncio.to_thread(program, tmp_path, **settings) for _ in range(2)]
        assert [start.err.count(warning) for start in starts] == [1, 1], starts[0].err
        assert "BOT_TOKEN" in starts[0].lines[0], "which is wrong: so it ended"
        assert (await asyncio.to_thread(program, tmp_path, "import", clinic, **settings)).code == 0
        own = await asyncio.to_thread(program, tmp_path, **settings)
    assert own.lines == starts[0].lines
    assert "demo" not in own.err


def test_an_unknown_command_is_answered_with_those_there_are(tmp_path: Path) -> None:
    told = program(tmp_path, "fly")
    assert told.code == 2
    assert "import" in told.err
    assert "Traceback" not in told.err


TABLES_OF_THE_COMMANDS = """
from bot.commands import keeping, rekeying
print(*sorted(table for metadata in keeping.TABLES for table in metadata.tables))
"""


async def test_the_commands_know_every_table_of_a_migrated_database(database: Database) -> None:
    """In a program that has imported nothing else: a table that only the running bot knows would be left out."""
    async with database.read() as connection:
        there = set(await connection.run_sync(lambda sync: inspect(sync).get_table_names()))
    alone = [sys.executable, "-c", TABLES_OF_THE_COMMANDS]
    told = await asyncio.to_thread(subprocess.check_output, alone, text=True, cwd=ROOT)
    assert set(told.split()) == there - {"alembic_version"}
