"""A look at a database as it is: nothing is made, nothing migrated."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import make_url

from db.cipher import Cipher
from db.database import Database
from db.engines import Use


@dataclass(frozen=True, slots=True)
class Place:
    """Where DATABASE_URL leads, without user and password. ``file`` is None with PostgreSQL."""

    name: str
    file: Path | None

    @property
    def is_there(self) -> bool:
        """A server is asked to find out."""
        return self.file is None or self.file.exists()

    def unwritable(self) -> Path | None:
        """What this user may not write to and must: the file, or the nearest folder that there is."""
        if self.file is None:
            return None
        if self.file.exists() and not os.access(self.file, os.W_OK):
            return self.file
        folder = next(folder for folder in self.file.absolute().parents if folder.exists())
        return None if folder.is_dir() and os.access(folder, os.W_OK | os.X_OK) else folder


def place(url: str) -> Place:
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return Place(f"SQLite, {parsed.database}", Path(parsed.database or ""))
    host = parsed.host or parsed.query.get("host") or "this machine"
    return Place(f"PostgreSQL, {parsed.database} at {host}", None)


@asynccontextmanager
async def looking(url: str, cipher: Cipher) -> AsyncIterator[Database]:
    """Raise whatever ``told_in_words`` knows."""
    database = Database(url, cipher, Use.LOOKING)
    try:
        yield database
    finally:
        await database.close()
