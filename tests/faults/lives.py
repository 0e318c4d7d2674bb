"""The whole program, but for what it reads its settings from, in a process that lives by a clock it is shown."""

import asyncio
import os
import struct
import sys
from datetime import UTC, datetime
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import TYPE_CHECKING

from sandbox import TelegramServer
from tests.faults.programs import FORKS, START

if TYPE_CHECKING:
    from bot.wiring import Program


class ShownClock:
    """Eight bytes in a file: whoever has it sees the same time, and anybody may move it."""

    def __init__(self, file: Path) -> None:
        self._file = os.open(file, os.O_RDWR | os.O_CREAT)

    def now(self) -> datetime:
        (seconds,) = struct.unpack("d", os.pread(self._file, 8, 0))
        return datetime.fromtimestamp(seconds, UTC)

    def goes_to(self, moment: datetime) -> None:
        os.pwrite(self._file, struct.pack("d", moment.timestamp()), 0)

    def close(self) -> None:
        os.close(self._file)


def live(folder: Path, url: str, key: str, token: str, api_url: str, *, whole: bool) -> None:
    """Until it is killed. It writes to ``log`` and goes by ``clock`` in that folder.

    Not ``whole``: it wakes for nothing but what is due, and so it is there in a tenth of the time.
    """
    with (folder / "log").open("ab") as log:
        os.dup2(log.fileno(), sys.stderr.fileno())
    asyncio.run(_live(ShownClock(folder / "clock"), url, key, token, api_url, whole=whole))


async def _live(clock: ShownClock, url: str, key: str, token: str, api_url: str, *, whole: bool) -> None:
    from bot.log import set_up_logs  # noqa: PLC0415 in the new process, which has it from the one it forks from
    from bot.telegram import connect  # noqa: PLC0415 as above
    from bot.wiring import build  # noqa: PLC0415 as above
    from db.cipher import Cipher  # noqa: PLC0415 as above
    from db.clinic_file import ClinicStore  # noqa: PLC0415 as above
    from db.database import Database  # noqa: PLC0415 as above
    from reminders.pace import Limits  # noqa: PLC0415 as above

    set_up_logs("text")
    database = Database(url, Cipher([key]))
    clinic = await ClinicStore(database, clock).load()
    assert clinic is not None
    program = build(connect(token, api_url), database, clinic, clock, limits=Limits(in_all=90))
    await program.bot.get_me()
    await (_works(program) if whole else _sends(program))


async def _works(program: "Program") -> None:
    from bot.commands.running import started  # noqa: PLC0415 in the new process
    from bot.polling import Polling  # noqa: PLC0415 as above
    from handlers.dispatching import UPDATES  # noqa: PLC0415 as above

    async with started(program):
        await Polling(program.bot, program.intake.accept, UPDATES).run(asyncio.Event())


async def _sends(program: "Program") -> None:
    await program.desk.mirror.open()
    (due,) = (job for job in program.wakeups._scheduler.get_jobs() if job.args[0] == "sending what is due")
    while True:
        await due.func(*due.args)
        await asyncio.sleep(0.05)


class Lives:
    """One after another, on one database."""

    def __init__(self, telegram: TelegramServer, folder: Path, url: str, key: str, *, whole: bool) -> None:
        self._telegram = telegram
        self._folder = folder
        self._given = (folder, url, key, telegram.token, telegram.url)
        self._process: ForkServerProcess | None = None
        self._whole = whole

    async def begins(self) -> None:
        """Until it asks Telegram who it is."""
        before = self._asked
        self._process = FORKS.Process(target=live, args=self._given, kwargs={"whole": self._whole})
        self._process.start()
        await self._telegram.until(lambda: self._asked > before or not self._is_alive, START)
        assert self._is_alive, self.log

    async def is_killed(self) -> None:
        """As ``kill -9`` does."""
        if self._process is not None:
            self._process.kill()
            await asyncio.to_thread(self._process.join)

    @property
    def log(self) -> str:
        return (self._folder / "log").read_text()

    @property
    def _is_alive(self) -> bool:
        return self._process is not None and self._process.is_alive()

    @property
    def _asked(self) -> int:
        return sum(call.method == "getMe" for call in self._telegram.calls)
