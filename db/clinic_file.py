"""The clinic as it was imported or changed last: the running bot goes by this, never by the file itself."""

from sqlalchemy import select

from clinic.model import Clinic
from db.database import Database
from db.tables import clinic_file
from reception.admin.edits import Standing
from reception.clock import Clock

THE_ONE = 1


class ClinicStore:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def load(self) -> Clinic | None:
        """None before the first import."""
        found = await self.newest()
        return found.clinic if found else None

    async def newest(self) -> Standing | None:
        rows = await self._database.rows(select(clinic_file.c.revision, clinic_file.c.body))
        return Standing(rows[0].revision, Clinic.model_validate(rows[0].body)) if rows else None

    async def revision(self) -> int:
        """0 before the first import."""
        rows = await self._database.rows(select(clinic_file.c.revision))
        return rows[0].revision if rows else 0

    async def save(self, clinic: Clinic) -> None:
        values = {"body": clinic.model_dump(mode="json"), "imported_at": self._clock.now()}
        save = self._database.insert(clinic_file).values(id=THE_ONE, **values)
        again = values | {"revision": clinic_file.c.revision + 1}
        async with self._database.write() as connection:
            await connection.execute(save.on_conflict_do_update(index_elements=["id"], set_=again))
