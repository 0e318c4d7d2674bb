"""The visits ahead and those that are over, one of them opened, another time for it, and cancelling it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.screens.sample import CHILD, Sample
from crm.model import Appointment, Status
from handlers.screen import Answer, File
from handlers.screens import cancelling, opened, past, visit
from handlers.screens import visits as listed
from handlers.visit_taps import MyVisits, PastVisits, Then, cancel_surely
from reception.booking.outcomes import Booked, Check, Declined, No, Taken, Visit
from reception.booking.visit import offer_of
from reception.booking.way import Way
from reception.cancelling import NotCancelled
from reception.past import Past
from reception.visits import Listed

ALL = MyVisits(then=Then.OPEN, patient=0, page=0)


def visits(sample: Sample) -> Iterator[Answer]:
    say, clinic, family = sample.say, sample.clinic, sample.person.patients
    ahead = [sample.visit(), replace(sample.visit(CHILD), starts_at=sample.visit().starts_at + timedelta(days=2))]
    seen_at = sample.visit().starts_at
    sights = (
        Listed([], None),
        Listed(ahead[:1], No.VERIFY_FIRST),
        Listed([], No.OTHER_NUMBER),
        Listed(ahead[:1], None, seen_at),
    )
    yield from (listed.ahead(say, clinic, family, sight, ALL) for sight in sights)
    ways = [MyVisits(then=then, patient=0, page=0) for then in Then]
    yield from (listed.ahead(say, clinic, family, Listed(ahead, None), way) for way in ways)
    yield listed.ahead(say, clinic, family, Listed(ahead[1:], None), MyVisits(then=Then.OPEN, patient=CHILD, page=0))
    yield from _many(sample)
    yield from _past(sample)
    yield from _opened(sample)


def _many(sample: Sample) -> Iterator[Answer]:
    mine = sample.visit()
    many = [replace(mine, starts_at=mine.starts_at + timedelta(days=day)) for day in range(3 * listed.PAGE)]
    page = MyVisits(then=Then.OPEN, patient=0, page=1)
    yield listed.ahead(sample.say, sample.clinic, sample.person.patients, Listed(many, None), page)


def _past(sample: Sample) -> Iterator[Answer]:
    say, clinic, family, mine = sample.say, sample.clinic, sample.person.patients, sample.visit()
    over = [_over(mine, sample.way, days) for days in range(3 * listed.PAGE)]
    gone = _over(sample.visit(CHILD), Way(CHILD, specialty=1), 1)
    for shown in ([], [over[0], gone], over):
        yield past.past(say, clinic, family, shown, PastVisits(patient=0, page=1))


def _over(mine: Visit, way: Way, days: int) -> Past:
    return Past(replace(mine, starts_at=mine.starts_at - timedelta(days=30 + days)), way)


def _opened(sample: Sample) -> Iterator[Answer]:
    say, clinic, mine, catalogue = sample.say, sample.clinic, sample.visit(), sample.desk.catalogue
    doctor, branch = catalogue.doctors[sample.way.doctor].id, catalogue.branches[sample.way.branch].id
    service = catalogue.services[sample.way.service].id
    span = mine.starts_at, mine.ends_at
    known = Appointment("sample", "1", doctor, branch, service, *span, Status.BOOKED, "1")
    same = [(sample.person.patients[1], replace(sample.way, patient=CHILD))]
    more = opened.more(say, clinic, catalogue, known, offer_of(catalogue, known))
    yield from (opened.one(say, clinic, mine, same, details, late=False) for details in ((), more))
    yield opened.one(say, clinic, mine, same, late=True)
    for cancelled in (False, True):
        yield File("visit.ics", b"", opened.calendar_caption(say, cancelled=cancelled))


def moving(sample: Sample) -> Iterator[Answer]:
    say, clinic, way, old = sample.say, sample.clinic, replace(sample.way, moving=1), sample.visit()
    new = replace(old, starts_at=old.starts_at + timedelta(days=1))
    for instead_of in (old, replace(old, branch=None)):
        yield visit.check(say, Check(new, "sample", way, instead_of), clinic, "")
    for told in (Booked(new, moved=True), Booked(new, moved=True, beside=old), Taken(way, ())):
        yield visit.outcome(say, told, clinic, sample.today)
    reasons = (No.NOT_BOOKED, No.CHANGED, No.UNDER_WAY, No.LATE, No.BY_RECEPTION, No.OVERLAPS)
    yield from (visit.outcome(say, Declined(why, way), clinic, sample.today) for why in reasons)


def cancelled(sample: Sample) -> Iterator[Answer]:
    say, clinic, mine = sample.say, sample.clinic, sample.visit()
    for late in (False, True):
        yield cancelling.cancel_check(say, clinic, mine, late=late)
        yield cancelling.cancelled(say, clinic, mine, late=late)
    surely = cancel_surely(1, mine.starts_at)
    yield from (cancelling.not_cancelled(say, clinic, surely, why) for why in NotCancelled)
