"""The visits of a person's patients, whoever made them: those ahead, those that are over, or one by its id."""

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
from reception.closures import NEVER, Closures, touches
from reception.people import PatientOnPhone, Person
from reception.visit_mirror import Entry, Remembered, VisitMirror

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

    ``late``: so near that reception should hear of a change at once; it is none where the branch is closed then.
    """

    id: int
    patient: PatientOnPhone
    appointment: Appointment
    ahead: bool
    late: bool

    @property
    def cancelled(self) -> bool:
        return self.appointment.status is Status.CANCELLED

    def told(self, catalogue: Catalogue) -> Visit:
        return replace(visit_from(catalogue, self.patient, self.appointment), id=self.id)


class Visits:
    """Reads the clinic's system live, and what we remember where it is silent. Raises the port's errors."""

    def __init__(
        self,
        crm: Crm,
        mirror: VisitMirror,
        ahead: Ahead,
        bookings: Bookings,
        rules: Rules,
        clock: Clock,
        closed: Closures = NEVER,
    ) -> None:
        self._crm = crm
        self._mirror = mirror
        self._ahead = ahead
        self._bookings = bookings
        self._late = timedelta(hours=rules.late_cancel_hours)
        self._clock = clock
        self._closed = closed

    async def visit(self, person: Person, visit_id: int) -> OwnVisit | None:
        """The only door to a visit by its id: None for another person's and for one that this person may not see."""
        found = await self.known(person, visit_id)
        if found is None:
            return None
        known, patient = found
        visit = await self._as_it_is(known.appointment)
        if visit.patient_id not in {"", patient.crm_id}:
            return None
        now = self._clock.now()
        ahead = visit.status is Status.BOOKED and visit.starts_at > now
        late = visit.starts_at < now + self._late and known.known_at < now - JUST_MADE
        late = late and not touches(self._closed.get(visit.branch_id or "", ()), visit.starts_at, visit.ends_at)
        return OwnVisit(visit_id, patient, visit, ahead, late)

    async def known(self, person: Person, visit_id: int) -> tuple[Remembered, PatientOnPhone] | None:
        """The same door, to what is remembered."""
        known = await self._mirror.by_id(visit_id)
        own = [one for one in person.patients if known and one.crm_id == known.appointment.patient_id]
        if known is None or not own or not await self._ahead.seen_by(person, own, [known.appointment]):
            return None
        return known, own[0]

    async def under(self, person: Person, key: str) -> OwnVisit | None:
        """The visit of this person's own booking with the key, through that door."""
        booking = await self._bookings.find(key, person.id)
        if booking is None or booking.appointment_id is None:
            return None
        ids = await self._mirror.ids([booking.appointment_id])
        return await self.visit(person, ids[booking.appointment_id]) if ids else None

    async def goes_on(self, own: OwnVisit) -> bool:
        """Whether a new appointment has taken its place: it was moved where the system itself can't."""
        entry = await self._mirror.entry(own.id)
        return entry is not None and entry.visit != own.id

    async def entry(self, person: Person, own: OwnVisit) -> tuple[OwnVisit, Entry] | None:
        """Its entry in calendars, and the visit that it stands for now: that one, or what it was moved to."""
        entry = await self._mirror.entry(own.id)
        now = own if entry is None or entry.visit == own.id else await self.visit(person, entry.visit)
        if now is None:
            return None
        await self._mirror.keep(replace(now.appointment, patient_id=now.patient.crm_id))  # what is new makes it grow
        entry = await self._mirror.entry(now.id)
        return (now, entry) if entry else None

    async def ahead(self, person: Person, catalogue: Catalogue, patients: Sequence[PatientOnPhone]) -> Listed:
        """Of these patients of theirs, as far as this person may see them, with the ids that buttons carry."""
        of = {patient.crm_id: patient for patient in patients}
        ahead = await self._sight(person, patients)
        ids = await self._ids(ahead.visits)
        there = [one for one in ahead.visits if one.id in ids]  # a patient may have been taken off meanwhile
        visits = [replace(visit_from(catalogue, of[one.patient_id], one), id=ids[one.id]) for one in there]
        return Listed(visits, _partly(person, patients), ahead.as_of)

    async def over(self, person: Person, patients: Sequence[PatientOnPhone]) -> list[Appointment]:
        """Those that took place, the last one first."""
        return (await self._ahead.over(person, patients))[::-1]

    async def _as_it_is(self, known: Appointment) -> Appointment:
        try:
            return await self._crm.appointment(known.id)
        except NotFound:
            return replace(known, status=Status.CANCELLED)

    async def _ids(self, ahead: Sequence[Appointment]) -> dict[str, int]:
        """What was made elsewhere a moment ago is remembered from now on."""
        if not ahead:
            return {}
        ids = await self._mirror.ids([one.id for one in ahead])
        for new in (one for one in ahead if one.id not in ids):
            await self._mirror.keep(new)
        return ids if len(ids) == len(ahead) else await self._mirror.ids([one.id for one in ahead])

    async def _sight(self, person: Person, patients: Sequence[PatientOnPhone]) -> Sight:
        try:
            return Sight(await self._ahead.visits(person, patients))
        except (Unavailable, AuthFailed):
            if remembered := await self._ahead.remembered(person, patients):
                return remembered
            raise


def _partly(person: Person, patients: Sequence[PatientOnPhone]) -> No | None:
    return next(filter(None, (unproven(person, patient) for patient in patients)), None)
