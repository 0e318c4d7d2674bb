"""Cancelling a visit: until it begins, and whatever the clinic's system says, the truth about it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from crm.errors import AuthFailed, NotFound, OutcomeUnknown, Refused, Stale, Unavailable
from crm.model import Appointment, Status
from crm.port import Crm
from reception.booking.outcomes import Visit
from reception.catalogue import Catalogue
from reception.people import Person
from reception.visit_mirror import VisitMirror
from reception.visits import OwnVisit, Visits

TellLate = Callable[[Person, Visit], Awaitable[object]]


class NotCancelled(StrEnum):
    """Why it is not, or not surely. FOREIGN: another person's, or one that this person may not see."""

    FOREIGN = "not theirs"
    OVER = "it has begun"
    REFUSED = "the clinic's system refused"
    NOT_KNOWN = "the clinic's system has not said"


@dataclass(frozen=True, slots=True)
class Cancelled:
    """Now, or before. ``visit.late``: reception should hear of the freed time at once."""

    visit: OwnVisit


class Cancelling:
    """``touch``: a doctor's times have changed. ``tell``: reception has to know at once of one cancelled late.

    Raises ``Unavailable`` and ``AuthFailed`` while nothing is done yet.
    """

    def __init__(
        self, crm: Crm, mirror: VisitMirror, visits: Visits, touch: Callable[[int], None], tell: TellLate
    ) -> None:
        self._tell = tell
        self._crm = crm
        self._mirror = mirror
        self._visits = visits
        self._touch = touch

    async def cancel(self, person: Person, catalogue: Catalogue, visit_id: int) -> Cancelled | NotCancelled:
        """Tapped twice, it is cancelled once and said so twice."""
        own = await self._visits.visit(person, visit_id)
        if own and own.appointment.status is Status.CANCELLED:
            return Cancelled(own)
        if own is None or not own.ahead:
            return NotCancelled.OVER if own else NotCancelled.FOREIGN
        gone = await self._carried_out(own.appointment)
        if isinstance(gone, NotCancelled):
            return gone
        await self._mirror.keep(replace(gone, patient_id=own.patient.crm_id), told=True)
        if doctor := catalogue.doctor_id(gone.doctor_id):
            self._touch(doctor)
        if own.late:
            await self._tell(person, own.told(catalogue))
        return Cancelled(own)

    async def _carried_out(self, visit: Appointment) -> Appointment | NotCancelled:
        try:
            return await self._crm.cancel(visit.id)
        except NotFound:
            return replace(visit, status=Status.CANCELLED)
        except Refused:
            return NotCancelled.REFUSED
        except (OutcomeUnknown, Stale):
            return await self._found_out(visit)

    async def _found_out(self, visit: Appointment) -> Appointment | NotCancelled:
        """Nobody hears that it is cancelled, or that it is not, before it is seen to be so."""
        try:
            now = await self._crm.appointment(visit.id)
        except NotFound:
            return replace(visit, status=Status.CANCELLED)
        except (Unavailable, AuthFailed):
            return NotCancelled.NOT_KNOWN
        return now if now.status is Status.CANCELLED else NotCancelled.NOT_KNOWN
