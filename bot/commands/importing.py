"""``import FILE`` and ``check FILE``: the clinic file."""

from pathlib import Path

from bot.commands.opening import contents, for_sandbox, opened
from bot.settings import Settings
from bot.wiring import take_in
from clinic.read import read_clinic
from reception.clock import SystemClock


async def import_file(settings: Settings, file: Path) -> str:
    """Take a clinic file in; the running bot goes by it after a restart."""
    clinic = read_clinic(file)
    async with opened(settings, sandbox=for_sandbox(settings)) as database:
        await take_in(database, clinic, SystemClock())
    return f"{file.name} is imported: {contents(clinic)}. Restart the bot if it is running."


def check_file(file: Path) -> str:
    """Read a clinic file and change nothing."""
    return f"{file.name} is fine: {contents(read_clinic(file))}."
