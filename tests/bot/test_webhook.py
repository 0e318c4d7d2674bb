"""Where updates are brought to: set, kept so, and changed for polling and back without losing one."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from aiogram import Bot

from bot.health import Health
from bot.intake import Intake
from bot.outages import Outages
from bot.polling import Polling
from bot.settings import WrongToken
from bot.vitals import Vitals
from bot.web import Door, serving
from bot.webhook import Webhook
from db.database import Database
from db.inbox import Inbox
from sandbox import TelegramServer
from sandbox.faults import broken
from tests.bot.chatting import Handler, intake_of
from tests.bot.test_polling import UPDATES, asked, bot_of, push

SECRET = "0123456789-abcdef_ABCDEF"


@dataclass
class Bots:
    """One bot's program, by one way in after the other."""

    server: TelegramServer
    inbox: Inbox
    intake: Intake
    bot: Bot
    outages: Outages

    @asynccontextmanager
    async def hooked(self) -> AsyncIterator[str]:
        vitals = Vitals(self.outages)
        health = Health(self.inbox, lambda: asyncio.sleep(0, 0), lambda: asyncio.sleep(0, 0), vitals)
        async with serving("127.0.0.1", 0, health, {"/hook": Door(SECRET, self.intake.accept, vitals)}) as port:
            url = f"http://127.0.0.1:{port}/hook"
            async with self._running(Webhook(self.bot, url, SECRET, UPDATES, self.outages, look=0.01)):
                await self.server.until(lambda: asked(self.server, "setWebhook"))
                yield url

    @asynccontextmanager
    async def polling(self) -> AsyncIterator[None]:
        async with self._running(Polling(self.bot, self.intake.accept, UPDATES, self.outages, pauses=[0.01])):
            yield

    @asynccontextmanager
    async def _running(self, way_in: Webhook | Polling) -> AsyncIterator[None]:
        stop = asyncio.Event()
        task = asyncio.create_task(way_in.run(stop))
        try:
            yield
        finally:
            stop.set()
            with suppress(WrongToken):
                await asyncio.wait_for(task, 5)


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with await TelegramServer.start() as running:
        running.world.webhook.pause = 0.01
        yield running


@pytest.fixture
async def bots(server: TelegramServer, database: Database, handler: Handler) -> AsyncIterator[Bots]:
    inbox = Inbox(database, 1)
    intake = intake_of(inbox, handler)
    await intake.start()
    async with bot_of(server) as bot:
        yield Bots(server, inbox, intake, bot, Outages(calm=0))
    await intake.drain(patience=1)


async def test_it_is_set_with_its_secret_and_drops_nothing(bots: Bots, handler: Handler) -> None:
    waiting = push(bots.server)
    async with bots.hooked():
        await handler.has_done(waiting, push(bots.server))
    (call,) = asked(bots.server, "setWebhook")
    assert (call["secret_token"], call["allowed_updates"]) == (SECRET, UPDATES)
    assert not call.get("drop_pending_updates")


async def test_from_polling_to_the_webhook_and_back_nothing_is_lost_or_doubled(bots: Bots, handler: Handler) -> None:
    numbers = []
    for way_in in (bots.polling, bots.hooked, bots.polling, bots.hooked):
        numbers.append(push(bots.server))  # while nobody is there
        async with way_in():
            numbers += [push(bots.server) for _ in range(5)]
            await handler.has_done(*numbers)
    assert sorted(handler.begun) == numbers
    assert not bots.server.world.updates.pending


async def test_another_program_that_takes_it_off_gets_it_back_only_once_each_time(
    bots: Bots, handler: Handler, caplog: pytest.LogCaptureFixture
) -> None:
    async with bots.hooked():
        await bots.bot.delete_webhook()
        await bots.server.until(lambda: len(asked(bots.server, "setWebhook")) == 2)
        await handler.has_done(push(bots.server))
        await bots.server.until(lambda: not bots.outages.away)
    told = [record.getMessage() for record in caplog.records if record.name == "bot.outages"]
    assert told[0] == "The webhook has trouble: another program has taken it off; it is set again"
    assert told[1].startswith("The webhook is well again")


async def test_what_telegram_says_of_its_deliveries_is_passed_on(bots: Bots, caplog: pytest.LogCaptureFixture) -> None:
    async with bots.hooked():
        hook = bots.server.world.webhook
        now = datetime.now(UTC)
        hook._failed = {"last_error_date": int(now.timestamp()), "last_error_message": "Connection timed out"}
        await bots.server.until(lambda: bots.outages.away)
        hook._failed["last_error_date"] = int((now - timedelta(hours=1)).timestamp())
        await bots.server.until(lambda: not bots.outages.away)
    told = [record.getMessage() for record in caplog.records if record.name == "bot.outages"]
    assert told[0] == "The webhook has trouble: Telegram could not deliver: Connection timed out"


async def test_telegram_out_of_reach_at_the_start_is_waited_for(bots: Bots, handler: Handler) -> None:
    bots.server.faults.add(answer=broken(), method="setWebhook", times=2)
    number = push(bots.server)
    async with bots.hooked():
        await handler.has_done(number)


async def test_a_wrong_token_is_said(bots: Bots, server: TelegramServer) -> None:
    async with bot_of(server, "42:ANOTHER-TOKEN") as stranger:
        with pytest.raises(WrongToken):
            await Webhook(stranger, "http://127.0.0.1/hook", SECRET, UPDATES, bots.outages).run(asyncio.Event())
