"""Free times, live from the clinic's system, as far as the clinic's rules and our own bookings in flight let them.

Whatever offers a time asks here, so a closed branch has none for anybody.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from clinic.model import Rules
from crm.model import Slot
from crm.port import Crm
from reception.booking.bookings import Bookings, Span
from reception.booking.way import Way
from reception.catalogue import Catalogue
from reception.clock import Clock
from reception.closures import NEVER, Closures, touches

AROUND = timedelta(days=3)
NEAR = timedelta(days=3)


class Times:
    """Reads what is free. Raises the port's errors."""

    def __init__(self, crm: Crm, bookings: Bookings, rules: Rules, clock: Clock, closed: Closures = NEVER) -> None:
        self._crm = crm
        self._bookings = bookings
        self._rules = rules
        self._clock = clock
        self._closed = closed

    async def free(self, catalogue: Catalogue, way: Way) -> list[Slot]:
        """All free times within the clinic's horizon, earliest first."""
        return await self.between(catalogue, way, *self.window())

    async def on_day(self, catalogue: Catalogue, way: Way, on: date) -> list[Slot]:
        """Free times that begin on this day of the branch's calendar."""
        zone = ZoneInfo(catalogue.branches[way.branch].zone)
        midnight = datetime.combine(on, time(), zone)
        next_midnight = datetime.combine(on + timedelta(days=1), time(), zone)
        earliest, latest = self.window()
        start, end = max(earliest, midnight.astimezone(UTC)), min(latest, next_midnight.astimezone(UTC))
        return await self.between(catalogue, way, start, end) if start < end else []

    async def around(self, catalogue: Catalogue, way: Way, at: datetime) -> list[Slot]:
        """Free times within a few days of this instant, earliest first: less work than the whole horizon."""
        earliest, latest = self.window()
        start, end = max(earliest, at - AROUND), min(latest, at + AROUND)
        return await self.between(catalogue, way, start, end) if start < end else []

    async def at(self, catalogue: Catalogue, way: Way, starts_at: datetime) -> Slot | None:
        """The free time that begins at this instant, or None when it is not free, too near or too far."""
        earliest, latest = self.window()
        if not earliest <= starts_at < latest:
            return None
        slots = await self.between(catalogue, way, starts_at, starts_at + timedelta(minutes=1))
        return next((slot for slot in slots if slot.starts_at == starts_at), None)

    def window(self) -> tuple[datetime, datetime]:
        """From the least notice to the horizon."""
        now = self._clock.now()
        return now + timedelta(minutes=self._rules.least_notice_minutes), now + timedelta(days=self._rules.horizon_days)

    def near_and_far(self) -> list[Span]:
        """The same in two: who looks for one free time mostly finds it in the first, and has to read no month."""
        earliest, latest = self.window()
        middle = min(earliest + NEAR, latest)
        return [(start, end) for start, end in ((earliest, middle), (middle, latest)) if start < end]

    async def between(self, catalogue: Catalogue, way: Way, start: datetime, end: datetime) -> list[Slot]:
        """Free times that begin in [start, end), whatever the clinic's rules say of the window."""
        doctor, branch, service = (
            catalogue.doctors[way.doctor].id,
            catalogue.branches[way.branch].id,
            catalogue.services[way.service].id,
        )
        slots = await self._crm.free_slots(doctor, service, branch, start, end)
        busy = (*await self._bookings.in_flight(way.doctor, way.patient), *self._closed.get(branch, ()))
        return [slot for slot in slots if not touches(busy, slot.starts_at, slot.ends_at)] if busy else slots

    def is_closed(self, catalogue: Catalogue, branch: int, begins: datetime, ends: datetime) -> bool:
        """Whether the branch is closed at any moment of it."""
        return touches(self._closed.get(catalogue.branches[branch].id, ()), begins, ends)


def by_day(slots: Iterable[Slot], zone: str) -> dict[date, list[Slot]]:
    """Times by the day of the branch's calendar, both in order."""
    days: dict[date, list[Slot]] = {}
    there = ZoneInfo(zone)
    for slot in slots:
        days.setdefault(slot.starts_at.astimezone(there).date(), []).append(slot)
    return days
