"""Whether Telegram answers at BOT_API_URL and knows this token."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    AiogramError,
    TelegramAPIError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramUnauthorizedError,
)
from aiogram.types import User

from bot.checks.finding import LIMIT, Finding, ok, wrong

ABOUT = "Telegram"


@asynccontextmanager
async def calling(token: str, api_url: str) -> AsyncIterator[Bot]:
    """Without the patience of the running bot: what goes wrong is to be told at once."""
    bot = Bot(token, AiohttpSession(api=TelegramAPIServer.from_base(api_url), timeout=LIMIT))
    try:
        yield bot
    finally:
        await bot.session.close()


async def check_telegram(bot: Bot, api_url: str) -> tuple[list[Finding], User | None]:
    try:
        me = await bot.get_me()
    except AiogramError as error:
        return [wrong(ABOUT, why(error, bot, api_url))], None
    return [ok(ABOUT, f"@{me.username}, at {_host(api_url)}")], me


def why(error: AiogramError, bot: Bot, api_url: str) -> str:
    match error:
        case TelegramUnauthorizedError() | TelegramNotFound():
            return "it does not know this BOT_TOKEN: take it anew from @BotFather"
        case TelegramNetworkError():
            return (
                f"no answer from {_host(api_url)} (BOT_API_URL): look at the address, and whether this machine "
                "reaches it (network, firewall, proxy)"
            )
        case TelegramAPIError():
            return f"it refuses: {error.message.replace(bot.token, '<token>')}"
    return f"what answers at {_host(api_url)} is no Bot API server: look at BOT_API_URL"


def _host(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2]
