"""Every empty list, error and refusal leads on: a button or a key, and reception's number, once."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from clinic.model import Clinic
from handlers.screen import Screen
from handlers.screens import (
    cancelling,
    card,
    choices,
    faq,
    finding,
    information,
    information_doctors,
    meeting,
    menu,
    past,
    registration,
    times,
    visit,
    visits,
)
from handlers.screens.choices import Choosing
from handlers.taps import walk
from handlers.visit_taps import MyVisits, PastVisits, Then, cancel_surely
from locales.words import languages, words
from reception.booking.finding import Only
from reception.booking.outcomes import Booked, Declined, NearestTime, No, NotFree, NotKnownYet, Outcome, Taken, Visit
from reception.booking.way import Options, Way
from reception.cancelling import NotCancelled
from reception.identity import NotRecognised
from reception.people import Draft
from reception.phones import show_phone
from reception.registration import NotRegistered
from reception.visits import Listed
from tests.crm.story import wall
from tests.reception.offers import ADULT, CATALOGUE, CENTER, FAMILY, GONE, MELNYK, SHEVCHUK, TODAY, VISIT, person

WAY = Way(ADULT, CENTER, doctor=SHEVCHUK, visit=True, service=VISIT)
MOVING = replace(WAY, moving=7)
NOBODYS = 99  # a specialty
DRAFT = Draft(1, "surname", {}, "")
AT = wall("2026-11-24 10:00")
VISIT_AHEAD = Visit(person(ADULT).patients[0], CATALOGUE.doctors[SHEVCHUK], None, AT, AT + timedelta(minutes=20))


def near(way: Way, at: datetime) -> NearestTime:
    return NearestTime(way, CATALOGUE.doctors[way.doctor], at, "Europe/Kyiv")


ENDS: list[Outcome] = [
    Taken(WAY, ()),
    Taken(WAY, (near(WAY, AT),)),
    Taken(WAY, (near(WAY, AT),), NotFree.TOO_LATE),
    NotKnownYet(),
    *(Declined(why, way) for why in No for way in (WAY, MOVING, None)),
    Taken(MOVING, ()),
    Booked(replace(VISIT_AHEAD, key="k"), moved=True, beside=VISIT_AHEAD),
]


SIGHTS = [
    *(Listed([], partly) for partly in (None, No.VERIFY_FIRST, No.OTHER_NUMBER)),
    Listed([VISIT_AHEAD], None, AT),
    Listed([], None, AT),
]


def refusals(clinic: Clinic, language: str) -> list[Screen]:
    say, me, at_all = words(language), person(ADULT), MyVisits(then=Then.OPEN, patient=0, page=0)

    def at(way: Way) -> Choosing:
        return Choosing(say, clinic, me, Options(CATALOGUE, me, TODAY), way)

    return [
        *(visit.outcome(say, told, clinic, TODAY) for told in ENDS),
        menu.outdated(say, clinic),
        *(menu.not_understood(say, clinic, typed) for typed in (0, 1)),
        menu.clinic_silent(say, clinic, menu.to_book(say)),
        menu.trouble(say, clinic, "A1"),
        choices.nothing(at(Way(ADULT, CENTER, doctor=MELNYK))),
        card.card(at(Way(ADULT, doctor=GONE))),
        card.card(at(Way(ADULT, CENTER, doctor=MELNYK))),
        times.no_times(at(WAY)),
        times.no_times(at(WAY), date(2026, 11, 24)),
        *(finding.found(at(way), only, []) for way in (WAY, Way(ADULT, CENTER, FAMILY)) for only in Only),
        *(visits.ahead(say, clinic, me.patients, sight, at_all) for sight in SIGHTS),
        *(cancelling.not_cancelled(say, clinic, cancel_surely(7, AT), why) for why in NotCancelled),
        past.past(say, clinic, me.patients, [], PastVisits(patient=0, page=0)),
        meeting.foreign_contact(say, clinic, at_home=False),
        meeting.number_is_booking(say, clinic, at_home=True),
        meeting.not_a_phone(say, clinic),
        meeting.known_again(say, clinic, "?", DRAFT),
        *(meeting.not_recognised(say, clinic, DRAFT, NotRecognised(left)) for left in (2, 0)),
        registration.ask_again(say, clinic, "?", DRAFT),
        *(registration.not_registered(say, clinic, why) for why in NotRegistered),
        faq.categories(say, _silent(clinic)),
        faq.counted(say, clinic, clinic.faq[1].entries[0], clinic.faq[1], helpful=False),
        information.free(say, _silent(clinic)),
        information.about(say, _silent(clinic)),
        information_doctors.doctors(at(Way()), NOBODYS),
        information_doctors.price_list(at(Way()), NOBODYS),
    ]


def _silent(clinic: Clinic) -> Clinic:
    """That tells nothing of itself."""
    return clinic.model_copy(update={"faq": (), "free": (), "links": (), "advantages": {}})


def test_who_moves_a_visit_chooses_again_for_the_same_visit(clinic: Clinic) -> None:
    me, way = person(ADULT), Way(ADULT, CENTER, doctor=MELNYK, moving=7)
    screen = choices.nothing(Choosing(words("en"), clinic, me, Options(CATALOGUE, me, TODAY), way))
    assert screen.rows[0][0].tap == walk(Way(ADULT, moving=7))


@pytest.mark.parametrize("language", languages())
def test_each_names_reception_once_and_offers_the_next_step(clinic: Clinic, language: str) -> None:
    for screen in refusals(clinic, language):
        assert screen.text.count(show_phone(clinic.phone)) == 1, screen.text
        assert screen.rows or screen.keyboard, screen.text
