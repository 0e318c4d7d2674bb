"""``import FILE``: take a clinic file in."""

from pathlib import Path

from bot.clinics import contents
from bot.commands.opening import for_sandbox, opened
from bot.databases import take_in
from bot.settings import Settings
from bot.systems import is_built_in, name_of
from clinic.read import read_clinic
from db.belonging import belong_to
from reception.clock import SystemClock


async def import_file(settings: Settings, file: Path) -> str:
    """Take a clinic file in; the running bot goes by it after a restart."""
    whole = is_built_in(settings)
    clinic = read_clinic(file, whole=whole)
    async with opened(settings, sandbox=for_sandbox(settings)) as database:
        await belong_to(database, name_of(settings))
        await take_in(database, clinic, SystemClock(), whole=whole)
    return f"{file.name} is imported: {contents(clinic)}. Restart the bot if it is running."
