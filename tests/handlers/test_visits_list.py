"""The list of visits as a screen: in pages, by name, and without buttons where nothing can be changed."""

from dataclasses import replace
from datetime import timedelta

from clinic.model import Clinic
from handlers.screen import Screen
from handlers.screens import visits
from handlers.visit_taps import Cancel, Move, MyVisits, ShowVisit, Then
from locales.words import words
from reception.booking.outcomes import Visit
from reception.visits import Listed
from tests.crm.story import wall
from tests.reception.offers import ADULT, CATALOGUE, CENTER, SHEVCHUK, person

AT = wall("2026-11-24 10:00")
ME = person(ADULT).patients[0]
VISIT = Visit(ME, CATALOGUE.doctors[SHEVCHUK], CATALOGUE.branches[CENTER], AT, AT + timedelta(minutes=20), id=1)
MANY = [replace(VISIT, starts_at=AT + timedelta(days=day), id=day + 1) for day in range(visits.PAGE + 1)]


def shown(clinic: Clinic, found: Listed, at: MyVisits) -> Screen:
    return visits.ahead(words("en"), clinic, [ME], found, at)


def opened(screen: Screen) -> list[object]:
    taps = [button.tap for row in screen.rows for button in row]
    return [tap for tap in taps if isinstance(tap, ShowVisit | Move | Cancel)]


def test_more_than_a_page_of_visits_are_all_within_reach(clinic: Clinic) -> None:
    first, second = (
        shown(clinic, Listed(MANY, None), MyVisits(then=Then.OPEN, patient=0, page=page)) for page in (0, 1)
    )
    assert opened(first) + opened(second) == [ShowVisit(visit=visit.id) for visit in MANY]
    assert MyVisits(then=Then.OPEN, patient=0, page=1) in [button.tap for row in first.rows for button in row]


def test_of_a_silent_system_visits_are_read_but_not_opened(clinic: Clinic) -> None:
    at = MyVisits(then=Then.OPEN, patient=0, page=0)
    silent = shown(clinic, Listed([VISIT], None, as_of=AT), at)
    assert "10:00" in silent.text
    assert opened(silent) == []
    assert opened(shown(clinic, Listed([VISIT], None), at)) == [ShowVisit(visit=1)]
