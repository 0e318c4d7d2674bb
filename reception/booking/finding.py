"""Free times over the whole horizon by a wish: of one doctor, or of whoever fits. Live from the clinic's system."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from crm.errors import CrmError, Unavailable
from crm.together import together
from reception.booking.bookings import Span
from reception.booking.outcomes import NearestTime
from reception.booking.times import Times
from reception.booking.way import Options, Way
from reception.catalogue import Offer
from reception.clock import Clock, today

EVENING = time(17)
SATURDAY, WEEK = 5, 7
WITHIN = 6.0  # seconds: longer than one call's own limit (crm/timed.py); who waits for a turn beyond it is left out


class Only(StrEnum):
    """What a patient wishes for."""

    EARLIEST = "soon"
    THIS_WEEK = "week"
    SATURDAYS = "sat"
    EVENINGS = "late"


@dataclass(frozen=True, slots=True)
class _Answer:
    """Of one doctor."""

    times: Sequence[NearestTime] = ()
    failed: CrmError | None = None


class Finding:
    def __init__(self, times: Times, clock: Clock) -> None:
        self._times = times
        self._clock = clock

    async def times(self, options: Options, way: Way, only: Only, enough: int) -> list[NearestTime]:
        """All that suit, earliest first; no more are looked for where those of the next days are more than ``enough``.

        Whoever's times are not told is left out. Raises the port's errors when nothing is known that could be shown.
        """
        found: list[NearestTime] = []
        failed: list[CrmError] = []
        ways = anybody(options, way)
        for span in self._spans(_zone(options, way), only, several=len(ways) > 1):
            answers = await together(*(self._ask(options, one, only, span) for one in ways))
            lost = [answer.failed for answer in answers if answer.failed]
            found += sorted((one for answer in answers for one in answer.times), key=lambda one: one.starts_at)
            failed += lost
            if len(found) > enough or len(lost) == len(ways):
                break
        if failed and not found:
            raise failed[0]
        return found

    def _spans(self, zone: str, only: Only, *, several: bool) -> Sequence[Span]:
        """What to read, one call a doctor each: of many doctors the next days mostly have enough of the earliest."""
        if only is Only.EARLIEST and several:
            return self._times.near_and_far()
        start, end = self._times.window()
        if only is Only.THIS_WEEK:
            end = min(end, week_ends(today(self._clock, zone), zone))
        return [(start, end)] if start < end else []

    async def _ask(self, options: Options, way: Way, only: Only, span: Span) -> _Answer:
        zone, doctor = _zone(options, way), options.catalogue.doctors[way.doctor]
        try:
            async with asyncio.timeout(WITHIN):
                slots = await self._times.between(options.catalogue, way, *span)
        except CrmError as error:
            return _Answer(failed=error)
        except TimeoutError:
            return _Answer(failed=Unavailable("free_slots: too many before it"))
        free = (slot.starts_at for slot in slots)
        return _Answer([NearestTime(way, doctor, at, zone) for at in free if suits(at, zone, only)])


def anybody(options: Options, way: Way) -> list[Way]:
    """To each doctor who fits, by their default service (crm/model.py, ``Offer``)."""
    default: dict[int, Offer] = {}
    for offer in options.offers(way):
        default.setdefault(offer.doctor, offer)
    return [replace(way, doctor=one.doctor, visit=True, service=one.service) for one in default.values()]


def suits(at: datetime, zone: str, only: Only) -> bool:
    """By the branch's own clock and calendar; how far the week goes: ``week_ends``."""
    there = at.astimezone(ZoneInfo(zone))
    if only is Only.SATURDAYS:
        return there.weekday() == SATURDAY
    return only is not Only.EVENINGS or there.time() >= EVENING


def week_ends(on: date, zone: str) -> datetime:
    """The midnight after this week's Sunday, as an instant."""
    monday = on + timedelta(days=WEEK - on.weekday())
    return datetime.combine(monday, time(), ZoneInfo(zone)).astimezone(UTC)


def _zone(options: Options, way: Way) -> str:
    return options.catalogue.branches[way.branch].zone
