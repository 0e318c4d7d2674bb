"""What the clinic file says, what of it is in the database, and whether the clinic's system shows it."""

from collections.abc import Sequence

from pydantic import ValidationError
from yarl import URL

from bot.checks.finding import Finding, note, ok, wrong
from bot.clinics import contents, is_demo, same
from bot.databases import own_system
from bot.settings import Settings
from bot.systems import elsewhere, is_built_in, name_of
from clinic.model import Clinic
from clinic.read import ClinicFileError, read_clinic
from crm.errors import CrmError
from crm.model import Look
from db.belonging import belongs_to, owner_of
from db.clinic_file import ClinicStore
from db.database import Database
from db.visits import VisitStore
from reception.clock import SystemClock
from reception.sync import SHARE

THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
FILE, IMPORTED, SYSTEM = "clinic file", "clinic", "clinic's system"


def check_file(settings: Settings) -> tuple[list[Finding], Clinic | None]:
    try:
        clinic = read_clinic(settings.clinic_file, whole=is_built_in(settings))
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
            "the clinic file is not what is served: it has changed since its import, or admins have changed the clinic "
            f"by /admin; to put the file in its place: python -m bot import {settings.clinic_file}",
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


async def check_system(settings: Settings, database: Database | None, file: Clinic | None) -> list[Finding]:
    if database and (owner := await owner_of(database)) not in (None, name_of(settings)):
        return [wrong(SYSTEM, belongs_to(owner, name_of(settings)))]
    if is_built_in(settings):
        return _told(await own_system(database, SystemClock()).check()) if database else []
    clinic = (await ClinicStore(database, SystemClock()).load() if database else None) or file
    if clinic is None:
        return [note(SYSTEM, "can be looked at when the clinic file is right")]
    return [*_readable(settings), *await _elsewhere(settings, clinic, database)]


async def _elsewhere(settings: Settings, clinic: Clinic, database: Database | None) -> list[Finding]:
    try:
        async with elsewhere(settings, clinic, SystemClock()) as system:
            findings = _told(await system.check())
            polled = not system.capabilities.change_feed
    except CrmError as error:
        return [wrong(SYSTEM, f"no answer from CRM_URL: {error}")]
    return [*findings, *([await _round(clinic, database)] if polled else [])]


def _readable(settings: Settings) -> list[Finding]:
    url = URL(settings.crm_url or "")
    if url.scheme == "https" or url.host in THIS_MACHINE:
        return []
    return [note(SYSTEM, "CRM_URL is not https: whoever is on the way can read passwords and patients' data")]


def _told(looks: Sequence[Look]) -> list[Finding]:
    return [ok(SYSTEM, look.told) if look.well else wrong(SYSTEM, look.told) for look in looks]


async def _round(clinic: Clinic, database: Database | None) -> Finding:
    """A system that tells nobody what has changed is asked patient by patient."""
    patients = await VisitStore(database, SystemClock()).linked() if database else 0
    budget = max(clinic.crm.calls_per_minute // SHARE, 1)
    return ok(
        SYSTEM,
        f"it tells nobody what has changed, so each patient of the bot's people is asked after: {patients} of them, at "
        f"{budget} calls a minute (half of crm: calls_per_minute), take {max(1, -(-patients // budget))} min; "
        "those with a visit within two days come first, every minute",
    )
