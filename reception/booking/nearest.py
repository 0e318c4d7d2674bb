"""What to offer instead: the times of the same doctor around the one wished for, and colleagues' earliest."""

from dataclasses import replace
from datetime import datetime

from reception.booking.outcomes import NearestTime
from reception.booking.times import Times
from reception.booking.way import Options, Way
from reception.catalogue import AvailabilityStore, Place

OF_THE_DOCTOR = 3
OF_COLLEAGUES = 3


class Nearest:
    """The doctor's own times are live; the colleagues' come from the availability mirror and are live once tapped."""

    def __init__(self, times: Times, availability: AvailabilityStore) -> None:
        self._times = times
        self._availability = availability

    async def to(self, options: Options, way: Way, at: datetime) -> tuple[NearestTime, ...]:
        free = await self._times.around(options.catalogue, way, at)
        if len(free) < OF_THE_DOCTOR:
            free = await self._times.free(options.catalogue, way)
        closest = sorted(free, key=lambda slot: abs(slot.starts_at - at))[:OF_THE_DOCTOR]
        own = [_time(options, way, starts_at) for starts_at in sorted(slot.starts_at for slot in closest)]
        return (*own, *await self._colleagues(options, way))

    async def _colleagues(self, options: Options, way: Way) -> list[NearestTime]:
        seen = await self._availability.earliest(way.branch, self._times.window()[0])
        earliest: dict[int, tuple[datetime, Place]] = {}
        for offer in options.offers(_anybody_for_the_same(options, way)):
            if offer.doctor != way.doctor and (first_at := seen.get(offer.place)):
                earliest.setdefault(offer.doctor, (first_at, offer.place))
        first = sorted(earliest.values())[:OF_COLLEAGUES]
        return [_time(options, replace(way, doctor=place[0], service=place[2]), at) for at, place in first]


def _anybody_for_the_same(options: Options, way: Way) -> Way:
    """The same specialty and branch, whoever the doctor and whichever of their services."""
    service = options.catalogue.services[way.service]
    specialty = options.catalogue.specialty_id(service.specialty_id) or way.specialty
    return replace(way, specialty=specialty, doctor=0, service=0)


def _time(options: Options, way: Way, at: datetime) -> NearestTime:
    catalogue = options.catalogue
    return NearestTime(way, catalogue.doctors[way.doctor], at, catalogue.branches[way.branch].zone)
