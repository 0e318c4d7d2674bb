"""When a branch is closed, or reception offline, whatever the weekly hours say: in instants."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Protocol
from zoneinfo import ZoneInfo

from clinic.model import Away, Clinic
from reception.booking.bookings import Span
from reception.catalogue import AvailabilityStore, Catalogue, Place

Closures = Mapping[str, tuple[Span, ...]]  # by the branch's id in the clinic's system

NEVER: Closures = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Affected:
    """Visits of the bot's patients: so many are ``booked`` then, and so many of them can be ``told`` of here."""

    booked: int
    told: int

    @property
    def to_phone(self) -> int:
        return self.booked - self.told


class Booked(Protocol):
    async def affected(self, closed: Closures) -> Affected:
        """What would come of these closures: of visits that are still to begin."""
        ...


def instants(aways: Iterable[Away], zone: str) -> tuple[Span, ...]:
    """On the wall clock of ``zone``."""
    return tuple((_instant(one.start, zone), _instant(one.end, zone)) for one in aways)


def closures(clinic: Clinic) -> Closures:
    closed = (branch for branch in clinic.branches if branch.closed)
    return {branch.crm or branch.id: instants(branch.closed, branch.zone) for branch in closed}


def added(now: Closures, before: Closures) -> Closures:
    """What is closed now and was not before."""
    new = {branch: tuple(span for span in spans if span not in before.get(branch, ())) for branch, spans in now.items()}
    return {branch: spans for branch, spans in new.items() if spans}


def closed_then(clinic: Clinic, branch_id: str | None, begins: datetime, ends: datetime) -> Away | None:
    """Why nobody is seen at this branch (its id in the clinic's system) at some moment of it."""
    branch = next((one for one in clinic.branches if (one.crm or one.id) == branch_id), None)
    shut = branch.closed if branch else ()
    return next((one for one in shut if branch and touches(instants([one], branch.zone), begins, ends)), None)


def touches(closed: Iterable[Span], begins: datetime, ends: datetime) -> bool:
    """Whether any of [begins, ends) is within one of them."""
    return any(begins < until and since < ends for since, until in closed)


def without(opened: Iterable[Span], closed: Sequence[Span]) -> Iterator[Span]:
    """What is left of each of them, in order."""
    for span in opened:
        left = [span]
        for since, until in sorted(closed):
            left = [part for begins, ends in left for part in ((begins, min(ends, since)), (max(begins, until), ends))]
            left = [(begins, ends) for begins, ends in left if begins < ends]
        yield from left


def holds(closed: Iterable[Span], at: datetime) -> bool:
    return any(since <= at < until for since, until in closed)


class OpenOnly:
    """An AvailabilityStore: a time that was seen before its branch was closed then tells nothing any more."""

    def __init__(self, store: AvailabilityStore, closed: Closures, catalogue: Callable[[], Catalogue]) -> None:
        self._store = store
        self._closed = closed
        self._catalogue = catalogue

    async def save(self, seen: Mapping[Place, datetime | None]) -> None:
        await self._store.save(seen)

    async def earliest(self, branch: int, after: datetime) -> dict[Place, datetime | None]:
        seen = await self._store.earliest(branch, after)
        closed = self._closed.get(self._catalogue().branches[branch].id, ())
        return {place: at for place, at in seen.items() if not (at and holds(closed, at))}


def _instant(wall: datetime, zone: str) -> datetime:
    return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
