"""Keeps the local picture of the clinic fresh: the directory, and where the earliest free times are.

Menus read only this picture; days, times and Confirm ask the clinic's system itself.
"""

from collections.abc import Iterable
from datetime import datetime

from crm.errors import CrmError
from crm.port import Crm
from reception.booking.times import Times
from reception.booking.way import Way
from reception.catalogue import AvailabilityStore, Catalogue, CatalogueStore, Offer, Place


class Mirror:
    """``catalogue`` is what was seen last; replaced as a whole, so a reader never meets half of a change."""

    def __init__(self, crm: Crm, store: CatalogueStore, availability: AvailabilityStore, times: Times) -> None:
        self._crm = crm
        self._store = store
        self._availability = availability
        self._times = times
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
        """Look up the earliest free time of every offer. Keeps what it saw, then raises the port's first error."""
        for error in (await self._look_at(self.catalogue.offers)).values():
            raise error

    def touch(self, doctor: int) -> None:
        """This doctor's times have just changed: look at them at the next ``refresh_touched``."""
        self._touched.add(doctor)

    async def refresh_touched(self) -> None:
        """The same for those touched; whom it could not see stays touched."""
        touched, self._touched = self._touched, set()
        failed = await self._look_at([offer for offer in self.catalogue.offers if offer.doctor in touched])
        self._touched |= failed.keys()
        for error in failed.values():
            raise error

    async def _look_at(self, offers: Iterable[Offer]) -> dict[int, CrmError]:
        """Keep what is seen; by doctor, what kept the rest from being seen."""
        seen: dict[Place, datetime | None] = {}
        failed: dict[int, CrmError] = {}
        for offer in offers:
            try:
                seen[offer.place] = await self._first(offer)
            except CrmError as error:
                failed.setdefault(offer.doctor, error)
        if seen:
            await self._availability.save(seen)
        return failed

    async def _first(self, offer: Offer) -> datetime | None:
        way = Way(branch=offer.branch, doctor=offer.doctor, service=offer.service)
        free = await self._times.free(self.catalogue, way)
        return free[0].starts_at if free else None
