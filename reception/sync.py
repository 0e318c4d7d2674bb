"""Keeps what we know of people's visits as new as the clinic's system lets us, whoever changes them."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from crm.errors import AuthFailed, CrmError, NotFound, Unavailable
from crm.port import Crm
from reception.booking.limits import LOOK_AHEAD
from reception.budget import Budget
from reception.clock import Clock
from reception.visit_mirror import Pace, VisitMirror

# A system that tells what has changed is looked at in full once a day; one that does not is asked again and again.
TOLD = Pace(soon=timedelta(days=1), others=timedelta(days=1))
ASKED = Pace(soon=timedelta(minutes=1), others=timedelta(minutes=15))
LOOK_BACK = timedelta(days=1)
AT_ONCE = 4  # patients side by side: people's own calls find room beside them
SHARE = 2  # of the budget half, so that the free times in the menus stay fresh, too


class Sync:
    """Woken every half a minute. Raises the port's errors after it has kept what it saw."""

    def __init__(self, crm: Crm, mirror: VisitMirror, budget: Budget, clock: Clock) -> None:
        self._crm = crm
        self._mirror = mirror
        self._budget = budget
        self._clock = clock

    async def round(self) -> None:
        """What has changed since the last time, as far as the system tells; then whoever's turn it is."""
        if self._crm.capabilities.change_feed:
            await self._follow()
        patients = await self._mirror.due(self.pace, max(self._budget.left() // SHARE, 1))
        for few in (patients[at : at + AT_ONCE] for at in range(0, len(patients), AT_ONCE)):
            _raise_first(await asyncio.gather(*map(self._look_at, few), return_exceptions=True))

    @property
    def pace(self) -> Pace:
        return TOLD if self._crm.capabilities.change_feed else ASKED

    async def look_again(self, appointment_id: str) -> None:
        """Somebody hints that it has changed."""
        self._budget.calls()
        try:
            await self._mirror.keep(await self._crm.appointment(appointment_id))
        except NotFound:
            await self._mirror.is_gone(appointment_id)

    async def _follow(self) -> None:
        """The first cursor is kept before anybody is looked at: what changes meanwhile comes once more."""
        self._budget.calls()
        changes = await self._crm.changes(await self._mirror.cursor())
        await self._mirror.follow(changes.appointments, changes.cursor)

    async def _look_at(self, patient: str) -> None:
        now = self._clock.now()
        since, until = now - LOOK_BACK, now + LOOK_AHEAD
        self._budget.calls()
        listed = await self._crm.appointments([patient], since, until)
        for appointment_id in await self._mirror.saw(patient, listed, since, until):
            await self.look_again(appointment_id)


def _raise_first(outcomes: Sequence[BaseException | None]) -> None:
    """A silent system is asked no further; what one patient alone is refused for hinders nobody else."""
    errors = [outcome for outcome in outcomes if outcome]
    silent = [error for error in errors if isinstance(error, Unavailable | AuthFailed)]
    for error in (*silent, *(error for error in errors if not isinstance(error, CrmError))):
        raise error
