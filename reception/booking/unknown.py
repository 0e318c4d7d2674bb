"""Bookings whose outcome is not known: looked up by their key until it is, and then told."""

from collections.abc import Callable
from datetime import timedelta
from typing import Protocol

from crm.errors import CrmError
from crm.model import Status
from crm.port import Crm
from reception.booking.bookings import PATIENCE, Booking, Bookings, State
from reception.booking.moving import Moving
from reception.booking.outcomes import Declined, No, Outcome
from reception.booking.visit import order_of, visit_of
from reception.catalogue import Catalogue
from reception.people import PatientOnPhone, People, Person, access_patient

# Whoever has tapped is shown the outcome by the tap itself, after a crash by the inbox: longer than its lease.
SHOWN_WITHIN = timedelta(seconds=60)


class Notifier(Protocol):
    async def tell(self, person: Person, outcome: Outcome) -> None:
        """Send it as a message of its own. Raises when it could not be sent."""
        ...


class UnknownBookings:
    """Woken every few seconds; what fails now is looked at again next time. ``touch``: of whose times have changed."""

    def __init__(
        self,
        crm: Crm,
        bookings: Bookings,
        people: People,
        moving: Moving,
        touch: Callable[[int], None],
        notifier: Notifier,
    ) -> None:
        self._crm = crm
        self._bookings = bookings
        self._moving = moving
        self._touch = touch
        self._people = people
        self._notifier = notifier

    async def resolve(self, catalogue: Catalogue) -> None:
        """Find out about each open booking, then tell whoever has not heard."""
        for booking in await self._bookings.open(PATIENCE):
            doctors = await self._moving.doctors(catalogue, booking)
            if await self._find_out(catalogue, booking):
                for doctor in doctors:
                    self._touch(doctor)
                await self._tell_by_key(catalogue, booking)
        for booking in await self._bookings.untold(SHOWN_WITHIN):
            await self._tell(catalogue, booking)

    async def _find_out(self, catalogue: Catalogue, booking: Booking) -> bool:
        """False when it is not known yet, or somebody else was quicker."""
        person = await self._people.find(booking.person_id)
        patient = access_patient(person, booking.way.patient) if person else None
        if patient is None:
            return await self._bookings.resolve(booking, State.REFUSED, None)
        try:
            found = await self._crm.outcome(order_of(catalogue, booking, patient))
        except CrmError:
            return False
        if found is None or found.status is Status.CANCELLED:
            return await self._bookings.resolve(booking, State.REFUSED, found.id if found else None)
        if not await self._moving.frees(booking, found):
            return False
        if not await self._bookings.resolve(booking, State.BOOKED, found.id):
            return False
        await self._moving.keep(found)
        return True

    async def _tell_by_key(self, catalogue: Catalogue, booking: Booking) -> None:
        settled = await self._bookings.find(booking.key, booking.person_id)
        if settled:
            await self._tell(catalogue, settled)

    async def _tell(self, catalogue: Catalogue, booking: Booking) -> None:
        person = await self._people.find(booking.person_id)
        patient = access_patient(person, booking.way.patient) if person else None
        if person and patient:
            await self._notifier.tell(person, await self._outcome(catalogue, patient, booking))
        await self._bookings.mark_told(booking.key, booking.person_id)

    async def _outcome(self, catalogue: Catalogue, patient: PatientOnPhone, booking: Booking) -> Outcome:
        if booking.state is not State.BOOKED:
            return Declined(No.NOT_BOOKED, booking.way)
        visit = visit_of(catalogue, patient, booking.way, booking.starts_at, booking.ends_at, booking.key)
        return await self._moving.booked(catalogue, patient, booking, booking.appointment_id or "", visit)
