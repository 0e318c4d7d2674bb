"""Keeps the local picture of the clinic fresh: the directory, and where the earliest free times are.

Menus read only this picture; days, times and Confirm ask the clinic's system itself.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from crm.errors import AuthFailed, CrmError, Unavailable
from crm.port import Crm
from reception.booking.times import Times
from reception.booking.way import Way
from reception.catalogue import AvailabilityStore, Catalogue, CatalogueStore, Offer
from reception.rounds import Rounds

PATIENCE = 1.0  # seconds: where a picture is stored, nobody waits longer for a newer one
AT_ONCE = 4  # calls side by side: patients' own calls find room beside them
SILENT = (Unavailable, AuthFailed)  # it would answer nobody else either

Answer = datetime | None | BaseException


class Mirror:
    """``catalogue`` is what was seen last; replaced as a whole, so a reader never meets half of a change."""

    def __init__(
        self, crm: Crm, store: CatalogueStore, availability: AvailabilityStore, times: Times, rounds: Rounds
    ) -> None:
        self._crm = crm
        self._store = store
        self._availability = availability
        self._times = times
        self._rounds = rounds
        self._touched: set[int] = set()
        self.catalogue: Catalogue

    def handed_on(self, crm: Crm, times: Times) -> "Mirror":
        """To a desk that goes by another clinic file: what was seen, and whose turn it is."""
        mirror = Mirror(crm, self._store, self._availability, times, self._rounds)
        mirror.catalogue, mirror._touched = self.catalogue, self._touched
        return mirror

    async def open(self) -> None:
        """At start: what was stored, then what the clinic's system says now, if it says anything soon."""
        self.catalogue = await self._store.load()
        try:
            async with asyncio.timeout(PATIENCE if self.catalogue.offers else None):
                directory = await self._crm.directory()
        except (CrmError, TimeoutError):
            if not self.catalogue.offers:
                raise
        else:
            self.catalogue = await self._store.save(directory)

    async def refresh_directory(self) -> None:
        """Raises the port's errors; the old picture then stays."""
        before, self.catalogue = self.catalogue, await self._store.save(await self._crm.directory())
        if self.catalogue != before:
            self._rounds.anew()

    async def refresh_availability(self) -> None:
        """Look up the earliest free time of those whose turn it is, to be called every second.

        Keeps what it saw, then raises the port's first error; what was not seen stays as it was known. A silent
        system is asked no further until the next call.
        """
        offers = {offer.place: offer for offer in self.catalogue.offers}
        _raise_first(await self._look_at([offers[place] for place in self._rounds.turn(offers)]))

    def touch(self, doctor: int) -> None:
        """This doctor's times have just changed: look at them at the next ``refresh_touched``."""
        self._touched.add(doctor)

    async def refresh_touched(self) -> None:
        """The same for those touched, before anybody's turn; whom it could not see stays touched."""
        if not self._touched:
            return
        touched, self._touched = self._touched, set()
        offers = {offer.place: offer for offer in self.catalogue.offers if offer.doctor in touched}
        answers = await self._look_at([offers[place] for place in self._rounds.in_order(offers)])
        unseen = (offer for offer in offers.values() if isinstance(answers.get(offer, Unavailable()), BaseException))
        self._touched |= {offer.doctor for offer in unseen}
        _raise_first(answers)

    async def _look_at(self, offers: Sequence[Offer]) -> Mapping[Offer, Answer]:
        """Ask and keep; without those who were not asked any more."""
        answers: dict[Offer, Answer] = {}
        for few in _a_few_at_once(offers):
            answers.update(zip(few, await asyncio.gather(*map(self._first, few), return_exceptions=True), strict=True))
            if any(isinstance(answers[offer], SILENT) for offer in few):
                break
        seen = {offer.place: at for offer, at in answers.items() if not isinstance(at, BaseException)}
        if seen:
            await self._availability.save(seen)
        return answers

    async def _first(self, offer: Offer) -> datetime | None:
        self._rounds.looks(offer.place)
        way = Way(branch=offer.branch, doctor=offer.doctor, service=offer.service)
        for start, end in self._times.near_and_far():
            self._rounds.calls()
            if free := await self._times.between(self.catalogue, way, start, end):
                return free[0].starts_at
        return None


def _a_few_at_once(offers: Sequence[Offer]) -> Iterable[Sequence[Offer]]:
    """The first alone: it tells whether there is anybody to ask."""
    yield from (
        few for few in (offers[:1], *(offers[at : at + AT_ONCE] for at in range(1, len(offers), AT_ONCE))) if few
    )


def _raise_first(answers: Mapping[Offer, Answer]) -> None:
    for answer in answers.values():
        if isinstance(answer, BaseException):
            raise answer
