"""Between their naive times, which are wall clocks of the branches (section 2), and instants.

The zone of a branch is the clinic file's, by its ``companyGUID``; else the clinic's own.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from clinic.model import Clinic


class Walls:
    """Ids of branches are compared without regard to case, and told as the clinic file spells them."""

    def __init__(self, clinic: Clinic) -> None:
        self.home = ZoneInfo(clinic.zone)
        self._zones = {branch.crm.lower(): ZoneInfo(branch.zone or clinic.zone) for branch in clinic.branches}
        self._spelled = {branch.crm.lower(): branch.crm for branch in clinic.branches}

    def branch_id(self, guid: str) -> str:
        return self._spelled.get(guid.lower(), guid.lower())

    def zone(self, branch_id: str | None) -> ZoneInfo:
        return self._zones.get((branch_id or "").lower(), self.home)


def instant(wall: datetime, zone: ZoneInfo) -> datetime:
    """Of a time that comes twice the first, of one that is skipped as before the gap (RFC 5545, 3.3.5)."""
    return wall.replace(tzinfo=zone).astimezone(UTC)


def span(starts: datetime, ends: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Of two times that follow each other: an end that would come before its start is the second of its name."""
    begins, until = instant(starts, zone), instant(ends, zone)
    return begins, until if until > begins else instant(ends.replace(fold=1), zone)


def is_certain(wall: datetime, zone: ZoneInfo) -> bool:
    """Whether the clock shows this time once that day: neither twice nor never."""
    return instant(wall.replace(fold=0), zone) == instant(wall.replace(fold=1), zone)


def on_the_wall(moment: datetime, zone: ZoneInfo) -> datetime:
    """Naive."""
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)
