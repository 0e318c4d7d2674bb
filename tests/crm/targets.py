"""The clinic systems that the contract suite is run against.

To add one: a class with what ``ClinicSystem`` asks for, and a line in ``TARGETS``.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Protocol

from clinic.model import Clinic
from crm.embedded.adapter import EmbeddedCrm
from crm.embedded.importing import import_clinic
from crm.model import Appointment, Order, Status
from crm.port import Crm
from db.cipher import Cipher, new_key
from db.database import Database
from tests.crm.verba import NOW
from tests.databases import PostgresHome, SqliteHome

Home = SqliteHome | PostgresHome


class MovableClock:
    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def goes_to(self, moment: datetime) -> None:
        self._now = moment


class ClinicSystem(Protocol):
    """A clinic's system, empty at first, the adapter to it, and the people in the clinic who use it without the bot."""

    clock: MovableClock

    @property
    def crm(self) -> Crm: ...

    async def opens(self, clinic: Clinic) -> None:
        """Put this clinic into the system, over whatever was there."""
        ...

    async def reception_books(self, order: Order) -> Appointment: ...

    async def reception_marks(self, appointment_id: str, status: Status) -> None: ...


class Embedded:
    def __init__(self, database: Database) -> None:
        self.clock = MovableClock(NOW)
        self.database = database
        self.crm = EmbeddedCrm(database, self.clock)

    async def opens(self, clinic: Clinic) -> None:
        await import_clinic(self.database, clinic)

    async def reception_books(self, order: Order) -> Appointment:
        return await self.crm.book_by_reception(order)

    async def reception_marks(self, appointment_id: str, status: Status) -> None:
        await self.crm.mark(appointment_id, status)


@asynccontextmanager
async def embedded(home: Home, folder: Path) -> AsyncIterator[Embedded]:
    async with home.fresh(folder) as url:
        database = Database(url, Cipher([new_key()]))
        try:
            yield Embedded(database)
        finally:
            await database.close()


# Name → the fixture with what the target stands on, and how it is made of that and a temporary folder.
TARGETS: dict[str, tuple[str, Callable[[Home, Path], AbstractAsyncContextManager[ClinicSystem]]]] = {
    "embedded-sqlite": ("sqlite_home", embedded),
    "embedded-postgresql": ("postgresql_home", embedded),
}
