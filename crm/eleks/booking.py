"""Booking, by the steps of section 8: look, send, and look again, for they know neither keys nor overlaps."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from weakref import WeakValueDictionary

from crm.eleks.appointments import Appointments, Visit
from crm.eleks.attempts import Attempts, note_of
from crm.eleks.directory import Shelves
from crm.eleks.patients import Patients
from crm.eleks.session import Session
from crm.eleks.times import Times
from crm.eleks.values import is_number, sent_moment, text
from crm.eleks.walls import Walls, on_the_wall
from crm.errors import AuthFailed, CrmError, NotFound, OutcomeUnknown, PatientBusy, Refused, SlotTaken, Unavailable
from crm.model import Appointment, Order, Slot, Status
from crm.together import both


class Booking:
    """One wish of a patient at a time; of other programs' we hear by looking again.

    ``patience``: seconds before a second look for what was not found: a slow server may still carry it out.
    """

    def __init__(
        self,
        session: Session,
        shelves: Shelves,
        times: Times,
        patients: Patients,
        appointments: Appointments,
        attempts: Attempts,
        walls: Walls,
        patience: float,
    ) -> None:
        self._session = session
        self._shelves = shelves
        self._times = times
        self._patients = patients
        self._appointments = appointments
        self._attempts = attempts
        self._walls = walls
        self._patience = patience
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def book(self, order: Order) -> Appointment:
        if not is_number(order.patient_id):
            raise NotFound("no such form of a patient's id")
        async with self._turn(order):
            offered, visits = await both(self._times.offered(order.slot), self._attempts.around(order))
            if own := await self._attempts.own(order, visits):
                return own
            if offered is None:
                raise await self._not_offered(order.slot)
            if _is_busy(order, visits):
                raise PatientBusy("another visit at that time")
            return await self._sent(order, offered)

    async def outcome(self, order: Order) -> Appointment | None:
        if not is_number(order.patient_id):
            return None
        async with self._turn(order):
            for pause in (0, self._patience):
                await asyncio.sleep(pause)
                try:
                    own = await self._attempts.own(order, await self._attempts.around(order))
                except OutcomeUnknown as error:  # of what had to be withdrawn
                    raise Unavailable("not known yet") from error
                if own:
                    return own
        return None

    def _turn(self, order: Order) -> asyncio.Lock:
        return self._turns.setdefault(order.patient_id, asyncio.Lock())

    async def _not_offered(self, slot: Slot) -> CrmError:
        known = (await self._shelves.known()).has_doctor(slot.doctor_id)
        return SlotTaken("not among the doctor's free times") if known else NotFound("no such doctor")

    async def _sent(self, order: Order, slot: Slot) -> Appointment:
        try:
            visit_id = await self._create(order, slot)
        except Refused as refused:
            with _once_sent():
                answer = await self._why(order, refused)
            if isinstance(answer, CrmError):
                raise answer from refused
            return answer
        with _once_sent():
            own, visits = await both(self._appointments.one(visit_id), self._attempts.around(order))
            standing = await self._attempts.standing(order, own, visits)
        if standing.status is Status.CANCELLED:
            raise PatientBusy("another visit at that time was made a moment before")
        return standing

    async def _create(self, order: Order, slot: Slot) -> str:
        """The times exactly as they were offered."""
        zone = self._walls.zone(slot.branch_id)
        rows = await self._session.write(
            "spzIBScheduleCreate",
            "scheduleid",
            PatientID=order.patient_id,
            ServiceID=slot.service_id,
            VenueID=slot.token,
            UserLogin=slot.doctor_id,
            StartTime=sent_moment(on_the_wall(slot.starts_at, zone)),
            EndTime=sent_moment(on_the_wall(slot.ends_at, zone)),
            ScheduleDesc=note_of(order.key),
        )
        return text(rows[0]["scheduleid"]) if rows else ""

    async def _why(self, order: Order, refused: Refused) -> Appointment | CrmError:
        """There are no codes, and words may change: what a refusal means is seen from how things are now."""
        offered, visits = await both(self._times.offered(order.slot), self._attempts.around(order))
        if own := await self._attempts.own(order, visits):
            return own
        if offered is None:
            return SlotTaken("taken meanwhile")
        if not await self._patients.exists(order.patient_id):
            return NotFound("no such patient")
        return PatientBusy("another visit at that time") if _is_busy(order, visits) else refused


def _is_busy(order: Order, visits: Sequence[Visit]) -> bool:
    return any(visit.is_active and visit.overlaps(order.slot.starts_at, order.slot.ends_at) for visit in visits)


@contextmanager
def _once_sent() -> Iterator[None]:
    """Whatever fails from here on, it may have been booked."""
    try:
        yield
    except (Unavailable, AuthFailed, NotFound) as error:
        raise OutcomeUnknown("sent, and not seen yet") from error
