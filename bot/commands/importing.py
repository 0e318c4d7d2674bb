"""``import FILE``: take a clinic file in."""

from pathlib import Path

from bot.clinics import contents
from bot.commands.opening import for_sandbox, opened
from bot.databases import take_in
from bot.settings import Settings
from clinic.read import read_clinic
from reception.clock import SystemClock


async def import_file(settings: Settings, file: Path) -> str:
    """Take a clinic file in; the running bot goes by it after a restart."""
    clinic = read_clinic(file)
    async with opened(settings, sandbox=for_sandbox(settings)) as database:
        await take_in(database, clinic, SystemClock())
    return f"{file.name} is imported: {contents(clinic)}. Restart the bot if it is running."
