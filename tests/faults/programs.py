"""The real program in a process of its own, with real signals.

It is forked from a process that has imported it already: what Python takes to import it is no part of any fault.
"""

import asyncio
import multiprocessing
import os
import signal
import socket
import sys
from dataclasses import astuple, dataclass, field
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from sandbox import TelegramServer

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["bot.commands.running", "bot.commands.checking", "tests.faults.programs"])
START, END = 60, 25  # seconds that a busy machine may take; the program's own patience when it is asked to end
SETTINGS = ("BOT_", "DATA", "CLINIC_FILE", "STAFF_CHAT_ID", "WEBHOOK_", "HTTP_", "LOG_FORMAT")


def run(folder: Path, settings: dict[str, str], pauses: dict[str, float], *words: str) -> None:
    """As ``python -m bot WORDS`` does, in that folder, with these settings and no others; it writes to two files."""
    from bot.__main__ import main  # noqa: PLC0415 in the new process
    from bot.webhook import Webhook  # noqa: PLC0415 as above
    from reminders.pace import Limits  # noqa: PLC0415 as above

    os.chdir(folder)
    for name in [name for name in os.environ if name.startswith(SETTINGS)]:
        del os.environ[name]
    os.environ.update(settings)
    with (folder / "bot.log").open("ab") as log, (folder / "bot.out").open("ab") as out:
        os.dup2(log.fileno(), sys.stderr.fileno())
        os.dup2(out.fileno(), sys.stdout.fileno())
    if "look" in pauses:
        Webhook.__init__.__defaults__ = (pauses["look"],)
    if times := pauses.get("times"):  # as much as Telegram takes
        many, window, gap, group, minute = astuple(Limits())
        Limits.__init__.__defaults__ = (int(many * times), window, gap / times, int(group * times), minute)
    sys.exit(main(list(words)))


@dataclass(slots=True)
class RealProgram:
    telegram: TelegramServer
    folder: Path
    settings: dict[str, str]
    pauses: dict[str, float] = field(default_factory=dict)
    process: ForkServerProcess | None = None

    def begins(self, way_in: str) -> None:
        """``webhook``: Telegram's deliveries go through a front, as through nginx, to a port of its own."""
        chosen = {"BOT_TOKEN": self.telegram.token, "BOT_API_URL": self.telegram.url, "HTTP_PORT": "0"}
        if way_in == "webhook":
            port = free_port()
            self.telegram.world.webhook.front = f"http://127.0.0.1:{port}"
            secret = "between-telegram-and-us"
            hook = {"WEBHOOK_URL": "https://127.0.0.1:1/hook", "WEBHOOK_SECRET": secret, "HTTP_PORT": str(port)}
            chosen |= hook
        self.process = FORKS.Process(target=run, args=(self.folder, chosen | self.settings, self.pauses))
        self.process.start()

    async def starts(self, way_in: str) -> None:
        """Until it hears of the world."""
        before = self._heard
        self.begins(way_in)
        await self.telegram.until(lambda: self._heard > before or not self.is_running, START)
        assert self.is_running, self.log

    async def ends(self) -> int | None:
        """By itself; its exit code. None: it has not, in all its own time and a little more."""
        assert self.process is not None
        await asyncio.to_thread(self.process.join, END)
        return self.process.exitcode

    async def is_asked_to_end(self) -> int | None:
        """As systemd does: its exit code."""
        assert self.process is not None
        assert self.process.pid is not None
        os.kill(self.process.pid, signal.SIGTERM)
        return await self.ends()

    async def is_killed(self) -> None:
        """As ``kill -9`` does."""
        if self.process is not None:
            self.process.kill()
            await asyncio.to_thread(self.process.join)

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.is_alive()

    @property
    def log(self) -> str:
        return (self.folder / "bot.log").read_text()

    @property
    def _heard(self) -> int:
        return sum(call.method in {"deleteWebhook", "setWebhook"} for call in self.telegram.calls)


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
    return port
