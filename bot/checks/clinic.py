"""What the clinic file says, what of it is in the database, and whether the clinic's system shows it."""

from pydantic import ValidationError

from bot.checks.finding import Finding, note, ok, wrong
from bot.clinics import contents, is_demo, same
from bot.databases import own_system
from bot.settings import Settings
from clinic.model import Clinic
from clinic.read import ClinicFileError, read_clinic
from db.clinic_file import ClinicStore
from db.database import Database
from reception.clock import SystemClock

FILE, IMPORTED, SYSTEM = "clinic file", "clinic", "clinic's system"


def check_file(settings: Settings) -> tuple[list[Finding], Clinic | None]:
    try:
        clinic = read_clinic(settings.clinic_file)
    except ClinicFileError as error:
        return [wrong(FILE, mistake.told(error.file)) for mistake in error.mistakes], None
    return [ok(FILE, f"{settings.clinic_file.name}: {contents(clinic)}")], clinic


async def check_imported(settings: Settings, database: Database | None, file: Clinic | None) -> list[Finding]:
    """``database``: at this program's revision, else None."""
    try:
        clinic = await ClinicStore(database, SystemClock()).load() if database else None
    except ValidationError:
        again = f"python -m bot import {settings.clinic_file}"
        return [wrong(IMPORTED, f"what an older version has imported can't be read any more; import it again: {again}")]
    if shown := clinic or file:
        return [_imported(settings, clinic, file), *_demo(settings, shown)]
    return []


def _imported(settings: Settings, clinic: Clinic | None, file: Clinic | None) -> Finding:
    if clinic is None:
        return ok(IMPORTED, "nothing is imported yet: the first start takes the clinic file in")
    if file and not same(clinic, file):
        return note(
            IMPORTED,
            f"the clinic file has changed since it was imported; take it in with: "
            f"python -m bot import {settings.clinic_file}",
        )
    return ok(IMPORTED, f"imported: {contents(clinic)}")


def _demo(settings: Settings, clinic: Clinic) -> list[Finding]:
    if settings.bot_token is None or not is_demo(clinic):
        return []
    return [
        note(
            IMPORTED,
            "the demo clinic on a real token (the phone number is still the demo's); describe yours and take it in: "
            "python -m bot import FILE",
        )
    ]


async def check_system(database: Database | None) -> list[Finding]:
    if database is None:
        return []
    looks = await own_system(database, SystemClock()).check()
    return [ok(SYSTEM, look.told) if look.well else wrong(SYSTEM, look.told) for look in looks]
