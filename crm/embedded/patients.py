"""Patients' cards: sealed, and found by keyed hashes of the phone and of birth date and name."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from crm.embedded.rows import to_number
from crm.embedded.tables import patients
from crm.errors import NotFound
from crm.model import NewPatient, Patient
from crm.spelling import name_key
from db.cipher import Cipher
from db.database import Database


async def by_phone(database: Database, connection: AsyncConnection, phone: str) -> list[Patient]:
    return await _found(database, connection, patients.c.phone_lookup == database.cipher.lookup("phone", phone))


async def namesakes(
    database: Database, connection: AsyncConnection, surname: str, first_name: str, born_on: date
) -> list[Patient]:
    lookup = database.cipher.lookup("namesake", _namesake(surname, first_name, born_on))
    return await _found(database, connection, patients.c.namesake_lookup == lookup)


async def create(database: Database, connection: AsyncConnection, new: NewPatient, now: datetime) -> Patient:
    """The same phone, birth date and name are the same person: the card that is there already is the answer."""
    card = _card(new)
    found_by = lookups(database.cipher, card)
    values = {"sealed": database.seal(card), "created_at": now} | found_by
    await connection.execute(database.insert(patients).values(values).on_conflict_do_nothing())
    return (await _found(database, connection, patients.c.person_lookup == found_by["person_lookup"]))[0]


def lookups(cipher: Cipher, card: Mapping[str, Any]) -> dict[str, str]:
    """By what this card is found: the columns of hashes."""
    namesake = _namesake(card["surname"], card["first_name"], date.fromisoformat(card["born_on"]))
    return {
        "person_lookup": cipher.lookup("person", f"{card['phone']}\0{namesake}"),
        "namesake_lookup": cipher.lookup("namesake", namesake),
        "phone_lookup": cipher.lookup("phone", card["phone"]),
    }


async def must_exist(connection: AsyncConnection, patient_id: str) -> None:
    query = select(patients.c.id).where(patients.c.id == to_number(patient_id))
    if (await connection.execute(query)).first() is None:
        raise NotFound("no such patient")


async def _found(database: Database, connection: AsyncConnection, where: ColumnElement[bool]) -> list[Patient]:
    rows = await connection.execute(select(patients).where(where).order_by(patients.c.id))
    return [to_patient(database, row) for row in rows]


def _namesake(surname: str, first_name: str, born_on: date) -> str:
    return f"{born_on.isoformat()}\0{name_key(surname)}\0{name_key(first_name)}"


def _card(new: NewPatient) -> dict[str, Any]:
    return {
        "surname": new.surname,
        "first_name": new.first_name,
        "patronymic": new.patronymic,
        "born_on": new.born_on.isoformat(),
        "phone": new.phone,
        "sex": new.sex,
    }


def to_patient(database: Database, row: Row[Any], sealed: bytes | None = None) -> Patient:
    """``sealed``: the card, where the row has one of something else."""
    card = database.unseal(sealed or row.sealed)
    return Patient(
        id=str(row.id),
        surname=card["surname"],
        first_name=card["first_name"],
        patronymic=card["patronymic"],
        born_on=date.fromisoformat(card["born_on"]),
        phones=(card["phone"],),
    )
