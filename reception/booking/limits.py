"""How many visits ahead a patient may hold (clinic file: ``rules``), and what an unverified number may do and learn."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from clinic.model import Rules
from crm.model import Appointment, Status
from crm.port import Crm
from reception.booking.bookings import Bookings, Span
from reception.booking.outcomes import No
from reception.clock import Clock
from reception.people import PatientOnPhone, Person, PhoneState
from reception.visit_mirror import VisitMirror

LOOK_AHEAD = LOOK_BACK = timedelta(days=400)
TOOK_PLACE = frozenset({Status.BOOKED, Status.ARRIVED, Status.FULFILLED})  # not every clinic marks who has come
VISITS_WITHOUT_PROOF = 1


def unproven(person: Person, patient: PatientOnPhone) -> No | None:
    """Why little may be done and seen for this patient: what would prove the number, if anything here can."""
    if patient.verified:
        return None
    return No.OTHER_NUMBER if person.phone_state is PhoneState.VERIFIED else No.VERIFY_FIRST


@dataclass(frozen=True, slots=True)
class Sight:
    """Visits as they are now; with ``as_of``: as they were known at that moment."""

    visits: list[Appointment]
    as_of: datetime | None = None


class Ahead:
    """The visits that a patient has ahead, as far as this person may know of them."""

    def __init__(self, crm: Crm, mirror: VisitMirror, bookings: Bookings, rules: Rules, clock: Clock) -> None:
        self._crm = crm
        self._mirror = mirror
        self._bookings = bookings
        self._rules = rules
        self._clock = clock

    async def visits(self, person: Person, patients: Sequence[PatientOnPhone]) -> list[Appointment]:
        """Live and by time, as far as this person may see them."""
        now = self._clock.now()
        return await self._live(person, patients, (now, now + LOOK_AHEAD), {Status.BOOKED})

    async def over(self, person: Person, patients: Sequence[PatientOnPhone]) -> list[Appointment]:
        """Those that have begun and, as far as anybody knows, took place; in the same way."""
        now = self._clock.now()
        return await self._live(person, patients, (now - LOOK_BACK, now), TOOK_PLACE)

    async def _live(
        self, person: Person, patients: Sequence[PatientOnPhone], span: Span, states: Collection[Status]
    ) -> list[Appointment]:
        if not patients:
            return []
        found = await self._crm.appointments([patient.crm_id for patient in patients], *span)
        return await self.seen_by(person, patients, [visit for visit in found if visit.status in states])

    async def remembered(self, person: Person, patients: Sequence[PatientOnPhone]) -> Sight | None:
        """The same as it was known last, where the system is silent; None where somebody was never looked at."""
        as_of = await self._mirror.as_of([patient.crm_id for patient in patients])
        return None if as_of is None else Sight(await self.heard_of(person, patients), as_of)

    async def heard_of(self, person: Person, patients: Sequence[PatientOnPhone]) -> list[Appointment]:
        """Without asking the clinic's system, however little that may be."""
        known = await self._mirror.ahead([patient.crm_id for patient in patients], self._clock.now())
        return await self.seen_by(person, patients, known)

    async def seen_by(
        self, person: Person, patients: Sequence[PatientOnPhone], booked: list[Appointment]
    ) -> list[Appointment]:
        """For patients of an unverified number only those that were made in this chat."""
        seen = {patient.crm_id for patient in patients if patient.verified}
        if len(seen) == len(patients):
            return booked
        made_here = await self._bookings.made_by(person.id)
        return [visit for visit in booked if visit.patient_id in seen or visit.id in made_here]

    async def limit(self, person: Person, patient: PatientOnPhone) -> No | None:
        """Why this patient may not book one more, or None."""
        return self._against(person, patient, await self.visits(person, _counted(person, patient)))

    async def limit_heard_of(self, person: Person, patient: PatientOnPhone) -> No | None:
        """The same without asking the clinic's system."""
        return self._against(person, patient, await self.heard_of(person, _counted(person, patient)))

    def _against(self, person: Person, patient: PatientOnPhone, held: Sequence[Appointment]) -> No | None:
        if patient.verified:
            return No.TOO_MANY if len(held) >= self._rules.visits_ahead else None
        return unproven(person, patient) if len(held) >= VISITS_WITHOUT_PROOF else None


def _counted(person: Person, patient: PatientOnPhone) -> list[PatientOnPhone]:
    return [patient] if patient.verified else [one for one in person.patients if not one.verified]
