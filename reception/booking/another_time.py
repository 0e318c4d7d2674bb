"""Where somebody begins who wants another time for a visit."""

from collections.abc import Iterable

from reception.booking.way import Options, Way
from reception.catalogue import Catalogue
from reception.visits import OwnVisit


def another_time(options: Options, own: OwnVisit) -> Way | None:
    """To the times of the same doctor and service, else to whoever sees patients for the same; None where nobody here
    can be booked for it."""
    return next((way for way in _wider_and_wider(options.catalogue, own) if options.offers(way)), None)


def _wider_and_wider(catalogue: Catalogue, own: OwnVisit) -> Iterable[Way]:
    visit = own.appointment
    doctor, branch = catalogue.doctor_id(visit.doctor_id) or 0, catalogue.branch_id(visit.branch_id) or 0
    service = catalogue.service_id(visit.service_id) or 0
    if doctor:
        yield Way(own.patient.id, branch, doctor=doctor, visit=True, service=service, moving=own.id)
    if specialty := _specialty(catalogue, doctor, service):
        yield from (Way(own.patient.id, at, specialty, moving=own.id) for at in (branch, 0))


def _specialty(catalogue: Catalogue, doctor: int, service: int) -> int:
    """Of the service; where that is not known, the doctor's first."""
    of_service = catalogue.services[service].specialty_id if service else None
    of_doctor = catalogue.doctors[doctor].specialty_ids if doctor else ()
    return catalogue.specialty_id(of_service or next(iter(of_doctor), None)) or 0
