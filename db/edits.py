"""Admins' changes of the clinic: each one conditional UPDATE of its one row, with its line in the list."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.model import Clinic
from db.clinic_file import ClinicStore
from db.database import Database
from db.tables import clinic_file, edits
from reception.admin.changes import Change
from reception.admin.edits import Admin, Edit, Standing
from reception.clock import Clock

Along = Callable[[AsyncConnection, Clinic, Edit], Awaitable[None]]


async def _nothing(_connection: AsyncConnection, _clinic: Clinic, _edit: Edit) -> None:
    """A clinic's own system keeps what it keeps by itself."""


class EditStore:
    """reception.admin.edits.Edits."""

    def __init__(self, database: Database, clock: Clock, along: Along = _nothing) -> None:
        """``along``: what else changes with the clinic, in the same transaction (bot/databases.py)."""
        self._database = database
        self._clock = clock
        self._along = along

    async def newest(self) -> Standing:
        found = await ClinicStore(self._database, self._clock).newest()
        assert found is not None  # the bot has started with a clinic
        return found

    async def publish(self, seen: int, clinic: Clinic, admin: Admin, edit: Edit) -> bool:
        values = {"body": clinic.model_dump(mode="json"), "revision": seen + 1}
        change = update(clinic_file).where(clinic_file.c.revision == seen).values(values)
        async with self._database.write() as connection:
            if not (await connection.execute(change)).rowcount:
                return False
            await connection.execute(listed(self._database, admin, edit, seen + 1))
            await self._along(connection, clinic, edit)
        return True

    async def last(self, most: int) -> Sequence[Edit]:
        newest = select(edits).order_by(edits.c.id.desc()).limit(most)
        return [self._edit(row) for row in await self._database.rows(newest)]

    def _edit(self, row: Row[Any]) -> Edit:
        told: Mapping[str, Any] = self._database.unseal(row.sealed)
        change = told["change"] and Change(**told["change"] | {"place": tuple(told["change"]["place"])})
        return Edit(row.at, told["by"], told["part"], told["named"], change, row.revision)


def listed(database: Database, admin: Admin, edit: Edit, revision: int | None = None, whom: int = 0) -> Any:
    """To be executed with the deed. ``whom``: the number in Telegram of whoever it was done to."""
    change = asdict(edit.change) if edit.change else None
    told = {"admin": admin.telegram_id, "by": admin.name, "part": edit.part, "named": edit.named, "change": change}
    told |= {"whom": whom}
    return insert(edits).values(at=edit.at, revision=revision, sealed=database.seal(told))
