"""Settling a way and going back on it: pure functions over a few offers."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from reception.booking.way import ANY_SPECIALTY, Ask, Options, Way, back, settle
from reception.people import PatientDetails, Person
from tests.reception.offers import (
    ADULT,
    CATALOGUE,
    CENTER,
    CHILD,
    CHILD_VISIT,
    CHILDREN,
    CLOSED,
    FAMILY,
    GONE,
    KOVALENKO,
    MELNYK,
    SHEVCHUK,
    TAIROVE,
    TODAY,
    VACCINATION,
    VISIT,
    person,
)


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


def test_with_a_place_the_branch_comes_first_and_the_patient_after_it() -> None:
    family = person(ADULT, CHILD)
    assert settle(Way(), options(family), family, branch_first=True) == (Way(), Ask.BRANCH)
    assert asked(Way(branch=CENTER), family) == (Way(branch=CENTER), Ask.PATIENT)
    assert asked(Way(CHILD, CENTER), family) == (Way(CHILD, CENTER), Ask.SPECIALTY)
    alone = person(ADULT)
    assert settle(Way(), options(alone), alone, branch_first=True) == (Way(ADULT), Ask.BRANCH)


def test_a_doctor_who_left_has_a_card_and_nothing_behind_it() -> None:
    assert asked(Way(doctor=GONE), person(ADULT))[1] is Ask.CARD


def test_somebody_elses_patient_is_not_on_the_way() -> None:
    assert options(person(ADULT)).offer(Way(ADULT, CENTER, FAMILY, SHEVCHUK, visit=True, service=VISIT)) is not None
    assert options(person(ADULT)).offer(Way(CHILD, CENTER, FAMILY, SHEVCHUK, visit=True, service=VISIT)) is None
    assert options(person(ADULT)).offer(Way(0, CENTER, FAMILY, SHEVCHUK, visit=True, service=VISIT)) is None


def test_a_way_is_known_when_all_on_it_ever_was_there_and_the_patient_is_ones_own() -> None:
    mine = options(person(ADULT))
    for way in (Way(), Way(ADULT), Way(branch=CLOSED), Way(doctor=GONE), Way(ADULT, CENTER, ANY_SPECIALTY)):
        assert mine.known(way), way
    for way in (Way(CHILD), Way(branch=99), Way(specialty=99), Way(doctor=99), Way(service=99), Way(CHILD, CENTER)):
        assert not mine.known(way), way


def test_only_a_doctor_whom_nobody_offers_any_more_is_gone() -> None:
    mine = options(person(ADULT))
    for way in (Way(ADULT, doctor=GONE), Way(ADULT, CENTER, FAMILY, GONE, visit=True, service=VISIT)):
        assert mine.is_gone(way), way
    assert mine.is_gone(Way(ADULT, CENTER, doctor=MELNYK)), "not for adults: a card that says so"
    for way in (
        Way(ADULT),
        Way(ADULT, doctor=SHEVCHUK),
        Way(doctor=GONE),
        Way(CHILD, doctor=GONE),
        Way(ADULT, doctor=99),
    ):
        assert not mine.is_gone(way), way


def test_a_booking_begins_for_the_only_patient_or_for_the_one_just_chosen() -> None:
    alone, family = person(ADULT), person(ADULT, CHILD)
    assert options(alone).begins_for(Way()) == alone.patients[0]
    assert options(family).begins_for(Way()) is None
    assert options(family).begins_for(Way(CHILD)) == family.patients[1]
    assert options(alone).begins_for(Way(CHILD)) is None, "somebody else's"
    assert options(alone).begins_for(Way(ADULT, CENTER)) is None, "it has begun"


def test_back_from_each_question_is_the_one_before_it() -> None:
    family = person(ADULT, CHILD)
    way: Way | None = Way(ADULT, CENTER, FAMILY, SHEVCHUK, visit=True, service=VISIT)
    passed = []
    while way:
        passed.append(asked(way, family)[1])
        way = back(way, options(family), family)
    assert passed == [Ask.TIME, Ask.SERVICE, Ask.CARD, Ask.DOCTOR, Ask.SPECIALTY, Ask.BRANCH, Ask.PATIENT]


def test_who_moves_a_visit_goes_back_as_far_as_the_branch_and_keeps_to_the_patient_and_the_visit() -> None:
    family = person(ADULT, CHILD)
    way: Way | None = Way(ADULT, CENTER, FAMILY, SHEVCHUK, visit=True, service=VISIT, moving=7)
    passed = []
    while way:
        assert (way.patient, way.moving) == (ADULT, 7)
        passed.append(asked(way, family)[1])
        way = back(way, options(family), family)
    assert passed == [Ask.TIME, Ask.SERVICE, Ask.CARD, Ask.DOCTOR, Ask.SPECIALTY, Ask.BRANCH]


ways = some.builds(
    Way,
    some.sampled_from([0, ADULT, CHILD, 99]),
    some.sampled_from([0, CENTER, CLOSED, TAIROVE]),
    some.sampled_from([0, ANY_SPECIALTY, FAMILY, CHILDREN]),
    some.sampled_from([0, SHEVCHUK, KOVALENKO, MELNYK, GONE]),
    some.booleans(),
    some.sampled_from([0, VISIT, VACCINATION, CHILD_VISIT]),
    some.sampled_from([0, 7]),
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
