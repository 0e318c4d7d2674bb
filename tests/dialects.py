"""SQLAlchemy writes a statement's SQL once for all the databases of the tests.

An engine keeps what it has written, but each test has an engine of its own, and writing took it a tenth of the time.
"""

from typing import ClassVar

from sqlalchemy import Engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite
from sqlalchemy.engine.interfaces import CompiledCacheType


class _Alike:
    """All dialects of a class are the same one: what was written for one is found for another."""

    written: ClassVar[CompiledCacheType]

    def __hash__(self) -> int:
        return hash(type(self))

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        engine.update_execution_options(compiled_cache=cls.written)


class Sqlite(_Alike, SQLiteDialect_aiosqlite):
    supports_statement_cache = True
    written: ClassVar[CompiledCacheType] = {}


class Postgresql(_Alike, PGDialect_asyncpg):
    supports_statement_cache = True
    written: ClassVar[CompiledCacheType] = {}


def share() -> None:
    registry.register("sqlite.aiosqlite", __name__, Sqlite.__name__)
    registry.register("postgresql.asyncpg", __name__, Postgresql.__name__)
