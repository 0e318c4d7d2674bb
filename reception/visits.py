"""The visits that a person's patients have ahead, whoever made them: all of them, or one by its id."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from clinic.model import Rules
from crm.errors import AuthFailed, NotFound, Unavailable
from crm.model import Appointment, Status
from crm.port import Crm
from reception.booking.bookings import Bookings
from reception.booking.limits import Ahead, Sight, unproven
from reception.booking.outcomes import No, Visit
from reception.booking.visit import visit_from
from reception.catalogue import Catalogue
from reception.clock import Clock
from reception.people import PatientOnPhone, Person, access_patient
from reception.visit_mirror import VisitMirror

JUST_MADE = timedelta(minutes=15)  # whoever sees at once that the time is wrong surprises nobody


@dataclass(frozen=True, slots=True)
class Listed:
    """By time. ``partly``: why of somebody only what was booked in this chat is there, None where all is.

    ``as_of``: the system is silent, and so it was known at that moment; None where it is so now.
    """

    visits: list[Visit]
    partly: No | None
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class OwnVisit:
    """As the clinic's system has it now. ``ahead``: it stands and has not begun.

    ``late``: so near that reception should hear of a change at once.
    """

    id: int
    patient: PatientOnPhone
    appointment: Appointment
    ahead: bool
    late: bool

    def told(self, catalogue: Catalogue) -> Visit:
        return replace(visit_from(catalogue, self.patient, self.appointment), id=self.id)


class Visits:
    """Reads the clinic's system live, and what we remember where it is silent. Raises the port's errors."""

    def __init__(
        self, crm: Crm, mirror: VisitMirror, ahead: Ahead, bookings: Bookings, rules: Rules, clock: Clock
    ) -> None:
        self._crm = crm
        self._mirror = mirror
        self._ahead = ahead
        self._bookings = bookings
        self._late = timedelta(hours=rules.late_cancel_hours)
        self._clock = clock

    async def visit(self, person: Person, visit_id: int) -> OwnVisit | None:
        """The only door to a visit by its id: None for another person's and for one that this person may not see."""
        known = await self._mirror.by_id(visit_id)
        own = [one for one in person.patients if known and one.crm_id == known.appointment.patient_id]
        if known is None or not own or not await self._ahead.seen_by(person, own, [known.appointment]):
            return None
        visit = await self._as_it_is(known.appointment)
        if visit.patient_id not in {"", own[0].crm_id}:
            return None
        now = self._clock.now()
        ahead = visit.status is Status.BOOKED and visit.starts_at > now
        late = visit.starts_at < now + self._late and known.known_at < now - JUST_MADE
        return OwnVisit(visit_id, own[0], visit, ahead, late)

    async def _as_it_is(self, known: Appointment) -> Appointment:
        try:
            return await self._crm.appointment(known.id)
        except NotFound:
            return replace(known, status=Status.CANCELLED)

    async def numbered(self, person: Person, catalogue: Catalogue) -> list[Visit]:
        """All of them, live, with the ids that buttons carry."""
        patients = {patient.crm_id: patient for patient in person.patients}
        ahead = await self._ahead.visits(person, person.patients)
        ids = await self._ids(ahead)
        return [replace(visit_from(catalogue, patients[one.patient_id], one), id=ids[one.id]) for one in ahead]

    async def _ids(self, ahead: Sequence[Appointment]) -> dict[str, int]:
        """What was made elsewhere a moment ago is remembered from now on."""
        ids = await self._mirror.ids([one.id for one in ahead])
        for new in (one for one in ahead if one.id not in ids):
            await self._mirror.keep(new)
        return ids if len(ids) == len(ahead) else await self._mirror.ids([one.id for one in ahead])

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
