"""The inbox: an update is stored once, begun in its turn, and outlives the process that began it."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import event, select, text

from db.database import Database
from db.inbox import Inbox
from db.tables import inbox

DAY = 86_400


class Wall:
    """A clock on the wall of the machine, moved by hand."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def ours(database: Database, wall: Wall) -> Inbox:
    return Inbox(database, 1, lease_seconds=30, wall=wall)


@pytest.fixture
def theirs(database: Database, wall: Wall) -> Inbox:
    """Another process of the same bot."""
    return Inbox(database, 1, lease_seconds=30, wall=wall)


def says(update_id: int, words: str = "hello") -> dict[str, Any]:
    return {"update_id": update_id, "message": {"chat": {"id": 5}, "text": words}}


async def store(where: Inbox, *numbers: int, lane: str = "5") -> set[int]:
    return await where.store([(number, lane, says(number)) for number in numbers])


async def row(database: Database, update_id: int) -> Any:
    async with database.read() as connection:
        return (await connection.execute(select(inbox).where(inbox.c.update_id == update_id))).one()


async def test_a_second_delivery_finds_its_id(ours: Inbox, theirs: Inbox) -> None:
    assert await store(ours, 1, 2) == {1, 2}
    assert await store(theirs, 2, 3) == {3}
    await ours.begin(1)
    await ours.finish(1)
    assert await store(ours, 1) == set()


async def test_what_was_kept_without_our_hearing_of_it_is_still_ours_to_do(ours: Inbox) -> None:
    """The database went away between keeping an update and saying so: Telegram brings it once more."""
    await store(ours, 1, 2)
    assert await store(ours, 1, 2, 3) == {1, 2, 3}
    assert await ours.begin(1) == (says(1), 1)


async def test_a_second_delivery_leaves_no_body_in_memory(ours: Inbox) -> None:
    await store(ours, 1)
    await ours.begin(1)
    await store(ours, 1)
    await ours.finish(1)
    assert await ours.begin(1) is None
    assert ours._bodies == {}


async def test_a_try_that_was_nobody_s_fault_does_not_count(ours: Inbox) -> None:
    await store(ours, 1)
    for _ in range(5):
        begun = await ours.begin(1)
        assert begun is not None
        assert begun[1] == 1
        await ours.postpone(1)


async def test_what_another_bot_left_is_forgotten_too(database: Database, ours: Inbox, wall: Wall) -> None:
    await store(Inbox(database, 2, wall=wall), 7)
    wall.now += 2 * DAY + 1
    await ours.forget()
    assert await store(Inbox(database, 3, wall=wall), 7) == {7}
    async with database.read() as connection:
        assert [found.bot_id for found in await connection.execute(select(inbox.c.bot_id))] == [3]


async def test_one_update_brought_twice_at_the_same_moment_is_kept_once(ours: Inbox) -> None:
    kept = await asyncio.gather(store(ours, 1), store(ours, 1, 2), store(ours, 1))
    assert list(kept) == [{1}, {1, 2}, {1}]
    assert await ours.begin(1) == (says(1), 1)


async def test_two_bots_may_use_the_same_numbers(database: Database, ours: Inbox) -> None:
    await store(ours, 1)
    assert await store(Inbox(database, 2), 1) == {1}


async def test_a_whole_batch_is_one_insert(database: Database, ours: Inbox) -> None:
    statements: list[str] = []
    event.listen(database.engine.sync_engine, "before_cursor_execute", lambda *seen: statements.append(seen[2]))
    assert len(await store(ours, *range(100))) == 100
    assert [statement.split()[0] for statement in statements if not statement.startswith("BEGIN")] == ["INSERT"]


async def test_begin_gives_the_body_as_it_came_and_counts_the_try(ours: Inbox) -> None:
    odd = says(1, "Олена 👩‍⚕️ \x00 \ud83d")
    await ours.store([(1, "5", odd)])
    assert await ours.begin(1) == (odd, 1)
    assert await ours.begin(1) == (odd, 2)


async def test_what_is_stored_cannot_be_read_without_the_key(database: Database, ours: Inbox) -> None:
    await ours.store([(1, "5", says(1, "Canary Kanarenko +380501234567"))])
    stored = await row(database, 1)
    assert b"Kanarenko" not in stored.body
    assert not any("Kanarenko" in str(value) or "50123" in str(value) for value in stored)


async def test_what_is_finished_keeps_its_number_and_loses_its_body(database: Database, ours: Inbox) -> None:
    await store(ours, 1)
    await ours.begin(1)
    await ours.finish(1)
    assert (await row(database, 1)).state == "done"
    assert (await row(database, 1)).body is None
    assert await ours.begin(1) is None
    assert await store(ours, 1) == set()


