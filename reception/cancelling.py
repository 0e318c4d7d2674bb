"""Cancelling a visit: until it begins, and whatever the clinic's system says, the truth about it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from crm.errors import AuthFailed, NotFound, OutcomeUnknown, Refused, Stale, Unavailable
from crm.model import Appointment, Status
from crm.port import Crm
from reception.booking.outcomes import Visit
from reception.catalogue import Catalogue
from reception.clock import Clock
from reception.people import Person
from reception.visit_mirror import VisitMirror
from reception.visits import OwnVisit, Visits

TellLate = Callable[[Person, Visit], Awaitable[object]]


class NotCancelled(StrEnum):
    """Why it is not, or not surely. FOREIGN: another person's, or one that this person may not see."""

    FOREIGN = "not theirs"
    OVER = "it has begun"
    CHANGED = "it is not any more as they were asked about it"
    UNDER_WAY = "it is being moved"
    REFUSED = "the clinic's system refused"
    NOT_KNOWN = "the clinic's system has not said"


@dataclass(frozen=True, slots=True)
class Cancelled:
    """``visit.late``: reception should hear of the freed time at once. ``already``: before, by whomever."""

    visit: OwnVisit
    already: bool = False


class Cancelling:
    """``touch``: a doctor's times have changed. ``tell``: reception has to know at once of one cancelled late.
    ``count``: one more was cancelled here.

    Of somebody who cancels and somebody who moves the same visit one is first (db/in_turn.py), and only then looks at
    it: whatever either is told is so. Raises ``Unavailable`` and ``AuthFailed`` while nothing is done yet.
    """

    def __init__(
        self,
        crm: Crm,
        mirror: VisitMirror,
        visits: Visits,
        clock: Clock,
        touch: Callable[[int], None],
        tell: TellLate,
        count: Callable[[], None],
    ) -> None:
        self._clock = clock
        self._tell = tell
        self._count = count
        self._crm = crm
        self._mirror = mirror
        self._visits = visits
        self._touch = touch

    async def cancel(
        self,
        person: Person,
        catalogue: Catalogue,
        visit_id: int,
        begins: datetime | None = None,
        *,
        by_reception: bool = False,
    ) -> Cancelled | NotCancelled:
        """Tapped twice, it is cancelled once and said so twice. ``begins``: when they were told that it does.

        ``by_reception``: who need not be told of it.
        """
        if await self._visits.known(person, visit_id) is None:
            return NotCancelled.FOREIGN
        at, told = self._clock.now(), None
        if not await self._mirror.begins_to_cancel(visit_id, at):
            return NotCancelled.UNDER_WAY
        try:
            told = await self._cancel(person, catalogue, visit_id, begins, by_reception=by_reception)
        finally:
            if told is not NotCancelled.NOT_KNOWN:  # which may still be carried out
                await self._mirror.ends_to_cancel(visit_id, at)
        return told

    async def _cancel(
        self, person: Person, catalogue: Catalogue, visit_id: int, begins: datetime | None, *, by_reception: bool
    ) -> Cancelled | NotCancelled:
        own = await self._visits.visit(person, visit_id)
        if own and own.cancelled:
            return NotCancelled.CHANGED if await self._visits.goes_on(own) else Cancelled(own, already=True)
        if own is None or not own.ahead:
            return NotCancelled.OVER if own else NotCancelled.FOREIGN
        if begins not in {None, own.appointment.starts_at}:
            return NotCancelled.CHANGED
        gone = await self._carried_out(own.appointment)
        if isinstance(gone, NotCancelled):
            return gone
        await self._mirror.keep(replace(gone, patient_id=own.patient.crm_id), told=True)
        self._count()
        if doctor := catalogue.doctor_id(gone.doctor_id):
            self._touch(doctor)
        if own.late and not by_reception:
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
