"""The desk in a story: people come, the clock is moved, the clinic's system goes down."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession

from bot.databases import take_in
from bot.flood import Flood
from bot.polling import PAUSES, Polling
from bot.telegram import connect
from bot.turns import Pace
from bot.vitals import Vitals
from bot.web import Door, serving
from bot.webhook import Webhook
from bot.wiring import Program, build
from clinic.model import Clinic
from crm.breaker import Breaker, Rest
from crm.timed import Limits, Timed
from db.database import Database
from handlers.dispatching import UPDATES
from reminders.pace import Limits as Rhythm
from sandbox import Person, TelegramServer
from tests.crm.clock import MovableClock
from tests.crm.faulty import Faulty
from tests.crm.targets import ClinicSystem

SECRET = "between-telegram-and-us"
MONDAY_MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Europe/Kyiv"))


def morning() -> MovableClock:
    return MovableClock(MONDAY_MORNING)


QUICKLY = Rhythm(in_all=1000, chat_gap=0.01, in_group=1000)  # Telegram's own limits: tests/reminders/test_pace.py


class StoryDesk:
    """``system``: the clinic's own, as its people use it, past the bot and whatever is broken between."""

    def __init__(
        self, telegram: TelegramServer, database: Database, clinic: Clinic, clock: MovableClock, crm: Faulty
    ) -> None:
        self.telegram = telegram
        self.database = database
        self.clinic = clinic
        self.clock = clock
        self.crm = crm
        self.flood = Flood(now=itertools.count().__next__)  # stories run fast; people take a second over each tap
        self.staff_chat_id: int | None = None
        self.admin_ids: Sequence[int] = ()
        self.by_webhook = False
        self.telegram_url = telegram.url
        self.vitals = Vitals()
        self.pace = Pace()
        self.rest = Rest(pause=0)  # nobody waits twenty seconds in a story
        self.limits = Limits()
        self.pauses: Sequence[float] = PAUSES  # of polling, after a failure
        self.forgives: list[str] = []  # words of refusals that a story is about
        self.program: Program
        self.system: ClinicSystem

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """The bot works as it does at a clinic until the story ends; its alarm clock rings when the story says so."""
        bot = connect(self.telegram.token, self.telegram_url, self.vitals)
        self.program = build(
            bot,
            self.database,
            self.clinic,
            self.clock,
            Breaker(Timed(self.crm, self.limits), self.rest, lambda: self.clock.now().timestamp()),
            pace=self.pace,
            vitals=self.vitals,
            flood=self.flood,
            staff_chat_id=self.staff_chat_id,
            admin_ids=self.admin_ids,
            limits=QUICKLY,
            by_webhook=self.by_webhook,
        )
        self.program.wakeups._scheduler.start(paused=True)
        await self.program.groups.open()
        await self.program.desk.mirror.open()
        await self.program.intake.start()
        try:
            async with self._hears(self.program, bot):
                yield
        finally:
            await self.program.stop()
            await _close(bot)

    @asynccontextmanager
    async def _hears(self, program: Program, bot: Bot) -> AsyncIterator[None]:
        """Updates are fetched or brought: the two ways in, of which no story should notice anything."""
        stop, accept = asyncio.Event(), program.intake.accept
        async with AsyncExitStack() as stack:
            way_in: Polling | Webhook = Polling(bot, accept, UPDATES, program.vitals.outages, pauses=self.pauses)
            if self.by_webhook:
                doors = {"/hook": Door(SECRET, accept, program.vitals)}
                port = await stack.enter_async_context(serving("127.0.0.1", 0, program.health, doors))
                url = f"http://127.0.0.1:{port}/hook"
                way_in = Webhook(bot, url, SECRET, UPDATES, program.vitals.outages)
            running = asyncio.create_task(way_in.run(stop))
            try:
                yield
            finally:
                stop.set()
                await running

    async def wakes(self, work: str) -> None:
        """The program is woken for one kind of work (bot/wiring.py), as it is every few seconds."""
        job = self._job(work)
        await job.func(*job.args)

    async def goes_on(self, by: timedelta, work: str) -> None:
        """The clock, and the program is woken for this work as often as it has asked for."""
        pause = self._job(work).trigger.interval
        for _ in range(by // pause):
            self.clock.goes_on(pause)
            await self.wakes(work)

    def _job(self, work: str) -> Any:
        (job,) = (job for job in self.program.wakeups._scheduler.get_jobs() if job.args[0] == work)
        return job

    async def imports(self, clinic: Clinic) -> None:
        """The clinic's system is another from now on, and the bot has read it."""
        await take_in(self.database, clinic, self.clock)
        await self.wakes("reading the clinic's directory")
        await self.wakes("looking for the earliest free times")

    def theirs(self, kind: str, named: str) -> str:
        """The id in the clinic's system of what the clinic file calls so."""
        (entry,) = (one for one in getattr(self.clinic, kind) if one.id == named)
        return str(entry.crm or entry.id)

    def ends_well(self) -> None:
        """Telegram refused nothing that the bot did but edits that change nothing, and what the story expects."""
        forgiven = ("message is not modified", *self.forgives)
        refused = [call for call in self.telegram.refusals if not any(text in str(call.refusal) for text in forgiven)]
        assert not refused, self.telegram.transcript()

    def daniel(self) -> Person:
        """Sees everything in English."""
        return self.telegram.person("Daniel", language_code="en", phone="+447700900123")

    def olena(self) -> Person:
        return self.telegram.person("Олена", language_code="uk", phone="+380501112233")

    async def registers(self, person: Person, surname: str = "Fernsby", first_name: str = "Daniel") -> None:
        """By the whole conversation, in English."""
        await person.types("/start")
        await person.taps("📱 I agree, share my number")
        await person.sees("surname")
        await person.types(surname)
        await person.sees("first name")
        await person.types(first_name)
        await person.taps("No patronymic")
        await person.sees("born")
        await person.types("12 May 1987")
        await person.taps("✅ All correct")
        await person.sees("Registered")


async def _close(bot: Bot) -> None:
    """aiogram's own way waits a quarter of a second for TLS, which there is none of here."""
    session = bot.session
    if isinstance(session, AiohttpSession) and session._session:
        await session._session.close()
