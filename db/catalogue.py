"""The clinic's directory mirrored under short integer ids, and the earliest free times."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from operator import itemgetter
from typing import Any

from sqlalchemy import Row, bindparam, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from crm.model import Branch, Directory, Doctor, Service, Specialty
from db.database import Database
from db.tables import availability, catalogue
from reception.catalogue import Catalogue, Offer, Place

# In this order a later kind may refer to an earlier one's ids.
KINDS: Mapping[str, Any] = {"branch": Branch, "specialty": Specialty, "service": Service, "doctor": Doctor}

EARLIEST = select(availability).where(
    availability.c.branch_id == bindparam("branch"),
    or_(availability.c.first_at.is_(None), availability.c.first_at >= bindparam("after")),
)
KNOWN = select(availability).where(availability.c.doctor_id.in_(bindparam("doctors", expanding=True)))
UNKNOWN = object()


class CatalogueStore:
    """reception.catalogue.CatalogueStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save(self, directory: Directory) -> Catalogue:
        """Writes only what has changed: PostgreSQL spends an id on each INSERT, also on one in conflict."""
        listed = {(values["kind"], values["crm_id"]): values for values in _rows(directory)}
        async with self._database.write() as connection:
            rows = await _stored(connection)
            known = {(row.kind, row.crm_id) for row in rows}
            await _change(connection, [change for row in rows if (change := _changed(row, listed))])
            await self._add(connection, [values for key, values in listed.items() if key not in known])
            return await _load(connection)

    async def load(self) -> Catalogue:
        async with self._database.read() as connection:
            return await _load(connection)

    async def _add(self, connection: AsyncConnection, new: list[dict[str, Any]]) -> None:
        """What another process has added meanwhile stays as it has it; the next refresh looks again."""
        if new:
            in_one_order = sorted(new, key=itemgetter("kind", "crm_id"))
            await connection.execute(self._database.insert(catalogue).on_conflict_do_nothing(), in_one_order)


class AvailabilityStore:
    """reception.catalogue.AvailabilityStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save(self, seen: Mapping[Place, datetime | None]) -> None:
        """Nobody's writing is held up for what is known already."""
        known = await self._known(seen)
        rows = [
            {"doctor_id": doctor, "branch_id": branch, "service_id": service, "first_at": first_at}
            for (doctor, branch, service), first_at in sorted(seen.items(), key=itemgetter(0))
            if known.get((doctor, branch, service), UNKNOWN) != first_at
        ]
        if not rows:
            return
        save = self._database.insert(availability)
        save = save.on_conflict_do_update(
            index_elements=["doctor_id", "branch_id", "service_id"], set_={"first_at": save.excluded.first_at}
        )
        async with self._database.write() as connection:
            await connection.execute(save, rows)

    async def _known(self, places: Iterable[Place]) -> dict[Place, datetime | None]:
        doctors = sorted({doctor for doctor, _, _ in places})
        return _by_place(await self._database.rows(KNOWN, {"doctors": doctors}))

    async def earliest(self, branch: int, after: datetime) -> dict[Place, datetime | None]:
        rows = await self._database.rows(EARLIEST, {"branch": branch, "after": after})
        return _by_place(rows)


def _by_place(rows: Iterable[Row[Any]]) -> dict[Place, datetime | None]:
    return {(row.doctor_id, row.branch_id, row.service_id): row.first_at for row in rows}


def _rows(directory: Directory) -> Iterable[dict[str, Any]]:
    shelves: Mapping[str, Iterable[Any]] = {
        "branch": directory.branches,
        "specialty": directory.specialties,
        "service": directory.services,
        "doctor": directory.doctors,
    }
    for kind, things in shelves.items():
        for position, thing in enumerate(things):
            yield {"kind": kind, "crm_id": thing.id, "body": _body(thing), "position": position, "active": True}
    for position, offer in enumerate(directory.offers):
        place = f"{offer.doctor_id}\n{offer.branch_id}\n{offer.service_id}"
        body = asdict(offer) | {"price": None if offer.price is None else str(offer.price)}
        yield {"kind": "offer", "crm_id": place, "body": body, "position": position, "active": True}


def _body(thing: Any) -> dict[str, Any]:
    body: dict[str, Any] = {name: getattr(thing, name) for name in thing.__slots__}
    return {name: dict(value) if isinstance(value, Mapping) else value for name, value in body.items()}


async def _stored(connection: AsyncConnection) -> Sequence[Row[Any]]:
    return (await connection.execute(select(catalogue).order_by(catalogue.c.position, catalogue.c.id))).all()


def _changed(row: Row[Any], listed: Mapping[tuple[str, str], dict[str, Any]]) -> dict[str, Any] | None:
    """What the row with this id is to become; None where it is so already."""
    gone = {"body": row.body, "position": row.position, "active": False}
    values = listed.get((row.kind, row.crm_id), gone)
    if all(json.dumps(values[name]) == json.dumps(getattr(row, name)) for name in gone):  # the languages' order counts
        return None
    return {"known_id": row.id} | {name: values[name] for name in gone}


async def _change(connection: AsyncConnection, changes: list[dict[str, Any]]) -> None:
    """In the order of the ids: two processes that refresh at once then wait for each other in one direction only."""
    if changes:
        change = update(catalogue).where(catalogue.c.id == bindparam("known_id"))
        values: dict[str, Any] = {name: bindparam(name) for name in ("body", "position", "active")}
        await connection.execute(change.values(values), sorted(changes, key=itemgetter("known_id")))


async def _load(connection: AsyncConnection) -> Catalogue:
    rows = await _stored(connection)
    ids = {(row.kind, row.crm_id): row.id for row in rows if row.kind in KINDS}
    shelves = {kind: {row.id: _thing(row) for row in rows if row.kind == kind} for kind in KINDS}
    return Catalogue(
        branches=shelves["branch"],
        specialties=shelves["specialty"],
        services=shelves["service"],
        doctors=shelves["doctor"],
        gone=frozenset(row.id for row in rows if row.kind == "doctor" and not row.active),
        offers=tuple(_offer(row, ids) for row in rows if row.kind == "offer" and row.active),
        ids=ids,
    )


def _thing(row: Row[Any]) -> Any:
    lists = {name: tuple(value) for name, value in row.body.items() if isinstance(value, list)}
    return KINDS[row.kind](**row.body | lists)


def _offer(row: Row[Any], ids: Mapping[tuple[str, str], int]) -> Offer:
    body = row.body
    return Offer(
        ids["doctor", body["doctor_id"]],
        ids["branch", body["branch_id"]],
        ids["service", body["service_id"]],
        body["minutes"],
        None if body["price"] is None else Decimal(body["price"]),
    )
