"""A thousand people tap at the same moment, one person taps five hundred times: all answered once, nobody waits."""

import asyncio
import itertools
import time
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.session.base import BaseSession
from sqlalchemy import func, select

from bot.flood import Flood
from bot.wiring import Program, build
from clinic.model import Clinic
from db import inbox as storing
from db.database import Database
from db.inbox import Inbox
from db.tables import accounts, inbox
from handlers.taps import Go, To
from tests.bot.chatting import Handler, intake_of, says, settled
from tests.stories.desk import MONDAY_MORNING, morning

CROWD, BURST, OTHERS = 1000, 500, 40
PATIENCE = 30  # seconds that a busy machine may take
WAIT = 1.0  # seconds that nobody's tap may wait for somebody else's


class Telegram(BaseSession):
    """It takes every call at once and notes to whom and when it was."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[int] = []
        self.told_at: dict[int, float] = {}

    async def make_request(self, _bot: Bot, method: Any, timeout: int | None = None) -> Any:  # noqa: ARG002, ASYNC109 aiogram's signature
        await asyncio.sleep(0)
        if method.__api_method__ != "answerCallbackQuery":
            chat = method.fields["chat_id"]
            self.told.append(chat)
            self.told_at.setdefault(chat, time.monotonic())
        return {"message_id": 8}

    async def close(self) -> None:
        """Nothing is open."""

    async def stream_content(self, *_: Any, **__: Any) -> AsyncGenerator[bytes, None]:
        yield b""


@pytest.fixture
def telegram() -> Telegram:
    return Telegram()


@pytest.fixture
async def program(telegram: Telegram, database: Database, clinic: Clinic) -> AsyncIterator[Program]:
    """Everybody is registered; people take their time over each tap, whatever the machine's clock says."""
    rows = [
        {"telegram_id": chat, "language": "en", "phone_state": "verified", "panel_id": 7}
        | {"panel_kept": False, "created_at": MONDAY_MORNING, "phone_sealed": database.seal(f"+380{chat:09}")}
        for chat in range(1, CROWD + 1)
    ]
    async with database.write() as connection:
        await connection.execute(accounts.insert(), rows)
    bot = Bot("42:TEST", telegram)
    flood = Flood(now=itertools.count().__next__)
    program = build(bot, database, clinic, morning(), flood=flood, by_webhook=True)
    await program.desk.mirror.open()
    await program.intake.start()
    async with asyncio.timeout(PATIENCE):
        yield program
    await program.stop()


def tap(number: int, chat: int, to: To = To.MENU) -> dict[str, Any]:
    user = {"id": chat, "is_bot": False, "first_name": "Guest", "language_code": "en"}
    message = {"message_id": 7, "date": 1, "chat": {"id": chat, "type": "private"}, "text": "…"}
    query = {"id": f"{number}", "from": user, "chat_instance": "1", "data": Go(to=to).pack(), "message": message}
    return {"update_id": number, "callback_query": query}


async def test_a_thousand_at_once_are_all_answered_once(
    program: Program, telegram: Telegram, database: Database
) -> None:
    """Each delivery for itself, as through the webhook's door, and half of them brought twice."""
    taps = [tap(chat, chat) for chat in range(1, CROWD + 1)]
    await asyncio.gather(*(program.intake.accept([one]) for one in [*taps, *taps[::2]]))
    await settled(program.intake)
    assert Counter(telegram.told) == dict.fromkeys(range(1, CROWD + 1), 1)
    async with database.read() as connection:
        states = await connection.execute(select(inbox.c.state, func.count()).group_by(inbox.c.state))
        assert [tuple(row) for row in states] == [("done", CROWD)]
    assert (program.intake.turns.failed, program.intake.turns.parked) == (0, 0)


async def test_a_burst_of_one_persons_delays_nobody_else(program: Program, telegram: Telegram) -> None:
    screens = itertools.cycle((To.MENU, To.BOOK))
    bursting = [tap(number, 1, next(screens)) for number in range(BURST)]
    await asyncio.gather(*(program.intake.accept([one]) for one in bursting))
    began = time.monotonic()
    await asyncio.gather(*(program.intake.accept([tap(BURST + chat, chat)]) for chat in range(2, OTHERS + 2)))
    await settled(program.intake)
    counted = Counter(telegram.told)
    assert [counted[chat] for chat in range(1, OTHERS + 2)] == [BURST, *[1] * OTHERS]
    last = max(telegram.told.index(chat) for chat in range(2, OTHERS + 2))
    assert telegram.told[:last].count(1) < BURST / 4, "all others come before the most of it"
    assert max(telegram.told_at[chat] for chat in range(2, OTHERS + 2)) - began < WAIT


async def test_what_waits_in_memory_is_numbers(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bodies only of the first so many; the others are read again when their turn comes."""
    monkeypatch.setattr(storing, "REMEMBERED", 10)
    kept, handler = Inbox(database, 1), Handler()
    released = handler.hang(5)
    intake = intake_of(kept, handler)
    await intake.start()
    for number in range(40):
        await intake.accept([says(number, chat=5)])
    assert len(kept._bodies) <= 10
    assert all(type(number) is int for number in intake.lanes._waiting["5"])
    released.set()
    await settled(intake)
    assert handler.done == list(range(40))
    await intake.drain()
