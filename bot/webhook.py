"""Tell Telegram where to bring updates, and see that it stays so."""

import asyncio
import time
from collections.abc import Sequence

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramNotFound, TelegramUnauthorizedError

from bot.outages import Outages
from bot.polling import unless
from bot.settings import WrongToken
from bot.telegram import said

WEBHOOK = "The webhook"
LOOK = 60.0  # seconds between looks at what Telegram says of it
PAUSE = 10.0  # seconds after a failure
FRESH = 120.0  # seconds: an older failure of Telegram's to deliver is history
AT_ONCE = 64  # deliveries that Telegram may make side by side; as many chats are handled at once


class Webhook:
    def __init__(
        self, bot: Bot, url: str, secret: str, allowed_updates: Sequence[str], outages: Outages, look: float = LOOK
    ) -> None:
        self._bot = bot
        self._url = url
        self._secret = secret
        self._allowed = list(allowed_updates)
        self._outages = outages
        self._pause = look
        self._begun = int(time.time())  # what failed before was our own absence

    async def run(self, stop: asyncio.Event) -> None:
        """Until ``stop``; the webhook stays set, so what comes meanwhile waits at Telegram. Raise ``WrongToken``."""
        is_set = False
        while not stop.is_set():
            try:
                is_set = await self._seen_to(is_set)
            except (TelegramUnauthorizedError, TelegramNotFound):
                raise WrongToken from None
            except AiogramError as error:
                self._outages.went(WEBHOOK, said(error, self._bot))
                await unless(stop, asyncio.sleep(min(PAUSE, self._pause)))
            else:
                await unless(stop, asyncio.sleep(self._pause))

    async def _seen_to(self, is_set: bool) -> bool:
        if not is_set:
            await self._bot.set_webhook(
                self._url,
                secret_token=self._secret,
                allowed_updates=self._allowed,
                max_connections=AT_ONCE,
                drop_pending_updates=False,
            )
        info = await self._bot.get_webhook_info()
        if info.url != self._url:
            self._outages.went(WEBHOOK, "another program has taken it off; it is set again")
            return False
        failed_at = info.last_error_date.timestamp() if info.last_error_date else 0
        if failed_at >= self._begun and time.time() - failed_at < FRESH:
            self._outages.went(WEBHOOK, f"Telegram could not deliver: {info.last_error_message}")
        else:
            self._outages.back(WEBHOOK)
        return True
