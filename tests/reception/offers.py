"""A few offers to choose from: three branches, three doctors and one who left, a grown-up and a child."""

from datetime import date

from crm.model import Branch, Doctor, Service, Specialty
from reception.catalogue import Catalogue, Offer
from reception.people import PatientDetails, PatientOnPhone, Person, PhoneState

TODAY = date(2026, 11, 23)
CENTER, CLOSED, TAIROVE = 1, 2, 3
FAMILY, CHILDREN = 11, 12
VISIT, VACCINATION, CHILD_VISIT = 21, 22, 23
SHEVCHUK, KOVALENKO, MELNYK, GONE = 31, 32, 33, 34
ADULT, CHILD = 41, 42

CATALOGUE = Catalogue(
    branches={
        CENTER: Branch("center", {"en": "Centre"}, {}, "Europe/Kyiv"),
        CLOSED: Branch("closed", {"en": "Closed"}, {}, "Europe/Kyiv", accepts_patients=False),
        TAIROVE: Branch("tairove", {"en": "Tairove"}, {}, "Europe/Kyiv"),
    },
    specialties={FAMILY: Specialty("family", {"en": "Family"}), CHILDREN: Specialty("children", {"en": "Children"})},
    services={
        VISIT: Service("visit", {"en": "Visit"}, "family"),
        VACCINATION: Service("vaccination", {"en": "Vaccination"}, "family"),
        CHILD_VISIT: Service("child", {"en": "Child's visit"}, "children"),
    },
    doctors={
        SHEVCHUK: Doctor("shevchuk", {"en": "Shevchuk"}, ("family",)),
        KOVALENKO: Doctor("kovalenko", {"en": "Kovalenko"}, ("family",), ages=(18, 120)),
        MELNYK: Doctor("melnyk", {"en": "Melnyk"}, ("children",), ages=(0, 17)),
        GONE: Doctor("gone", {"en": "Gone"}, ("family",)),
    },
    gone=frozenset({GONE}),
    offers=(
        Offer(SHEVCHUK, CENTER, VISIT, 20, None),
        Offer(SHEVCHUK, CENTER, VACCINATION, 15, None),
        Offer(SHEVCHUK, CLOSED, VISIT, 20, None),
        Offer(KOVALENKO, CENTER, VISIT, 20, None),
        Offer(KOVALENKO, TAIROVE, VISIT, 20, None),
        Offer(MELNYK, CENTER, CHILD_VISIT, 30, None),
    ),
    ids={("specialty", "family"): FAMILY, ("specialty", "children"): CHILDREN},
)


def person(*patients: int) -> Person:
    born = {ADULT: date(1987, 5, 12), CHILD: date(2020, 5, 12)}
    there = tuple(PatientOnPhone(one, str(one), PatientDetails("N", "N", "", born[one]), True) for one in patients)
    return Person(1, 1, "en", None, PhoneState.VERIFIED, there, None, None)
