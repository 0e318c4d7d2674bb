"""The patients on a phone: the default one, and taking one off."""

from typing import Any

from sqlalchemy import Select, case, delete, null, select, update

from db.audit import noted
from db.database import Database
from db.people import Replan
from db.tables import bookings, patients
from reception.audit import Deed
from reception.clock import Clock
from reception.people import PatientOnPhone, initials


class FamilyStore:
    """reception.family.Family."""

    def __init__(self, database: Database, clock: Clock, replan: Replan = lambda _connection, _accounts: None) -> None:
        self._database = database
        self._clock = clock
        self._replan = replan

    async def make_default(self, person_id: int, patient_id: int) -> None:
        chosen = case((patients.c.id == patient_id, self._clock.now()), else_=null())
        ours = update(patients).where(patients.c.account_id == person_id).values(default_since=chosen)
        async with self._database.write() as connection:
            if await connection.scalar(_held(person_id, patient_id)):
                await connection.execute(ours)

    async def take_off(self, person_id: int, patient: PatientOnPhone) -> bool:
        """The patient's row is held first, then the bookings': none is drawn or begun meanwhile and goes unseen."""
        whom = initials((patient.details.first_name, patient.details.surname))
        taken_off = noted(self._database, person_id, Deed.TAKEN_OFF, self._clock.now(), before=whom)
        async with self._database.write() as connection:
            if not await connection.scalar(_held(person_id, patient.id)):
                return True  # tapped twice
            if not all((await connection.execute(_told(patient.id))).scalars()):
                return False
            await connection.execute(delete(patients).where(patients.c.id == patient.id))
            await connection.execute(taken_off)
            await connection.run_sync(self._replan, [person_id])
        return True


def _held(person_id: int, patient_id: int) -> Select[Any]:
    ours = (patients.c.account_id == person_id) & (patients.c.id == patient_id)
    return select(patients.c.id).where(ours).with_for_update()


def _told(patient_id: int) -> Select[Any]:
    """Of each booking, and nothing that is under way is told: all are held, those that nobody has confirmed too."""
    return select(bookings.c.told).where(bookings.c.patient_id == patient_id).with_for_update()
