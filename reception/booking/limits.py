"""How many visits ahead a patient may hold (clinic file: ``rules``), and what an unverified number may do and learn."""

from collections.abc import Sequence
from datetime import timedelta

from clinic.model import Rules
from crm.model import Appointment, Status
from crm.port import Crm
from reception.booking.bookings import Bookings
from reception.booking.outcomes import No
from reception.clock import Clock
from reception.people import PatientOnPhone, Person, PhoneState

LOOK_AHEAD = timedelta(days=400)
VISITS_WITHOUT_PROOF = 1


def unproven(person: Person, patient: PatientOnPhone) -> No | None:
    """Why little may be done and seen for this patient: what would prove the number, if anything here can."""
    if patient.verified:
        return None
    return No.OTHER_NUMBER if person.phone_state is PhoneState.VERIFIED else No.VERIFY_FIRST


class Ahead:
    """The visits that a patient has ahead, as far as this person may know of them."""

    def __init__(self, crm: Crm, bookings: Bookings, rules: Rules, clock: Clock) -> None:
        self._crm = crm
        self._bookings = bookings
        self._rules = rules
        self._clock = clock

    async def visits(self, person: Person, patients: Sequence[PatientOnPhone]) -> list[Appointment]:
        """Live and by time. For patients of an unverified number only those that were made in this chat."""
        if not patients:
            return []
        now = self._clock.now()
        ahead = await self._crm.appointments([patient.crm_id for patient in patients], now, now + LOOK_AHEAD)
        booked = [visit for visit in ahead if visit.status is Status.BOOKED]
        seen = {patient.crm_id for patient in patients if patient.verified}
        if len(seen) == len(patients):
            return booked
        made_here = {booking.appointment_id for booking in await self._bookings.ahead(person.id, now)}
        return [visit for visit in booked if visit.patient_id in seen or visit.id in made_here]

    async def limit(self, person: Person, patient: PatientOnPhone) -> No | None:
        """Why this patient may not book one more, or None."""
        if patient.verified:
            held = len(await self.visits(person, [patient]))
            return No.TOO_MANY if held >= self._rules.visits_ahead else None
        held = len(await self.visits(person, [one for one in person.patients if not one.verified]))
        return unproven(person, patient) if held >= VISITS_WITHOUT_PROOF else None
