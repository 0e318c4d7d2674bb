"""Keeps the local picture of the clinic fresh: the directory, and where the earliest free times are.

Menus read only this picture; days, times and Confirm ask the clinic's system itself.
"""

from collections.abc import Iterable

from crm.errors import CrmError
from crm.port import Crm
from reception.booking.times import Times
from reception.booking.way import Way
from reception.catalogue import AvailabilityStore, Catalogue, CatalogueStore, Offer
from reception.clock import Clock


class Mirror:
    """``catalogue`` is what was seen last; replaced as a whole, so a reader never meets half of a change."""

    def __init__(
        self, crm: Crm, store: CatalogueStore, availability: AvailabilityStore, times: Times, clock: Clock
    ) -> None:
        self._crm = crm
        self._store = store
        self._availability = availability
        self._times = times
        self._clock = clock
        self._touched: set[int] = set()
        self.catalogue: Catalogue

    async def open(self) -> None:
        """At start: what was stored, then what the clinic's system says now, if it says anything."""
        self.catalogue = await self._store.load()
        try:
            await self.refresh_directory()
        except CrmError:
            if not self.catalogue.offers:
                raise

    async def refresh_directory(self) -> None:
        """Raises the port's errors; the old picture then stays."""
        self.catalogue = await self._store.save(await self._crm.directory())

    async def refresh_availability(self) -> None:
        """Look up the earliest free time of every offer. Raises the port's errors."""
        await self._look_at(self.catalogue.offers)

    def touch(self, doctor: int) -> None:
        """This doctor's times have just changed: look at them at the next ``refresh_touched``."""
        self._touched.add(doctor)

    async def refresh_touched(self) -> None:
        touched, self._touched = self._touched, set()
        await self._look_at([offer for offer in self.catalogue.offers if offer.doctor in touched])

    async def _look_at(self, offers: Iterable[Offer]) -> None:
        catalogue, seen = self.catalogue, {}
        for offer in offers:
            way = Way(branch=offer.branch, doctor=offer.doctor, service=offer.service)
            free = await self._times.free(catalogue, way)
            seen[offer.doctor, offer.branch, offer.service] = free[0].starts_at if free else None
        if seen:
            await self._availability.save(seen, self._clock.now())
