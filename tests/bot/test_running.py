"""The program as an engineer meets it: what its log says first and last, and what check says of it meanwhile."""

import asyncio
import json
import re
import signal
import socket
import sys
import tomllib
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.version import VERSION
from sandbox import TelegramServer
from tests.bot.commanding import ROOT, environment, program
from tests.clinic.small import written

TOKEN = "42:TEST"


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    async with await TelegramServer.start(TOKEN) as server:
        yield server


@pytest.fixture
def settings(telegram: TelegramServer, tmp_path: Path) -> dict[str, str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    return {
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": telegram.url,
        "CLINIC_FILE": str(written(tmp_path)),
        "HTTP_PORT": str(port),
        "LOG_FORMAT": "json",
    }


class Log:
    """What the program writes, line by line."""

    def __init__(self, process: Process) -> None:
        self.lines: list[dict[str, Any]] = []
        self._process = process

    async def says(self, pattern: str) -> str:
        """Waits for a message that fits."""
        assert self._process.stderr
        async with asyncio.timeout(60):
            async for line in self._process.stderr:
                self.lines.append(json.loads(line))
                if re.search(pattern, self.lines[-1]["message"]):
                    return str(self.lines[-1]["message"])
        raise AssertionError([line["message"] for line in self.lines])

    async def ends(self) -> str:
        self._process.send_signal(signal.SIGTERM)
        last = await self.says("^Reception ends")
        async with asyncio.timeout(60):
            assert await self._process.wait() == 0
        return last


@asynccontextmanager
async def started(folder: Path, **settings: str) -> AsyncIterator[Log]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", cwd=folder, env=environment(**settings), stderr=PIPE
    )
    try:
        yield Log(process)
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def test_the_log_says_which_bot_begins_and_that_it_ends(tmp_path: Path, settings: dict[str, str]) -> None:
    async with started(tmp_path, **settings) as log:
        begins = await log.says("^Reception ")
        assert re.fullmatch(
            rf"Reception {VERSION} serves Клініка as @reception_sandbox_bot, by polling; "
            r"SQLite, var/reception\.db, revision \d{4}",
            begins,
        )
        told = await asyncio.to_thread(program, tmp_path, "check", **settings)
        assert f"ok     port: 127.0.0.1:{settings['HTTP_PORT']}: the bot is running there" in told.out, told
        assert told.code == 0
        await log.ends()


async def test_another_bot_on_the_same_port_is_a_fault(
    telegram: TelegramServer, tmp_path: Path, settings: dict[str, str]
) -> None:
    async with started(tmp_path, **settings) as log, await TelegramServer.start("43:TEST") as another:
        await log.says("^Reception ")
        other = settings | {"BOT_TOKEN": "43:TEST", "BOT_API_URL": another.url}
        told = await asyncio.to_thread(program, tmp_path, "check", **other)
        assert f"WRONG  port: 127.0.0.1:{settings['HTTP_PORT']} can't be used" in told.out
        assert told.code == 1
    assert {call.method for call in telegram.calls} >= {"getMe"}


async def test_a_backup_is_taken_while_the_bot_runs_and_brings_everything_back(
    telegram: TelegramServer, tmp_path: Path, settings: dict[str, str]
) -> None:
    olena = telegram.person("Олена")
    async with started(tmp_path, **settings) as log:
        await olena.types("/start")
        await olena.sees("", timeout=30)
        told = await asyncio.to_thread(program, tmp_path, "backup", "backup.gz", **settings)
        assert (told.code, told.err) == (0, "")
        assert told.out.splitlines()[-1].startswith("The key is NOT in it: keep var/reception.db.key in another place.")
        refused = await asyncio.to_thread(program, tmp_path, "rekey", **settings)
        assert refused.lines[0].startswith("var/reception.db.key holds one key only.")
        await log.ends()
    for file in (tmp_path / "var").glob("reception.db*"):
        if file.suffix != ".key":
            file.unlink()
    told = await asyncio.to_thread(program, tmp_path, "restore", "backup.gz", **settings)
    assert (told.code, told.err) == (0, "")
    assert "rows are back from backup.gz, in SQLite, var/reception.db. Start the bot." in told.out


async def test_a_full_disk_leaves_no_half_backup(tmp_path: Path, settings: dict[str, str]) -> None:
    """A limit on the size of files stands for the full disk."""
    assert program(tmp_path, "import", str(ROOT / "sandbox" / "demo" / "clinic.yaml"), **settings).code == 0
    limited = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)); "
    code = f"{limited}from bot.__main__ import main; sys.exit(main(['backup', 'backup.gz']))"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, cwd=tmp_path, env=environment(**settings), stderr=PIPE
    )
    _, told = await process.communicate()
    assert process.returncode == 1
    assert told.decode().splitlines() == ["backup.gz can't be written: File too large"]
    assert [name for name in files(tmp_path) if "backup" in name] == []


def files(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir()]


def test_the_version_is_the_project_s() -> None:
    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"] == VERSION
