"""The morning's list for reception: today's patients whom no reminder has reached, or who have not answered it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo

from reception.clock import Clock
from reception.people import People
from reminders.plan import Kind
from reminders.requests import RequestStore

FROM, UNTIL = time(8, 15), time(12)  # later it is of no use
HELPS_FOR = timedelta(hours=4)
PAGE = 30  # lines of a message, which holds 4,096 characters


class ToPhone(StrEnum):
    """Why somebody is to be phoned."""

    BLOCKED = "blocked"
    UNDELIVERED = "undelivered"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Unreached:
    """A visit of today that nobody who was told of it, or was to be, has said they would come to. Of one chat."""

    account: int
    patient_id: str
    doctor_id: str
    branch_id: str | None
    starts_at: datetime
    why: ToPhone


class Reached(Protocol):
    async def unreached(self, since: datetime, until: datetime) -> list[Unreached]:
        """Of booked visits that begin in [since, until), by time, each once."""
        ...


class PhoneToday:
    """Woken every minute."""

    def __init__(
        self,
        reached: Reached,
        requests: RequestStore,
        people: People,
        clock: Clock,
        zone: str,
    ) -> None:
        self._reached = reached
        self._requests = requests
        self._people = people
        self._clock = clock
        self._zone = ZoneInfo(zone)
        self._made: date | None = None

    async def look(self) -> None:
        """Once a morning, however many processes run. Nobody to phone: nothing is said."""
        here = self._clock.now().astimezone(self._zone)
        if not FROM <= here.time() < UNTIL or self._made == here.date():
            return
        night = datetime.combine(here.date() + timedelta(days=1), time(), self._zone)
        found = await self._reached.unreached(self._clock.now(), night)
        listed = [line for one in found if (line := await self._line(one))]
        for number, page in enumerate(_pages(listed)):
            key = f"phone_today:{here.date()}:{number}"
            await self._requests.add(Kind.PHONE_TODAY, key, {"listed": page}, HELPS_FOR)
        self._made = here.date()

    async def _line(self, one: Unreached) -> dict[str, str] | None:
        person = await self._people.find(one.account)
        patient = next((own for own in person.patients if own.crm_id == one.patient_id), None) if person else None
        if person is None or patient is None:
            return None
        return {
            "account": str(person.id),  # by which the line is found again when they are erased
            "starts_at": one.starts_at.isoformat(),
            "patient": patient.details.name,
            "phone": person.phone or "",
            "doctor": one.doctor_id,
            "branch": one.branch_id or "",
            "why": one.why,
        }


def _pages(listed: list[dict[str, str]]) -> list[list[dict[str, str]]]:
    return [listed[at : at + PAGE] for at in range(0, len(listed), PAGE)]
