"""How a connection to each kind of database is made, and what it may do."""

import sqlite3
from collections.abc import Collection
from enum import Enum, auto
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, UpdateBase, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import InvalidatePoolError, InvalidRequestError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from db.inline import connect
from db.unusable import DatabaseUnusable

POSTGRESQL_PARAMETERS = ("sslmode", "ssl", "host", "port")
SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
CONNECTED_WITHIN, ANSWERED_WITHIN = 10, 30  # seconds: a server that hangs is away
NAME = "reception"  # by which the server, and our own look for others, know our sessions


class Use(Enum):
    """``LOOKING`` makes no file and changes nothing. ``ALONE``: on SQLite nobody else may have the file open."""

    SHARED = auto()
    LOOKING = auto()
    ALONE = auto()


PATIENT = "busy_timeout=5000"  # milliseconds
KEEPING = ("journal_mode=WAL", "foreign_keys=ON", PATIENT, "synchronous=FULL")
SQLITE_PRAGMAS = {
    Use.SHARED: KEEPING,
    Use.LOOKING: (PATIENT,),
    Use.ALONE: (
        "busy_timeout=500",
        "locking_mode=EXCLUSIVE",
        *KEEPING,
    ),  # before WAL: only so it shuts everybody else out
}


def make_engine(url: str, use: Use = Use.SHARED) -> AsyncEngine:
    """Nothing is connected yet. Raise ``DatabaseUnusable`` for an address that no driver would understand."""
    parsed = make_url(url)
    sqlite_file = parsed.get_backend_name() == "sqlite"
    _refuse_unknown(parsed, () if sqlite_file else POSTGRESQL_PARAMETERS)
    engine = _sqlite(parsed.database or "", use) if sqlite_file else _postgresql(parsed, use)
    event.listen(engine.sync_engine, "before_execute", _refuse_writing)
    return engine


def _postgresql(url: URL, use: Use) -> AsyncEngine:
    plain = url.set(drivername="postgresql+asyncpg").difference_update_query(["sslmode", "ssl"])
    limits = {"timeout": CONNECTED_WITHIN, "command_timeout": ANSWERED_WITHIN}
    arguments = _encryption(url) | limits | {"server_settings": {"application_name": NAME}}
    engine = create_async_engine(
        plain, pool_size=10, max_overflow=10, pool_timeout=20, hide_parameters=True, connect_args=arguments
    )
    event.listen(engine.sync_engine, "checkout", _refuse_closed)
    if use is Use.LOOKING:
        event.listen(engine.sync_engine, "connect", _only_looks)
    return engine


def _refuse_unknown(url: URL, known: Collection[str]) -> None:
    """The driver would raise a TypeError at the first connection, in words that name no setting."""
    if unknown := [name for name in url.query if name not in known]:
        among = f"; it may have: {', '.join(known)}" if known else ""
        raise DatabaseUnusable(f'DATABASE_URL: take out the parameter "{unknown[0]}", which is not known here{among}')


def _encryption(url: URL) -> dict[str, Any]:
    """libpq's ``sslmode``, which servers hand out in their URLs; asyncpg calls it ``ssl``."""
    mode = url.query.get("sslmode", url.query.get("ssl"))
    if mode is not None and mode not in SSL_MODES:
        raise DatabaseUnusable(f"DATABASE_URL: sslmode is one of {', '.join(SSL_MODES)}")
    return {} if mode is None else {"ssl": mode}


def _sqlite(file: str, use: Use) -> AsyncEngine:
    if looking := use is Use.LOOKING:
        file = read_only(Path(file))
    else:
        Path(file).parent.mkdir(parents=True, exist_ok=True)
        if not Path(file).exists():
            Path(file).touch(mode=0o600)  # its owner's alone; SQLite makes its other files alike
    # Raises where it can't be opened; aiosqlite would leave a thread behind as well.
    sqlite3.connect(file, uri=looking).close()
    url = URL.create("sqlite+aiosqlite", database=file, query={"uri": "true"} if looking else {})
    size = 1 if use is Use.ALONE else 8
    engine = create_async_engine(
        url,
        pool_size=size,
        max_overflow=0,
        pool_timeout=20,
        hide_parameters=True,
        async_creator=lambda *_, **__: connect(file, uri=looking),
    )
    event.listen(engine.sync_engine, "connect", partial(_prepare_sqlite, pragmas=SQLITE_PRAGMAS[use]))
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def read_only(file: Path) -> str:
    """SQLite's own address of a file that must stay as it is.

    Where nobody has it open (no write-ahead log beside it) it is called immutable: SQLite would leave files of its
    own behind otherwise.
    """
    unused = "" if file.with_name(f"{file.name}-wal").exists() else "&immutable=1"
    return f"{file.resolve().as_uri()}?mode=ro{unused}"


def _refuse_writing(connection: Connection, statement: Any, _several: object, _values: object, options: Any) -> None:
    """It would be kept at once: there is no transaction to take it back."""
    if isinstance(statement, UpdateBase) and (connection.get_execution_options() | options).get("reads"):
        raise InvalidRequestError("nothing is written in a read")


def _refuse_closed(connection: Any, _record: object, _proxy: object) -> None:
    """The driver hears it when the server closes a session, so nobody need ask the server before each use."""
    if connection.driver_connection.is_closed():
        raise InvalidatePoolError


def _only_looks(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("SET default_transaction_read_only = on")
    cursor.close()
    connection.commit()  # or it would go with the transaction that the driver has begun around it


def _prepare_sqlite(connection: Any, _record: object, *, pragmas: Collection[str]) -> None:
    connection.isolation_level = None  # the driver must not begin transactions of its own: _begin_sqlite does
    try:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()
    except BaseException:
        connection.close()  # or its thread would keep the program from ending
        raise


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get("reads"):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")
