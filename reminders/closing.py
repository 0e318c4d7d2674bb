"""Everybody who is booked where their branch is closed is told; whom nobody here can tell, reception phones."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from reception.booking.visit import visit_from
from reception.catalogue import Catalogue
from reception.people import People
from reception.visit_mirror import VisitMirror
from reminders.outbox import Message
from reminders.plan import Kind
from reminders.requests import Requests


@dataclass(frozen=True, slots=True)
class Unheard:
    """A visit that nobody may hear of here: only of an unproven number. ``account``: whose chat has that."""

    account: int
    visit: int
    appointment_id: str
    patient_id: str
    starts_at: datetime


class ClosedVisits(Protocol):
    """Safe with any number of processes."""

    async def tell(self) -> list[Unheard]:
        """Put into the outbox what nobody has been told yet. All those whom that leaves out, each time."""
        ...

    async def is_told(self, visit: int, starts_at: datetime) -> bool:
        """Whether some chat knows, or is about to."""
        ...


class Closing:
    """Woken every few seconds."""

    def __init__(
        self,
        visits: ClosedVisits,
        requests: Requests,
        people: People,
        known: VisitMirror,
        catalogue: Callable[[], Catalogue],
    ) -> None:
        self._visits = visits
        self._requests = requests
        self._people = people
        self._known = known
        self._catalogue = catalogue
        self._phoned = set[tuple[int, datetime]]()

    async def look(self) -> None:
        for one in await self._visits.tell():
            if (one.visit, one.starts_at) not in self._phoned:
                await self._to_phone(one.account, one.visit, one.appointment_id, one.starts_at)
                self._phoned.add((one.visit, one.starts_at))

    async def was_not_heard(self, message: Message) -> None:
        """Where no other chat of the patient has heard either."""
        for one in message.visits:
            if not await self._visits.is_told(one.visit, one.starts_at):
                await self._to_phone(message.account or 0, one.visit, one.appointment_id, one.starts_at)

    async def _to_phone(self, account: int, visit: int, appointment_id: str, starts_at: datetime) -> None:
        person = await self._people.find(account)
        known = (await self._known.known([appointment_id])).get(appointment_id)
        patients = person.patients if person else ()
        patient = next((own for own in patients if known and own.crm_id == known.patient_id), None)
        if person and patient and known:
            told = visit_from(self._catalogue(), patient, known)
            await self._requests.say(Kind.TO_PHONE, person, told, f"{visit}:{starts_at.isoformat()}")
