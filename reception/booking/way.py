"""The way to a visit: what has been chosen, and what there is to ask next.

A way is carried whole in each button, so nothing is remembered between taps. ``settle`` fills in what leaves no
choice; ``back`` finds the question before this one.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from reception.catalogue import Catalogue, Offer
from reception.people import PatientOnPhone, Person, access_patient

ANY_SPECIALTY = -1


class Ask(StrEnum):
    """In the order in which they are asked."""

    PATIENT = "patient"
    BRANCH = "branch"
    SPECIALTY = "specialty"
    DOCTOR = "doctor"
    CARD = "card"
    SERVICE = "service"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Way:
    """Local ids; 0 is "not chosen yet". ``visit``: past the doctor's card.

    ``moving``: the visit that this one is to take the place of (``visits.id``), 0 for none.
    """

    patient: int = 0
    branch: int = 0
    specialty: int = 0
    doctor: int = 0
    visit: bool = False
    service: int = 0
    moving: int = 0

    def anew(self, branch: int = 0, specialty: int = 0) -> "Way":
        """For the same patient and in place of the same visit, with nothing else chosen but this."""
        return Way(self.patient, branch, specialty, moving=self.moving)


class Options:
    """What a patient can still choose: the catalogue's offers, less those that their age or the way rules out.

    ``by_reception``: a manager chooses in the person's place, who may move a visit however late it is.
    """

    def __init__(self, catalogue: Catalogue, person: Person, on: date, *, by_reception: bool = False) -> None:
        self.catalogue = catalogue
        self.by_reception = by_reception
        self._person = person
        self._on = on
        self._open: dict[int, list[Offer]] = {}

    def patient(self, way: Way) -> PatientOnPhone | None:
        """Whom the way is for; None where that is open, or somebody whom this person may not act for."""
        return access_patient(self._person, way.patient)

    def begins_for(self, way: Way) -> PatientOnPhone | None:
        """Whose booking begins here: the patient's alone is chosen, or there is but one."""
        if way != Way(way.patient):
            return None
        only = self._person.patients[0] if len(self._person.patients) == 1 else None
        return self.patient(way) if way.patient else only

    def known(self, way: Way) -> bool:
        """Whether all on the way is, or once was, in the directory, and the patient is the person's own."""
        catalogue = self.catalogue
        return (
            (not way.patient or self.patient(way) is not None)
            and (not way.branch or way.branch in catalogue.branches)
            and (way.specialty < 1 or way.specialty in catalogue.specialties)
            and (not way.doctor or way.doctor in catalogue.doctors)
            and (not way.service or way.service in catalogue.services)
        )

    def is_gone(self, way: Way) -> bool:
        """Whether a doctor was chosen who is offered no more for this: such a way can say so and name colleagues."""
        return bool(way.doctor and self.patient(way) and self.known(way) and not self.offers(way))

    def offers(self, way: Way) -> list[Offer]:
        """Offers at branches that accept patients, in the clinic's order, that fit all that was chosen."""
        return [offer for offer in self._open_to(way) if fits(self.catalogue, way, offer)]

    def offer(self, way: Way) -> Offer | None:
        """The one offer of a way on which all is chosen, for a patient of the person's own; None on any other."""
        complete = self.patient(way) and way.branch and way.doctor and way.service
        return next(iter(self.offers(way)), None) if complete else None

    def branches(self, way: Way) -> list[int]:
        return _in_order(self.catalogue.branches, (offer.branch for offer in self.offers(replace(way, branch=0))))

    def specialties(self, way: Way) -> list[int]:
        offered = (self.specialty_of(offer) for offer in self.offers(replace(way, specialty=ANY_SPECIALTY)))
        return _in_order(self.catalogue.specialties, offered)

    def doctors(self, way: Way) -> list[int]:
        return _in_order(self.catalogue.doctors, (offer.doctor for offer in self.offers(replace(way, doctor=0))))

    def services(self, way: Way) -> list[int]:
        return list(dict.fromkeys(offer.service for offer in self.offers(replace(way, service=0))))

    def specialty_of(self, offer: Offer) -> int:
        return _specialty_of(self.catalogue, offer)

    def sees(self, way: Way, doctor: int) -> bool:
        """Whether the patient is of an age that this doctor sees."""
        patient = self.patient(way)
        return patient is None or self._is_of_age(patient.details.age(self._on), doctor)

    def visits_home(self, way: Way) -> bool:
        """Whether the way's doctor comes to its patient."""
        doctor = self.catalogue.doctors.get(way.doctor)
        comes = doctor is not None and doctor.home_visits and way.doctor not in self.catalogue.gone
        return comes and self.patient(way) is not None and self.sees(way, way.doctor)

    def _open_to(self, way: Way) -> list[Offer]:
        """What the way's patient can choose from at all: each screen asks many times over."""
        if way.patient not in self._open:
            age = patient.details.age(self._on) if (patient := self.patient(way)) else None
            self._open[way.patient] = [
                offer
                for offer in self.catalogue.offers
                if self.catalogue.branches[offer.branch].accepts_patients
                and (age is None or self._is_of_age(age, offer.doctor))
            ]
        return self._open[way.patient]

    def _is_of_age(self, age: int, doctor: int) -> bool:
        youngest, oldest = self.catalogue.doctors[doctor].ages
        return youngest <= age <= oldest


