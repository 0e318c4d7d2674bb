"""Everybody who has a part in the figures."""

import logging
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from bot.wakeups import Wakeups
from db.database import Database
from db.figures import CountStore
from reception.clock import Clock
from reception.figures.bookkeeping import Bookkeeping
from reception.figures.counts import BY_PATIENT, What
from reception.figures.tally import Tally, comings

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Counting:
    tally: Tally
    books: Bookkeeping

    def wake_by(self, wakeups: Wakeups) -> None:
        wakeups.every(timedelta(seconds=5), "writing down what was counted", self.tally.write)
        wakeups.every(timedelta(hours=1), "counting days that have settled", self.books.close)

    def cancelled(self) -> None:
        """A visit, by a patient."""
        self.tally.counts(What.CANCELLED, BY_PATIENT)


def counting(database: Database, clock: Clock, zone: str) -> Counting:
    """Of days in ``zone``."""
    counts = CountStore(database, partial(comings, zone=zone))
    return Counting(Tally(counts, clock, zone), Bookkeeping(counts, clock, zone))


async def write_the_last(tally: Tally) -> None:
    """At the end; whatever becomes of it, the program ends."""
    try:
        await tally.write()
    except Exception as error:  # noqa: BLE001 see above
        log.warning("what was counted last is lost: %s", type(error).__name__)
