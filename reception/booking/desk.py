"""Booking: from a chosen time to a visit in the clinic's own system."""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from crm.errors import AuthFailed, CrmError, NotFound, OutcomeUnknown, PatientBusy, SlotTaken, Stale, Unavailable
from crm.model import Appointment, Order, Slot, Status
from crm.port import Crm
from reception.booking.bookings import Booking, Bookings, MoveInFlight, SlotInFlight, State
from reception.booking.limits import Ahead
from reception.booking.moving import Moving
from reception.booking.nearest import Nearest
from reception.booking.outcomes import Check, Declined, No, NotFree, NotKnownYet, Outcome, Taken
from reception.booking.times import Times
from reception.booking.visit import order_of, visit_from, visit_of
from reception.booking.way import Options, Way
from reception.people import PatientOnPhone, Person, access_patient
from reception.visits import OwnVisit

OTHERS_WITHIN = 12.0  # seconds


class BookingDesk:
    """Three guards keep a time single: our key and slot in flight, the system's own check, and looking up by key
    whatever is not sure."""

    def __init__(
        self,
        crm: Crm,
        bookings: Bookings,
        times: Times,
        ahead: Ahead,
        nearest: Nearest,
        moving: Moving,
        touch: Callable[[int], None],
    ) -> None:
        self._crm = crm
        self._bookings = bookings
        self._times = times
        self._ahead = ahead
        self._nearest = nearest
        self._moving = moving
        self._touch = touch

    async def check(self, person: Person, options: Options, way: Way, at: datetime) -> Check | Taken | Declined:
        """The check card for a time that was tapped; its key is stored before anybody can confirm."""
        patient = access_patient(person, way.patient)
        if patient is None or options.offer(way) is None:
            return Declined(No.GONE, way)
        old, slot = await asyncio.gather(
            self._old(person, options, patient, way), self._times.at(options.catalogue, way, at)
        )
        if isinstance(old, No):
            return Declined(old, way)
        if slot is None:
            return await self._taken(options, way, at)
        if old and self._moving.is_in_the_way(old, slot):
            return Declined(No.OVERLAPS, way)
        return await self._card(person, options, patient, way, slot, old)

    async def _card(
        self, person: Person, options: Options, patient: PatientOnPhone, way: Way, slot: Slot, old: OwnVisit | None
    ) -> Check:
        key, catalogue = secrets.token_urlsafe(12), options.catalogue
        await self._bookings.draw(key, person.id, way, slot, old.appointment.starts_at if old else None)
        visit = visit_of(catalogue, patient, way, slot.starts_at, slot.ends_at, key)
        return Check(visit, key, way, visit_from(catalogue, patient, old.appointment) if old else None)

    async def confirm(self, person: Person, options: Options, key: str) -> Outcome:
        """Book, once, however often it is tapped: the same key always comes to the same visit."""
        booking = await self._bookings.find(key, person.id)
        patient = access_patient(person, booking.way.patient) if booking else None
        if booking is None or patient is None:
            return Declined(No.GONE)
        order = order_of(options.catalogue, booking, patient)
        if booking.state in {State.SENDING, State.UNKNOWN}:
            try:
                known = await self._crm.outcome(order)
            except (Unavailable, AuthFailed):
                return NotKnownYet()
            if known:
                return await self._booked(options, patient, booking, known)
        if booking.state is State.BOOKED:
            return await self._again(options, patient, booking)
        return await self._send(person, options, booking, patient, order)

    async def _send(
        self, person: Person, options: Options, booking: Booking, patient: PatientOnPhone, order: Order
    ) -> Outcome:
        if options.offer(booking.way) is None:
            return Declined(No.GONE, booking.way)
        find_old = partial(self._old, person, options, patient, booking.way, booking.instead_of)
        old = await find_old()
        if isinstance(old, No):
            return Declined(old, booking.way)
        closed = self._times.is_closed(options.catalogue, booking.way.branch, booking.starts_at, booking.ends_at)
        if closed or booking.starts_at < self._times.window()[0]:
            return await self._lost(options, booking)
        try:
            await self._bookings.begin(booking.key, booking.way.moving)
            if old and isinstance(
                old := await self._old(person, options, patient, booking.way, booking.instead_of), No
            ):
                await self._bookings.settle(booking.key, State.REFUSED)
                return Declined(old, booking.way)
            appointment = await (self._moving.send(old, order) if old else self._crm.book(order))
        except (SlotTaken, SlotInFlight):
            return await self._lost(options, booking)
        except MoveInFlight:
            return Declined(No.UNDER_WAY, booking.way)
        except OutcomeUnknown:
            await self._bookings.settle(booking.key, State.UNKNOWN)
            return NotKnownYet()
        except CrmError as error:
            await self._bookings.settle(booking.key, State.REFUSED)
            return _declined(error, patient, booking.way)
        return await self._booked(options, patient, booking, appointment)

    async def _old(
        self, person: Person, options: Options, patient: PatientOnPhone, way: Way, begins: datetime | None = None
    ) -> OwnVisit | No | None:
        """The visit that moves, None for a new one; or why not. One that moves makes no more of them."""
        if way.moving:
            return await self._moving.old(person, options, way, begins)
        return await self._ahead.limit(person, patient)

    async def _booked(
        self, options: Options, patient: PatientOnPhone, booking: Booking, appointment: Appointment
    ) -> Outcome:
        if appointment.status is Status.CANCELLED:
            await self._bookings.settle(booking.key, State.REFUSED, appointment.id)
            return Declined(No.GONE)
        doctors = await self._moving.doctors(options.catalogue, booking)
        if booking.state is not State.BOOKED:  # one tapped again is no newer
            if not await self._moving.frees(booking, appointment):
                await self._bookings.settle(booking.key, State.UNKNOWN)
                return NotKnownYet()
            await self._bookings.settle(booking.key, State.BOOKED, appointment.id)
        await self._moving.keep(appointment)
        for doctor in doctors:
            self._touch(doctor)
        starts_at, ends_at = appointment.starts_at, appointment.ends_at
        visit = visit_of(options.catalogue, patient, booking.way, starts_at, ends_at, booking.key)
        return await self._moving.booked(options.catalogue, patient, booking, appointment.id, visit)

    async def _again(self, options: Options, patient: PatientOnPhone, booking: Booking) -> Outcome:
        """A Confirm tapped after the visit was booked: the visit as it is now, moved or cancelled meanwhile too."""
        try:
            appointment = await self._crm.appointment(booking.appointment_id or "")
        except NotFound:
            return Declined(No.GONE)
        return await self._booked(options, patient, booking, appointment)

    async def _lost(self, options: Options, booking: Booking) -> Taken:
        self._touch(booking.way.doctor)
        await self._bookings.settle(booking.key, State.REFUSED)
        return await self._taken(options, booking.way, booking.starts_at)

    async def _taken(self, options: Options, way: Way, at: datetime) -> Taken:
        """Other times as far as the clinic's system names them at once: that this one is gone is said in any case."""
        told = Taken(way, (), self._why_not(options, way, at))
        try:
            async with asyncio.timeout(OTHERS_WITHIN):
                return replace(told, nearest=await self._nearest.to(options, way, at))
        except (CrmError, TimeoutError):
            return told

    def _why_not(self, options: Options, way: Way, at: datetime) -> NotFree:
        offer = options.offer(way)
        ends_at = at + timedelta(minutes=(offer.minutes if offer else None) or 1)
        if self._times.is_closed(options.catalogue, way.branch, at, ends_at):
            return NotFree.CLOSED
        return NotFree.TOO_LATE if at < self._times.window()[0] else NotFree.TAKEN


def _declined(error: CrmError, patient: PatientOnPhone, way: Way) -> Declined:
    if isinstance(error, Unavailable | AuthFailed):
        raise error
    if way.moving and isinstance(error, NotFound | Stale):
        return Declined(No.CHANGED, way)
    if not patient.verified:
        return Declined(No.NEUTRAL, way)
    return Declined(No.PATIENT_BUSY if isinstance(error, PatientBusy) else No.REFUSED, way)
