"""What a person at the clinic does in the built-in system, beside booking and marking (adapter.py)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from crm.clock import Clock
from crm.embedded import appointments, away, home_calls
from crm.embedded.adapter import EmbeddedCrm
from crm.embedded.attended import attended
from crm.embedded.changes import wait_in_line
from crm.embedded.hours import Span
from crm.embedded.rows import to_number
from crm.embedded.sheet import Entry, entries
from crm.embedded.tables import appointments as visits
from crm.embedded.transactions import changing, looking
from crm.errors import NotFound
from crm.model import Status
from db.database import Database


class Reception:
    """``crm``: the same system behind the port."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.crm = EmbeddedCrm(database, clock)
        self._database = database
        self._clock = clock

    async def sheet(
        self, since: datetime, until: datetime | None = None, patient_ids: Sequence[str] | None = None
    ) -> list[Entry]:
        """What ends after ``since`` and begins before ``until``, of these patients alone or of all, by time."""
        which = [visits.c.ends_at > since]
        if until is not None:
            which.append(visits.c.starts_at < until)
        if patient_ids is not None:
            which.append(visits.c.patient_id.in_([to_number(patient) for patient in patient_ids]))
        async with looking(self._database) as connection:
            return await entries(self._database, connection, *which)

    async def entry(self, number: str) -> Entry:
        """Raises ``NotFound``."""
        async with looking(self._database) as connection:
            found = await entries(self._database, connection, visits.c.id == to_number(number))
        if not found:
            raise NotFound("no such appointment")
        return found[0]

    async def is_attended(self, number: str) -> bool:
        """Whether it lies within the doctor's hours."""
        async with looking(self._database) as connection:
            return bool(await attended(connection, self._clock.now(), visits.c.id == to_number(number)))

    async def move(self, number: str, starts_at: datetime) -> None:
        """At any time, as long as nobody is in two places. Raises what ``Crm.reschedule`` raises."""
        async with changing(self._database) as connection:
            await appointments.shift(connection, number, starts_at, self._clock.now())

    async def home_calls(self, since: datetime) -> list[home_calls.Asked]:
        """Urgent ones first, then as they were asked for."""
        async with looking(self._database) as connection:
            return await home_calls.listed(self._database, connection, since)

    async def booked_in(self, doctor_id: str, off: Sequence[Span]) -> list[Entry]:
        """The doctor's visits that are booked in these spans of their branch's wall time, and not over yet."""
        async with looking(self._database) as connection:
            return await self._booked_in(connection, doctor_id, off)

    async def goes_away(self, doctor_id: str, off: Sequence[Span]) -> list[Entry]:
        """The doctor is not there then: whose visits are cancelled.

        First nobody can book there any more, and only then, in a transaction of its own, is it looked for what was
        booked: whoever found a time free a moment before may still take it. Broken off, it may be repeated.
        """
        async with changing(self._database) as connection:
            await away.enter(connection, doctor_id, off, self._clock.now())
        async with changing(self._database) as connection:
            await wait_in_line(connection)
            booked = await self._booked_in(connection, doctor_id, off)
            for visit in booked:
                await appointments.change(connection, int(visit.number), status=Status.CANCELLED)
        return booked

    async def comes_back(self, doctor_id: str, off: Sequence[Span]) -> bool:
        """Whether reception had entered anything there. Visits that are cancelled stay so."""
        async with changing(self._database) as connection:
            return await away.take_back(connection, doctor_id, off) > 0

    async def _booked_in(self, connection: AsyncConnection, doctor_id: str, off: Sequence[Span]) -> list[Entry]:
        numbers = await away.booked_in(connection, doctor_id, off, self._clock.now())
        return await entries(self._database, connection, visits.c.id.in_(numbers))
