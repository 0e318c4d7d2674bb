"""The program is killed in the middle of Confirm and started again: booked once and said so, or not and said so."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.flood import DOUBLE
from bot.telegram import connect
from bot.wiring import build
from clinic.model import Clinic
from crm.embedded.adapter import EmbeddedCrm
from crm.model import Slot
from db.database import Database
from db.tables import inbox
from handlers.taps import time
from reception.clock import SystemClock
from sandbox import TelegramServer
from sandbox.faults import hang
from tests.crm.faulty import Faulty
from tests.stories.desk import StoryDesk
from tests.stories.visitors import BOOKED, CHECK, TAKEN, Visitor, arrives

ROOT = Path(__file__).parents[2]
PATIENCE, START = 30, 60  # seconds that a busy machine may take
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class RealBot:
    """``python -m bot`` as it runs at a clinic."""

    telegram: TelegramServer
    settings: dict[str, str]
    folder: Path
    process: asyncio.subprocess.Process | None = None

    async def starts(self) -> None:
        """Until it asks for updates."""
        before = self._polls
        with (self.folder / "bot.log").open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", cwd=self.folder, env=self.settings, stdout=log, stderr=log
            )
        await self.telegram.until(lambda: self._polls > before, START)

    async def is_killed(self) -> None:
        """As ``kill -9`` does."""
        assert self.process is not None
        if self.process.returncode is None:
            self.process.kill()
        await self.process.wait()

    @property
    def _polls(self) -> int:
        return sum(call.method == "deleteWebhook" for call in self.telegram.calls)

    @property
    def log(self) -> str:
        return (self.folder / "bot.log").read_text()


@pytest.fixture
async def bot(telegram: TelegramServer, database_url: str, data_key: str, tmp_path: Path) -> AsyncIterator[RealBot]:
    settings = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "BOT_TOKEN": telegram.token,
        "BOT_API_URL": telegram.url,
        "DATABASE_URL": database_url,
        "DATA_KEY": data_key,
        "HTTP_PORT": "0",
    }
    bot = RealBot(telegram, settings, tmp_path)
    await bot.starts()
    yield bot
    await bot.is_killed()


@asynccontextmanager
async def beside(telegram: TelegramServer, database: Database, clinic: Clinic) -> AsyncIterator[StoryDesk]:
    """The same stores and the same clinic's system, read past the running bot."""
    clock = SystemClock()
    crm = Faulty(EmbeddedCrm(database, clock))
    story = StoryDesk(telegram, database, clinic, clock, crm)  # type: ignore[arg-type]  # this story moves no clock
    unused = connect(telegram.token, telegram.url)
    story.program = build(unused, database, clinic, clock)
    await story.program.desk.mirror.open()
    yield story
    await unused.session.close()


async def test_kill_and_restart_in_the_middle_of_confirm(
    bot: RealBot, telegram: TelegramServer, database: Database, clinic: Clinic
) -> None:
    """At every moment of it: booked but not said, under way, just begun, two for one time, tapped while it is dead."""
    async with asyncio.timeout(180), beside(telegram, database, clinic) as desk:
        crowd = await asyncio.gather(*(comes(desk, number) for number in range(8)))
        unheard, early, rivals, late = crowd[:2], crowd[2:5], crowd[5:7], crowd[7]
        slots = await free(crowd[0], 7)
        for visitor, slot in zip(crowd, [*slots[:6], slots[5], slots[6]], strict=True):
            await visitor.forges(time(await visitor.way("shevchuk"), slot.starts_at).pack())
        confirms = [await confirm_of(visitor) for visitor in crowd]
        await everybody_has_looked_at_the_card()
        for visitor in unheard:
            telegram.faults.add(method="editMessageText", chat_id=visitor.person.id, answer=hang(PATIENCE))
        for visitor, confirm in zip(unheard, confirms[:2], strict=True):
            await visitor.forges(confirm)
        await telegram.until(lambda: not any(fault.left for fault in telegram.faults._ordered), PATIENCE)
        for visitor, confirm in zip((*early, *rivals), confirms[2:7], strict=True):
            await visitor.forges(confirm)
        await telegram.until(lambda: any(told(visitor) for visitor in early), PATIENCE)
        await bot.is_killed()
        await late.forges(confirms[-1])

        await the_dead_ones_lease_ends(database)
        telegram.faults.clear()
        await bot.starts()
        for visitor in crowd:
            heard = await telegram.until(partial(told, visitor), PATIENCE)
            assert len(await visitor.visits()) == (heard == BOOKED), visitor.person.transcript()
        assert [told(visitor) for visitor in (*unheard, *early, late)] == [BOOKED] * 6
        assert sorted(told(visitor) or "" for visitor in rivals) == sorted([BOOKED, TAKEN])
    assert "Traceback" not in bot.log
    desk.ends_well()


async def comes(desk: StoryDesk, number: int) -> Visitor:
    return await arrives(desk, desk.telegram.person(f"Guest{number}", "en", f"+3805020{number:05}"))


async def everybody_has_looked_at_the_card() -> None:
    """The real bot counts in real time: a Confirm at once would be the second half of a double tap."""
    looked = asyncio.Event()
    asyncio.get_running_loop().call_later(DOUBLE, looked.set)
    await looked.wait()


async def confirm_of(visitor: Visitor) -> str:
    await visitor.reads(CHECK)
    return visitor.confirm


async def free(visitor: Visitor, count: int) -> list[Slot]:
    """Times that leave room for each other, not too near."""
    desk = visitor.desk.program.desk
    found = await desk.times.free(desk.catalogue, await visitor.way("shevchuk"))
    return found[12::2][:count]


def told(visitor: Visitor) -> str | None:
    said = visitor.person.last.text
    return next((text for text in (BOOKED, TAKEN) if said.startswith(visitor.words(text))), None)


async def the_dead_ones_lease_ends(database: Database) -> None:
    """Half a minute passes for the inbox."""
    async with database.write() as connection:
        await connection.execute(update(inbox).where(inbox.c.lease_until.is_not(None)).values(lease_until=LONG_AGO))
