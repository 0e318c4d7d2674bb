"""Doctor Eleks as one of the systems of the contract suite: the strict server, and the adapter to it."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from aiohttp.web import Request

from clinic.model import Clinic
from crm.access import Access
from crm.described import Described
from crm.eleks.adapter import Eleks, open_eleks
from crm.model import Appointment, Order, Slot, Status
from crm.port import Crm
from tests.crm.broken_line import BrokenLine, broken_line
from tests.crm.clock import MovableClock
from tests.crm.counterparts import described_elsewhere
from tests.crm.eleks.server import INSTALLATION, LOGIN, PASSWORD, Dialect, Server, serving
from tests.crm.verba import NOW
from tests.databases import SqliteHome

WRITING = (b"spzIBPatientCreate", b"spzIBScheduleCreate", b"spzIBScheduleCancel", b"spzIBTaskCreate")


class EleksSystem:
    """``settings``: of ``clinic.crm``. Each ``opens`` is a new start of the adapter."""

    by_the_wall = True

    def __init__(self, server: Server, clock: MovableClock, stack: AsyncExitStack) -> None:
        self.server = server
        self.clock = clock
        self._stack = stack
        self.clinic: Clinic
        self.adapter: Eleks
        self.crm: Crm

    async def opens(self, clinic: Clinic, **settings: Any) -> None:
        await self.server.world.opens(clinic)
        self.clinic = described_elsewhere(clinic, self.server.world.names.crm_id, **settings)
        self.adapter = await self.another(self.server.url)
        self.crm = Described(self.adapter, self.clinic)

    async def another(self, url: str, **other: Any) -> Eleks:
        """One more adapter to the same system. ``other``: of the access."""
        access = replace(Access(url, LOGIN, PASSWORD, installation=INSTALLATION), **other)
        return await self._stack.enter_async_context(open_eleks(access, self.clinic, self.clock, patience=0))

    @asynccontextmanager
    async def another_program(self) -> AsyncIterator[Crm]:
        yield Described(await self.another(self.server.url), self.clinic)

    @asynccontextmanager
    async def over_a_line(self) -> AsyncIterator[tuple[Crm, BrokenLine]]:
        async with broken_line(self.server.url) as way:
            yield Described(await self.another(way.url), self.clinic), way

    def writes(self, _request: Request, body: bytes) -> bool:
        return any(name in body for name in WRITING)

    def own(self, slot: Slot) -> Slot:
        """In the clinic's own ids."""
        names = self.server.world.names
        return replace(
            slot,
            doctor_id=names.own("doctors", slot.doctor_id),
            branch_id=names.own("branches", slot.branch_id),
            service_id=names.own("services", slot.service_id),
        )

    async def reception_books(self, order: Order) -> Appointment:
        made = await self.server.reception.books(int(order.patient_id), self.own(order.slot))
        return await self.crm.appointment(str(made.id))

    async def reception_moves(self, appointment_id: str, order: Order) -> Appointment:
        await self.server.reception.moves(int(appointment_id), self.own(order.slot))
        return await self.crm.appointment(appointment_id)

    async def reception_cancels(self, appointment_id: str) -> None:
        await self.server.reception.cancels(int(appointment_id))

    async def reception_marks(self, appointment_id: str, status: Status) -> None:
        await self.server.reception.marks(int(appointment_id), status)

    async def reception_sees_that_they_come(self, appointment_id: str) -> bool:  # noqa: ARG002
        return False  # there is no place for it

    async def reception_reads_home_calls(self) -> list[str]:
        return self.server.world.tasks


@asynccontextmanager
async def eleks(home: SqliteHome, folder: Path, dialect: Dialect | None = None) -> AsyncIterator[EleksSystem]:
    """Whatever it was asked against the fact sheet fails the test that did so."""
    clock = MovableClock(NOW)
    async with home.fresh(folder) as url, serving(url, clock, dialect) as server, AsyncExitStack() as stack:
        yield EleksSystem(server, clock, stack)
        assert server.violations == []
