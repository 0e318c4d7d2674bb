"""Between what we remember of a booking, what the clinic's system is told, and what a patient is told."""

from datetime import datetime

from crm.model import Appointment, Order, Slot
from reception.booking.bookings import Booking
from reception.booking.outcomes import Visit
from reception.booking.way import Way
from reception.catalogue import Catalogue, Offer
from reception.people import PatientOnPhone


def order_of(catalogue: Catalogue, booking: Booking, patient: PatientOnPhone) -> Order:
    way = booking.way
    slot = Slot(
        catalogue.doctors[way.doctor].id,
        catalogue.branches[way.branch].id,
        catalogue.services[way.service].id,
        booking.starts_at,
        booking.ends_at,
        booking.token,
    )
    return Order(booking.key, slot, patient.crm_id)


def visit_of(
    catalogue: Catalogue, patient: PatientOnPhone, way: Way, starts_at: datetime, ends_at: datetime, key: str
) -> Visit:
    return Visit(
        patient=patient,
        doctor=catalogue.doctors[way.doctor],
        branch=catalogue.branches[way.branch],
        starts_at=starts_at,
        ends_at=ends_at,
        key=key,
    )


def visit_from(catalogue: Catalogue, patient: PatientOnPhone, appointment: Appointment) -> Visit:
    """A visit made anywhere; a doctor or branch that the directory never held stays unknown."""
    branch, doctor = catalogue.branch_id(appointment.branch_id), catalogue.doctor_id(appointment.doctor_id)
    return Visit(
        patient=patient,
        doctor=catalogue.doctors[doctor] if doctor else None,
        branch=catalogue.branches[branch] if branch else None,
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
    )


def offer_of(catalogue: Catalogue, appointment: Appointment) -> Offer | None:
    """What the clinic says of such a visit; None where it no longer offers it."""
    doctor, branch = catalogue.doctor_id(appointment.doctor_id), catalogue.branch_id(appointment.branch_id)
    place = doctor, branch, catalogue.service_id(appointment.service_id)
    return next((offer for offer in catalogue.offers if offer.place == place), None)


def way_of(catalogue: Catalogue, patient: PatientOnPhone, appointment: Appointment) -> Way | None:
    """The way that leads to such a visit again; None where the directory never held its doctor, branch or service."""
    branch, doctor = catalogue.branch_id(appointment.branch_id), catalogue.doctor_id(appointment.doctor_id)
    service = catalogue.service_id(appointment.service_id)
    if not (branch and doctor and service):
        return None
    return Way(patient.id, branch, doctor=doctor, visit=True, service=service)
