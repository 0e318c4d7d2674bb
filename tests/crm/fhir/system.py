"""FHIR servers as the contract suite wants clinics' systems."""

import json
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

from aiohttp import ClientSession
from aiohttp.web import Request

from clinic.model import Clinic
from crm.access import Access
from crm.described import Described
from crm.errors import PatientBusy, SlotTaken
from crm.fhir.adapter import open_fhir
from crm.fhir.elements import written
from crm.model import Appointment, Order, Status
from crm.port import Crm
from tests.crm.broken_line import BrokenLine, broken_line
from tests.crm.clock import MovableClock
from tests.crm.counterparts import described_elsewhere
from tests.crm.fhir.home import FhirHome
from tests.crm.fhir.resources import crm_id
from tests.crm.verba import NOW

# As server/tenant.mjs says. "bad": without isolation and rollback, whatever it says of itself.
FORMS: dict[str, dict[str, Any]] = {"good": {}, "bad": {"isolated": False}, "managed": {"managed": True}}


class FhirSystem:
    """Reception works in the server's own program, past FHIR (server/reception.mjs)."""

    by_the_wall = False

    def __init__(self, home: FhirHome, folder: Path, stack: AsyncExitStack, form: dict[str, Any]) -> None:
        self.clock = MovableClock(NOW)
        self._home = home
        self._folder = folder
        self._stack = stack
        self._form = form
        self.url: str
        self.crm: Crm
        self.clinic: Clinic

    async def opens(self, clinic: Clinic) -> None:
        """In a server of its own."""
        self.url = await self._home.opens(clinic, self.clock, self._folder, **self._form)
        self.clinic = described_elsewhere(clinic, crm_id)
        self.crm = await self._stack.enter_async_context(self.another_program())

    @asynccontextmanager
    async def reached_at(self, url: str, **access: str) -> AsyncIterator[Crm]:
        async with open_fhir(Access(url, **access), self.clinic, self.clock) as fhir:
            yield Described(fhir, self.clinic)

    def another_program(self) -> AbstractAsyncContextManager[Crm]:
        return self.reached_at(self.url, **self._access())

    @asynccontextmanager
    async def over_a_line(self) -> AsyncIterator[tuple[Crm, BrokenLine]]:
        """The same server, reached by a way that can be broken."""
        origin, _, path = self.url.rpartition("/")
        async with broken_line(origin) as way, self.reached_at(f"{way.url}/{path}", **self._access()) as crm:
            yield crm, way

    def writes(self, request: Request, _body: bytes) -> bool:
        return request.method != "GET"

    def _access(self) -> dict[str, str]:
        """What opens the server's own door, if it has one."""
        door = self._form.get("door", {})
        return {"user": door["client"], "password": door["secret"]} if "client" in door else dict(door)

    async def reception_books(self, order: Order) -> Appointment:
        return await self._at_the_desk("$reception-book", **_wish(order))

    async def reception_moves(self, appointment_id: str, order: Order) -> Appointment:
        return await self._at_the_desk("$reception-move", id=appointment_id, **_wish(order))

    async def reception_cancels(self, appointment_id: str) -> None:
        await self.reception_marks(appointment_id, Status.CANCELLED)

    async def reception_marks(self, appointment_id: str, status: Status) -> None:
        await self._at_the_desk("$reception-mark", id=appointment_id, status=status.value)

    async def reception_sees_that_they_come(self, appointment_id: str) -> bool:
        async with ClientSession() as session, session.get(f"{self.url}/Appointment/{appointment_id}") as answer:
            people = (await answer.json(content_type=None))["participant"]
        patients = [one["status"] for one in people if one["actor"]["reference"].startswith("Patient/")]
        return patients == ["accepted"]

    async def reception_reads_home_calls(self) -> list[str]:
        async with ClientSession() as session, session.get(f"{self.url}/ServiceRequest") as answer:
            entries = (await answer.json(content_type=None)).get("entry", [])
        return [json.dumps(entry["resource"], ensure_ascii=False) for entry in entries]

    async def _at_the_desk(self, door: str, **told: str) -> Appointment:
        async with ClientSession() as session, session.post(f"{self.url}/{door}", json=told) as answer:
            said = await answer.json(content_type=None)
        if answer.status == 409:
            raise PatientBusy(door) if said["taken"] == "Patient" else SlotTaken(door)
        assert answer.status == 200, said
        return await self.crm.appointment(said["id"])


@asynccontextmanager
async def fhir(home: FhirHome, folder: Path, form: dict[str, Any]) -> AsyncIterator[FhirSystem]:
    async with AsyncExitStack() as stack:
        yield FhirSystem(home, folder, stack, form)


good, bad, managed = (partial(fhir, form=form) for form in FORMS.values())


def _wish(order: Order) -> dict[str, str]:
    slot = order.slot
    return {
        "patient": order.patient_id,
        "doctor": slot.doctor_id,
        "branch": slot.branch_id,
        "service": slot.service_id,
        "start": written(slot.starts_at),
        "end": written(slot.ends_at),
    }
