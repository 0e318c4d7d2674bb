"""What the clinic changed is told once it has settled, as the one act that it was, and to nobody in their sleep."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from reminders.changes import PRESSING, SETTLES, Changed, Facts, Fresh, News, Settled, What, settle
from reminders.quiet import Quiet
from tests.crm.story import wall

NOW, TOMORROW, LATER = wall("2026-11-23 10:00"), wall("2026-11-24 14:30"), wall("2026-11-26 09:00")
MINUTE = timedelta(minutes=1)
KNOWN = Facts(TOMORROW, "hrab", "centre", cancelled=False)
CANCELLED = replace(KNOWN, cancelled=True)
MOVED = replace(KNOWN, starts_at=LATER)


def changed(now: Facts, told: Facts = KNOWN, since: datetime = NOW, number: int = 1) -> Changed:
    return Changed(number, "marta", "Europe/Kyiv", told, now, since)


def fresh(starts_at: datetime = LATER, number: int = 2, known_at: datetime = NOW, **other: str) -> Fresh:
    return Fresh(number, other.get("patient", "marta"), other.get("doctor", "hrab"), starts_at, known_at)


def told(one: Changed, *made: Fresh, at: datetime = NOW + SETTLES) -> News:
    (news,) = settle([one], made, at, Quiet()).news
    return news


def test_it_is_told_when_it_has_settled_for_five_minutes() -> None:
    assert settle([changed(MOVED)], [], NOW + SETTLES - MINUTE, Quiet()) == Settled((), ())
    news = told(changed(MOVED))
    assert (news.what, news.visit, news.starts_at) == (What.MOVED, 1, LATER)
    assert (news.due_at, news.expires_at) == (NOW + SETTLES, LATER)


@pytest.mark.parametrize("now", [replace(KNOWN, cancelled=True), replace(KNOWN, starts_at=LATER)])
def test_in_less_than_three_hours_it_is_told_at_once(now: Facts) -> None:
    """Whether it was to begin so soon, or will."""
    soon = replace(KNOWN, starts_at=NOW + PRESSING - MINUTE)
    one = changed(now if now.starts_at == LATER else replace(soon, cancelled=True), told=soon)
    assert told(one, at=NOW).due_at == NOW
    assert told(changed(soon), at=NOW).due_at == NOW
    in_three = replace(KNOWN, starts_at=NOW + PRESSING)
    assert settle([changed(replace(in_three, cancelled=True), told=in_three)], [], NOW, Quiet()).news == ()


WHAT = {
    What.CANCELLED: (CANCELLED, KNOWN),
    What.RESTORED: (KNOWN, CANCELLED),
    What.MOVED: (MOVED, KNOWN),
    What.ELSEWHERE: (replace(KNOWN, doctor_id="koval"), KNOWN),
}


@pytest.mark.parametrize("what", WHAT)
def test_it_is_called_what_it_is(what: What) -> None:
    now, before = WHAT[what]
    assert told(changed(now, told=before)).what is what


def test_what_is_cancelled_is_of_use_until_it_would_have_begun() -> None:
    assert told(changed(CANCELLED)).expires_at == TOMORROW


def test_cancelled_and_made_anew_it_was_moved() -> None:
    news = told(changed(CANCELLED), fresh())
    assert (news.what, news.visit, news.starts_at, news.expires_at) == (What.MOVED, 2, LATER, LATER)


OTHERS = {
    "somebody else's": fresh(patient="orest"),
    "with another doctor": fresh(doctor="koval"),
    "made long before": fresh(known_at=NOW - SETTLES - MINUTE),
    "made long after": fresh(known_at=NOW + SETTLES + MINUTE),
}


@pytest.mark.parametrize("whose", OTHERS)
def test_another_visit_is_not_the_same_act(whose: str) -> None:
    assert told(changed(CANCELLED), OTHERS[whose], at=NOW + 2 * SETTLES).what is What.CANCELLED


def test_of_two_made_anew_the_nearer_one_is_it() -> None:
    assert told(changed(CANCELLED), fresh(), fresh(TOMORROW + MINUTE, 3)).visit == 3


def test_one_made_anew_takes_the_place_of_one() -> None:
    earlier = changed(replace(CANCELLED, starts_at=TOMORROW - MINUTE), told=replace(KNOWN, starts_at=TOMORROW - MINUTE))
    settled = settle([changed(CANCELLED, number=5), earlier], [fresh()], NOW + SETTLES, Quiet())
    assert [(news.of.id, news.what) for news in settled.news] == [(1, What.MOVED), (5, What.CANCELLED)]


NIGHT, MORNING = wall("2026-11-23 23:00"), wall("2026-11-24 08:00")


def at_night(begins: datetime) -> News:
    """Cancelled in the evening, settled after ten."""
    known = replace(KNOWN, starts_at=begins)
    return told(changed(replace(known, cancelled=True), told=known, since=NIGHT - SETTLES), at=NIGHT)


def test_at_night_it_waits_for_the_morning() -> None:
    assert at_night(wall("2026-11-24 11:00")).due_at == MORNING
    assert at_night(LATER).due_at == MORNING


def test_who_would_get_up_for_it_is_told_at_night() -> None:
    assert at_night(wall("2026-11-24 10:59")).due_at == NIGHT


def test_who_has_to_get_up_earlier_now_is_told_at_night_too() -> None:
    soon = replace(KNOWN, starts_at=wall("2026-11-24 09:00"))
    assert told(changed(soon, since=NIGHT - SETTLES), at=NIGHT).due_at == NIGHT
    assert (
        told(changed(CANCELLED, since=NIGHT - SETTLES), fresh(soon.starts_at, known_at=NIGHT), at=NIGHT).due_at == NIGHT
    )


def test_by_day_nobody_waits() -> None:
    assert told(changed(CANCELLED)).due_at == NOW + SETTLES


def test_what_is_over_is_told_to_nobody() -> None:
    assert settle([changed(CANCELLED)], [], TOMORROW, Quiet()) == Settled((), (1,))
    assert settle([changed(CANCELLED)], [], TOMORROW - MINUTE, Quiet()).silent == ()


def test_whose_visit_is_sooner_is_told_first() -> None:
    known = replace(KNOWN, starts_at=LATER)
    later = changed(replace(known, cancelled=True), told=known, number=1)
    settled = settle([later, changed(CANCELLED, number=2)], [], NOW + SETTLES, Quiet())
    assert [news.of.id for news in settled.news] == [2, 1]
