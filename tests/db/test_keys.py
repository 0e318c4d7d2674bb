"""The data key: where it comes from, and that a wrong one never gets as far as the data."""

import stat
from pathlib import Path

import pytest
from sqlalchemy import select, update

from db.cipher import Cipher, new_key
from db.database import Database
from db.keys import WORD, KeyProblem, find_cipher, load_cipher, prove_key, proven
from db.migrate import migrate
from db.tables import key_proof

OLD, NEW = new_key(), new_key()
POSTGRES = "postgresql://clinic@db/reception"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "var" / "reception.db"


async def start(file: Path, data_key: str | None = None) -> Cipher:
    """As the program does it."""
    url = f"sqlite+aiosqlite:///{file}"
    database = Database(url, load_cipher(url, data_key))
    try:
        await migrate(database)
        await prove_key(database)
    finally:
        await database.close()
    return database.cipher


async def test_the_first_start_on_sqlite_makes_a_key_for_its_owner_only(file: Path) -> None:
    await start(file)
    key = file.with_name("reception.db.key")
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert len(key.read_text()) == 44


async def test_the_second_start_opens_what_the_first_one_sealed(file: Path) -> None:
    secret = (await start(file)).encrypt("Olena")
    assert (await start(file)).decrypt(secret) == "Olena"


async def test_a_key_file_that_others_can_read_is_warned_of(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    await start(file)
    file.with_name("reception.db.key").chmod(0o644)
    await start(file)
    assert "chmod 600" in caplog.text


async def test_a_lost_key_file_stops_the_start_and_no_new_one_hides_the_loss(file: Path) -> None:
    await start(file)
    key = file.with_name("reception.db.key")
    key.unlink()
    with pytest.raises(KeyProblem, match=r"its key is gone: bring back .*reception\.db\.key or set DATA_KEY"):
        await start(file)
    assert not key.exists()


async def test_a_key_from_the_settings_needs_no_file(file: Path) -> None:
    await start(file, OLD)
    assert not file.with_name("reception.db.key").exists()


@pytest.mark.parametrize("data_key", [None, "", "  "])
def test_postgresql_without_a_key_is_refused(data_key: str | None) -> None:
    with pytest.raises(KeyProblem, match="DATA_KEY is missing"):
        load_cipher(POSTGRES, data_key)


def test_the_wrong_one_of_several_keys_is_named_by_number_and_not_shown() -> None:
    with pytest.raises(KeyProblem, match="key 2 of 2 is no key") as refusal:
        load_cipher(POSTGRES, f"{OLD}, hunter2")
    assert "hunter2" not in str(refusal.value)


async def prove_with(database: Database, data_key: str) -> None:
    database.cipher = load_cipher(POSTGRES, data_key)
    await prove_key(database)


async def test_the_same_key_is_proved_again_and_again(database: Database) -> None:
    await prove_key(database)
    await prove_key(database)


async def test_another_key_stops_the_start(database: Database) -> None:
    await prove_with(database, OLD)
    with pytest.raises(KeyProblem, match="sealed with another key"):
        await prove_with(database, NEW)


async def test_a_new_key_in_front_is_a_rotation_and_people_are_found_as_before(database: Database) -> None:
    await prove_with(database, OLD)
    before = database.cipher.lookup("phone", "+380501234567")
    await prove_with(database, f"{NEW},{OLD}")
    assert database.cipher.lookup("phone", "+380501234567") == before
    assert Cipher([NEW]).decrypt(database.cipher.encrypt("Olena")) == "Olena"


async def test_the_key_that_people_are_found_by_must_stay(database: Database) -> None:
    """Only ``rekey`` renews the hashes: without it nobody would be found by their phone, and nobody told why."""
    await prove_with(database, OLD)
    async with database.write() as connection:
        await connection.execute(update(key_proof).values(word=Cipher([NEW]).encrypt(WORD)))
    with pytest.raises(KeyProblem, match=r"one by which people are found.*python -m bot rekey"):
        await prove_with(database, NEW)


async def test_a_look_at_the_key_makes_neither_a_file_nor_a_proof(file: Path, database: Database) -> None:
    assert find_cipher(f"sqlite+aiosqlite:///{file}", None) is None
    assert not file.parent.exists()
    async with database.read() as connection:
        assert await proven(connection, database.cipher) is database.cipher
        assert (await connection.execute(select(key_proof))).all() == []


async def test_a_look_finds_the_key_that_was_made(file: Path) -> None:
    secret = (await start(file)).encrypt("Olena")
    found = find_cipher(f"sqlite+aiosqlite:///{file}", None)
    assert found is not None
    assert found.decrypt(secret) == "Olena"
