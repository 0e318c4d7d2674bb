"""Without a BOT_TOKEN: Telegram on localhost, and the same bot talking to it."""

from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

from bot.commands.opening import clinic_in, opened
from bot.commands.running import started, stop_signal
from bot.log import set_up_logs
from bot.polling import Polling
from bot.settings import Settings, SettingsError
from bot.systems import clinics_system
from bot.telegram import connect
from bot.wiring import build
from handlers.dispatching import UPDATES
from reception.clock import SystemClock

if TYPE_CHECKING:
    from sandbox import TelegramServer


async def run_sandbox(settings: Settings) -> None:
    set_up_logs(settings.log_format)
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(opened(settings, sandbox=True))
        telegram = await _open_sandbox(settings)
        stack.push_async_callback(telegram.close)
        print(f"\n  Reception's sandbox: open {telegram.url} in a browser. Ctrl-C ends it.\n", flush=True)  # noqa: T201 the one line people wait for
        clinic = await clinic_in(settings, database)
        system = await stack.enter_async_context(clinics_system(settings, database, clinic, SystemClock()))
        program = build(connect(telegram.token, telegram.url), database, clinic, SystemClock(), system)
        await stack.enter_async_context(started(program))
        await Polling(program.bot, program.intake.accept, UPDATES).run(stop_signal())


async def _open_sandbox(settings: Settings) -> "TelegramServer":
    """On HTTP_PORT; where nobody chose one, on the first free of ten."""
    import sandbox  # noqa: PLC0415 a bot on a real token needs none of it

    chosen = "http_port" in settings.model_fields_set
    for port in range(settings.http_port, settings.http_port + (1 if chosen else 10)):
        try:
            return await sandbox.serve(host=settings.http_host, port=port)
        except sandbox.NotLoopbackError as error:
            raise SettingsError(f"HTTP_HOST: {error}") from None
        except OSError as error:
            busy = error
    raise SettingsError(f"HTTP_PORT: {settings.http_host}:{settings.http_port} cannot be used: {busy.strerror}")
