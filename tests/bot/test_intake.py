"""Updates are handled once each, in order within a chat, and no chat waits for another."""

import asyncio
from time import monotonic

import pytest

from bot.intake import Intake
from db.database import Database
from db.inbox import Inbox
from db.tables import key_proof
from tests.bot.chatting import Handler, Json, intake_of, says, settled


async def test_each_chat_is_handled_in_order_one_at_a_time(intake: Intake, handler: Handler) -> None:
    await intake.accept([says(number, chat=number % 5) for number in range(60)])
    await settled(intake)
    for chat in range(5):
        assert [number for number in handler.done if number % 5 == chat] == list(range(chat, 60, 5))
    assert handler.most_in_one_chat == 1


async def test_a_chat_that_hangs_delays_nobody_else(intake: Intake, handler: Handler) -> None:
    handler.hang(1)
    await intake.accept([says(1, chat=1), says(2, chat=1)])
    await handler.has_begun(1)
    began_at = monotonic()
    await intake.accept([says(number, chat=number) for number in range(10, 30)])
    await handler.has_done(*range(10, 30))
    assert handler.begun.count(1) == 1
    assert {1, 2}.isdisjoint(handler.done)
    assert monotonic() - began_at < 8  # an hour would do: chat 1 still hangs


async def test_topics_of_one_chat_do_not_wait_for_each_other(intake: Intake, handler: Handler) -> None:
    await intake.accept([says(1, chat=-100, topic=7), says(2, chat=-100, topic=8)])
    handler.hang(-100)
    await handler.has_begun(1, 2)


async def test_sixty_four_chats_are_handled_at_once_and_no_more(intake: Intake, inbox: Inbox, handler: Handler) -> None:
    released = handler.hang(*range(100))
    await intake.accept([says(number, chat=number) for number in range(100)])
    await handler.until(lambda: len(handler.begun) == 64)
    for _ in range(40):
        await inbox.renew()  # connections are given out in order: whoever had asked for one has begun by now
    released.set()
    await settled(intake)
    assert handler.most_at_once == 64
    assert len(handler.done) == 100


async def test_a_second_delivery_is_not_handled_again(intake: Intake, handler: Handler) -> None:
    released = handler.hang(5)
    await intake.accept([says(1, chat=5)])
    await intake.accept([says(1, chat=5)])
    await handler.has_begun(1)
    await intake.accept([says(1, chat=5), says(2, chat=5)])
    released.set()
    await settled(intake)
    await intake.accept([says(1, chat=5)])
    await settled(intake)
    assert handler.begun == [1, 2]


async def test_what_takes_too_long_is_cut_off_and_its_chat_goes_on(
    database: Database, inbox: Inbox, handler: Handler, caplog: pytest.LogCaptureFixture
) -> None:
    """It is cut off in the midst of a transaction; on SQLite that holds the one write lock."""

    async def stuck_in_a_transaction(update: Json) -> None:
        if update["update_id"] == 1:
            async with database.write() as connection:
                await connection.execute(key_proof.insert().values(id=1, word=b"", lookup=""))
                await asyncio.Event().wait()
        await handler(update)

    intake = Intake(inbox, stuck_in_a_transaction, intake_of(inbox, handler, limit=0.2).pace)
    await intake.accept([says(1, chat=5), says(2, chat=5)])
    await settled(intake)
    assert handler.done == [2]
    assert intake.turns.failed == 1
    assert "update 1: took too long" in caplog.text


async def test_an_error_that_escapes_is_counted_and_tells_nothing_of_the_patient(
    intake: Intake, handler: Handler, caplog: pytest.LogCaptureFixture
) -> None:
    handler.fails[1] = [ValueError("Canary Kanarenko, +380501234567")]
    await intake.accept([says(1, chat=5), says(2, chat=5)])
    await settled(intake)
    assert handler.begun == [1, 2]
    assert intake.turns.failed == 1
    assert "update 1: ValueError at chatting.py" in caplog.text
    assert "Kanarenko" not in caplog.text
    assert "50123" not in caplog.text


async def test_a_row_that_no_key_opens_is_parked_and_those_behind_it_go_on(
    database: Database, inbox: Inbox, handler: Handler, caplog: pytest.LogCaptureFixture
) -> None:
    await Inbox(database, 1, lease_seconds=-1).store([(number, "5", says(number, chat=5)) for number in (1, 2, 3)])
    async with database.write() as connection:
        await connection.exec_driver_sql("UPDATE inbox SET body = 'rubbish' WHERE update_id = 2")
    intake = intake_of(inbox, handler)
    await intake.start()
    await settled(intake)
    await intake.drain()
    assert handler.done == [1, 3]
    assert "update 2 is parked: InvalidToken" in caplog.text


async def test_a_chat_with_nothing_to_do_is_forgotten(intake: Intake) -> None:
    await intake.accept([says(number, chat=number) for number in range(40)])
    assert len(intake.lanes) == 40
    await settled(intake)
    assert len(intake.lanes) == 0