def fits(catalogue: Catalogue, way: Way, offer: Offer) -> bool:
    """Whether an offer is one of all that was chosen."""
    return (
        (not way.branch or way.branch == offer.branch)
        and (not way.doctor or way.doctor == offer.doctor)
        and (not way.service or way.service == offer.service)
        and (way.specialty in (0, ANY_SPECIALTY) or way.specialty == _specialty_of(catalogue, offer))
    )


def _specialty_of(catalogue: Catalogue, offer: Offer) -> int:
    return catalogue.specialty_id(catalogue.services[offer.service].specialty_id) or 0


def settle(way: Way, options: Options, person: Person, *, branch_first: bool = False) -> tuple[Way, Ask]:
    """Fill in what leaves no choice and name the next question.

    ``branch_first``: a place was shared, which is kept nowhere, so the branch can't wait until after the patient.
    """
    if not way.patient and len(person.patients) == 1:
        way = replace(way, patient=person.patients[0].id)
    if not way.patient:
        several = branch_first and not way.branch and len(options.branches(way)) > 1
        return way, Ask.BRANCH if several else Ask.PATIENT
    branches = [way.branch] if way.branch else options.branches(way)
    if len(branches) == 1:
        return _settle_doctor(replace(way, branch=branches[0]), options)
    return way, Ask.CARD if way.doctor and not branches else Ask.BRANCH


def _settle_doctor(way: Way, options: Options) -> tuple[Way, Ask]:
    if not way.doctor:
        return way, Ask.DOCTOR if way.specialty else Ask.SPECIALTY
    if not way.visit:
        return way, Ask.CARD
    if not way.service and len(services := options.services(way)) == 1:
        way = replace(way, service=services[0])
    return way, Ask.TIME if way.service else Ask.SERVICE


def back(way: Way, options: Options, person: Person) -> Way | None:
    """The way as it was at the question before this one; None at the first."""
    asked = _place(way, options, person)
    earlier = (
        replace(way, service=0),
        replace(way, service=0, visit=False),
        way.anew(branch=way.branch, specialty=way.specialty),
        way.anew(branch=way.branch),
        way.anew(),
        way if way.moving else Way(),  # whose visit moves is settled
    )
    return next((before for before in earlier if _place(before, options, person) < asked), None)


def _place(way: Way, options: Options, person: Person) -> int:
    """How far along the questions a way has come."""
    return list(Ask).index(settle(way, options, person)[1])


def _in_order(shelf: Iterable[int], wanted: Iterable[int]) -> list[int]:
    kept = set(wanted)
    return [item for item in shelf if item in kept]
