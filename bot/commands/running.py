"""The bot on its token, until SIGTERM or Ctrl-C."""

import asyncio
import logging
import signal

from bot.commands.opening import clinic_in, opened
from bot.log import set_up_logs
from bot.polling import Polling
from bot.settings import DEMO_CLINIC, Settings
from bot.telegram import connect, show_commands
from bot.wiring import build
from clinic.model import Clinic
from clinic.read import ClinicFileError, read_clinic
from db.database import Database
from handlers.dispatching import UPDATES
from reception.clock import SystemClock
from reception.dates import warm_up

log = logging.getLogger(__name__)
PHOTOS = {"doctors": {"__all__": {"photo"}}}


async def run(settings: Settings) -> None:
    assert settings.bot_token is not None  # without one the sandbox runs
    set_up_logs(settings.log_format)
    async with opened(settings) as database:
        clinic = await clinic_in(database, settings.clinic_file)
        if is_demo(clinic):
            log.warning("the demo clinic is shown on a real token; take yours in with: python -m bot import FILE")
        await serve(settings.bot_token, settings.bot_api_url, database, clinic, settings.staff_chat_id)


async def serve(token: str, api_url: str, database: Database, clinic: Clinic, staff_chat_id: int | None = None) -> None:
    bot = connect(token, api_url)
    program = build(bot, database, clinic, SystemClock(), staff_chat_id=staff_chat_id)
    try:
        await program.start()
        await show_commands(bot, list(clinic.languages.follow_telegram), clinic.languages.default)
        await asyncio.to_thread(warm_up)
        await Polling(bot, program.intake.accept, UPDATES).run(_stop_signal())
    finally:
        await program.stop()
        await bot.session.close()


def is_demo(clinic: Clinic) -> bool:
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
