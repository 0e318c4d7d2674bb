"""The doctors' times that are being booked right now, or held for who waited for one, in this process's own memory:
nobody who looks for times waits.

What this process begins and settles is known here at once; what other processes do, since the database was looked at
last. That a time stays single is not this memory's business: ``begin`` is guarded by the database (db/bookings.py).
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from reception.booking.bookings import Span


@dataclass(frozen=True, slots=True)
class Held:
    """``until``: the time is held so long for this patient; None where it is being booked."""

    doctor: int
    span: Span
    patient: int
    until: datetime | None = None

    def is_busy(self, patient: int, now: datetime) -> bool:
        return self.until is None or (now < self.until and patient != self.patient)


Look = Callable[[], Awaitable[Mapping[str, Held]]]


class InFlight:
    """By the bookings' keys, and what names a hold."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._held: dict[str, Held] | None = None
        self._begun: set[str] = set()
        self._turn = asyncio.Lock()  # of two looks at once the older one would be believed if it came back last

    async def of(self, doctor: int, patient: int, now: datetime) -> list[Span]:
        """Earliest first. Looks at the database only where nobody has looked yet."""
        if self._held is None:
            await self.refresh()
        held = (self._held or {}).values()
        return sorted(one.span for one in held if one.doctor == doctor and one.is_busy(patient, now))

    async def refresh(self) -> None:
        """What the database says, and what has begun here while it was asked: that it may not have seen."""
        async with self._turn:
            self._begun.clear()
            seen = dict(await self._look())
            held = self._held or {}
            self._held = seen | {key: held[key] for key in self._begun if key in held}

    def begins(self, key: str, held: Held) -> None:
        if self._held is not None:
            self._held[key] = held
            self._begun.add(key)

    def ends(self, key: str) -> None:
        if self._held is not None:
            self._held.pop(key, None)
