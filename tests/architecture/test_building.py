"""The program can be put together, and asking what it can do costs nothing."""

import subprocess
import sys
import time

import pytest
from sqlalchemy import select

from bot.databases import take_in
from bot.settings import DEMO_CLINIC
from bot.telegram import connect
from bot.wiring import build
from clinic.read import read_clinic
from db.database import Database
from db.tables import counts
from reception.clock import SystemClock
from reception.figures.counts import What
from reception.people import PhoneState
from tests.architecture.rooms import ROOT

NOBODY = "http://127.0.0.1:9"  # nothing listens there, and nothing must be asked
HEAVY = ("aiogram", "aiohttp", "sqlalchemy", "pydantic", "dateparser", "sandbox")
HELP_AND_THEN = """
import sys
from bot.__main__ import main
try:
    main(["--help"])
except SystemExit as ended:
    assert ended.code == 0
print(*[name for name in {heavy} if name in sys.modules], sep=",", file=sys.stderr)
"""
STARTS = """
import sys
from bot.lean import import_aiogram
import_aiogram()
import bot.commands.running
print(*[name for name in {late} if name in sys.modules])
"""
LATE = ("matplotlib", "numpy", "dateparser", "icalendar", "segno")  # what few people ever ask for


async def test_everything_is_wired_starts_and_stops(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    clinic, clock = read_clinic(DEMO_CLINIC), SystemClock()
    await take_in(database, clinic, clock)
    bot = connect("42:NOBODY", NOBODY)
    program = build(bot, database, clinic, clock)
    await program.start()
    try:
        await program.desk.mirror.refresh_directory()
        assert len(program.desk.catalogue.doctors) == len(clinic.doctors)
        person = await program.desk.people.arrive(7, "uk", "")
        assert person.phone_state is PhoneState.NONE
        program.desk.tally.counts(What.SECTION, "about")
    finally:
        await program.stop()
        await bot.session.close()
    assert [row.which for row in await database.rows(select(counts))] == ["about"], "the last is written down"
    assert [record for record in caplog.records if record.levelname in {"WARNING", "ERROR"}] == []


def test_help_comes_at_once_and_imports_nothing_heavy() -> None:
    code = HELP_AND_THEN.format(heavy=HEAVY)
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 our own words
    assert "import" in told.stdout
    assert "check" in told.stdout
    assert told.stderr.strip() == ""


def test_what_few_ask_for_is_imported_when_they_do() -> None:
    code = STARTS.format(late=LATE)
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 our own words
    assert told.stdout.strip() == ""


def test_help_takes_less_than_a_second() -> None:
    """The quickest of three: what else this machine does is not the program's doing."""
    assert min(_seconds_of_help() for _ in range(3)) < 1


def _seconds_of_help() -> float:
    began = time.monotonic()
    subprocess.run([sys.executable, "-m", "bot", "--help"], cwd=ROOT, capture_output=True, check=True)
    return time.monotonic() - began
