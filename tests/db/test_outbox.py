"""Messages are claimed by one, sent once, and none is lost, whoever dies on the way."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert, select

from db.database import Database
from db.outbox import AGAIN_AFTER, KEPT, LEASE, OutboxStore
from db.people import PeopleStore
from db.tables import outbox, outbox_log
from reminders.outbox import Message, State, Why
from tests.crm.clock import MovableClock
from tests.crm.story import wall

NOW = wall("2026-11-23 09:00")
MINUTE = timedelta(minutes=1)


class Desk:
    """``wall`` is the machine's clock, by which leases go."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = MovableClock(NOW)
        self.wall = 1_000_000.0
        self.store = self.another()

    def another(self) -> OutboxStore:
        return OutboxStore(self.database, self.clock, lambda: self.wall)

    async def holds(self, *due: datetime, urgent: Sequence[datetime] = ()) -> None:
        await PeopleStore(self.database, self.clock).arrive(1, "uk", "")
        rows = [
            {
                "account_id": 1,
                "kind": "day_before",
                "due_at": due_at,
                "expires_at": due_at + timedelta(days=1),
                "urgent_at": urgent[number] if urgent else due_at,
                "state": State.DUE,
                "tries": 0,
                "created_at": NOW,
            }
            for number, due_at in enumerate(due)
        ]
        async with self.database.write() as connection:
            await connection.execute(insert(outbox), rows)

    async def states(self) -> list[str]:
        return [row.state for row in await self.database.rows(select(outbox).order_by(outbox.c.id))]

    async def story_of(self, number: int) -> list[tuple[str, str | None]]:
        log = select(outbox_log).where(outbox_log.c.outbox_id == number).order_by(outbox_log.c.id)
        return [(row.state, row.reason) for row in await self.database.rows(log)]


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


async def one(desk: Desk) -> Message:
    (message,) = await desk.store.claim(10)
    return message


async def test_what_is_due_is_claimed_soonest_visit_first(desk: Desk) -> None:
    at = [NOW - number * MINUTE for number in range(3)]
    await desk.holds(*at, NOW + MINUTE, urgent=[NOW + 3 * MINUTE, NOW + MINUTE, NOW + 2 * MINUTE, NOW])
    assert [message.id for message in await desk.store.claim(2)] == [2, 3]
    assert [message.id for message in await desk.store.claim(2)] == [1]
    assert await desk.store.claim(2) == []
    desk.clock.goes_to(NOW + MINUTE)
    assert [message.id for message in await desk.store.claim(2)] == [4]


async def test_from_due_to_sent_each_step_is_kept(desk: Desk) -> None:
    await desk.holds(NOW)
    message = await one(desk)
    assert await desk.store.begin(message)
    await desk.store.settle(message, State.SENT, message_id=77)
    assert await desk.story_of(message.id) == [("claimed", None), ("sending", None), ("sent", None)]
    (row,) = await desk.database.rows(select(outbox))
    assert (row.message_id, row.settled_at, row.tries) == (77, NOW, 1)


async def test_what_helps_nobody_is_skipped_with_its_reason(desk: Desk) -> None:
    await desk.holds(NOW)
    message = await one(desk)
    await desk.store.settle(message, State.SKIPPED, Why.TOO_LATE)
    assert await desk.story_of(message.id) == [("claimed", None), ("skipped", "too late")]
    assert await desk.store.claim(10) == []


async def test_ten_who_claim_at_once_share_without_doubling(desk: Desk) -> None:
    await desk.holds(*[NOW] * 300)
    workers = [desk.another() for _ in range(10)]

    async def empties(worker: OutboxStore) -> list[int]:
        taken: list[int] = []
        while some := await worker.claim(7):
            taken += [message.id for message in some if await worker.begin(message)]
            await asyncio.gather(*(worker.settle(message, State.SENT) for message in some))
        return taken

    taken = [number for some in await asyncio.gather(*map(empties, workers)) for number in some]
    assert sorted(taken) == list(range(1, 301))
    assert set(await desk.states()) == {"sent"}


async def test_who_lost_the_lease_does_not_send(desk: Desk) -> None:
    await desk.holds(NOW)
    mine = await one(desk)
    desk.wall += LEASE.total_seconds() + 1
    other = desk.another()
    await other.sweep()
    (theirs,) = await other.claim(10)
    assert not await desk.store.begin(mine)
    assert await other.begin(theirs)


async def test_a_lease_that_is_renewed_holds(desk: Desk) -> None:
    await desk.holds(NOW)
    mine = await one(desk)
    for _ in range(5):
        desk.wall += LEASE.total_seconds() - 1
        await desk.store.renew()
        await desk.another().sweep()
    assert await desk.store.begin(mine)


async def test_what_a_dead_process_claimed_is_due_and_what_it_sent_is_unknown(desk: Desk) -> None:
    await desk.holds(NOW, NOW)
    claimed, sending = await desk.store.claim(10)
    assert await desk.store.begin(sending)
    await desk.another().sweep()
    assert await desk.states() == ["claimed", "sending"], "it may be alive"
    desk.wall += LEASE.total_seconds() + 1
    await desk.another().sweep()
    assert await desk.states() == ["due", "unknown"]
    again = {message.id: message.tries for message in await desk.another().claim(10)}
    assert again == {claimed.id: 0, sending.id: 1}


async def test_what_a_round_of_ours_left_is_let_go_and_nothing_of_others(desk: Desk) -> None:
    """Our leases are renewed all the time: without that it would be ours for ever."""
    await desk.holds(NOW, NOW, NOW)
    _, sending = await desk.store.claim(2)
    assert await desk.store.begin(sending)
    await desk.another().claim(1)
    await desk.store.let_go()
    assert await desk.states() == ["due", "unknown", "claimed"]


async def test_a_clock_set_back_an_hour_keeps_nothing_for_that_hour(desk: Desk) -> None:
    await desk.holds(NOW)
    await desk.store.claim(10)
    desk.wall -= 3600
    await desk.another().sweep()
    assert await desk.states() == ["due"]


async def test_an_unknown_one_is_tried_again_after_a_minute(desk: Desk) -> None:
    await desk.holds(NOW)
    message = await one(desk)
    await desk.store.begin(message)
    await desk.store.settle(message, State.UNKNOWN, Why.NO_ANSWER)
    assert await desk.store.claim(10) == []
    desk.clock.goes_to(NOW + AGAIN_AFTER)
    assert (await one(desk)).tries == 1


async def test_postponed_it_is_due_again_and_has_not_been_tried(desk: Desk) -> None:
    await desk.holds(NOW)
    message = await one(desk)
    await desk.store.begin(message)
    await desk.store.postpone(message, NOW + 5 * MINUTE)
    desk.clock.goes_to(NOW + 4 * MINUTE)
    assert await desk.store.claim(10) == []
    desk.clock.goes_to(NOW + 5 * MINUTE)
    assert (await one(desk)).tries == 0


async def test_how_long_the_oldest_has_been_due(desk: Desk) -> None:
    assert await desk.store.age() == 0
    await desk.holds(NOW + MINUTE)
    assert await desk.store.age() == 0
    desk.clock.goes_to(NOW + 3 * MINUTE)
    assert await desk.store.age() == 120


async def test_after_sixty_days_it_is_forgotten(desk: Desk) -> None:
    await desk.holds(NOW, NOW)
    first, _ = await desk.store.claim(10)
    await desk.store.settle(first, State.SENT)
    desk.clock.goes_to(NOW + KEPT + MINUTE)
    await desk.store.sweep()
    assert await desk.states() == ["claimed"]
    assert await desk.story_of(first.id) == []
