"""What the program does by itself, and how often: for whoever reads what happens when nobody taps."""

from datetime import timedelta

from bot.desks import Keeping
from bot.live import Live
from bot.wakeups import Wakeups
from db.admins import AdminStore
from db.drafts import DraftStore
from db.outbox import OutboxStore
from db.people import DRAFT_LIFE, PeopleStore
from db.visits import VisitStore
from db.wishes import WishStore


def wakeups_of(live: Live, outbox: OutboxStore, keeping: Keeping, wakeups: Wakeups) -> Wakeups:
    """``wakeups`` with all of it."""
    work, second, database, clock = live.work, timedelta(seconds=1), keeping.database, keeping.clock

    async def sweep() -> None:
        bookings = live.now.desk.bookings
        await DraftStore(database, clock).forget(DRAFT_LIFE)
        await PeopleStore(database, clock).forget_tries()
        await bookings.forget_cards(DRAFT_LIFE)
        await VisitStore(database, clock).forget()
        await WishStore(database, clock, bookings.look_at_others).forget()
        await AdminStore(database, clock).forget()
        await live.now.handed.sweep_calls()
        await live.now.handed.sweep()

    directory, free = work(lambda now: now.desk.mirror.refresh_directory()), "looking for the earliest free times"
    ask_every = live.now.desk.clinic.crm.sync_seconds * second
    wakeups.every(2 * second, "looking for a changed clinic", live.look)
    wakeups.every(60 * second, "reading the clinic's directory", directory)
    wakeups.every(second, "looking again after a booking", work(lambda now: now.desk.mirror.refresh_touched()))
    wakeups.every(second, free, work(lambda now: now.desk.mirror.refresh_availability()))
    wakeups.every(second, "looking at what others book", work(lambda now: now.desk.bookings.look_at_others()))
    wakeups.every(second, "offering times that became free", work(lambda now: now.desk.watching.round()))
    wakeups.every(ask_every, "asking what has changed", work(lambda now: now.desk.sync.round()))
    wakeups.every(5 * second, "settling unknown bookings", work(lambda now: now.unknown.resolve(now.desk.catalogue)))
    wakeups.every(3600 * second, "forgetting what is old", sweep)
    wakeups.every(second, "telling what the clinic has changed", work(lambda now: now.notices.changes.tell()))
    closed = work(lambda now: now.notices.closing.look())
    wakeups.every(5 * second, "telling who is booked at a closed branch", closed)
    wakeups.every(second, "sending what is due", work(lambda now: now.notices.delivery.run()))
    wakeups.every(20 * second, "holding on to what is being sent", outbox.renew)
    wakeups.every(20 * second, "freeing what dead processes left", outbox.sweep)
    wakeups.every(60 * second, "listing whom to phone today", work(lambda now: now.notices.phone_today.look()))
    wakeups.every(30 * second, "looking after the queue", work(lambda now: now.handed.handoff.look()))
    wakeups.every(60 * second, "settling home calls", work(lambda now: now.handed.home_calls.settle()))
    return wakeups
