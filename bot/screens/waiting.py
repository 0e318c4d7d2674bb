"""Waiting for a time, and what is offered to who waits."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.screens.sample import CHILD, Sample
from bot.screens.visits import ALL
from handlers.screen import Answer
from handlers.screens import visits as listed
from handlers.screens import waiting
from reception.booking.outcomes import NearestTime, Taken
from reception.booking.way import Way
from reception.visits import Listed
from reception.waitlist.wish import ANY_DAY, HELD_FOR, WEEKENDS, Hold, HoldState, Wish


def waits(sample: Sample) -> Iterator[Answer]:
    say, clinic, person, catalogue = sample.say, sample.clinic, sample.person, sample.desk.catalogue
    way, visit = sample.way, sample.visit()
    on = visit.starts_at.date()
    wish = Wish(1, person.id, way, ANY_DAY, visit.starts_at, visit.starts_at + timedelta(days=30))
    of_anybody = Way(CHILD, way.branch, next(iter(catalogue.specialties)))
    others = [replace(wish, way=of_anybody, days=days) for days in (WEEKENDS, on.toordinal())]
    yield waiting.which_days(sample.at(way), sample.today, None)
    yield waiting.which_days(sample.at(of_anybody), sample.today, on)
    yield waiting.noted(say, clinic, person, catalogue, wish)
    yield waiting.too_many(say, clinic)
    yield listed.ahead(say, clinic, person.patients, Listed([visit], None), ALL, wishes=2)
    yield from (waiting.waiting(say, clinic, person, catalogue, wishes) for wishes in ([wish, *others], []))
    yield waiting.stopped(say, clinic, wish)
    for one in (wish, others[1]):
        for offered in (False, True):
            yield waiting.not_freed(say, clinic, person, catalogue, one, offered=offered)
    yield waiting.not_freed(say, clinic, person, catalogue, wish, visit.patient.details.first_name, offered=False)
    yield from _offered(sample, wish)


def _offered(sample: Sample, wish: Wish) -> Iterator[Answer]:
    say, clinic, way, visit = sample.say, sample.clinic, sample.way, sample.visit()
    now = visit.starts_at - timedelta(days=1)
    hold = Hold(1, 1, way, visit.starts_at, visit.ends_at, now, now + HELD_FOR, HoldState.HELD)
    near = NearestTime(way, sample.desk.catalogue.doctors[way.doctor], visit.ends_at, clinic.zone)
    for last in (False, True):
        yield from (
            waiting.freed(say, clinic, hold, visit, who, last=last) for who in ("", visit.patient.details.first_name)
        )
        yield waiting.passed_on(say, clinic, wish, last=last)
        yield waiting.gone(say, clinic, Taken(way, (near,)), last=last)
