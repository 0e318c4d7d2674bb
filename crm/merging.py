"""What a clinic's own system says and what the clinic file adds: the system wins, what it lacks comes from the file.

An entry of the file belongs to the thing whose id it names as ``crm`` (clinic/elsewhere.py).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from clinic import model as file
from clinic.model import Clinic
from crm.model import Branch, Directory, Doctor, Offer, Service, Specialty, Texts

ANY_AGE = Doctor("", {}, ()).ages


class Thing(Protocol):
    @property
    def id(self) -> str: ...


class Entry(Protocol):
    @property
    def crm(self) -> str: ...


There = TypeVar("There", bound=Thing)
Own = TypeVar("Own", bound=Entry)


def merged(found: Directory, clinic: Clinic, photos: Mapping[str, str]) -> Directory:
    """In the file's order, then in the system's. ``photos``: a name for each photo of the file's, by the doctor's id
    in the system."""
    return Directory(
        branches=tuple(_branch(clinic, *pair) for pair in _pairs(found.branches, clinic.branches)),
        specialties=tuple(_specialty(*pair) for pair in _pairs(found.specialties, clinic.specialties)),
        services=tuple(_service(clinic, *pair) for pair in _pairs(found.services, clinic.services)),
        doctors=tuple(_doctor(clinic, photos, *pair) for pair in _pairs(found.doctors, clinic.doctors)),
        offers=tuple(_offer(clinic, offer) for offer in _in_order(found.offers, clinic)),
    )


def _pairs(things: Sequence[There], entries: Iterable[Own]) -> list[tuple[There, Own | None]]:
    own = {entry.crm: entry for entry in entries}
    turn = {crm: number for number, crm in enumerate(own)}
    return [(thing, own.get(thing.id)) for thing in sorted(things, key=lambda thing: turn.get(thing.id, len(turn)))]


def _texts(there: Texts, own: Texts) -> Texts:
    return {**there, **{language: words for language, words in own.items() if language not in there}}


def _branch(clinic: Clinic, there: Branch, own: file.Branch | None) -> Branch:
    """One that the file does not know accepts patients, in the clinic's zone."""
    if own is None:
        return replace(there, zone=there.zone or clinic.zone, phone=there.phone or clinic.phone)
    return replace(
        there,
        name=_texts(there.name, own.name),
        address=_texts(there.address, own.address),
        zone=there.zone or own.zone,
        phone=there.phone or own.phone,
        pin=there.pin or own.pin,
        accepts_patients=there.accepts_patients and own.accepts_patients,
    )


def _specialty(there: Specialty, own: file.Specialty | None) -> Specialty:
    if own is None:
        return there
    return replace(there, name=_texts(there.name, own.name), delicate=there.delicate or own.delicate)


def _service(clinic: Clinic, there: Service, own: file.Service | None) -> Service:
    if own is None:
        return there
    name, note = _texts(there.name, own.name), _texts(there.note, own.note)
    return replace(there, name=name, note=note, specialty_id=there.specialty_id or _specialty_id(clinic, own.specialty))


def _specialty_id(clinic: Clinic, own_id: str) -> str | None:
    return next((one.crm for one in clinic.specialties if one.id == own_id), None)


def _doctor(clinic: Clinic, photos: Mapping[str, str], there: Doctor, own: file.Doctor | None) -> Doctor:
    if own is None:
        return there
    specialties = (_specialty_id(clinic, own_id) for own_id in own.specialties)
    return replace(
        there,
        name=_texts(there.name, own.name),
        about=_texts(there.about, own.about),
        specialty_ids=there.specialty_ids or tuple(filter(None, specialties)),
        photo=there.photo or photos.get(there.id),
        ages=own.ages if there.ages == ANY_AGE else there.ages,
        home_visits=there.home_visits or own.home_visits,
    )


def _in_order(offers: Iterable[Offer], clinic: Clinic) -> list[Offer]:
    """The first of a doctor within a specialty is the default one: as the doctor's entry lists them."""
    turn = {
        (doctor.crm, service.crm): number
        for doctor in clinic.doctors
        for number, own in enumerate(doctor.services)
        for service in clinic.services
        if service.id == own.id
    }
    return sorted(offers, key=lambda offer: turn.get((offer.doctor_id, offer.service_id), len(turn)))


def _offer(clinic: Clinic, there: Offer) -> Offer:
    """What the doctor's entry says of the service, else what the service's own does."""
    service = next((one for one in clinic.services if one.crm == there.service_id), None)
    if service is None:
        return there
    doctor = next((one for one in clinic.doctors if one.crm == there.doctor_id), None)
    own = next((one for one in doctor.services if one.id == service.id), None) if doctor else None
    told = own or service
    price = told.price if there.price is None else there.price
    return replace(there, minutes=there.minutes or told.minutes or None, price=price)
