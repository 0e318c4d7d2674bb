"""The program stops or dies while updates are under way; the next start goes on where it was."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Select, func, select

from bot.intake import Intake
from db.database import Database
from db.inbox import Inbox
from db.tables import inbox as inbox_table
from tests.bot.chatting import Handler, intake_of, says, settled

PROGRAM = """
import asyncio, sys
from bot.intake import Intake
from bot.turns import Pace
from db.cipher import Cipher
from db.database import Database
from db.inbox import Inbox
from tests.bot.chatting import chat_of, says

async def handle(update):
    print("begun", update["update_id"], flush=True)
    if chat_of(update) in HANGING:
        await asyncio.Event().wait()
    print("done", update["update_id"], flush=True)

async def main(url, key, sent):
    inbox = Inbox(Database(url, Cipher([key])), 1, lease_seconds=LEASE)
    intake = Intake(inbox, handle, Pace(keep=0.1, look_again=0.05))
    await intake.start()
    await intake.accept([says(number, chat=number % 3) for number in range(int(sent))])
    await asyncio.Event().wait()

LEASE, HANGING = float(sys.argv[4]), eval(sys.argv[5])
asyncio.run(main(*sys.argv[1:4]))
"""


class Wall:
    now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


async def until(database: Database, question: Select[Any], answer: object) -> None:
    async with asyncio.timeout(20):
        found: object = None
        while found != answer:
            async with database.read() as connection:
                found = (await connection.execute(question)).scalar_one()


@asynccontextmanager
async def running(url: str, data_key: str, *, hanging: set[int]) -> AsyncIterator[Process]:
    """A program that is killed by -9 in the end."""
    arguments = (PROGRAM, url, data_key, "12", "1.5", repr(hanging))
    program = await asyncio.create_subprocess_exec(sys.executable, "-c", *arguments, stdout=PIPE)
    try:
        yield program
    finally:
        program.kill()
        await program.communicate()


async def tells(program: Process, *lines: str) -> list[str]:
    """What it has said by the time it has said all of these."""
    assert program.stdout
    told: list[str] = []
    async with asyncio.timeout(40):
        while not set(lines) <= set(told):
            line = (await program.stdout.readline()).decode().strip()
            assert line, f"it died after {told}"
            told.append(line)
    return told


async def test_after_kill_9_the_next_start_does_what_was_left_and_only_that(
    database: Database, database_url: str, data_key: str
) -> None:
    async with running(database_url, data_key, hanging={0}) as first:
        assert "begun 3" not in await tells(first, "begun 0", "done 10", "done 11")
        await until(database, select(func.count()).where(inbox_table.c.state == "done"), 8)
    async with running(database_url, data_key, hanging=set()) as second:
        told = await tells(second, "done 0", "done 9")
    assert told == [f"{verb} {number}" for number in (0, 3, 6, 9) for verb in ("begun", "done")]


@pytest.fixture
def dies(database: Database) -> Inbox:
    """The inbox of a process whose leases end at once, as if it had died."""
    return Inbox(database, 1, lease_seconds=-1)


async def die_while_handling(dying: Inbox, *numbers: int) -> None:
    await dying.take_over()
    for number in numbers:
        await dying.begin(number)


async def test_what_kills_the_program_is_parked_after_five_deaths(
    dies: Inbox, inbox: Inbox, handler: Handler, caplog: pytest.LogCaptureFixture
) -> None:
    await dies.store([(1, "5", says(1, chat=5)), (2, "5", says(2, chat=5))])
    for _ in range(5):
        await die_while_handling(dies, 1)
    intake = intake_of(inbox, handler)
    await intake.start()
    await handler.has_done(2)
    assert handler.begun == [2]
    assert intake.turns.parked == 1
    assert caplog.text.count("update 1 is parked") == 1
    await intake.drain()


async def test_suspects_are_tried_one_at_a_time_beside_everybody_else(
    dies: Inbox, inbox: Inbox, handler: Handler
) -> None:
    """Tried all at once, ten innocent ones would use up their tries together with the one that kills."""
    await dies.store([(number, str(number), says(number, chat=number)) for number in range(10)])
    await die_while_handling(dies, *range(10))
    released = handler.hang(*range(10))
    intake = intake_of(inbox, handler)
    await intake.start()
    await intake.accept([says(20, chat=20)])
    await handler.until(lambda: 20 in handler.done and len(handler.begun) > 1)
    assert len(handler.begun) == 2
    released.set()
    await settled(intake)
    assert sorted(handler.done) == [*range(10), 20]
    await intake.drain()


async def test_with_whom_the_program_died_least_often_goes_first(dies: Inbox, inbox: Inbox, handler: Handler) -> None:
    """Killed again and again from outside, it would die with the oldest each time, and park what is innocent."""
    await dies.store([(number, str(number), says(number, chat=number)) for number in (1, 2, 3)])
    await die_while_handling(dies, 1, 2, 3)
    await die_while_handling(dies, 1)
    released = handler.hang(2)
    intake = intake_of(inbox, handler)
    await intake.start()
    await handler.has_begun(2)
    released.set()
    await settled(intake)
    assert handler.begun == [2, 3, 1]
    await intake.drain()


async def test_a_new_update_waits_for_an_older_one_that_a_dead_process_still_holds(
    database: Database, intake: Intake, handler: Handler
) -> None:
    dead = Inbox(database, 1, lease_seconds=0.5)
    await dead.store([(1, "5", says(1, chat=5))])
    await dead.begin(1)
    await intake.accept([says(2, chat=5), says(3, chat=6)])
    await handler.has_done(1, 2, 3)
    assert handler.done.index(1) < handler.done.index(2)
    assert handler.done.index(3) < handler.done.index(1)


async def test_two_processes_of_one_bot_keep_the_order_between_them(database: Database, handler: Handler) -> None:
    both = [intake_of(Inbox(database, 1), handler) for _ in range(2)]
    for number in range(20):
        await both[number % 2].accept([says(number, chat=5)])
    await handler.has_done(*range(20))
    assert handler.done == list(range(20))
    for one in both:
        await one.drain()


async def test_a_stop_waits_for_what_runs_and_leaves_the_rest_to_the_next_start(
    database: Database, inbox: Inbox, handler: Handler
) -> None:
    intake = intake_of(inbox, handler)
    released = handler.hang(5)
    await intake.accept([says(1, chat=5), says(2, chat=5)])
    await handler.has_begun(1)
    stopping = asyncio.create_task(intake.drain())
    asyncio.get_running_loop().call_soon(released.set)
    await stopping
    assert handler.done == [1]
    after = intake_of(Inbox(database, 1), handler)
    await after.start()
    await settled(after)
    assert handler.done == [1, 2]
    await after.drain()


async def test_a_stop_cuts_off_what_hangs_and_the_next_start_tries_it_again(
    database: Database, inbox: Inbox, handler: Handler
) -> None:
    intake = intake_of(inbox, handler)
    handler.hang(5)
    await intake.accept([says(1, chat=5)])
    await handler.has_begun(1)
    await intake.drain(patience=0.05)
    handler.hangs.clear()
    after = intake_of(Inbox(database, 1), handler)
    await after.start()
    await settled(after)
    assert handler.done == [1]
    await after.drain()


async def test_whoever_lives_keeps_what_it_works_at(database: Database, handler: Handler) -> None:
    """A handler may well take longer than a lease."""
    wall = Wall()
    first = intake_of(Inbox(database, 1, lease_seconds=30, wall=wall), handler, keep=0.01)
    await first.start()
    released = handler.hang(5)
    await first.accept([says(1, chat=5)])
    await handler.has_begun(1)
    for _ in range(5):
        wall.now += 20
        await until(database, select(inbox_table.c.lease_until), datetime.fromtimestamp(wall.now + 30, UTC))
        assert await Inbox(database, 1, wall=wall).take_over() == []
    released.set()
    await settled(first)
    assert handler.begun == [1]
    await first.drain()
