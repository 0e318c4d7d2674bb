"""Which key opens the personal data, and the proof that it is the right one."""

import logging
import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncConnection

from db.cipher import Cipher, InvalidToken, new_key
from db.database import Database
from db.engines import read_only
from db.tables import key_proof

log = logging.getLogger(__name__)

WORD = "reception"
HOW_TO_MAKE = 'make one with: .venv/bin/python -c "from db.cipher import new_key; print(new_key())"'


class KeyProblem(Exception):
    """The data can't be opened: the message says why and what to do, and holds no key."""


def load_cipher(database_url: str, data_key: str | None) -> Cipher:
    """From ``DATA_KEY`` (several, the newest first, with commas between); for SQLite else from ``<database>.key``.

    The file is made, for its owner only, unless there is data already that some other key has sealed. Raise
    ``KeyProblem``.
    """
    if cipher := find_cipher(database_url, data_key):
        if others_may_read := open_to_others(database_url, data_key):
            log.warning("%s", others_may_read)
        return cipher
    file = key_file(database_url)
    _make_file(file)
    return _cipher(file.read_text().split(","), str(file))


def find_cipher(database_url: str, data_key: str | None) -> Cipher | None:
    """As ``load_cipher``, but makes nothing: None where the first start is going to make the key file."""
    if data_key and data_key.strip():
        return _cipher(data_key.split(","), "DATA_KEY")
    file = key_file(database_url)
    if not file.exists():
        _refuse_loss(Path(make_url(database_url).database or ""), file)
        return None
    return _cipher(file.read_text().split(","), str(file))


def open_to_others(database_url: str, data_key: str | None) -> str:
    """What to do about a key file that other users of this machine can read; nothing where all is well."""
    if data_key and data_key.strip():
        return ""
    file = key_file(database_url)
    open_ = file.exists() and file.stat().st_mode & 0o077
    return f"others on this machine can read {file}; close it with: chmod 600 {file}" if open_ else ""


def key_file(database_url: str) -> Path:
    """Where the key of a SQLite database stands. Raise ``KeyProblem`` for another database: it has no such file."""
    url: URL = make_url(database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        raise KeyProblem(f"DATA_KEY is missing: with PostgreSQL the key must come from the settings; {HOW_TO_MAKE}")
    return Path(f"{url.database}.key")


async def prove_key(database: Database) -> None:
    """Compare the cipher with the one that sealed the data; the first one to come becomes the proof.

    From then on the database's cipher finds people by the key that the data goes by. Raise ``KeyProblem`` when the
    keys are others. The database has been migrated before.
    """
    async with database.write() as connection:
        await connection.execute(database.insert(key_proof).values(proof(database.cipher)).on_conflict_do_nothing())
        database.cipher = await proven(connection, database.cipher)


async def proven(connection: AsyncConnection, cipher: Cipher) -> Cipher:
    """The cipher as it fits this data; itself where there is none yet. Changes nothing. Raise ``KeyProblem``."""
    row = (await connection.execute(select(key_proof))).one_or_none()
    return cipher if row is None else _fitting(cipher, row)


def proof(cipher: Cipher) -> dict[str, Any]:
    return {"id": 1, "word": cipher.encrypt(WORD), "lookup": cipher.lookup("proof", WORD)}


def _fitting(cipher: Cipher, row: Row[Any]) -> Cipher:
    try:
        cipher.decrypt(row.word)
    except InvalidToken:
        raise KeyProblem(
            "The data was sealed with another key. Set DATA_KEY to the key that this database was made with "
            "(or bring back its key file); to renew it, put the new one in front: DATA_KEY=new,old."
        ) from None
    for candidate in cipher.finders():
        if candidate.lookup("proof", WORD) == row.lookup:
            return candidate
    raise KeyProblem(
        "A key is missing from DATA_KEY, the one by which people are found. Put it back behind the newer ones: "
        "DATA_KEY=new,old. It may go once this has ended well: python -m bot rekey"
    )


def _cipher(keys: Sequence[str], source: str) -> Cipher:
    keys = [key.strip() for key in keys]
    for number, key in enumerate(keys, 1):
        try:
            Cipher([key])
        except ValueError:
            raise KeyProblem(
                f"{source}: key {number} of {len(keys)} is no key (44 characters); {HOW_TO_MAKE}"
            ) from None
    return Cipher(keys)


def _refuse_loss(database: Path, file: Path) -> None:
    if _holds_data(database):
        raise KeyProblem(
            f"{database} holds data, but its key is gone: bring back {file} or set DATA_KEY to that key. "
            "Without it the personal data can't be read by anybody; to begin anew, move the database away."
        )


def _make_file(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another first start was quicker
        return
    with os.fdopen(handle, "w") as out:
        out.write(new_key())
        out.flush()
        os.fsync(handle)
    log.info("made the key of the personal data: %s; keep a copy apart from the database", file)


def _holds_data(database: Path) -> bool:
    if not database.exists():
        return False
    with closing(sqlite3.connect(read_only(database), uri=True)) as connection:
        try:
            return connection.execute("SELECT 1 FROM key_proof").fetchone() is not None
        except sqlite3.DatabaseError:  # not migrated yet, or no database at all, which Database will say
            return False
