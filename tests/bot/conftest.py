import logging
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.intake import Intake
from bot.settings import Settings
from db.database import Database
from db.inbox import Inbox
from reception.clock import SystemClock
from tests.bot.by_hand import MARTA, MARTAS, WEDNESDAY, WITH_SHEVCHUK
from tests.bot.chatting import Handler, intake_of
from tests.bot.commanding import Ended, Run
from tests.clinic.small import written
from tests.crm.verba import NOW


@pytest.fixture
def handler() -> Handler:
    return Handler()


@pytest.fixture
def inbox(database: Database) -> Inbox:
    return Inbox(database, 1)


@pytest.fixture
async def intake(inbox: Inbox, handler: Handler) -> AsyncIterator[Intake]:
    running = intake_of(inbox, handler)
    await running.start()
    yield running
    await running.drain(patience=0)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Iterator[Run]:
    """The command in this process, with nothing set, in a folder and a thread of its own: there it has its own loop."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)  # its databases go there
    handlers, level = logging.root.handlers[:], logging.root.level
    logging.root.handlers.clear()  # or the program would close pytest's

    def command(*words: str, **settings: str) -> Ended:
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        with ThreadPoolExecutor(1) as thread:
            code = thread.submit(main, list(words)).result()
        return Ended(code, *capsys.readouterr())

    yield command
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)


@pytest.fixture
def moments(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The machine's clock shows the last of them: Monday, 22 March 2027, eight in the morning in Kyiv."""
    moments = [NOW]
    monkeypatch.setattr(SystemClock, "now", lambda _self: moments[-1])
    return moments


@pytest.fixture
def at_work(run: Run, tmp_path: Path, moments: list[datetime]) -> Run:
    """The small clinic, in the sandbox's database."""
    assert moments == [NOW]
    assert run("import", str(written(tmp_path))).code == 0
    return run


@pytest.fixture
def booked(at_work: Run) -> Run:
    """Marta has visit 1 there, on Wednesday at ten."""
    told = at_work("visit", "book", *MARTA, *WITH_SHEVCHUK, "--at", f"{WEDNESDAY} 10:00")
    assert (told.code, told.out) == (0, f"Booked:\n{MARTAS}")
    return at_work
