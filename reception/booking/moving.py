"""Moving: the old visit is kept until the new one is sure.

Where the clinic's system cannot move, the new time is booked and then the old one cancelled. Until both are done our
own booking stays in flight: from it whoever comes next goes on, after a crash or a silence at any point.
"""

from dataclasses import replace
from datetime import datetime

from crm.errors import CrmError, NotFound, Refused
from crm.model import Appointment, Order, Slot, Status
from crm.port import Crm
from reception.booking.another_time import another_time
from reception.booking.bookings import Booking
from reception.booking.outcomes import Booked, No, Visit
from reception.booking.visit import visit_from
from reception.booking.way import Options, Way
from reception.catalogue import Catalogue
from reception.people import PatientOnPhone, Person
from reception.visit_mirror import VisitMirror
from reception.visits import OwnVisit, Visits


class Moving:
    """Raises the port's errors."""

    def __init__(self, crm: Crm, mirror: VisitMirror, visits: Visits) -> None:
        self._crm = crm
        self._mirror = mirror
        self._visits = visits

    async def begins(self, person: Person, options: Options, visit_id: int) -> Way | No:
        """The way to another time, or why there is none here."""
        own = await self._visits.visit(person, visit_id)
        if own is None:
            return No.GONE
        if not own.ahead:
            return No.CHANGED
        if own.late and not options.by_reception:
            return No.LATE
        return another_time(options, own) or No.BY_RECEPTION

    async def old(self, person: Person, options: Options, way: Way, begins: datetime | None = None) -> OwnVisit | No:
        """The visit to be moved, or why it may not. ``begins``: when the patient was told that it does."""
        own = await self._visits.visit(person, way.moving)
        if own is None or own.patient.id != way.patient:
            return No.GONE
        if not own.ahead or begins not in {None, own.appointment.starts_at}:
            return No.CHANGED
        return No.LATE if own.late and not options.by_reception else own

    def is_in_the_way(self, old: OwnVisit, slot: Slot) -> bool:
        """Whether the old visit itself keeps the new one from being booked beside it."""
        overlaps = old.appointment.starts_at < slot.ends_at and slot.starts_at < old.appointment.ends_at
        return overlaps and not self._crm.capabilities.moves

    async def send(self, old: OwnVisit, order: Order) -> Appointment:
        if self._crm.capabilities.moves:
            return await self._crm.reschedule(old.appointment.id, order)
        return await self._crm.book(order)

    async def frees(self, booking: Booking, new: Appointment) -> bool:
        """The new time is sure: whatever still stands of the old one goes, and goes on as the new one in calendars.
        False: not known yet, to be called again."""
        old = await self._another(booking, new.id)
        if old is None:
            return True
        try:
            gone = old if old.status is Status.CANCELLED else await self._crm.cancel(old.id)
        except NotFound:
            gone = replace(old, status=Status.CANCELLED)
        except Refused:
            return True  # both stand, and the patient is told so
        except CrmError:
            return False
        await self.keep(replace(gone, patient_id=old.patient_id))
        await self.keep(new)
        await self._mirror.goes_on_as(booking.way.moving, new.id)
        return True

    async def keep(self, seen: Appointment) -> None:
        """It is no news to whoever did it here."""
        await self._mirror.keep(seen, told=True)

    async def booked(
        self, catalogue: Catalogue, patient: PatientOnPhone, booking: Booking, new_id: str, visit: Visit
    ) -> Booked:
        """What the patient is told once it stands."""
        visit = replace(visit, id=(await self._mirror.ids([new_id])).get(new_id, 0))
        old = await self._another(booking, new_id)
        beside = visit_from(catalogue, patient, old) if old and old.status is Status.BOOKED else None
        return Booked(visit, bool(booking.way.moving), beside)

    async def doctors(self, catalogue: Catalogue, booking: Booking) -> set[int]:
        """Whose free times it changes. To be asked before the new time is kept."""
        old = await self._mirror.by_id(booking.way.moving) if booking.way.moving else None
        was_with = catalogue.doctor_id(old.appointment.doctor_id) if old else None
        return {booking.way.doctor, was_with or booking.way.doctor}

    async def _another(self, booking: Booking, new_id: str) -> Appointment | None:
        """The old visit as it is remembered; None where the system has moved it and it is the new one."""
        known = await self._mirror.by_id(booking.way.moving) if booking.way.moving else None
        return known.appointment if known and known.appointment.id != new_id else None
