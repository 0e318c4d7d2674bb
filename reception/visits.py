"""The visits that a person's patients have ahead, whoever made them."""

from reception.booking.bookings import Bookings
from reception.booking.limits import Ahead
from reception.booking.outcomes import Visit
from reception.booking.visit import visit_from, visit_of
from reception.catalogue import Catalogue
from reception.people import Person, access_patient


class Visits:
    """Reads the clinic's system live. Raises the port's errors."""

    def __init__(self, ahead: Ahead, bookings: Bookings) -> None:
        self._ahead = ahead
        self._bookings = bookings

    async def ahead(self, person: Person, catalogue: Catalogue) -> list[Visit]:
        """All patients' visits by time."""
        visits = [
            visit_from(catalogue, patient, appointment)
            for patient in person.patients
            for appointment in await self._ahead.visits(person, patient)
        ]
        return sorted(visits, key=lambda visit: visit.starts_at)

    async def booked(self, person: Person, catalogue: Catalogue, key: str) -> Visit | None:
        """The visit under a key of this person's own, for Route and Calendar; None for anybody else's."""
        booking = await self._bookings.find(key, person.id)
        patient = access_patient(person, booking.way.patient) if booking else None
        if booking is None or patient is None or booking.appointment_id is None:
            return None
        return visit_of(catalogue, patient, booking.way, booking.starts_at, booking.ends_at, key)
