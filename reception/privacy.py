"""What a person owns: all that is kept of them to take away, to have erased, or to let go of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from crm.model import Branch, Doctor, Service, Specialty
from reception.catalogue import Catalogue
from reception.clock import Clock
from reception.people import Person

Entry = dict[str, Any]  # what is told, by its name in the file
PAUSE = timedelta(minutes=1)  # between two exports: each is two uploads


@dataclass(frozen=True, slots=True)
class Named:
    """Something of the clinic's directory: by its number here, or by the clinic's system's own id."""

    kind: str
    id: int | str | None


class Records(Protocol):
    """Each method is one transaction, but for ``all``, which only reads."""

    async def all(self, person: Person) -> Mapping[str, Sequence[Entry]]:
        """By subject, with ``Named`` where the clinic's directory has the words; nothing of anybody else."""
        ...

    async def erase(self, person: Person) -> bool:
        """Forget the person and all that hangs on them. False, and no change, while a visit of theirs is being booked:
        nobody could be told how that ends, and a visit moved half-way would never be freed."""
        ...

    async def leave(self, person: Person) -> bool:
        """This chat acts for nobody and has no number any more; its language, the consent, and what was said to it and
        to reception stay. False as with ``erase``."""
        ...


@dataclass(frozen=True, slots=True)
class Export:
    """``at``: when it was taken. Names of the directory are the clinic's own words in each language; instants go by
    the clock of the branch where there is one, else by the clinic's."""

    at: datetime
    parts: Mapping[str, Sequence[Entry]]


class Privacy:
    """``catalogue``: the directory as it is now."""

    def __init__(self, records: Records, clock: Clock, zone: str) -> None:
        self._records = records
        self._clock = clock
        self._zone = zone
        self._taken: dict[int, datetime] = {}

    async def erase(self, person: Person) -> bool:
        return await self._records.erase(person)

    async def leave(self, person: Person) -> bool:
        return await self._records.leave(person)

    async def export(self, person: Person, catalogue: Catalogue) -> Export | None:
        """None within a minute after the one before (in this process: it is only about pace)."""
        now = self._clock.now()
        self._taken = {who: at for who, at in self._taken.items() if now - PAUSE < at <= now}
        if person.id in self._taken:
            return None
        self._taken[person.id] = now
        parts = await self._records.all(person)
        told = {name: [self._told(catalogue, entry) for entry in entries] for name, entries in parts.items()}
        return Export(now.astimezone(ZoneInfo(self._zone)), told)

    def _told(self, catalogue: Catalogue, entry: Entry) -> Entry:
        zone = ZoneInfo(_zone(catalogue, entry.get("branch")) or self._zone)
        return {name: _in_words(catalogue, zone, value) for name, value in entry.items()}


def _in_words(catalogue: Catalogue, zone: ZoneInfo, value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(zone)
    if isinstance(value, list):
        return [_in_words(catalogue, zone, one) for one in value]
    return _name(catalogue, value) if isinstance(value, Named) else value


def _name(catalogue: Catalogue, named: Named) -> Mapping[str, str] | None:
    shelves: dict[str, Mapping[int, Branch | Doctor | Specialty | Service]] = {
        "branch": catalogue.branches,
        "doctor": catalogue.doctors,
        "specialty": catalogue.specialties,
        "service": catalogue.services,
    }
    found = shelves[named.kind].get(_number(catalogue, named))
    return found.name if found else None


def _zone(catalogue: Catalogue, branch: Any) -> str | None:
    found = catalogue.branches.get(_number(catalogue, branch)) if isinstance(branch, Named) else None
    return found.zone if found else None


def _number(catalogue: Catalogue, named: Named) -> int:
    """0 where the directory never held it."""
    return named.id if isinstance(named.id, int) else catalogue.ids.get((named.kind, named.id or ""), 0)
