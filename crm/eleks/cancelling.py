"""Cancelling (section 6, ScheduleCancel): whatever was answered, what counts is how the visit is afterwards."""

from dataclasses import replace

from crm.eleks.appointments import Appointments
from crm.eleks.directory import Clock
from crm.eleks.session import Session
from crm.errors import AuthFailed, CrmError, NotFound, OutcomeUnknown, Refused, Unavailable
from crm.model import Appointment, Status


class Cancelling:
    def __init__(self, session: Session, appointments: Appointments, clock: Clock) -> None:
        self._session = session
        self._appointments = appointments
        self._clock = clock

    async def cancel(self, appointment_id: str) -> Appointment:
        before = await self._appointments.one(appointment_id)
        if before.status is Status.CANCELLED:
            return before
        if before.status is not Status.BOOKED or before.ends_at <= self._clock.now():
            raise Refused("it is over, or the patient has come")
        return await self.carried_out(before)

    async def carried_out(self, before: Appointment) -> Appointment:
        """Gone is as good as cancelled: which of the two it will be is not stated."""
        said: CrmError = OutcomeUnknown("it says it is cancelled and shows it as it was")
        try:
            await self._session.write("spzIBScheduleCancel", "scheduleid", ScheduleID=before.id)
        except (Refused, OutcomeUnknown) as error:
            said = error
        try:
            after = await self._afterwards(before)
        except (Unavailable, AuthFailed, Refused) as error:
            raise OutcomeUnknown("cancelled or not: it cannot be read") from error
        if after.status is Status.CANCELLED:
            return after
        raise said

    async def _afterwards(self, before: Appointment) -> Appointment:
        """What is not shown by its id may be gone, or kept from us: the patient's own list tells."""
        try:
            return await self._appointments.one(before.id)
        except NotFound:
            gone = replace(before, status=Status.CANCELLED, version=f"{before.version} gone")
        if not before.patient_id:
            return gone
        visits = await self._appointments.near(before.patient_id, before.starts_at, before.ends_at)
        return next((visit.appointment for visit in visits if visit.id == before.id), gone)
