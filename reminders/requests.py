"""What reception has to hear at once: asked for twice, it is said once."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Protocol

from reception.booking.outcomes import Visit
from reception.clock import Clock
from reception.people import PatientOnPhone, Person
from reminders.plan import Kind

HELPS_FOR = timedelta(days=7)  # however long reception's group is out of reach


class RequestStore(Protocol):
    async def add(
        self, kind: Kind, key: str, body: Mapping[str, Any], helps_for: timedelta, person_id: int | None = None
    ) -> bool:
        """Due at once; forgotten with the person. False, and no change, where this key was added before."""
        ...


class Requests:
    def __init__(self, store: RequestStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def say(self, kind: Kind, person: Person, visit: Visit, about: str, **more: str) -> bool:
        """Of a person's visit; ``about`` names it among those of this person. False: reception was told before."""
        body = {
            "patient": visit.patient.details.name,
            "phone": person.phone or "",
            "starts_at": visit.starts_at.isoformat(),
            "doctor": visit.doctor.id if visit.doctor else "",
            "branch": visit.branch.id if visit.branch else "",
        }
        return await self._store.add(kind, f"{kind}:{person.id}:{about}", body | more, HELPS_FOR, person.id)

    async def correct(self, person: Person, patient: PatientOnPhone, words: str, about: str) -> bool:
        """What is wrong in a patient's card, in the person's own words."""
        body = {"patient": patient.details.name, "phone": person.phone or "", "words": words}
        key = f"{Kind.CORRECT}:{person.id}:{patient.id}:{about}"
        return await self._store.add(Kind.CORRECT, key, body, HELPS_FOR, person.id)

    async def cancelled_late(self, person: Person, visit: Visit) -> bool:
        return await self.say(Kind.CANCELLED, person, visit, f"{visit.id}:{visit.starts_at.isoformat()}")
