"""Where the tests' databases come from: migrated once, then copied for each test."""

import asyncio
import fcntl
import shutil
import uuid
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
from sqlalchemy.engine import make_url

from db.cipher import Cipher, new_key
from db.database import Database
from db.migrate import migrate


async def by_migrations(url: str) -> None:
    database = Database(url, Cipher([new_key()]))
    try:
        await migrate(database)
    finally:
        await database.close()


Fill = Callable[[str], Coroutine[object, object, None]]


class SqliteHome:
    def __init__(self, folder: Path, fill: Fill = by_migrations) -> None:
        """Filled by whichever process comes first; the others, who share the folder, wait."""
        self._template = folder / "template.db"
        with (folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not self._template.exists():
                filling = folder / "filling.db"
                _run_apart(fill(_sqlite_url(filling)))
                filling.rename(self._template)

    @asynccontextmanager
    async def fresh(self, folder: Path, *, migrated: bool = True) -> AsyncIterator[str]:
        file = folder / f"{uuid.uuid4().hex}.db"
        if migrated:
            shutil.copyfile(self._template, file)
        yield _sqlite_url(file)


class PostgresHome:
    def __init__(self, url: str, fill: Fill = by_migrations) -> None:
        """Raise whatever the driver raises when the server is not there: a skipped test proves nothing."""
        self.url = url
        self._fill = fill
        self._url = make_url(url).set(drivername="postgresql+asyncpg")
        self._template = f"reception_{uuid.uuid4().hex}"
        _run_apart(self._make_template())

    @asynccontextmanager
    async def fresh(self, _folder: Path, *, migrated: bool = True) -> AsyncIterator[str]:
        name = f"reception_{uuid.uuid4().hex}"
        template = self._template if migrated else "template0"
        # As files: PostgreSQL's own choice writes all of each copy into its log too.
        await self._command(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        try:
            yield self._named(name)
        finally:
            await self._drop(name)

    def drop_template(self) -> None:
        _run_apart(self._drop(self._template))

    async def _make_template(self) -> None:
        await self._command(f"CREATE DATABASE {self._template} TEMPLATE template0 ENCODING 'UTF8'")
        await self._fill(self._named(self._template))

    async def _drop(self, name: str) -> None:
        await self._command(f"DROP DATABASE {name} WITH (FORCE)")

    async def _command(self, command: str) -> None:
        """By the driver alone: twice a test, an engine would cost more than what it is told."""
        connection = await asyncpg.connect(self._url.set(drivername="postgresql").render_as_string(hide_password=False))
        try:
            await connection.execute(command)
        finally:
            await connection.close()

    def _named(self, name: str) -> str:
        return self._url.set(database=name).render_as_string(hide_password=False)


def _sqlite_url(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


def _run_apart(work: Coroutine[object, object, None]) -> None:
    """In a thread: a session's fixture has no loop, and one of its own here would unseat the tests' loop."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()
