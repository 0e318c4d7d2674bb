"""What a patient can choose from, out of the tables."""

from decimal import Decimal
from typing import Any

from sqlalchemy import Row, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from crm.embedded.tables import branches, doctors, offers, services, specialties
from crm.errors import NotFound
from crm.model import Branch, Directory, Doctor, Offer, Service, Specialty


async def directory(connection: AsyncConnection) -> Directory:
    return Directory(
        branches=tuple(map(_branch, await _present(connection, branches))),
        specialties=tuple(map(_specialty, await _present(connection, specialties))),
        services=tuple(map(_service, await _present(connection, services))),
        doctors=tuple(map(_doctor, await _present(connection, doctors))),
        offers=tuple([_offer(row) for row in await connection.execute(select(offers).order_by(offers.c.position))]),
    )


async def photo(connection: AsyncConnection, doctor_id: str) -> bytes | None:
    found = (await connection.execute(select(doctors.c.photo).where(doctors.c.id == doctor_id))).first()
    if found is None:
        raise NotFound("no such doctor")
    picture: bytes | None = found.photo
    return picture


async def _present(connection: AsyncConnection, table: Table) -> list[Row[Any]]:
    columns = [column for column in table.c if column.name != "photo"]
    query = select(*columns).where(~table.c.gone).order_by(table.c.position)
    return list(await connection.execute(query))


def _branch(row: Row[Any]) -> Branch:
    pin = (row.pin[0], row.pin[1]) if row.pin else None
    return Branch(row.id, row.name, row.address, row.zone, row.phone, pin, row.accepts_patients)


def _specialty(row: Row[Any]) -> Specialty:
    return Specialty(row.id, row.name, row.delicate)


def _service(row: Row[Any]) -> Service:
    return Service(row.id, row.name, row.specialty_id, row.note)


def _doctor(row: Row[Any]) -> Doctor:
    return Doctor(
        id=row.id,
        name=row.name,
        specialty_ids=tuple(row.specialty_ids),
        about=row.about,
        photo=row.photo_digest,
        ages=(row.youngest, row.oldest),
        home_visits=row.home_visits,
    )


def _offer(row: Row[Any]) -> Offer:
    price = None if row.price is None else Decimal(row.price)
    return Offer(row.doctor_id, row.branch_id, row.service_id, row.minutes, price)
