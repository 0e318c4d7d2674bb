"""What a person may say about waiting: for what, no longer, and not this time."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from clinic.model import Rules
from reception.booking.outcomes import Visit
from reception.booking.visit import visit_of
from reception.booking.way import Options, Way
from reception.catalogue import Catalogue
from reception.clock import Clock
from reception.people import Person, access_patient
from reception.waitlist.wish import MOST_OFFERED, WEEKENDS, Hold, HoldState, Wish, WishStore, offers_for


class Waitlist:
    """``touch``: a doctor's times are not held for somebody any more."""

    def __init__(self, wishes: WishStore, rules: Rules, clock: Clock, touch: Callable[[int], None]) -> None:
        self._wishes = wishes
        self._horizon = timedelta(days=rules.horizon_days)
        self._clock = clock
        self._touch = touch

    def may_wait(self, options: Options, way: Way) -> bool:
        """For a patient of the person's own, at a place, and with a doctor or for a specialty that is there."""
        for_whom = options.known(way) and options.patient(way) is not None
        return bool(for_whom and way.branch and (way.doctor or way.specialty > 0) and options.offers(way))

    async def wish(self, person: Person, options: Options, way: Way, days: int) -> Wish | None:
        """Tapped twice, it is one; None for a patient who waits for too much already."""
        return await self._wishes.wish(person.id, way, days, self._ends_at(options.catalogue, way, days))

    async def of(self, person: Person) -> list[Wish]:
        """Those that are open, oldest first."""
        return await self._wishes.of(person.id)

    async def find(self, person: Person, wish_id: int) -> Wish | None:
        """None for another person's; one's own also after it has ended."""
        return await self._wishes.find(person.id, wish_id)

    async def stop(self, person: Person, catalogue: Catalogue, wish_id: int) -> Wish | None:
        """Its own person's; stopped twice, it is said so twice."""
        wish = await self._wishes.find(person.id, wish_id)
        if wish:
            await self._wishes.end([wish.id])
            for doctor in {offer.doctor for offer in offers_for(catalogue, wish.way)}:
                self._touch(doctor)
        return wish

    async def hold(self, person: Person, hold_id: int) -> Hold | None:
        return await self._wishes.hold_of(person.id, hold_id)

    async def held(self, person: Person, catalogue: Catalogue, hold_id: int) -> tuple[Hold, Visit] | None:
        """What may be said of it at this moment: None where it is held no more."""
        hold = await self._wishes.hold_of(person.id, hold_id)
        patient = access_patient(person, hold.way.patient) if hold else None
        if hold is None or patient is None or not hold.holds(self._clock.now()):
            return None
        return hold, visit_of(catalogue, patient, hold.way, hold.starts_at, hold.ends_at, "")

    async def is_open(self, person: Person, wish_id: int) -> Wish | None:
        return next((wish for wish in await self.of(person) if wish.id == wish_id), None)

    async def goes_on(self, person: Person, hold: Hold) -> bool:
        """Whether more will be offered for its wish."""
        return await self.is_open(person, hold.wish_id) is not None and not await self.is_last(hold)

    async def is_last(self, hold: Hold) -> bool:
        """Whether nothing more is offered for its wish."""
        return await self._wishes.offered(hold.wish_id) >= MOST_OFFERED

    async def was_offered(self, wish: Wish) -> bool:
        """Whether a time was found for it."""
        return await self._wishes.offered(wish.id) > 0

    async def decline(self, hold: Hold) -> None:
        """The next in order may have it."""
        await self._wishes.let_go(hold, HoldState.DECLINED)
        self._touch(hold.way.doctor)

    async def is_gone(self, hold: Hold) -> None:
        """Somebody took it past us: it was no offer."""
        if hold.holds(self._clock.now()):
            await self._wishes.let_go(hold, HoldState.GONE)

    async def was_not_heard(self, person_id: int, hold_id: int) -> None:
        """Nobody could be told: it was no offer, and the next in order may have it."""
        hold = await self._wishes.hold_of(person_id, hold_id)
        if hold and await self._wishes.let_go(hold, HoldState.GONE):
            self._touch(hold.way.doctor)

    def _ends_at(self, catalogue: Catalogue, way: Way, days: int) -> datetime:
        """With the clinic's horizon, or with the one day that it is for."""
        latest = self._clock.now() + self._horizon
        if days <= WEEKENDS:
            return latest
        zone = ZoneInfo(catalogue.branches[way.branch].zone)
        return min(latest, datetime.combine(date.fromordinal(days + 1), time(), zone))
