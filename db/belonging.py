"""Which system all ids of patients and visits in this database belong to: in another one the same number is somebody
else."""

from sqlalchemy import select

from db.database import Database
from db.tables import clinics_system
from db.unusable import DatabaseUnusable

THE_ONE = 1


async def belong_to(database: Database, system: str) -> None:
    """For good, with the first start. Raise ``DatabaseUnusable`` where it is another's."""
    claim = database.insert(clinics_system).values(id=THE_ONE, name=system).on_conflict_do_nothing()
    async with database.write() as connection:
        await connection.execute(claim)
    if (owner := await owner_of(database)) != system:
        raise DatabaseUnusable(belongs_to(owner, system))


def belongs_to(owner: str | None, system: str) -> str:
    return (
        f"The patients and visits in the database of DATABASE_URL belong to {owner}, the settings name {system}: there "
        "the same ids are other people's. Set CRM, CRM_URL and CRM_INSTALLATION as they were (if the system has only "
        "moved, CRM_INSTALLATION may name its old address), or begin with an empty database."
    )


async def owner_of(database: Database) -> str | None:
    rows = await database.rows(select(clinics_system.c.name))
    return rows[0].name if rows else None
