"""``python -m tests.crm.eleks.server``: the demo clinic in a Doctor Eleks of ours, to try the bot on by hand.

Prints the settings that lead to it, and stays until Ctrl-C. Nothing is kept.
"""

import asyncio
import shlex
import signal
import sys
import tempfile
from pathlib import Path

from bot.settings import DEMO_CLINIC
from clinic.read import read_clinic
from reception.clock import SystemClock
from tests.crm.counterparts import as_file, described_elsewhere
from tests.crm.eleks.server import INSTALLATION, LOGIN, PASSWORD, serving
from tests.databases import SqliteHome


async def serve(home: SqliteHome, folder: Path) -> None:
    clinic, file = read_clinic(DEMO_CLINIC), folder / "clinic.yaml"
    async with home.fresh(folder) as url, serving(url, SystemClock()) as server:
        await server.world.opens(clinic)
        write(file, as_file(described_elsewhere(clinic, server.world.names.crm_id)))
        settings = {
            "CRM": "eleks",
            "CRM_URL": server.url,
            "CRM_USER": LOGIN,
            "CRM_PASSWORD": PASSWORD,
            "CRM_INSTALLATION": INSTALLATION,
            "CLINIC_FILE": str(file),
        }
        sys.stdout.write("".join(f"{name}={shlex.quote(value)}\n" for name, value in settings.items()))
        sys.stdout.flush()
        await stopped()


def write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


async def stopped() -> None:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    await stop.wait()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as own:
        asyncio.run(serve(SqliteHome(Path(own)), Path(own)))
