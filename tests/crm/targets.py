"""The clinic systems that the contract suite is run against.

To add one: a class with what ``ClinicSystem`` asks for, and a line in ``TARGETS``.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol

from aiohttp.web import Request
from sqlalchemy import select

from clinic.model import Clinic
from crm.eleks.adapter import Eleks
from crm.embedded.adapter import EmbeddedCrm
from crm.embedded.importing import import_clinic
from crm.embedded.reception import Reception
from crm.embedded.tables import appointments
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

    def another_program(self) -> AbstractAsyncContextManager[Crm]:
        """One more adapter to the same system, as a second program has it."""
        ...

    async def reception_books(self, order: Order) -> Appointment: ...

    async def reception_moves(self, appointment_id: str, order: Order) -> Appointment: ...

    async def reception_cancels(self, appointment_id: str) -> None: ...

    async def reception_marks(self, appointment_id: str, status: Status) -> None: ...

    async def reception_sees_that_they_come(self, appointment_id: str) -> bool: ...

    async def reception_reads_home_calls(self) -> list[str]:
        """Each in whatever words it stands there."""
        ...


class OverALine(Protocol):
    """A clinic's system that is reached by HTTP: the way to it can be broken."""

    @property
    def crm(self) -> Crm: ...

    def over_a_line(self) -> AbstractAsyncContextManager[tuple[Crm, BrokenLine]]:
        """The same system, through a line of its own."""
        ...

    def writes(self, request: Request, body: bytes) -> bool:
        """Whether this call is to change something there."""
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

    @asynccontextmanager
    async def another_program(self) -> AsyncIterator[Crm]:
        address = self.database.engine.url.render_as_string(hide_password=False)
        database = Database(address, self.database.cipher)
        try:
            yield EmbeddedCrm(database, self.clock)
        finally:
            await database.close()

    async def reception_books(self, order: Order) -> Appointment:
        return await self.crm.book_by_reception(order)

    async def reception_moves(self, appointment_id: str, order: Order) -> Appointment:
        return await self.crm.reschedule(appointment_id, order)

    async def reception_cancels(self, appointment_id: str) -> None:
        await self.crm.cancel(appointment_id)

    async def reception_marks(self, appointment_id: str, status: Status) -> None:
        await self.crm.mark(appointment_id, status)

    async def reception_sees_that_they_come(self, appointment_id: str) -> bool:
        confirmed = select(appointments.c.confirmed_at).where(appointments.c.id == int(appointment_id))
        return (await self.database.rows(confirmed))[0].confirmed_at is not None

    async def reception_reads_home_calls(self) -> list[str]:
        long_ago = self.clock.now() - timedelta(days=365)
        return [str(call) for call in await Reception(self.database, self.clock).home_calls(long_ago)]


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
    "eleks": Target("sqlite_home", eleks, Eleks.capabilities, over_a_line=99),
}
