"""For systems of the tests that somebody wants to try the bot on by hand."""

import asyncio
import shlex
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

from clinic.model import Clinic
from tests.crm.counterparts import as_file


async def shown(settings: Mapping[str, str], clinic: Clinic, folder: Path) -> None:
    """Print the settings that lead there, with a clinic file of what ``clinic`` says, and stay until Ctrl-C."""
    file = folder / "clinic.yaml"
    await asyncio.to_thread(file.write_text, as_file(clinic), encoding="utf-8")
    told = {**settings, "CLINIC_FILE": str(file)}
    sys.stdout.write("".join(f"{name}={shlex.quote(value)}\n" for name, value in told.items()))
    sys.stdout.flush()
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    await stop.wait()
