"""The clinic systems that the contract suite is run against.

To add one: a class with what ``ClinicSystem`` asks for, and a line in ``TARGETS``.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from clinic.model import Clinic
from crm.eleks.adapter import Eleks
from crm.embedded.adapter import EmbeddedCrm
from crm.embedded.importing import import_clinic
from crm.model import Appointment, Capabilities, Order, Status
from crm.port import Crm
from db.cipher import Cipher, new_key
from db.database import Database
from tests.crm.broken_line import BrokenLine
from tests.crm.clock import MovableClock
from tests.crm.eleks.target import eleks
from tests.crm.fhir import system as fhir
from tests.crm.verba import NOW
from tests.databases import PostgresHome, SqliteHome

Home = SqliteHome | PostgresHome


class ClinicSystem(Protocol):
    """A clinic's system, empty at first, the adapter to it, and the people in the clinic who use it without the bot.

    ``clinic``: what the clinic file of a bot beside it says.
    ``by_the_wall``: its times have no zone, so of an hour that comes twice it knows one.
    """

    clock: MovableClock
    clinic: Clinic
    by_the_wall: bool

    @property
    def crm(self) -> Crm: ...

    async def opens(self, clinic: Clinic) -> None:
        """Put this clinic into the system, over whatever was there."""
        ...

    async def reception_books(self, order: Order) -> Appointment: ...

    async def reception_moves(self, appointment_id: str, order: Order) -> Appointment: ...

    async def reception_cancels(self, appointment_id: str) -> None: ...

    async def reception_marks(self, appointment_id: str, status: Status) -> None: ...


class OverALine(Protocol):
    """A clinic's system that is reached by HTTP: the way to it can be broken."""

    @property
    def crm(self) -> Crm: ...

    def over_a_line(self) -> AbstractAsyncContextManager[tuple[Crm, BrokenLine]]:
        """The same system, through a line of its own."""
        ...


class Embedded:
    by_the_wall = False

    def __init__(self, database: Database) -> None:
        self.clock = MovableClock(NOW)
        self.database = database
        self.crm = EmbeddedCrm(database, self.clock)
        self.clinic: Clinic

    async def opens(self, clinic: Clinic) -> None:
        self.clinic = clinic
        await import_clinic(self.database, clinic)

    async def reception_books(self, order: Order) -> Appointment:
        return await self.crm.book_by_reception(order)

    async def reception_moves(self, appointment_id: str, order: Order) -> Appointment:
        return await self.crm.reschedule(appointment_id, order)

    async def reception_cancels(self, appointment_id: str) -> None:
        await self.crm.cancel(appointment_id)

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


@dataclass(frozen=True, slots=True)
class Target:
    """``ground``: the fixture with what it stands on; ``make``: of that and a temporary folder.

    ``capabilities``: those that some of the suite is only for; that the adapter tells the same is a test.
    ``over_a_line``: it is one of those; how many calls of a deed are broken one by one, from the first that writes.
    """

    ground: str
    make: Callable[[Any, Path], AbstractAsyncContextManager[ClinicSystem]]
    capabilities: Capabilities = field(default_factory=Capabilities)
    over_a_line: int = 0


TARGETS = {
    "embedded-sqlite": Target("sqlite_home", embedded),
    "embedded-postgresql": Target("postgresql_home", embedded),
    "fhir": Target("fhir_home", fhir.good, over_a_line=99),
    "fhir-bad": Target("fhir_home", fhir.bad, over_a_line=1),
    "fhir-managed": Target("fhir_home", fhir.managed, over_a_line=1),
    "eleks": Target("sqlite_home", eleks, Eleks.capabilities),
}
