"""The bot's own address on this machine: the webhook, /healthz for whoever watches, /metrics for Prometheus."""

import hmac
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from bot.health import Health
from bot.hints import Hints
from bot.outages import STORING
from bot.settings import SettingsError
from bot.turns import RawUpdate, told
from bot.vitals import Vitals

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 the name of a header
MOST = 2**20  # bytes; Telegram's updates stay far below
LARGEST_ID = 2**63 - 1

Accept = Callable[[Sequence[RawUpdate]], Awaitable[None]]


class Door:
    """Where Telegram brings updates: 200 once stored, 401, 413 or 400 for what is not its, 503 when it may come again.

    A tap is acknowledged in the answer itself: the clock on the button stops as soon as the tap is stored.
    """

    def __init__(self, secret: str, accept: Accept, vitals: Vitals) -> None:
        self._secret = secret.encode()
        self._accept = accept
        self._vitals = vitals

    async def hear(self, request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "").encode(errors="surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            return self._refuse(401, "secret")
        try:
            update = _update(await request.read())
        except web.HTTPRequestEntityTooLarge:
            return self._refuse(413, "size")
        except (ValueError, RecursionError, web.RequestPayloadError, ConnectionError):
            return self._refuse(400, "rubbish")
        try:
            await self._accept([update])
        except Exception as error:  # noqa: BLE001 nothing is acknowledged: Telegram will bring it again
            self._vitals.outages.went(STORING, told(error))
            return web.Response(status=503)
        self._vitals.outages.back(STORING)
        return _acknowledged(update)

    def _refuse(self, status: int, reason: str) -> web.Response:
        self._vitals.refused(reason)
        return web.Response(status=status)


@asynccontextmanager
async def serving(
    host: str, port: int, health: Health, doors: Mapping[str, Door], hints: Hints | None = None
) -> AsyncIterator[int]:
    """On this port (its number comes back) until the end. Raise ``SettingsError`` where it can't be had."""
    app = web.Application(client_max_size=MOST)
    app.router.add_get("/healthz", health.told)
    app.router.add_get("/metrics", health.metrics)
    for path, door in doors.items():
        app.router.add_post(path, door.hear)
    if hints:
        app.router.add_route("*", "/crm/{secret}", hints.hear)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=5)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port, reuse_address=True, backlog=1024).start()
    except OSError as error:
        await runner.cleanup()
        raise SettingsError(f"HTTP_PORT: {host}:{port} cannot be used: {error.strerror}") from None
    try:
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


def _update(body: bytes) -> RawUpdate:
    """Raise ``ValueError`` for what can't be one of Telegram's: an object of a number and objects."""
    update = json.loads(body)
    number = update.get("update_id") if isinstance(update, dict) else None
    if type(number) is not int or not 0 <= number <= LARGEST_ID:
        raise ValueError
    if not all(isinstance(value, dict) for name, value in update.items() if name != "update_id"):
        raise ValueError
    checked: dict[str, Any] = update
    return checked


def _acknowledged(update: RawUpdate) -> web.Response:
    """A tap in a group is answered later, with what came of it (bot/staffing.py)."""
    tap = update.get("callback_query")
    if tap is None or not isinstance(tap.get("id"), str) or _in_group(tap):
        return web.Response()
    return web.json_response({"method": "answerCallbackQuery", "callback_query_id": tap["id"]})


def _in_group(tap: dict[str, Any]) -> bool:
    message = tap.get("message")
    chat = message.get("chat") if isinstance(message, dict) else None
    return isinstance(chat, dict) and chat.get("type") != "private"
