"""Free times: one doctor and one service a call, from today on (section 4)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from crm.eleks.answers import Row
from crm.eleks.directory import Clock, Shelves
from crm.eleks.session import Session
from crm.eleks.values import is_guid, is_number, moment, text
from crm.eleks.walls import Walls, instant, is_certain
from crm.errors import Refused, Unavailable
from crm.model import Slot

INSTANT = timedelta(microseconds=1)
LONGEST_LOGIN = 200


class Times:
    """A slot's token is its room, ``venueID``."""

    def __init__(self, session: Session, shelves: Shelves, walls: Walls, clock: Clock) -> None:
        self._session = session
        self._shelves = shelves
        self._walls = walls
        self._clock = clock

    async def free(self, place: Slot, start: datetime, end: datetime) -> list[Slot]:
        """Slots like ``place`` that begin in [start, end), none that has begun. Of several rooms the first."""
        found: dict[tuple[datetime, datetime], Slot] = {}
        for slot in await self._rooms(place, start, end):
            found.setdefault((slot.starts_at, slot.ends_at), slot)
        return sorted(found.values(), key=lambda slot: (slot.starts_at, slot.ends_at))

    async def offered(self, slot: Slot) -> Slot | None:
        """The same time, live, in the same room where that is still free."""
        rooms = await self._rooms(slot, slot.starts_at, slot.starts_at + INSTANT)
        same = [one for one in rooms if one.ends_at == slot.ends_at]
        return next((one for one in same if one.token == slot.token), same[0] if same else None)

    async def _rooms(self, place: Slot, start: datetime, end: datetime) -> list[Slot]:
        start = max(start, self._clock.now())
        if start >= end or not _may_exist(place):
            return []
        slots = [self._slot(row, place) for row in await self._rows(place, end)]
        return [slot for slot in slots if slot and start <= slot.starts_at < end]

    async def _rows(self, place: Slot, end: datetime) -> Sequence[Row]:
        """What they say of an unknown doctor, or one who does not give this, is not stated."""
        try:
            return await self._session.probe(
                "spzIBFreeSeanceDetails",
                "timetablestarttime",
                ServiceID=place.service_id,
                DayCount=str(self._days(place, end)),
                UserLogin=place.doctor_id,
                CompanyGUID=place.branch_id,
            )
        except Refused as refused:
            if (await self._shelves.known()).offers(place.doctor_id, place.service_id):
                raise Unavailable(f"free times are refused: {refused.text}") from refused
            return []

    def _days(self, place: Slot, end: datetime) -> int:
        """One more than needed: whether today counts as the first is not stated."""
        zone = self._walls.zone(place.branch_id)
        last = (end - INSTANT).astimezone(zone).date()
        return (last - self._clock.now().astimezone(zone).date()).days + 2

    def _slot(self, row: Row, place: Slot) -> Slot | None:
        """None for whatever is not exactly this. Of an hour that comes twice nobody could tell which is meant."""
        starts, ends = moment(row["timetablestarttime"]), moment(row.get("timetableendtime"))
        zone = self._walls.zone(place.branch_id)
        if not starts or not ends or not (is_certain(starts, zone) and is_certain(ends, zone)) or starts >= ends:
            return None
        whose = text(row.get("userlogin")), text(row.get("companyguid")).lower()
        if whose != (place.doctor_id, place.branch_id.lower()) or not is_number(text(row.get("venueid"))):
            return None
        who = place.doctor_id, place.branch_id, place.service_id
        return Slot(*who, instant(starts, zone), instant(ends, zone), token=text(row["venueid"]))


def _may_exist(place: Slot) -> bool:
    """What cannot be one of their ids would be an error of theirs."""
    named = bool(place.doctor_id) and len(place.doctor_id) <= LONGEST_LOGIN
    return named and is_number(place.service_id) and is_guid(place.branch_id)
