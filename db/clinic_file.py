"""The clinic file as it was imported last: the running bot reads this, never the file itself."""

from sqlalchemy import select

from clinic.model import Clinic
from db.database import Database
from db.tables import clinic_file
from reception.clock import Clock

THE_ONE = 1


class ClinicStore:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def load(self) -> Clinic | None:
        """None before the first import."""
        async with self._database.read() as connection:
            body = (await connection.execute(select(clinic_file.c.body))).scalar_one_or_none()
        return Clinic.model_validate(body) if body else None

    async def save(self, clinic: Clinic) -> None:
        values = {"body": clinic.model_dump(mode="json"), "imported_at": self._clock.now()}
        save = self._database.insert(clinic_file).values(id=THE_ONE, **values)
        async with self._database.write() as connection:
            await connection.execute(save.on_conflict_do_update(index_elements=["id"], set_=values))
