"""``check``: the whole set-up, one line a point; it changes nothing."""

from contextlib import AsyncExitStack
from pathlib import Path

from bot.checks.clinic import check_file, check_imported, check_system
from bot.checks.database import check_database
from bot.checks.finding import Finding, faults, note, wrong
from bot.checks.staff import check_staff_chat
from bot.checks.telegram import calling, check_telegram
from bot.checks.webhook import check_port, check_webhook
from bot.clinics import contents
from bot.commands.opening import database_of
from bot.settings import Settings, SettingsError, read_settings
from bot.systems import is_built_in
from clinic.read import read_clinic
from db.looking import looking


async def check_clinic_file(file: Path) -> str:
    """Read a clinic file and change nothing."""
    whole = is_built_in(read_settings())
    return f"{file.name} is fine: {contents(read_clinic(file, whole=whole))}."


async def check_set_up() -> tuple[str, int]:
    """What to print, and how to exit: 1 where something is wrong."""
    try:
        findings = await _look_at(read_settings())
    except SettingsError as error:
        findings = [wrong("settings", line) for line in str(error).splitlines()]
        findings.append(note("settings", "the rest can be looked at when these are right"))
    wrongs = faults(findings)
    last = f"{wrongs} to mend." if wrongs else "All is well."
    return "\n".join([*(finding.told() for finding in findings), last]), min(wrongs, 1)


async def _look_at(settings: Settings) -> list[Finding]:
    findings = [*await _own(settings), *await _outside(settings)]
    if settings.bot_token or "http_port" in settings.model_fields_set:  # else the sandbox takes the first free one
        bot_id = int(settings.bot_token.partition(":")[0]) if settings.bot_token else None
        findings += await check_port(settings.http_host, settings.http_port, bot_id)
    return findings


async def _own(settings: Settings) -> list[Finding]:
    """What lies on this machine, and the database."""
    url, key = database_of(settings)
    findings, cipher = await check_database(url, key)
    of_file, clinic = check_file(settings)
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(looking(url, cipher)) if cipher else None
        of_clinic = await check_imported(settings, database, clinic)
        return [*findings, *of_file, *of_clinic, *await check_system(settings, database, clinic)]


async def _outside(settings: Settings) -> list[Finding]:
    if settings.bot_token is None:
        return [note("Telegram", "no BOT_TOKEN is set: the sandbox runs, a Telegram of your own in the browser")]
    async with calling(settings.bot_token, settings.bot_api_url) as bot:
        findings, me = await check_telegram(bot, settings.bot_api_url)
        if me is None:
            return findings
        staff = await check_staff_chat(bot, me, settings.staff_chat_id, settings.bot_api_url)
        return [*findings, *staff, *await check_webhook(bot, settings)]
