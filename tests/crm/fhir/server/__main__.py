"""``python -m tests.crm.fhir.server``: the demo clinic in a FHIR server of the tests, to try the bot on by hand.

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
from tests.crm.fhir.home import FhirHome
from tests.crm.fhir.node import fhir_server, why_left_out
from tests.crm.fhir.resources import crm_id
from tests.databases import SqliteHome

PAGE = 200  # entries, as real servers give


async def serve(home: FhirHome, folder: Path) -> None:
    clinic, file = read_clinic(DEMO_CLINIC), folder / "clinic.yaml"
    url = await home.opens(clinic, SystemClock(), folder, page=PAGE)
    write(file, as_file(described_elsewhere(clinic, crm_id)))
    settings = {"CRM": "fhir", "CRM_URL": url, "CLINIC_FILE": str(file)}
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
    if why := why_left_out():
        sys.exit(f"There can be no FHIR server: {why}.")
    with tempfile.TemporaryDirectory() as own, fhir_server() as origin:
        asyncio.run(serve(FhirHome(origin, SqliteHome(Path(own))), Path(own)))
