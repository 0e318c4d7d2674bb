"""What is kept about a person cannot be read without the key."""

import asyncio
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from crm.embedded.adapter import EmbeddedCrm
from crm.embedded.tables import metadata, patients
from crm.model import NewPatient, Sex
from db.cipher import Cipher, InvalidToken, new_key
from db.database import Database
from tests.crm.story import Story
from tests.crm.targets import Embedded

CANARY = NewPatient("Канаренко", "Златослава", "Ґедзівна", date(1987, 12, 3), "+380671234509", Sex.FEMALE)
TRACES = ("анаренко", "латослав", "едзівн", "671234509", "1987-12-03", "03.12.1987", "female")


def forms(word: str) -> list[bytes]:
    return [word.encode(), word.upper().encode(), word.encode("unicode_escape"), word.encode("utf-16-le")]


async def test_no_name_phone_or_birth_date_stands_in_any_table(system: Embedded, story: Story) -> None:
    made = await system.crm.create_patient(CANARY)
    await story.booked(made, await story.slot("Граб Іван", "2027-03-23 09:00"))
    kept = b""
    async with system.database.read() as connection:
        for table in metadata.sorted_tables:
            for row in await connection.execute(select(table)):
                kept += b"".join(value if isinstance(value, bytes) else str(value).encode() for value in row)
    assert b"hrab" in kept
    assert [word for word in TRACES for form in forms(word) if form in kept] == []


async def test_nor_in_the_file_itself(on_sqlite: Embedded) -> None:
    await on_sqlite.crm.create_patient(CANARY)
    file = Path(on_sqlite.database.engine.url.database or "")
    kept = await asyncio.to_thread(lambda: b"".join(part.read_bytes() for part in file.parent.glob(f"{file.name}*")))
    assert b"hrab" in kept
    assert [word for word in TRACES for form in forms(word) if form in kept] == []


async def test_a_card_is_found_by_its_own_key_only(system: Embedded, database: Database) -> None:
    made = await system.crm.create_patient(CANARY)
    assert await system.crm.find_patients(CANARY.phone) == [made]

    stolen = Database(database.engine.url.render_as_string(hide_password=False), Cipher([new_key()]))
    thief = EmbeddedCrm(stolen, system.clock)
    assert await thief.find_patients(CANARY.phone) == []
    assert await thief.find_namesakes(CANARY.surname, CANARY.first_name, CANARY.born_on) == []
    async with stolen.read() as connection:
        sealed = (await connection.execute(select(patients.c.sealed))).scalar_one()
    with pytest.raises(InvalidToken):
        stolen.unseal(sealed)
    await stolen.close()


async def test_an_older_key_still_reads_what_it_sealed(database: Database, data_key: str, system: Embedded) -> None:
    made = await system.crm.create_patient(CANARY)
    rotated = Database(database.engine.url.render_as_string(hide_password=False), Cipher([new_key(), data_key]))
    assert await EmbeddedCrm(rotated, system.clock).find_patients(CANARY.phone) == [made]
    await rotated.close()
