"""Whoever waits is told when a time becomes free: one at a time, in the order of their wishes."""

import logging
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from crm.errors import AuthFailed, CrmError, Unavailable
from crm.model import Appointment
from reception.booking.limits import Ahead
from reception.booking.times import Times
from reception.booking.way import Options, Way
from reception.catalogue import Catalogue, Place
from reception.clock import Clock, today
from reception.people import People, access_patient
from reception.rounds import Rounds
from reception.waitlist.places import Places
from reception.waitlist.turn import IsNight, begins_today, next_turn
from reception.waitlist.wish import (
    HELD_FOR,
    MOST_OFFERED,
    Freed,
    Hold,
    HoldState,
    Waiting,
    WishStore,
    fulfils,
)

log = logging.getLogger(__name__)


class WatchedStore(Protocol):
    """What was free at the last look, at the places that somebody waits for. Each method is one transaction."""

    async def watches(self, places: Collection[Place]) -> None:
        """Nothing is remembered of any other."""
        ...

    async def looked(self, place: Place, free: Iterable[datetime], until: datetime) -> None:
        """What is free there now, until then: the first time it is remembered, from then on what is new has become
        free."""
        ...

    async def freed(self, since: datetime) -> list[Freed]:
        """What has become free since then and was so at the last look, by time."""
        ...

    async def is_taken(self, freed: Freed) -> None:
        """It is free no more: as soon as it is, it has become so anew."""
        ...


