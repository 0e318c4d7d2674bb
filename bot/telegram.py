"""The way to Telegram: one session, time limits, and what its passing refusals are answered with."""

import asyncio
import logging
from typing import Any

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.middlewares.base import BaseRequestMiddleware
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramAPIError, TelegramNetworkError, TelegramRetryAfter, TelegramServerError
from aiogram.types import BotCommand

from bot.wire import Session
from locales.words import words

log = logging.getLogger(__name__)
CALL_LIMIT = 10.0  # seconds; a long poll has its own
LONGEST_WAIT = 8  # seconds that a person may be kept waiting for Telegram's own pace
PAUSE = 0.5
LONG_POLL = "getUpdates"  # has its own patience (bot/polling.py)


class Patience(BaseRequestMiddleware):
    """Obeys ``retry_after`` where it is short and tries once more after a passing fault.

    A message whose answer was lost may come twice: better than not at all for a panel that somebody waits for.
    """

    async def __call__(self, make_request: Any, bot: Bot, method: Any) -> Any:
        try:
            return await make_request(bot, method)
        except TelegramRetryAfter as flood:
            if method.__api_method__ == LONG_POLL or flood.retry_after > LONGEST_WAIT:
                raise
            log.warning("Telegram asks to wait %s s", flood.retry_after)
            await asyncio.sleep(flood.retry_after)
        except (TelegramServerError, TelegramNetworkError) as fault:
            if method.__api_method__ == LONG_POLL:
                raise
            log.warning("Telegram: %s in %s", type(fault).__name__, method.__api_method__)
            await asyncio.sleep(PAUSE)
        return await make_request(bot, method)


def connect(token: str, api_url: str) -> Bot:
    """HTML everywhere, no link previews. Nothing is sent yet."""
    session = Session(api=TelegramAPIServer.from_base(api_url), timeout=CALL_LIMIT)
    session.middleware(Patience())
    return Bot(token, session, DefaultBotProperties(parse_mode="HTML", link_preview_is_disabled=True))


async def show_commands(bot: Bot, languages: list[str], default: str) -> None:
    """The Menu button, in the clinic's language and in those that follow Telegram's own setting.

    Telegram keeps it: where it can't be reached now, people see the one of the last start.
    """
    try:
        await bot.set_my_commands(_commands(default))
        for language in languages:
            await bot.set_my_commands(_commands(language), language_code=language)
    except TelegramAPIError as error:
        log.warning("the Menu button stays as it was: %s", type(error).__name__)


def _commands(language: str) -> list[BotCommand]:
    say = words(language).label
    texts = {
        "book": say("Book a visit"),
        "visits": say("My visits"),
        "settings": say("Language"),
        "privacy": say("What we keep about you"),
        "help": say("Help"),
        "menu": say("Main menu"),
        "cancel": say("Stop what we are doing"),
    }
    return [BotCommand(command=command, description=text) for command, text in texts.items()]
