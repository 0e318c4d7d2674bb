"""The visits that a person's patients have ahead, whoever made them."""

from dataclasses import dataclass, replace
from datetime import datetime

from crm.errors import AuthFailed, NotFound, Unavailable
from crm.model import Status
from crm.port import Crm
from reception.booking.bookings import Bookings
from reception.booking.limits import Ahead, Sight, unproven
from reception.booking.outcomes import No, Visit
from reception.booking.visit import visit_from
from reception.catalogue import Catalogue
from reception.people import Person, access_patient


@dataclass(frozen=True, slots=True)
class Listed:
    """By time. ``partly``: why of somebody only what was booked in this chat is there, None where all is.

    ``as_of``: the system is silent, and so it was known at that moment; None where it is so now.
    """

    visits: list[Visit]
    partly: No | None
    as_of: datetime | None = None


class Visits:
    """Reads the clinic's system live, and what we remember where it is silent. Raises the port's errors."""

    def __init__(self, crm: Crm, ahead: Ahead, bookings: Bookings) -> None:
        self._crm = crm
        self._ahead = ahead
        self._bookings = bookings

    async def ahead(self, person: Person, catalogue: Catalogue) -> Listed:
        """Of all patients, as far as this person may see them."""
        patients = {patient.crm_id: patient for patient in person.patients}
        ahead = await self._sight(person)
        visits = [visit_from(catalogue, patients[one.patient_id], one) for one in ahead.visits]
        reasons = (unproven(person, patient) for patient in person.patients)
        return Listed(visits, next(filter(None, reasons), None), ahead.as_of)

    async def _sight(self, person: Person) -> Sight:
        try:
            return Sight(await self._ahead.visits(person, person.patients))
        except (Unavailable, AuthFailed):
            if remembered := await self._ahead.remembered(person, person.patients):
                return remembered
            raise

    async def booked(self, person: Person, catalogue: Catalogue, key: str) -> Visit | None:
        """The visit under a key of this person's own, as it is now; None for anybody else's and for a cancelled one."""
        booking = await self._bookings.find(key, person.id)
        patient = access_patient(person, booking.way.patient) if booking else None
        if booking is None or patient is None or booking.appointment_id is None:
            return None
        try:
            appointment = await self._crm.appointment(booking.appointment_id)
        except NotFound:
            return None
        if appointment.status is Status.CANCELLED:
            return None
        return replace(visit_from(catalogue, patient, appointment), key=key)
