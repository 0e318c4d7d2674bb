"""The clinic as everybody is served by now: changed by an admin or an import, it is taken over without a restart."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from bot.handing import Handing
from bot.noticing import Notices
from bot.staffing import Staffing
from bot.talking import Talking
from bot.wakeups import Work
from clinic.model import Clinic
from crm.errors import CrmError
from reception.admin.edits import Standing
from reception.booking.unknown import UnknownBookings
from reception.desk import Desk

log = logging.getLogger(__name__)


class Clinics(Protocol):
    """What is promised: ``db.clinic_file``."""

    async def revision(self) -> int: ...
    async def newest(self) -> Standing | None: ...


@dataclass(frozen=True, slots=True)
class Served:
    """All that is made from one state of the clinic, and thrown away with it."""

    desk: Desk
    talking: Talking
    staffing: Staffing
    notices: Notices
    handed: Handing
    unknown: UnknownBookings


class Live:
    """``now`` is replaced as a whole: what has begun with the old one ends with it, and nobody waits."""

    def __init__(self, clinics: Clinics, first: Served, served: Callable[[Clinic, Desk], Served]) -> None:
        """``served``: of another clinic, going on from the desk before."""
        self.now = first
        self._clinics = clinics
        self._served = served
        self._seen = 0
        self._turn = asyncio.Lock()

    def work(self, of: Callable[[Served], Awaitable[object]]) -> Work:
        """Of what is served at the time it is done."""
        return lambda: of(self.now)

    async def look(self) -> None:
        """Woken every two seconds, for others may have published; and by whoever has just done it here."""
        async with self._turn:
            if await self._clinics.revision() == self._seen:
                return
            newest = await self._clinics.newest()
            if newest is None:
                return
            if newest.clinic != self.now.desk.clinic:
                await self._take_over(newest)
            self._seen = newest.revision

    async def _take_over(self, newest: Standing) -> None:
        self.now = self._served(newest.clinic, self.now.desk)
        log.info("the clinic has changed: revision %d is served from now on", newest.revision)
        with suppress(CrmError):  # the directory is read every minute anyway
            await self.now.desk.mirror.refresh_directory()
