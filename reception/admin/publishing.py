"""A change becomes the clinic's, on the newest there is, unless somebody else has changed the same place meanwhile."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from pydantic import ValidationError

from clinic.model import Clinic
from reception.admin.changes import Change, ChangedMeanwhile, Json, PlaceGone, changed, found, placed
from reception.admin.edits import Admin, Edit, Edits, WouldLeaveVisits
from reception.admin.parts import Part
from reception.clock import Clock

log = logging.getLogger(__name__)


class Published(StrEnum):
    """``GONE``: what the place was in is there no more. ``IMPOSSIBLE``: no clinic can be like that."""

    YES = "yes"
    GONE = "gone"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True)
class Conflict:
    """What another admin has put there."""

    now: Json


Outcome = Published | Conflict | WouldLeaveVisits


class Publishing:
    """``live``: the running program goes by the newest from here on."""

    def __init__(self, edits: Edits, clock: Clock, live: Callable[[], Awaitable[object]]) -> None:
        self._edits = edits
        self._clock = clock
        self._live = live

    async def publish(self, admin: Admin, part: Part, named: dict[str, str], change: Change) -> Outcome:
        try:
            while not await self._published(admin, part, named, change):
                pass  # somebody else was quicker, at another place maybe: once more, on theirs
        except ChangedMeanwhile as meanwhile:
            tapped_twice = await self._is_there(change, meanwhile.now)
            return Published.YES if tapped_twice else Conflict(meanwhile.now)
        except PlaceGone:
            return Published.GONE
        except ValidationError:
            return Published.IMPOSSIBLE
        except WouldLeaveVisits as left:
            return left
        await self._go_live()
        return Published.YES

    async def _go_live(self) -> None:
        try:
            await self._live()
        except Exception as error:  # noqa: BLE001 it is published all the same, and looked for every two seconds
            log.warning("the clinic has changed and may not be served yet: %s", type(error).__name__)

    async def _published(self, admin: Admin, part: Part, named: dict[str, str], change: Change) -> bool:
        newest = await self._edits.newest()
        body = newest.clinic.model_dump(mode="json")
        change = placed(body, change)
        clinic = Clinic.model_validate(changed(body, change))
        edit = Edit(self._clock.now(), admin.name, part, named, _as_kept(clinic, change))
        return await self._edits.publish(newest.revision, clinic, admin, edit)

    async def _is_there(self, change: Change, now: Json) -> bool:
        if now is None or now == change.after:
            return bool(now == change.after)
        body, mine = (await self._edits.newest()).clinic.model_dump(mode="json"), replace(change, before=now)
        try:
            return bool(_as_kept(Clinic.model_validate(changed(body, mine)), mine).after == now)
        except (ChangedMeanwhile, PlaceGone, ValidationError):
            return False


def _as_kept(clinic: Clinic, change: Change) -> Change:
    """With all that the clinic says of it by itself: an entry is found again, and undone, by the whole of it."""
    if change.after is None:
        return change
    return replace(change, after=found(clinic.model_dump(mode="json"), change.place))
