"""The database goes away while updates are under way: nothing is lost, nothing is out of order."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from bot.intake import Intake
from bot.outages import DATABASE, Outages
from bot.turns import Turns
from bot.vitals import Vitals
from db.database import Database
from db.inbox import Inbox
from tests.bot.chatting import QUICK, Handler, Json, intake_of, says, settled


def away() -> OperationalError:
    return OperationalError("SELECT", {}, Exception("gone"))


class Flaky(Inbox):
    """The database is away when it is asked for ``gone``, as often as said."""

    gone: dict[str, int]
    trouble: Callable[[], Exception]

    def _maybe(self, verb: str) -> None:
        if self.gone.get(verb, 0) > 0:
            self.gone[verb] -= 1
            raise self.trouble()

    async def store(self, updates: Any) -> set[int]:
        self._maybe("store")
        return await super().store(updates)

    async def begin(self, update_id: int) -> tuple[Json, int] | None:
        self._maybe("begin")
        return await super().begin(update_id)

    async def finish(self, update_id: int) -> None:
        self._maybe("finish")
        await super().finish(update_id)

    async def park(self, update_id: int) -> None:
        self._maybe("park")
        await super().park(update_id)


@pytest.fixture
def inbox(database: Database) -> Flaky:
    flaky = Flaky(database, 1)
    flaky.gone, flaky.trouble = {}, away
    return flaky


async def test_an_update_is_tried_again_and_those_behind_it_wait(intake: Intake, handler: Handler) -> None:
    handler.fails[1] = [away(), ConnectionResetError()]
    await intake.accept([says(1, chat=5), says(2, chat=5)])
    await settled(intake)
    assert handler.begun == [1, 1, 1, 2]
    assert handler.done == [1, 2]


async def test_after_three_tries_it_is_parked_with_one_line(
    intake: Intake, handler: Handler, caplog: pytest.LogCaptureFixture
) -> None:
    handler.fails[1] = [away() for _ in range(9)]
    await intake.accept([says(1, chat=5), says(2, chat=5)])
    await settled(intake)
    assert handler.begun == [1, 1, 1, 2]
    assert intake.turns.parked == 1
    assert [record.message for record in caplog.records if "update 1" in record.message] == [
        "update 1 is parked: OperationalError at chatting.py:" + caplog.text.split("chatting.py:")[1].split("\n")[0]
    ]


async def test_what_cannot_be_stored_is_not_handled_and_comes_again(
    intake: Intake, inbox: Flaky, handler: Handler
) -> None:
    inbox.gone["store"] = 1
    with pytest.raises(OperationalError):
        await intake.accept([says(1, chat=5)])
    await intake.accept([says(1, chat=5)])
    await settled(intake)
    assert handler.begun == [1]


@pytest.mark.parametrize("verb", ["begin", "finish"])
async def test_an_outage_longer_than_three_tries_costs_no_try(
    intake: Intake, inbox: Flaky, handler: Handler, verb: str
) -> None:
    """An update that has been handled is not handled again because that could not be noted at once."""
    inbox.gone[verb] = 9
    await intake.accept([says(1, chat=5), says(2, chat=5)])
    await settled(intake)
    assert handler.begun == [1, 2]
    assert inbox.gone[verb] == 0


async def test_even_parking_waits_for_the_database(intake: Intake, inbox: Flaky, handler: Handler) -> None:
    inbox.gone["park"] = 5
    handler.fails[1] = [away() for _ in range(9)]
    await intake.accept([says(1, chat=5), says(2, chat=5)])
    await settled(intake)
    assert handler.begun == [1, 1, 1, 2]


async def test_an_inbox_that_fails_otherwise_is_asked_again_and_nothing_overtakes(
    intake: Intake, inbox: Flaky, handler: Handler, caplog: pytest.LogCaptureFixture
) -> None:
    inbox.gone, inbox.trouble = {"begin": 2, "park": 2}, lambda: ValueError("Kanarenko")
    await intake.accept([says(1, chat=5), says(2, chat=5)])
    await settled(intake)
    assert handler.begun == [1, 2]
    assert "update 1: the inbox fails: ValueError" in caplog.text
    assert "Kanarenko" not in caplog.text


@pytest.mark.parametrize("database_home", ["postgresql"], indirect=True)
async def test_a_postgresql_that_ends_all_sessions_loses_nothing(
    database: Database, inbox: Flaky, handler: Handler
) -> None:
    async def asks_the_database(update: Json) -> None:
        async with database.write() as connection:
            if update["update_id"] == 3 and 3 not in handler.begun:
                await handler(update)
                others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                await connection.execute(text(others))
            await connection.execute(text("SELECT 1"))
        await handler(update)

    intake = Intake(inbox, asks_the_database, intake_of(inbox, handler).pace)
    await intake.accept([says(number, chat=number % 2) for number in range(10)])
    await settled(intake)
    assert set(handler.done) == set(range(10))
    assert intake.turns.parked == 0
    assert intake.turns.failed == 0


async def test_in_a_quiet_hour_too_the_database_is_noticed_to_be_back(inbox: Flaky, handler: Handler) -> None:
    outages, back = Outages(calm=0), asyncio.Event()
    outages.listeners.append(lambda _what, *, away: None if away else back.set())
    intake = Intake(inbox, handler, QUICK, Vitals(outages))
    outages.went(DATABASE, "gone")
    await intake.start()
    async with asyncio.timeout(10):
        await back.wait()
    assert outages.away == {}
    await intake.drain()


class TelegramTakesNothing(Exception):
    """As when Telegram asks to slow down, or hangs."""


async def test_an_answer_waits_for_telegram_however_often_it_is_refused(
    inbox: Inbox, handler: Handler, database: Database
) -> None:
    """Ten refusals are more than the three tries that a handler has when the program dies under it."""
    intake = intake_of(inbox, handler, retry=0.001)
    intake.turns = Turns(inbox, handler, intake.pace, Vitals(), lambda error: 0.0 if refuses(error) else None)
    await intake.start()
    handler.fails[1] = [TelegramTakesNothing() for _ in range(10)]
    await intake.accept([says(1, chat=5), says(2, chat=5), says(3, chat=6)])
    await settled(intake)
    assert handler.done == [3, 1, 2]
    assert (intake.turns.parked, intake.turns.failed) == (0, 0)
    async with database.read() as connection:
        assert (await connection.execute(text("SELECT max(tries) FROM inbox"))).scalar_one() == 1
    await intake.drain()


def refuses(error: BaseException) -> bool:
    return isinstance(error, TelegramTakesNothing)


async def test_a_stop_while_the_database_is_away_is_a_stop(intake: Intake, caplog: pytest.LogCaptureFixture) -> None:
    async def gone() -> None:
        raise ConnectionResetError

    intake._inbox.give_back = gone  # type: ignore[method-assign]
    await intake.drain()
    assert "waits for the end of its lease" in caplog.text
