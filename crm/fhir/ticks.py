"""The steps in which a server tells when something was changed."""

import asyncio

from crm.fhir.elements import Resource, changed_at

STEP, LONG_STEP = 0.002, 1.0  # seconds: most servers tell milliseconds, some whole seconds


class Ticks:
    """Learns which of the two it is."""

    def __init__(self) -> None:
        self._fine = False

    async def step_over(self, resource: Resource) -> None:
        """Until whatever is written from now on has a later time than this has: of two with one time each might hold
        itself for the first, if one looked before the other was written."""
        at = changed_at(resource)
        self._fine = self._fine or (at is not None and at.microsecond != 0)
        await asyncio.sleep(STEP if self._fine else LONG_STEP)
