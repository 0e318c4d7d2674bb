"""Without a BOT_TOKEN: Telegram on localhost, and the same bot talking to it."""

from contextlib import AsyncExitStack

from bot.commands.jumping import jumps_of
from bot.commands.opening import clinic_in, opened
from bot.commands.running import started, stop_signal
from bot.log import set_up_logs
from bot.polling import Polling
from bot.settings import Settings, SettingsError
from bot.systems import clinics_system, is_built_in
from bot.telegram import connect
from bot.wiring import build
from handlers.dispatching import UPDATES
from sandbox import ADMINS, Controls, Jumps, NotLoopbackError, Staffed, TelegramServer, serve


async def run_sandbox(settings: Settings) -> None:
    set_up_logs(settings.log_format)
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(opened(settings, sandbox=True))
        telegram = await _open_sandbox(settings)
        stack.push_async_callback(telegram.close)
        print(f"\n  Reception's sandbox: open {telegram.url} in a browser. Ctrl-C ends it.\n", flush=True)  # noqa: T201 the one line people wait for
        clinic = await clinic_in(settings, database)
        clock, staff = telegram.clock, telegram.staff
        system = await stack.enter_async_context(clinics_system(settings, database, clinic, clock))
        bot = connect(telegram.token, telegram.url)
        program = build(
            bot,
            database,
            clinic,
            clock,
            system,
            staff_chat_id=staff.id if staff else None,
            admin_ids=[admin.user_id for admin in ADMINS],
            whole=is_built_in(settings),
        )

        async def jumps(person_id: int) -> Jumps:
            return await jumps_of(program.desk)(person_id)  # the desk of the clinic as it is by then

        telegram.controls = Controls(clinic.zone, jumps, program.wakeups.wake_all)
        await stack.enter_async_context(started(program))
        await Polling(program.bot, program.intake.accept, UPDATES).run(stop_signal())


async def _open_sandbox(settings: Settings) -> TelegramServer:
    """On HTTP_PORT; where nobody chose one, on the first free of ten."""
    chosen = "http_port" in settings.model_fields_set
    for port in range(settings.http_port, settings.http_port + (1 if chosen else 10)):
        try:
            return await serve(host=settings.http_host, port=port, staff=Staffed(topics=True), admins=ADMINS)
        except NotLoopbackError as error:
            raise SettingsError(f"HTTP_HOST: {error}") from None
        except OSError as error:
            busy = error
    raise SettingsError(f"HTTP_PORT: {settings.http_host}:{settings.http_port} cannot be used: {busy.strerror}")
