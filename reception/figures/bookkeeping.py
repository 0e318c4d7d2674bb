"""Figures are counted from what lies in the tables, and kept for each day before the tables forget it."""

import asyncio
from datetime import date, timedelta

from reception.clock import Clock, today
from reception.figures.counts import Count, Counts
from reception.figures.figures import Figures
from reception.figures.period import A_DAY, Period, bounds, date_at

# By then visits are marked and rated; what was sent is kept for 30 days, visits for 60 (db/outbox.py, db/visits.py).
SETTLED = timedelta(days=14)


class Bookkeeping:
    """Days that are closed already are read as they were counted then; the others anew, each by itself: nobody's tap
    waits for more than one day's rows."""

    def __init__(self, counts: Counts, clock: Clock, zone: str) -> None:
        self._counts = counts
        self._clock = clock
        self._zone = zone

    async def of(self, period: Period) -> Figures:
        kept, closed = await self._counts.kept(period.first, period.last)
        for on in period.days:
            if on not in closed:
                kept += await self._of_day(on)
        return Figures(period, tuple(kept), *await self._counts.people())

    async def close(self) -> None:
        """Woken every hour: the days that have settled by now."""
        begun = await self._counts.begun()
        if begun is None:
            return
        closed = await self._counts.closed()
        on = closed + A_DAY if closed else date_at(begun, self._zone)
        while on <= today(self._clock, self._zone) - SETTLED:
            await self._counts.close(on, await self._of_day(on))
            on += A_DAY

    async def _of_day(self, on: date) -> list[Count]:
        """Of today what has come to pass by now."""
        await asyncio.sleep(0)  # SQLite would keep the loop from one day to the next
        since, until = bounds(on, self._zone)
        return await self._counts.of_day(on, since, min(until, self._clock.now()))
