"""The visits ahead, another time for one of them, and cancelling it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.screens.sample import CHILD, Sample
from handlers.screen import Answer
from handlers.screens import cancelling, visit
from handlers.screens import visits as listed
from reception.booking.outcomes import Booked, Check, Declined, No, Taken
from reception.cancelling import NotCancelled
from reception.visits import Listed


def visits(sample: Sample) -> Iterator[Answer]:
    ahead = [sample.visit(), replace(sample.visit(CHILD), starts_at=sample.visit().starts_at + timedelta(days=2))]
    seen_at = sample.visit().starts_at
    sights = (
        Listed(ahead, None),
        Listed([], None),
        Listed(ahead[:1], No.VERIFY_FIRST),
        Listed([], No.OTHER_NUMBER),
        Listed(ahead[:1], None, seen_at),
    )
    yield from (listed.ahead(sample.say, sample.clinic, sight) for sight in sights)
    yield from (listed.which(sample.say, sample.clinic, some) for some in (ahead, ahead[:1]))


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
    yield from (cancelling.not_cancelled(say, clinic, 1, why) for why in NotCancelled)
