"""A database that has been lived in: something of everything that a clinic's bot keeps."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import MetaData, select

from bot.databases import TABLES
from clinic.model import Clinic
from crm.embedded.adapter import EmbeddedCrm
from crm.embedded.importing import import_clinic
from crm.model import NewPatient
from db.clinic_file import ClinicStore
from db.database import Database
from db.drafts import DraftStore
from db.inbox import Inbox
from db.keys import prove_key
from db.people import PeopleStore
from reception.clock import SystemClock
from reception.people import PatientDetails, PhoneState

CLOCK = SystemClock()
PHONE = "+380501234567"
BORN = date(1987, 5, 12)
OLENA = PatientDetails("Ковальчук", "Олена", "", BORN)


async def live_in(database: Database, clinic: Clinic) -> None:
    """A clinic, a person with a patient and a draft, a wrong guess, the clinic's own card, an update that waits."""
    await prove_key(database)
    await import_clinic(database, clinic)
    await ClinicStore(database, CLOCK).save(clinic)
    await register(database, 7)
    await DraftStore(database, CLOCK).keep(1, "surname", {"first_name": "Олена"}, "")
    await PeopleStore(database, CLOCK).count_wrong_try(PHONE)
    await EmbeddedCrm(database, CLOCK).create_patient(NewPatient("Ковальчук", "Олена", "", BORN, PHONE))
    await Inbox(database, 42).store([(1, "7", {"update_id": 1, "message": {"text": "half an emoji \ud83d"}})])


async def register(database: Database, telegram_id: int, phone: str = PHONE) -> None:
    people = PeopleStore(database, CLOCK)
    person = await people.arrive(telegram_id, "uk", "")
    await people.give_phone(person.id, phone, PhoneState.VERIFIED, "1")
    found = await people.find(person.id)
    assert found is not None
    await people.add_patient(found, f"crm-{telegram_id}", OLENA)


async def everything(database: Database, tables: Sequence[MetaData] = TABLES) -> dict[str, list[tuple[Any, ...]]]:
    found = {}
    async with database.read() as connection:
        for table in (table for metadata in tables for table in metadata.sorted_tables):
            rows = await connection.execute(select(table))
            found[table.name] = sorted((tuple(row) for row in rows), key=repr)
    return found
