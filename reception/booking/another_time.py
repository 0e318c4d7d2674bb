"""Where somebody begins who wants another time for a visit, one more like it, or the same for another patient."""

from collections.abc import Iterator
from dataclasses import replace

from crm.model import Appointment
from reception.booking.way import Options, Way
from reception.catalogue import Catalogue
from reception.people import PatientOnPhone, Person
from reception.visits import OwnVisit


def another_time(options: Options, own: OwnVisit) -> Way | None:
    """To the times of the same doctor and service, else to whoever sees patients for the same; None where nobody here
    can be booked for it."""
    way = once_more(options, own.patient, own.appointment)
    return replace(way, moving=own.id) if way else None


def once_more(options: Options, patient: PatientOnPhone, visit: Appointment) -> Way | None:
    """The same for a new visit."""
    return next((way for way in _wider_and_wider(options.catalogue, patient, visit) if options.offers(way)), None)


def the_same_for(options: Options, person: Person, own: OwnVisit) -> list[tuple[PatientOnPhone, Way]]:
    """For each other patient the same doctor and service, if that doctor sees them; else where their booking begins."""
    others = [patient for patient in person.patients if patient.id != own.patient.id]
    return [(patient, _same(options, patient, own.appointment)) for patient in others]


def _same(options: Options, patient: PatientOnPhone, visit: Appointment) -> Way:
    way = next(_wider_and_wider(options.catalogue, patient, visit), None)
    return way if way and way.doctor and options.offers(way) else Way(patient.id)


def _wider_and_wider(catalogue: Catalogue, patient: PatientOnPhone, visit: Appointment) -> Iterator[Way]:
    doctor, branch = catalogue.doctor_id(visit.doctor_id) or 0, catalogue.branch_id(visit.branch_id) or 0
    service = catalogue.service_id(visit.service_id) or 0
    if doctor:
        yield Way(patient.id, branch, doctor=doctor, visit=True, service=service)
    if specialty := _specialty(catalogue, doctor, service):
        yield from (Way(patient.id, at, specialty) for at in (branch, 0))


def _specialty(catalogue: Catalogue, doctor: int, service: int) -> int:
    """Of the service; where that is not known, the doctor's first."""
    of_service = catalogue.services[service].specialty_id if service else None
    of_doctor = catalogue.doctors[doctor].specialty_ids if doctor else ()
    return catalogue.specialty_id(of_service or next(iter(of_doctor), None)) or 0
