from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from crm.embedded.tables import metadata
from db.database import Database


def differences(connection: Connection) -> list[Any]:
    def ours(name: str | None, kind: str, _parents: object) -> bool:
        return kind != "table" or bool(name and name.startswith("crm_"))

    context = MigrationContext.configure(connection, opts={"include_name": ours, "compare_type": True})
    return list(compare_metadata(context, metadata))


async def test_the_tables_are_those_of_the_migrations(database: Database) -> None:
    async with database.read() as connection:
        assert await connection.run_sync(differences) == []
