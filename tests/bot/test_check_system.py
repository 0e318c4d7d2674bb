"""``python -m bot check`` where patients and visits are kept in a clinic's own system."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from sandbox import TelegramServer
from tests.bot.commanding import Ended, Run
from tests.bot.test_check import faults, notes
from tests.crm.clock import MovableClock
from tests.crm.counterparts import as_file, described_elsewhere
from tests.crm.eleks.server import INSTALLATION, LOGIN, PASSWORD, Server, serving
from tests.crm.verba import NOW, VERBA
from tests.databases import SqliteHome

Check = Callable[..., Awaitable[Ended]]
INTO = "ok     clinic's system: "


@pytest.fixture
async def server(sqlite_home: SqliteHome, tmp_path: Path) -> AsyncIterator[Server]:
    (theirs := tmp_path / "theirs").mkdir()
    async with sqlite_home.fresh(theirs) as url, serving(url, MovableClock(NOW)) as server:
        await server.world.opens(VERBA)
        yield server


@pytest.fixture
async def settings(server: Server, tmp_path: Path) -> AsyncIterator[dict[str, str]]:
    """A bot beside Doctor Eleks, with nothing wrong."""
    file = tmp_path / "clinic.yaml"
    file.write_text(as_file(described_elsewhere(VERBA, server.world.names.crm_id)), encoding="utf-8")
    async with await TelegramServer.start("42:TEST") as telegram:
        yield {
            "BOT_TOKEN": "42:TEST",
            "BOT_API_URL": telegram.url,
            "HTTP_PORT": "0",
            "CLINIC_FILE": str(file),
            "CRM": "eleks",
            "CRM_URL": server.url,
            "CRM_USER": LOGIN,
            "CRM_PASSWORD": PASSWORD,
            "CRM_INSTALLATION": INSTALLATION,
        }


@pytest.fixture
def check(run: Run, settings: dict[str, str]) -> Check:
    async def checked(**other: str) -> Ended:
        return await asyncio.to_thread(run, "check", **(settings | other))

    return checked


async def test_a_sound_set_up_is_well_before_the_first_start(check: Check) -> None:
    told = await check()
    assert faults(told) == []
    assert f"{INTO}logged in as {LOGIN}" in told.out
    assert "of the bot's people is asked after: 0 of them, at 300 calls a minute" in told.out


async def test_it_looks_on_the_clinic_that_was_imported(check: Check, run: Run, settings: dict[str, str]) -> None:
    await asyncio.to_thread(run, "import", settings["CLINIC_FILE"], **settings)
    told = await check()
    assert faults(told) == []
    assert "ok     clinic: imported" in told.out


async def test_a_wrong_password(check: Check) -> None:
    told = await check(CRM_PASSWORD="hush-hush")
    (fault,) = faults(told)
    assert fault.startswith("clinic's system: ")
    assert "CRM_PASSWORD" in fault
    assert "hush" not in told.out


async def test_nobody_at_the_address(check: Check) -> None:
    (fault,) = faults(await check(CRM_URL="http://127.0.0.1:9"))
    assert fault.startswith("clinic's system: ")


async def test_a_setting_that_is_missing(check: Check) -> None:
    assert faults(await check(CRM_PASSWORD="")) == ["settings: CRM=eleks needs CRM_PASSWORD too"]


async def test_a_clinic_file_of_the_built_in_system(check: Check, tmp_path: Path) -> None:
    file = tmp_path / "whole.yaml"
    file.write_text(as_file(VERBA), encoding="utf-8")
    told = await check(CLINIC_FILE=str(file))
    assert "has no counterpart; add crm:" in faults(told)[0]
    assert "note   clinic's system: can be looked at when the clinic file is right" in told.out


async def test_a_database_of_another_system(check: Check, run: Run, settings: dict[str, str]) -> None:
    await asyncio.to_thread(run, "import", settings["CLINIC_FILE"], **settings)
    (fault,) = faults(await check(CRM_INSTALLATION="another"))
    assert fault.startswith(
        "clinic's system: The patients and visits in the database of DATABASE_URL belong to eleks at "
        f"{INSTALLATION}, the settings name eleks at another: there the same ids are other people's."
    )


async def test_an_address_that_can_be_read_along(check: Check) -> None:
    words = "clinic's system: CRM_URL is not https: whoever is on the way can read passwords and patients' data"
    assert notes(await check(CRM_URL="http://0.0.0.0:9")) == [words]
    assert notes(await check(CRM_URL="https://0.0.0.0:9")) == []
