"""The way to Telegram: one session, time limits, and what its passing refusals are answered with."""

import asyncio
import logging
import time
from typing import Any

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.middlewares.base import BaseRequestMiddleware
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    AiogramError,
    TelegramAPIError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import BotCommand

from bot.outages import TELEGRAM
from bot.vitals import Vitals
from bot.wire import Session
from handlers.screens.menu import commands
from locales.words import words

log = logging.getLogger(__name__)
CALL_LIMIT = 10.0  # seconds; a long poll has its own
LONGEST_WAIT = 8  # seconds that a person may be kept waiting for Telegram's own pace
PAUSES = (0.5, 1.0, 2.0)  # seconds before another try
ENOUGH = 9.0  # seconds after which a failed call is tried no more: its turn has a limit of its own
PASSING = (TelegramServerError, TelegramNetworkError)
LONG_POLL = "getUpdates"  # has its own patience (bot/polling.py)


class Patience(BaseRequestMiddleware):
    """Obeys ``retry_after`` where it is short and tries again after a passing fault.

    A message whose answer was lost may come twice: better than not at all for a panel that somebody waits for.
    """

    def __init__(self, vitals: Vitals) -> None:
        self._vitals = vitals

    async def __call__(self, make_request: Any, bot: Bot, method: Any) -> Any:
        if method.__api_method__ == LONG_POLL or getattr(method, "once", False):
            return await self._noted(make_request, bot, method)
        begun = time.monotonic()
        for pause in PAUSES:
            try:
                return await self._noted(make_request, bot, method)
            except TelegramRetryAfter as flood:
                if flood.retry_after > LONGEST_WAIT:
                    raise
                await asyncio.sleep(flood.retry_after)
            except PASSING:
                if time.monotonic() - begun > ENOUGH:
                    raise
                await asyncio.sleep(pause)
        return await self._noted(make_request, bot, method)

    async def _noted(self, make_request: Any, bot: Bot, method: Any) -> Any:
        name = method.__api_method__
        try:
            answer = await make_request(bot, method)
        except TelegramAPIError as error:
            self._vitals.telegram(name, type(error).__name__)
            if isinstance(error, PASSING):
                self._vitals.outages.went(TELEGRAM, f"{type(error).__name__} in {name}")
            raise
        self._vitals.telegram(name, "ok")
        self._vitals.outages.back(TELEGRAM)
        return answer


def connect(token: str, api_url: str, vitals: Vitals | None = None) -> Bot:
    """HTML everywhere, no link previews. Nothing is sent yet."""
    session = Session(api=TelegramAPIServer.from_base(api_url), timeout=CALL_LIMIT)
    session.middleware(Patience(vitals or Vitals()))
    return Bot(token, session, DefaultBotProperties(parse_mode="HTML", link_preview_is_disabled=True))


def out_of_reach(error: BaseException) -> float | None:
    """The seconds to wait at least where it is Telegram that could not take an answer, whatever the answer was."""
    if isinstance(error, TelegramRetryAfter):
        return float(error.retry_after)
    return 0.0 if isinstance(error, PASSING) else None


def said(error: AiogramError, bot: Bot) -> str:
    """Its kind and Telegram's own words, without the token: a server in between may quote the address."""
    words_of_it = error.message if isinstance(error, TelegramAPIError) else ""
    return f"{type(error).__name__} {words_of_it}".replace(bot.token, "<token>").strip()


async def show_commands(bot: Bot, languages: list[str], default: str) -> None:
    """The Menu button, in the clinic's language and in those that follow Telegram's own setting. A language that
    somebody tapped on goes before both, in their chat alone (handlers/meeting.py).

    Telegram keeps it: where it can't be reached now, people see the one of the last start.
    """
    try:
        await bot.set_my_commands(_commands(default))
        for language in languages:
            await bot.set_my_commands(_commands(language), language_code=language)
    except TelegramAPIError as error:
        log.warning("the Menu button stays as it was: %s", type(error).__name__)


def _commands(language: str) -> list[BotCommand]:
    told = commands(words(language)).told
    return [BotCommand(command=command, description=text) for command, text in told.items()]
