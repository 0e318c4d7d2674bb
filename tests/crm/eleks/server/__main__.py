"""``python -m tests.crm.eleks.server``: the demo clinic in a Doctor Eleks of ours, to try the bot on by hand.

Prints the settings that lead to it, and stays until Ctrl-C. Nothing is kept.
"""

import asyncio
import tempfile
from pathlib import Path

from bot.settings import DEMO_CLINIC
from clinic.read import read_clinic
from reception.clock import SystemClock
from tests.crm.by_hand import shown
from tests.crm.counterparts import described_elsewhere
from tests.crm.eleks.server import INSTALLATION, LOGIN, PASSWORD, serving
from tests.databases import SqliteHome


async def serve(home: SqliteHome, folder: Path) -> None:
    clinic = read_clinic(DEMO_CLINIC)
    async with home.fresh(folder) as url, serving(url, SystemClock()) as server:
        await server.world.opens(clinic)
        settings = {
            "CRM": "eleks",
            "CRM_URL": server.url,
            "CRM_USER": LOGIN,
            "CRM_PASSWORD": PASSWORD,
            "CRM_INSTALLATION": INSTALLATION,
        }
        await shown(settings, described_elsewhere(clinic, server.world.names.crm_id), folder)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as own:
        asyncio.run(serve(SqliteHome(Path(own)), Path(own)))
