"""What ``python -m bot …`` does. Each command ends with 0, or says in clear words what is wrong and ends with 1."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.log import set_up_logs
from bot.polling import Polling
from bot.settings import DEMO_CLINIC, Settings, SettingsError, read_settings
from bot.telegram import connect, show_commands
from bot.wiring import build, open_database, take_in
from clinic.model import Clinic
from clinic.read import ClinicFileError, read_clinic
from db.catalogue import CatalogueStore
from db.clinic_file import ClinicStore
from db.database import Database
from locales.words import SOURCE_LANGUAGE, words
from reception.clock import SystemClock
from reception.dates import warm_up
from reception.destinations import deep_links

if TYPE_CHECKING:
    from sandbox import TelegramServer

log = logging.getLogger(__name__)
UPDATES = ("message", "callback_query")
PHOTOS = {"doctors": {"__all__": {"photo"}}}
SANDBOX_DATABASE = "sqlite+aiosqlite:///var/sandbox.db"


async def carry_out(command: str | None, file: Path) -> str:
    """What the command has to say, when it has ended."""
    if command == "check":
        return check_file(file)
    settings = read_settings()
    if command == "import":
        return await import_file(settings, file)
    if command == "links":
        return await list_links(settings)
    await (run(settings) if settings.bot_token else run_sandbox(settings))
    return ""


async def run(settings: Settings) -> None:
    """The bot on its token, until SIGTERM or Ctrl-C."""
    assert settings.bot_token is not None  # without one the sandbox runs
    set_up_logs()
    async with _database(settings) as database:
        clinic = await _clinic(database, settings.clinic_file)
        if _is_demo(clinic):
            log.warning("the demo clinic is shown on a real token; take yours in with: python -m bot import FILE")
        await _serve(settings.bot_token, settings.bot_api_url, database, clinic)


async def run_sandbox(settings: Settings) -> None:
    """Telegram on localhost, and the same bot talking to it."""
    set_up_logs()
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(_database(settings, sandbox=True))
        telegram = await _open_sandbox(settings)
        stack.push_async_callback(telegram.close)
        print(f"\n  Reception's sandbox: open {telegram.url} in a browser. Ctrl-C ends it.\n", flush=True)  # noqa: T201 the one line people wait for
        clinic = await _clinic(database, settings.clinic_file)
        await _serve(telegram.token, telegram.url, database, clinic)


async def _open_sandbox(settings: Settings) -> "TelegramServer":
    """On HTTP_PORT; where nobody chose one, on the first free of ten."""
    from sandbox import NotLoopbackError, serve  # noqa: PLC0415 a bot on a real token needs none of it

    chosen = "http_port" in settings.model_fields_set
    for port in range(settings.http_port, settings.http_port + (1 if chosen else 10)):
        try:
            return await serve(host=settings.http_host, port=port)
        except NotLoopbackError as error:
            raise SettingsError(f"HTTP_HOST: {error}") from None
        except OSError as error:
            busy = error
    raise SettingsError(f"HTTP_PORT: {settings.http_host}:{settings.http_port} cannot be used: {busy.strerror}")


async def import_file(settings: Settings, file: Path) -> str:
    """Take a clinic file in; the running bot goes by it after a restart."""
    clinic = read_clinic(file)
    async with _database(settings, sandbox=_for_sandbox(settings)) as database:
        await take_in(database, clinic, SystemClock())
    return f"{file.name} is imported: {_contents(clinic)}. Restart the bot if it is running."


def check_file(file: Path) -> str:
    """Read a clinic file and change nothing."""
    return f"{file.name} is fine: {_contents(read_clinic(file))}."


async def list_links(settings: Settings) -> str:
    """What a site's widget or a QR code on a door may carry after https://t.me/<the bot's name>."""
    async with _database(settings, sandbox=_for_sandbox(settings)) as database:
        links = deep_links(await CatalogueStore(database).load())
    lines = [f"?start={link}\t{words(SOURCE_LANGUAGE).pick(names)}" for link, names in links.items()]
    return "\n".join(lines) or "The clinic's directory has not been read yet: start the bot once."


def _contents(clinic: Clinic) -> str:
    return f"{len(clinic.branches)} branches, {len(clinic.specialties)} specialties, {len(clinic.doctors)} doctors"


def _for_sandbox(settings: Settings) -> bool:
    """Whether a command that no token comes with means the sandbox: not where a database is named."""
    return settings.bot_token is None and settings.database_url == Settings.model_fields["database_url"].default


@asynccontextmanager
async def _database(settings: Settings, *, sandbox: bool = False) -> AsyncIterator[Database]:
    """The sandbox's database is its own, and so is its key, whatever is set for the real one."""
    url, key = (SANDBOX_DATABASE, None) if sandbox else (settings.database_url, settings.data_key)
    database = await open_database(url, key)
    try:
        yield database
    finally:
        await database.close()


async def _serve(token: str, api_url: str, database: Database, clinic: Clinic) -> None:
    bot = connect(token, api_url)
    program = build(bot, database, clinic, SystemClock())
    try:
        await program.start()
        await show_commands(bot, list(clinic.languages.follow_telegram), clinic.languages.default)
        await asyncio.to_thread(warm_up)
        await Polling(bot, program.intake.accept, UPDATES).run(_stop_signal())
    finally:
        await program.stop()
        await bot.session.close()


async def _clinic(database: Database, file: Path) -> Clinic:
    """The clinic as imported; into an empty database its file is taken in by itself."""
    clock = SystemClock()
    if clinic := await ClinicStore(database, clock).load():
        return clinic
    clinic = read_clinic(file)
    await take_in(database, clinic, clock)
    log.info("%s is imported: %s", file.name, _contents(clinic))
    return clinic


def _is_demo(clinic: Clinic) -> bool:
    """Word for word the demo's file. Where photos stand does not count: the program may have moved."""
    try:
        demo = read_clinic(DEMO_CLINIC)
    except ClinicFileError:  # the program was installed without it
        return False
    return clinic.model_dump(exclude=PHOTOS) == demo.model_dump(exclude=PHOTOS)


def _stop_signal() -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop
