"""The bot on its token, until SIGTERM or Ctrl-C."""

import asyncio
import gc
import logging
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from urllib.parse import urlsplit

from bot.clinics import is_demo
from bot.commands.announcing import announce
from bot.commands.opening import clinic_in, opened
from bot.log import set_up_logs
from bot.polling import Polling
from bot.settings import Settings
from bot.systems import clinics_system, hook_of, is_built_in
from bot.telegram import connect, show_commands
from bot.turns import told
from bot.vitals import Vitals
from bot.web import Door, serving
from bot.webhook import Webhook
from bot.wiring import Program, build
from handlers.dispatching import UPDATES
from reception.clock import SystemClock

log = logging.getLogger(__name__)


async def run(settings: Settings) -> None:
    assert settings.bot_token is not None  # without one the sandbox runs
    set_up_logs(settings.log_format)
    vitals = Vitals()
    bot = connect(settings.bot_token, settings.bot_api_url, vitals)
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(opened(settings))
        clinic = await clinic_in(settings, database)
        system = await stack.enter_async_context(clinics_system(settings, database, clinic, SystemClock()))
        if is_demo(clinic):
            log.warning(
                "the demo clinic is shown on a real token (see its phone); take yours in: python -m bot import FILE"
            )
        program = build(
            bot,
            database,
            clinic,
            SystemClock(),
            system,
            staff_chat_id=settings.staff_chat_id,
            vitals=vitals,
            admin_ids=settings.admin_ids,
            hook=hook_of(settings),
            by_webhook=settings.webhook_url is not None,
            whole=is_built_in(settings),
            real=True,
        )
        await stack.enter_async_context(started(program, partial(announce, settings, bot, database, clinic)))
        await stack.enter_async_context(_listening(settings, program))
        await _way_in(settings, program).run(stop_signal())


@asynccontextmanager
async def started(program: Program, begun: Callable[[], Awaitable[None]] | None = None) -> AsyncIterator[None]:
    """From the first update that it may take to the last one that it has finished. ``begun`` tells of it."""
    settling: asyncio.Task[None] | None = None
    try:
        await program.start()
        settling = asyncio.create_task(_settle_in(program, begun))
        yield
    finally:
        if settling:
            settling.cancel()
            await asyncio.gather(settling, return_exceptions=True)
        try:
            await program.stop()
        finally:
            await program.bot.session.close()
        log.info("Reception ends; what was under way is finished, or waits for the next start")


async def _settle_in(program: Program, begun: Callable[[], Awaitable[None]] | None) -> None:
    """What can wait until people are served already.

    What the start has made stays for good: unless it is frozen, each full collection looks through all of it and
    stops the loop for 0.15 s.
    """
    gc.collect()
    gc.freeze()
    languages = program.desk.clinic.languages
    try:
        if begun:
            await begun()
        await show_commands(program.bot, list(languages.follow_telegram), languages.default)
    except Exception as error:  # noqa: BLE001 people are served all the same
        log.warning("the start is not told, or the Menu button stays as it was: %s", told(error))


@asynccontextmanager
async def _listening(settings: Settings, program: Program) -> AsyncIterator[None]:
    """On HTTP_HOST and HTTP_PORT: /healthz and /metrics, and the webhook where one is wanted."""
    doors = {}
    if settings.webhook_url and settings.webhook_secret:
        path = urlsplit(settings.webhook_url).path or "/"
        doors[path] = Door(settings.webhook_secret, program.intake.accept, program.vitals)
    async with serving(settings.http_host, settings.http_port, program.health, doors, program.hints):
        yield


def _way_in(settings: Settings, program: Program) -> Webhook | Polling:
    outages = program.vitals.outages
    if settings.webhook_url and settings.webhook_secret:
        return Webhook(program.bot, settings.webhook_url, settings.webhook_secret, UPDATES, outages)
    return Polling(program.bot, program.intake.accept, UPDATES, outages)


def stop_signal() -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop
