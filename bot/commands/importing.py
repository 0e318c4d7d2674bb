"""``import FILE``: take a clinic file in."""

from pathlib import Path

from bot.clinics import contents
from bot.commands.opening import for_sandbox, opened
from bot.commands.reception import in_a_line
from bot.databases import Entry, WouldStrand, take_in, take_in_sparing
from bot.settings import Settings
from bot.systems import is_built_in, name_of
from clinic.model import Clinic
from clinic.read import read_clinic
from db.belonging import belong_to
from db.database import Database
from reception.clock import SystemClock


async def import_file(settings: Settings, file: Path, *, anyway: bool) -> str | tuple[str, int]:
    """Take a clinic file in; the running bot goes by it within seconds."""
    whole = is_built_in(settings)
    clinic = read_clinic(file, whole=whole)
    async with opened(settings, sandbox=for_sandbox(settings)) as database:
        await belong_to(database, name_of(settings))
        try:
            stranded = await _take_in(database, clinic, whole=whole, anyway=anyway)
        except WouldStrand as error:
            return _refused(clinic, file, error.visits), 1
    done = f"{file.name} is imported: {contents(clinic)}. A running bot goes by it within seconds."
    if stranded:
        return "\n".join([done, "These visits stay, though their doctor is not there then:", *_lines(clinic, stranded)])
    return done


async def _take_in(database: Database, clinic: Clinic, *, whole: bool, anyway: bool) -> list[Entry]:
    """The visits that are left without their doctor."""
    if whole:
        return await take_in_sparing(database, clinic, SystemClock(), anyway=anyway)
    await take_in(database, clinic, SystemClock(), whole=False)
    return []


def _refused(clinic: Clinic, file: Path, visits: list[Entry]) -> str:
    why = f"{file.name} is not imported: it would leave these visits without their doctor."
    way = "Move or cancel them (python -m bot visit), or import it with --anyway: they stay as they are."
    return "\n".join([why, *_lines(clinic, visits), way])


def _lines(clinic: Clinic, visits: list[Entry]) -> list[str]:
    return [in_a_line(clinic, visit) for visit in visits]
