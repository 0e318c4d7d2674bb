"""The machine's clock is set back an hour: nothing is stuck, nothing is handled twice."""

from datetime import timedelta

import pytest

from db.database import Database
from db.inbox import Inbox
from handlers.taps import Go, To
from reception.booking.bookings import PATIENCE
from reception.booking.unknown import SHOWN_WITHIN
from tests.bot.chatting import Handler, intake_of, says, settled
from tests.faults.quickly import Watch, crowd, errors, times_told
from tests.stories.desk import StoryDesk
from tests.stories.visitors import BOOKED, BRANCH, SPECIALTY

HOUR = timedelta(hours=1)
SETTLING = "settling unknown bookings"
NOT_KNOWN = "Please don't book again"


async def test_what_is_under_way_goes_on_and_nobody_takes_it_over(database: Database, watch: Watch) -> None:
    handler, inbox = Handler(), Inbox(database, 1, wall=watch)
    released = handler.hang(5)
    intake = intake_of(inbox, handler)
    await intake.start()
    await intake.accept([says(1, chat=5), says(2, chat=5)])
    await handler.has_begun(1)
    watch.now -= HOUR.total_seconds()
    await inbox.renew()
    assert await Inbox(database, 1, wall=watch).take_over() == []
    await intake.accept([says(2, chat=5), says(3, chat=6)])
    await handler.has_done(3)
    released.set()
    await settled(intake)
    await intake.drain()
    assert sorted(handler.done) == [1, 2, 3]


async def test_what_a_dead_process_was_at_does_not_wait_for_the_hour_to_pass(database: Database, watch: Watch) -> None:
    dead = Inbox(database, 1, wall=watch)
    await dead.store([(1, "5", says(1, chat=5)), (2, "5", says(2, chat=5))])
    await dead.begin(1)
    watch.now -= HOUR.total_seconds()
    handler = Handler()
    intake = intake_of(Inbox(database, 1, wall=watch), handler)
    await intake.start()
    await handler.has_done(1, 2)
    await settled(intake)
    await intake.drain()
    assert handler.done == [1, 2]


async def test_a_small_step_back_takes_nothing_away_from_who_works(database: Database, watch: Watch) -> None:
    living = Inbox(database, 1, wall=watch)
    await living.store([(1, "5", says(1, chat=5))])
    await living.begin(1)
    watch.now -= 5
    assert await Inbox(database, 1, wall=watch).take_over() == []


@pytest.mark.parametrize("way_in", ["webhook"], indirect=True)
async def test_people_book_and_hear_of_what_was_not_known(desk: StoryDesk, caplog: pytest.LogCaptureFixture) -> None:
    waits, books = await crowd(desk, 2)
    await waits.stands_at_check("2026-11-24 14:30")
    desk.crm.loses_answers()
    await waits.taps("✅ Confirm", NOT_KNOWN)
    await settled(desk.program.intake)
    desk.clock.goes_on(-HOUR)

    await books.forges(Go(to=To.BOOK).pack())
    await books.reads(BRANCH)
    await books.chooses("branches", "center", SPECIALTY)
    await books.books("2026-11-24 16:00")
    await settled(desk.program.intake)
    await desk.wakes(SETTLING)
    assert times_told(waits, BOOKED) == 0, "the call may still be on its way"
    desk.clock.goes_on(max(PATIENCE, SHOWN_WITHIN))
    for _ in range(2):
        await desk.wakes(SETTLING)
    assert (times_told(waits, BOOKED), times_told(books, BOOKED)) == (1, 1)
    assert [len(await visitor.visits()) for visitor in (waits, books)] == [1, 1]
    assert errors(caplog) == []
