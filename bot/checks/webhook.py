"""How updates come in: what Telegram says of the webhook, and whether our port can be had."""

import asyncio
import socket
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import aiohttp
from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.types import WebhookInfo

from bot.checks.finding import LIMIT, Finding, note, ok, wrong
from bot.checks.telegram import why
from bot.settings import Settings
from bot.webhook import FRESH

ABOUT, PORT = "webhook", "port"


async def check_webhook(bot: Bot, settings: Settings) -> list[Finding]:
    try:
        info = await bot.get_webhook_info()
    except AiogramError as error:
        return [wrong(ABOUT, why(error, bot, settings.bot_api_url))]
    if settings.webhook_url is None:
        taken = f"; the one at {_host(info.url)} goes at the next start" if info.url else ""
        return [ok(ABOUT, f"none is set (WEBHOOK_URL): the bot fetches its updates itself{taken}")]
    if not info.url:
        return [ok(ABOUT, f"Telegram is told of {_host(settings.webhook_url)} at the next start")]
    if info.url != settings.webhook_url:
        return [
            note(
                ABOUT,
                f"Telegram brings updates to another address, at {_host(info.url)}: the next start sets this one; "
                "if that is another program, only one of the two may run",
            )
        ]
    return [_delivery(info)]


def _delivery(info: WebhookInfo) -> Finding:
    waiting = f"{info.pending_update_count} updates wait"
    if info.last_error_date is None:
        return ok(ABOUT, f"set; {waiting}")
    told = f"Telegram could not deliver at {info.last_error_date:%H:%M} UTC: {info.last_error_message}"
    if info.pending_update_count or datetime.now(UTC) - info.last_error_date < timedelta(seconds=FRESH):
        return wrong(
            ABOUT,
            f"{told}; {waiting}. Is the bot running, and does the address lead to HTTP_HOST:HTTP_PORT, with a "
            "certificate that Telegram trusts?",
        )
    return note(ABOUT, f"{told}; since then all is well, {waiting}")


async def check_port(host: str, port: int, bot_id: int | None) -> list[Finding]:
    """A port that this very bot already answers on is as it should be."""
    where = f"{host}:{port}"
    try:
        await asyncio.to_thread(_try, host, port)
    except socket.gaierror:
        return [wrong(PORT, f"there is no address {host} (HTTP_HOST)")]
    except OSError as error:
        if bot_id is not None and await _bot_at(host, port) == bot_id:
            return [ok(PORT, f"{where}: the bot is running there")]
        return [wrong(PORT, f"{where} can't be used (HTTP_HOST, HTTP_PORT): {error.strerror}; choose another")]
    return [ok(PORT, f"{where} is free")]


def _try(host: str, port: int) -> None:
    """What a server does, but nobody is listened to."""
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind, protocol) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        tried.bind(address)


async def _bot_at(host: str, port: int) -> int | None:
    """The bot whose /healthz answers here."""
    shown = f"[{host}]" if ":" in host else host
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=LIMIT)) as session,
            session.get(f"http://{shown}:{port}/healthz") as answer,
        ):
            facts = await answer.json()
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return None
    return facts.get("bot_id") if isinstance(facts, dict) else None


def _host(url: str) -> str:
    """The path may be a secret."""
    return urlsplit(url).netloc.rpartition("@")[2]
