"""Settling a way and going back on it: pure functions over the demo clinic's offers."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from crm.model import Branch, Doctor, Service, Specialty
from reception.booking.way import ANY_SPECIALTY, Ask, Options, Way, back, settle
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
    return Person(1, 1, "en", True, None, PhoneState.VERIFIED, there, None, None)


def asked(way: Way, of: Person) -> tuple[Way, Ask]:
    return settle(way, options(of), of)


def options(of: Person) -> Options:
    return Options(CATALOGUE, of, TODAY)


def test_it_asks_for_patient_branch_specialty_doctor_card_service_and_time_in_turn() -> None:
    family = person(ADULT, CHILD)
    way = Way()
    for question, answer in (
        (Ask.PATIENT, {"patient": ADULT}),
        (Ask.BRANCH, {"branch": CENTER}),
        (Ask.SPECIALTY, {"specialty": FAMILY}),
        (Ask.DOCTOR, {"doctor": SHEVCHUK}),
        (Ask.CARD, {"visit": True}),
        (Ask.SERVICE, {"service": VISIT}),
    ):
        way, told = asked(way, family)
        assert told is question
        way = replace(way, **answer)
    assert asked(way, family) == (way, Ask.TIME)


def test_what_leaves_no_choice_is_not_asked() -> None:
    alone = person(ADULT)
    assert asked(Way(), alone) == (Way(ADULT), Ask.BRANCH)
    child = person(CHILD)
    assert asked(Way(doctor=MELNYK), child) == (Way(CHILD, CENTER, doctor=MELNYK), Ask.CARD)
    assert asked(Way(doctor=MELNYK, visit=True), child)[1] is Ask.TIME, "one branch, one service"


def test_a_branch_that_accepts_nobody_is_not_offered() -> None:
    alone = person(ADULT)
    assert options(alone).branches(Way(ADULT)) == [CENTER, TAIROVE]
    assert options(alone).offers(Way(ADULT, CLOSED)) == []


def test_ages_are_respected() -> None:
    family = person(ADULT, CHILD)
    assert options(family).doctors(Way(CHILD, CENTER, ANY_SPECIALTY)) == [SHEVCHUK, MELNYK]
    assert options(family).doctors(Way(ADULT, CENTER, ANY_SPECIALTY)) == [SHEVCHUK, KOVALENKO]
    assert options(family).specialties(Way(ADULT, CENTER)) == [FAMILY]


@pytest.mark.parametrize(("born_on", "sees"), [(date(2008, 11, 24), False), (date(2008, 11, 23), True)])
def test_the_age_is_that_of_today(born_on: date, *, sees: bool) -> None:
    of = person(ADULT)
    patient = replace(of.patients[0], details=PatientDetails("N", "N", "", born_on))
    assert options(replace(of, patients=(patient,))).sees(Way(ADULT), KOVALENKO) is sees, "eighteen today, or not yet"


def test_a_doctor_who_left_has_a_card_and_nothing_behind_it() -> None:
    assert asked(Way(doctor=GONE), person(ADULT))[1] is Ask.CARD


def test_somebody_elses_patient_is_not_on_the_way() -> None:
    assert options(person(ADULT)).offer(Way(ADULT, CENTER, FAMILY, SHEVCHUK, visit=True, service=VISIT)) is not None
    assert options(person(ADULT)).offer(Way(0, CENTER, FAMILY, SHEVCHUK, visit=True, service=VISIT)) is None


def test_back_from_each_question_is_the_one_before_it() -> None:
    family = person(ADULT, CHILD)
    way: Way | None = Way(ADULT, CENTER, FAMILY, SHEVCHUK, visit=True, service=VISIT)
    passed = []
    while way:
        passed.append(asked(way, family)[1])
        way = back(way, options(family), family)
    assert passed == [Ask.TIME, Ask.SERVICE, Ask.CARD, Ask.DOCTOR, Ask.SPECIALTY, Ask.BRANCH, Ask.PATIENT]


ways = some.builds(
    Way,
    some.sampled_from([0, ADULT, CHILD, 99]),
    some.sampled_from([0, CENTER, CLOSED, TAIROVE]),
    some.sampled_from([0, ANY_SPECIALTY, FAMILY, CHILDREN]),
    some.sampled_from([0, SHEVCHUK, KOVALENKO, MELNYK, GONE]),
    some.booleans(),
    some.sampled_from([0, VISIT, VACCINATION, CHILD_VISIT]),
)
people = some.sampled_from([person(), person(ADULT), person(CHILD), person(ADULT, CHILD)])


@given(ways, people)
def test_back_never_loops_and_always_leads_to_an_earlier_question(way: Way, of: Person) -> None:
    order, place = list(Ask), len(Ask)
    step: Way | None = way
    while step is not None:
        question = asked(step, of)[1]
        assert order.index(question) < place
        place = order.index(question)
        step = back(step, options(of), of)


@given(ways, people)
def test_settling_twice_changes_nothing_more(way: Way, of: Person) -> None:
    settled, question = asked(way, of)
    assert asked(settled, of) == (settled, question)
