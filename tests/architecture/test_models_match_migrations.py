"""The migrations build exactly the tables that the code asks: on both databases, down to the guards."""

import importlib
import pkgutil
from collections.abc import Sequence

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, MetaData, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection

import crm
import db
from db.database import Database
from db.metadata import metadata

# compare_metadata is blind to conditions of indexes, checks and exclusions: the very guards against double booking.
# Against overlap each database has means of its own, which no model can say: only the migrations do.
BY_MIGRATION_ALONE = {
    "postgresql": {"crm_doctor_busy", "crm_patient_busy", "bookings_one_in_flight"},
    "sqlite": {f"crm_{who}_busy_{event}" for who in ("doctor", "patient") for event in ("insert", "update")},
}
POSTGRES_GUARDS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND conrelid <> 0
    UNION ALL SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
"""
SQLITE_GUARDS = "SELECT tbl_name, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"


def all_metadata() -> Sequence[MetaData]:
    """Of the modules that exist: a table counts even where only its own module knows it."""
    for package in (db, crm):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations" not in module.name:
                importlib.import_module(module.name)
    embedded = importlib.import_module("crm.embedded.tables").metadata
    return [metadata] if embedded is metadata else [metadata, embedded]


def differences(connection: Connection, wanted: Sequence[MetaData]) -> list[object]:
    options = {"compare_type": True, "compare_server_default": True}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), wanted))  # type: ignore[arg-type] # it takes several


def guards(connection: Connection) -> set[tuple[str, str, str]]:
    if connection.dialect.name == "postgresql":
        return {(row[0], row[1], row[2]) for row in connection.execute(text(POSTGRES_GUARDS))}
    found: set[tuple[str, str, str]] = {
        (row[0], row[1], " ".join(row[2].split())) for row in connection.execute(text(SQLITE_GUARDS))
    }
    for (_, table), checks in inspect(connection).get_multi_check_constraints().items():
        found |= {(table, str(check["name"]), check["sqltext"]) for check in checks}
    return found


def rebuild(connection: Connection, wanted: Sequence[MetaData]) -> None:
    for one in reversed(wanted):
        one.drop_all(connection)
    for one in wanted:
        one.create_all(connection)


async def test_migrations_make_the_tables_of_the_models(database: Database) -> None:
    async with database.write() as connection:
        assert await connection.run_sync(differences, all_metadata()) == []


async def unlike_guards(connection: AsyncConnection) -> set[str]:
    """Names of those that the migrations make otherwise than the models would."""
    migrated = await connection.run_sync(guards)
    await connection.run_sync(rebuild, all_metadata())
    return {name for _, name, _ in migrated ^ await connection.run_sync(guards)}


async def test_migrations_make_the_guards_of_the_models(database: Database) -> None:
    async with database.write() as connection:
        assert await unlike_guards(connection) == BY_MIGRATION_ALONE[connection.dialect.name]


async def test_the_comparison_does_see_a_forgotten_column(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(text("ALTER TABLE inbox DROP COLUMN owner"))
        found = await connection.run_sync(differences, all_metadata())
    assert [difference[0] for difference in found] == ["add_column"]  # type: ignore[index] # Alembic's own tuples


async def test_the_comparison_does_see_a_forgotten_condition(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(text("DROP INDEX ix_inbox_waiting"))
        await connection.execute(text("CREATE INDEX ix_inbox_waiting ON inbox (bot_id, lane, update_id)"))
        assert await unlike_guards(connection) == {*BY_MIGRATION_ALONE[connection.dialect.name], "ix_inbox_waiting"}
