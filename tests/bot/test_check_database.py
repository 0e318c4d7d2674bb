"""``python -m bot check`` on a database or a key that will not do."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db.cipher import new_key
from tests.bot.commanding import Ended, Run
from tests.clinic.small import written
from tests.db.sqlite_files import changed

FILE = Path("var/sandbox.db")
URL = f"sqlite+aiosqlite:///{FILE}"


@pytest.fixture
def clinic_file(tmp_path: Path) -> str:
    return str(written(tmp_path))


@pytest.fixture
def imported(run: Run, clinic_file: str) -> None:
    assert run("import", clinic_file, CLINIC_FILE=clinic_file).code == 0


def faults(told: Ended) -> list[str]:
    lines = [line.removeprefix("WRONG  ") for line in told.out.splitlines() if line.startswith("WRONG")]
    assert told.code == bool(lines), told.out
    assert "hush" not in told.out + told.err
    return lines


def execute(statement: str) -> None:
    with closing(sqlite3.connect(FILE)) as database, database:
        database.execute(statement)


def fault(told: Ended) -> str:
    (line,) = faults(told)
    return line


@pytest.mark.usefixtures("imported")
@pytest.mark.parametrize("journal", ["WAL", "DELETE"])
def test_a_sound_one_is_well_and_stays_untouched(run: Run, journal: str) -> None:
    execute(f"PRAGMA journal_mode={journal}")
    with changed(FILE.parent) as files:
        assert faults(run("check")) == []
    assert files == []


def test_one_that_is_out_of_reach(run: Run) -> None:
    told = run("check", DATABASE_URL="postgresql://u:hush@127.0.0.1:1/x", DATA_KEY=new_key())
    assert fault(told).startswith("database: The database of DATABASE_URL cannot be used: [Errno 111] Connect")


@pytest.mark.parametrize("database_home", ["postgresql"], indirect=True)
async def test_one_that_the_server_does_not_have(run: Run, database_url: str) -> None:
    told = run("check", DATABASE_URL=database_url.replace("/reception_", "/no_reception_"), DATA_KEY=new_key())
    assert fault(told).startswith('database: The database of DATABASE_URL cannot be used: database "no_reception_')


def test_a_file_that_is_no_database(run: Run, tmp_path: Path) -> None:
    (tmp_path / "rubbish.db").write_text("nothing of the kind, " * 50, encoding="utf-8")
    told = run("check", DATABASE_URL="sqlite+aiosqlite:///rubbish.db")
    assert fault(told) == "database: The database of DATABASE_URL cannot be used: file is not a database"


def test_a_place_where_no_file_can_be_made(run: Run, clinic_file: str) -> None:
    told = run("check", DATABASE_URL=f"sqlite+aiosqlite:///{clinic_file}/reception.db")
    assert fault(told) == (f"database: {clinic_file} can't be written by this user: change its owner, or DATABASE_URL")


def test_a_parameter_that_nobody_understands(run: Run) -> None:
    told = run("check", DATABASE_URL="postgresql://u:hush@127.0.0.1:1/x?channel_binding=hush", DATA_KEY=new_key())
    assert fault(told).startswith('database: DATABASE_URL: take out the parameter "channel_binding"')


@pytest.mark.usefixtures("imported")
def test_one_that_a_newer_version_has_migrated(run: Run) -> None:
    execute("UPDATE alembic_version SET version_num = '9999'")
    assert fault(run("check")).startswith(
        "database: The database is at revision 9999, which this version of the program"
    )


@pytest.mark.usefixtures("imported")
def test_one_that_is_behind_is_migrated_by_the_next_start_and_not_by_a_look(run: Run) -> None:
    execute("UPDATE alembic_version SET version_num = '0001'")
    with changed(FILE.parent) as files:
        told = run("check")
    assert (faults(told), files) == ([], [])
    assert "revision 0001, the next start brings it to 0" in told.out


@pytest.mark.usefixtures("imported")
def test_another_key(run: Run) -> None:
    told = run("check", DATABASE_URL=URL, DATA_KEY=new_key())
    assert fault(told).startswith("key: The data was sealed with another key. Set DATA_KEY to the key")


@pytest.mark.usefixtures("imported")
def test_a_malformed_key(run: Run) -> None:
    told = run("check", DATABASE_URL=URL, DATA_KEY=f"{new_key()},hush")
    assert fault(told).startswith("key: DATA_KEY: key 2 of 2 is no key (44 characters)")


def test_no_key_for_postgresql_while_the_database_is_away_too(run: Run) -> None:
    key, database = faults(run("check", DATABASE_URL="postgresql://u:hush@127.0.0.1:1/x"))
    assert key.startswith("key: DATA_KEY is missing: with PostgreSQL the key must come from the settings")
    assert database.startswith("database: The database of DATABASE_URL cannot be used")


@pytest.mark.usefixtures("imported")
def test_a_lost_key_file(run: Run) -> None:
    Path(f"{FILE}.key").unlink()
    assert fault(run("check")).startswith("key: var/sandbox.db holds data, but its key is gone: bring back")
    assert not Path(f"{FILE}.key").exists()


@pytest.mark.usefixtures("imported")
def test_a_key_file_that_others_can_read(run: Run) -> None:
    Path(f"{FILE}.key").chmod(0o644)
    told = run("check")
    assert faults(told) == []
    assert "note   key: others on this machine can read var/sandbox.db.key; close it with: chmod 600" in told.out
    assert told.err == ""


@pytest.mark.usefixtures("imported")
def test_a_clinic_s_system_that_does_not_show_its_directory(run: Run) -> None:
    execute("DROP TABLE crm_offers")
    assert fault(run("check")) == "clinic's system: the built-in one does not show its directory: Unavailable"


@pytest.mark.usefixtures("imported")
def test_a_clinic_that_an_older_version_imported_otherwise(run: Run, clinic_file: str) -> None:
    execute('UPDATE clinic_file SET body = \'{"name": "hush"}\'')
    assert fault(run("check")) == (
        "clinic: what an older version has imported can't be read any more; import it again: "
        f"python -m bot import {clinic_file}"
    )
