"""Which database a command means, and the clinic in it."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.clinics import contents
from bot.databases import open_database, take_in
from bot.settings import Settings
from bot.systems import is_built_in, name_of
from clinic.model import Clinic
from db.belonging import belong_to
from db.clinic_file import ClinicStore
from db.database import Database
from reception.clock import SystemClock

log = logging.getLogger(__name__)
SANDBOX_DATABASE = "sqlite+aiosqlite:///var/sandbox{of}.db"


@asynccontextmanager
async def opened(settings: Settings, *, sandbox: bool = False) -> AsyncIterator[Database]:
    """The sandbox's database is its own, and so is its key, whatever is set for the real one."""
    database = await open_database(*_address(settings, sandbox=sandbox))
    try:
        yield database
    finally:
        await database.close()


def database_of(settings: Settings) -> tuple[str, str | None]:
    """DATABASE_URL and DATA_KEY as they are meant where nothing runs."""
    return _address(settings, sandbox=for_sandbox(settings))


def _address(settings: Settings, *, sandbox: bool) -> tuple[str, str | None]:
    if not sandbox:
        return settings.database_url, settings.data_key
    of_another_system = "" if is_built_in(settings) else f"-{settings.crm}"
    return SANDBOX_DATABASE.format(of=of_another_system), None


def for_sandbox(settings: Settings) -> bool:
    """Whether a command that no token comes with means the sandbox: not where a database is named."""
    return settings.bot_token is None and settings.database_url == Settings.model_fields["database_url"].default


async def clinic_in(settings: Settings, database: Database) -> Clinic:
    """The clinic as imported; into an empty database its file is taken in by itself.

    Raise ``DatabaseUnusable`` where the database belongs to another clinic's system.
    """
    clock, file, whole = SystemClock(), settings.clinic_file, is_built_in(settings)
    await belong_to(database, name_of(settings))
    if clinic := await ClinicStore(database, clock).load():
        return clinic
    from clinic.read import read_clinic  # noqa: PLC0415 YAML, of which all later starts need none

    clinic = read_clinic(file, whole=whole)
    await take_in(database, clinic, clock, whole=whole)
    log.info("%s is imported: %s", file.name, contents(clinic))
    return clinic
