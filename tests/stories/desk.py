"""The desk in a story: people come, the clock is moved, the clinic's system goes down."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.flood import Flood
from bot.polling import Polling
from bot.telegram import connect
from bot.wiring import Program, build
from clinic.model import Clinic
from db.database import Database
from sandbox import Person, TelegramServer
from tests.crm.faulty import Faulty

UPDATES = ("message", "callback_query")
MONDAY_MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Europe/Kyiv"))


class Morning:
    """A clock that only the story moves."""

    def __init__(self) -> None:
        self._now = MONDAY_MORNING

    def now(self) -> datetime:
        return self._now

    def goes_to(self, moment: datetime) -> None:
        self._now = moment

    def goes_on(self, by: timedelta) -> None:
        self._now += by


class StoryDesk:
    def __init__(
        self, telegram: TelegramServer, database: Database, clinic: Clinic, clock: Morning, crm: Faulty
    ) -> None:
        self.telegram = telegram
        self.database = database
        self.clinic = clinic
        self.clock = clock
        self.crm = crm
        self.flood = Flood(now=itertools.count().__next__)  # stories run fast; people take a second over each tap
        self.program: Program

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """The bot polls, as it does at a clinic, until the story ends."""
        bot = connect(self.telegram.token, self.telegram.url)
        self.program = build(bot, self.database, self.clinic, self.clock, self.crm, flood=self.flood)
        stop = asyncio.Event()
        await self.program.start()
        await self.program.desk.mirror.refresh_availability()
        polling = asyncio.create_task(Polling(bot, self.program.intake.accept, UPDATES).run(stop))
        try:
            yield
        finally:
            stop.set()
            await polling
            await self.program.stop()
            await bot.session.close()

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
