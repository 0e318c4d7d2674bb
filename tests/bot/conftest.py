import logging
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.intake import Intake
from bot.settings import Settings
from db.database import Database
from db.inbox import Inbox
from tests.bot.chatting import Handler, intake_of
from tests.bot.commanding import Ended, Run


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