class Watching:
    """``rounds``: whose free times are looked at when; those touched at once."""

    def __init__(
        self,
        wishes: WishStore,
        watched: WatchedStore,
        people: People,
        ahead: Ahead,
        times: Times,
        rounds: Rounds,
        clock: Clock,
        is_night: IsNight,
        catalogue: Callable[[], Catalogue],
    ) -> None:
        self._wishes = wishes
        self._watched = watched
        self._people = people
        self._ahead = ahead
        self._times = times
        self._rounds = rounds
        self._clock = clock
        self._is_night = is_night
        self._catalogue = catalogue
        self._places_of = Places()
        self._places: frozenset[Place] | None = None
        self._touched: set[int] = set()

    def touch(self, doctor: int) -> None:
        """This doctor's times have just changed: they are looked at in the next round."""
        self._touched.add(doctor)

    async def round(self) -> None:
        """To be called every second: where nobody waits, the clinic's system is asked nothing.

        Raises the port's errors after it has kept what it saw; a silent system is asked no further until the next call.
        """
        catalogue = self._catalogue()
        waiting = await self._still_waiting(catalogue)
        places = frozenset[Place]().union(*(self._places_of.of(catalogue, one.wish.way) for one in waiting))
        if places != self._places:
            await self._watched.watches(places)
            self._places = places
        await self._look(catalogue, places)
        if waiting:
            await self._offer(catalogue, waiting)

    async def _still_waiting(self, catalogue: Catalogue) -> list[Waiting]:
        """Whoever has booked, has been offered enough or has waited to the end waits no more."""
        now, waiting = self._clock.now(), await self._wishes.waiting()
        if not waiting:
            return []
        await self._lapse([hold for one in waiting for hold in one.own if _has_lapsed(hold, now)])
        booked = [wish.id for wish, way in await self._wishes.booked_since() if fulfils(catalogue, wish.way, way)]
        if over := {*booked, *(one.wish.id for one in waiting if _has_had_all(one, now))}:
            await self._wishes.end(over)
        still = [one for one in waiting if one.wish.id not in over]
        for one in (one for one in still if one.is_over(now) and not self._is_night(now, _zone(catalogue, one))):
            await self._wishes.not_found(one.wish)
        return [one for one in still if one.wish.ends_at > now]

    async def _lapse(self, holds: Sequence[Hold]) -> None:
        if holds:
            await self._wishes.lapse()
            self._touched |= {hold.way.doctor for hold in holds}

    async def _look(self, catalogue: Catalogue, places: Collection[Place]) -> None:
        """At those touched first. What one place alone is refused for hinders no other."""
        touched, self._touched = self._touched, set()
        first = [place for place in sorted(places) if place[0] in touched]
        unseen = list(dict.fromkeys([*first, *self._rounds.turn(places)]))
        while unseen:
            try:
                await self._look_at(catalogue, unseen[0])
            except (Unavailable, AuthFailed):
                self._touched |= touched & {doctor for doctor, _, _ in unseen}
                raise
            except CrmError:
                log.info("the free times of doctor %d are not to be had", unseen[0][0])
            del unseen[0]

    async def _look_at(self, catalogue: Catalogue, place: Place) -> None:
        doctor, branch, service = place
        self._rounds.looks(place)
        self._rounds.calls()
        start, end = self._times.window()
        free = await self._times.between(catalogue, Way(branch=branch, doctor=doctor, service=service), start, end)
        await self._watched.looked(place, [slot.starts_at for slot in free], end)

    async def _offer(self, catalogue: Catalogue, waiting: Sequence[Waiting]) -> None:
        now, asked, not_for = self._clock.now(), set[int](), set[tuple[int, Freed]]()
        freed = await self._watched.freed(min(one.wish.made_at for one in waiting))
        in_time = self._times.window()[0] + HELD_FOR  # until the hold ends, it may still be booked
        freed = [one for one in freed if one.starts_at >= in_time]
        while turn := next_turn(catalogue, self._places_of, waiting, freed, now, self._is_night, not_for):
            one, time = turn
            if one.wish.id not in asked:
                asked.add(one.wish.id)
                not_for |= {(one.wish.id, refused) for refused in await self._refused(catalogue, one, freed)}
                continue
            freed.remove(time)
            if await self._holds(catalogue, one, time):
                waiting = [replace(other, last_at=now) if _is_for_the_same(one, other) else other for other in waiting]

    async def _refused(self, catalogue: Catalogue, one: Waiting, freed: Sequence[Freed]) -> list[Freed]:
        """What a check card would refuse them, as far as it is known without asking the clinic's system."""
        person = await self._people.find(one.wish.person_id)
        patient = access_patient(person, one.wish.way.patient) if person else None
        if person is None or patient is None:
            return list(freed)
        if not one.wish.way.moving and await self._ahead.limit_heard_of(person, patient):
            return list(freed)
        visits = await self._ahead.heard_of(person, [patient])
        options = Options(catalogue, person, today(self._clock, _zone(catalogue, one)))
        return [time for time in freed if not _is_free(options, one, time, visits)]

    async def _holds(self, catalogue: Catalogue, one: Waiting, time: Freed) -> bool:
        self._rounds.calls()
        way = _way(one, time)
        slot = await self._times.at(catalogue, way, time.starts_at)
        midnight = begins_today(self._clock.now(), catalogue.branches[way.branch].zone)
        held = slot is not None and await self._wishes.hold(one, time, slot.ends_at, midnight)
        await self._watched.is_taken(time)
        return held


def _way(one: Waiting, time: Freed) -> Way:
    """All chosen."""
    (doctor, branch, service), wished = time.place, one.wish.way
    return Way(wished.patient, branch, doctor=doctor, visit=True, service=service, moving=wished.moving)


def _is_free(options: Options, one: Waiting, time: Freed, visits: Iterable[Appointment]) -> bool:
    """Whether the doctor sees such a patient, who is nowhere else then."""
    offer = options.offer(_way(one, time))
    ends_at = time.starts_at + timedelta(minutes=(offer.minutes if offer else None) or 1)
    return offer is not None and all(visit.ends_at <= time.starts_at or visit.starts_at >= ends_at for visit in visits)


def _has_lapsed(hold: Hold, now: datetime) -> bool:
    return hold.state is HoldState.HELD and not hold.holds(now)


def _has_had_all(one: Waiting, now: datetime) -> bool:
    return one.offered >= MOST_OFFERED and not one.holds(now)


def _is_for_the_same(one: Waiting, other: Waiting) -> bool:
    return one.wish.way.patient == other.wish.way.patient


def _zone(catalogue: Catalogue, one: Waiting) -> str:
    return catalogue.branches[one.wish.way.branch].zone