async def test_a_lane_goes_in_order_and_other_lanes_do_not_wait(ours: Inbox) -> None:
    await store(ours, 1, 2)
    await store(ours, 3, lane="6")
    assert await ours.begin(2) is None
    assert await ours.owns(2)
    assert await ours.begin(3)
    assert await ours.begin(1)
    assert await ours.begin(2) is None
    await ours.finish(1)
    assert await ours.begin(2)


async def test_a_late_older_update_waits_for_the_younger_one_that_has_begun(ours: Inbox, theirs: Inbox) -> None:
    await store(ours, 2)
    await ours.begin(2)
    await store(theirs, 1)
    assert await theirs.begin(1) is None
    await ours.finish(2)
    assert await theirs.begin(1)


async def test_a_parked_one_holds_nobody_up_and_keeps_its_body(database: Database, ours: Inbox) -> None:
    await store(ours, 1, 2)
    await ours.park(1)
    assert await ours.begin(2)
    assert (await row(database, 1)).body is not None


async def test_nobody_touches_what_another_process_works_at(ours: Inbox, theirs: Inbox, wall: Wall) -> None:
    await store(ours, 1)
    wall.now += 29
    assert await theirs.take_over() == []
    assert await theirs.begin(1) is None
    assert not await theirs.owns(1)


async def test_what_a_dead_process_left_is_taken_over_when_its_lease_has_ended(
    ours: Inbox, theirs: Inbox, wall: Wall
) -> None:
    await store(ours, 1, 2)
    await ours.begin(1)
    wall.now += 31
    assert await theirs.take_over() == [(1, "5", 1), (2, "5", 0)]
    assert await theirs.begin(1) == (says(1), 2)
    assert await ours.begin(1) is None  # should it only have been asleep
    await ours.finish(1)
    assert await theirs.owns(1)


async def test_who_renews_keeps(ours: Inbox, theirs: Inbox, wall: Wall) -> None:
    await store(ours, 1)
    wall.now += 29
    await ours.renew()
    wall.now += 29
    assert await theirs.take_over() == []


async def test_what_is_given_back_is_free_at_once(ours: Inbox, theirs: Inbox) -> None:
    await store(ours, 1, 2)
    await ours.begin(1)
    await ours.give_back()
    assert await theirs.take_over() == [(1, "5", 1), (2, "5", 0)]


async def test_of_ten_processes_that_take_over_at_once_one_gets_each(
    database: Database, ours: Inbox, wall: Wall
) -> None:
    await store(ours, *range(60))
    wall.now += 31
    taken = await asyncio.gather(*(Inbox(database, 1, wall=wall).take_over() for _ in range(10)))
    assert sorted(number for some in taken for number, _, _ in some) == list(range(60))


@pytest.mark.parametrize("database_home", ["postgresql"], indirect=True)
async def test_who_takes_over_does_not_wait_for_another_who_is_just_doing_so(
    database: Database, ours: Inbox, theirs: Inbox, wall: Wall
) -> None:
    """On SQLite there is one writer at a time anyway."""
    await store(ours, 1, 2)
    wall.now += 31
    async with database.write() as another:
        await another.execute(select(inbox).where(inbox.c.update_id == 1).with_for_update())
        assert await asyncio.wait_for(theirs.take_over(), 10) == [(2, "5", 0)]


async def test_ten_deliveries_of_one_update_at_once_store_it_once(database: Database) -> None:
    new = await asyncio.gather(*(store(Inbox(database, 1), 1, 2, 3) for _ in range(10)))
    assert sorted(number for some in new for number in some) == [1, 2, 3]


async def test_settled_ones_are_forgotten_after_two_days_and_waiting_ones_never(
    ours: Inbox, theirs: Inbox, wall: Wall
) -> None:
    await store(ours, 1, 2, 3)
    await ours.finish(1)
    await ours.park(2)
    wall.now += 2 * DAY - 1
    await ours.forget()
    assert await store(ours, 1, 2) == set()
    wall.now += 2
    await ours.forget()
    assert await store(theirs, 1, 2, 3) == {1, 2}


async def test_the_question_who_is_ahead_goes_by_the_index(database: Database, ours: Inbox) -> None:
    """A bot with a million settled updates must not look through them at each tap."""
    asked: list[Any] = []
    event.listen(database.engine.sync_engine, "before_cursor_execute", lambda *seen: asked.append(seen[2:4]))
    await store(ours, *range(50))
    await ours.begin(0)
    statement, parameters = asked[-1]
    async with database.write() as connection:
        if not database.is_sqlite:
            await connection.execute(text("SET LOCAL enable_seqscan = off"))  # too few rows to be worth an index
        explain = "EXPLAIN QUERY PLAN" if database.is_sqlite else "EXPLAIN"
        plan = (await connection.exec_driver_sql(f"{explain} {statement}", parameters)).all()
    assert "ix_inbox_waiting" in str(plan)
