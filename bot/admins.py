"""Those who are told when an engineer is needed (ADMIN_IDS and whom they invited), in their own chats with the bot."""

import logging
from collections.abc import Awaitable, Callable, Sequence

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramForbiddenError

log = logging.getLogger(__name__)


async def _nobody() -> Sequence[int]:
    return ()


class Admins:
    """``otherwise``: says it elsewhere where there are none, or none of them can be written to. ``invited``: the ids of
    those who were."""

    def __init__(
        self,
        bot: Bot,
        ids: Sequence[int],
        otherwise: Callable[[str], Awaitable[bool]],
        invited: Callable[[], Awaitable[Sequence[int]]] = _nobody,
    ) -> None:
        self._bot = bot
        self._ids = ids
        self._otherwise = otherwise
        self._invited = invited
        self._heard: set[tuple[int, str]] = set()
        self._mute: set[int] = set()

    async def say(self, text: str) -> bool:
        """False: not everybody could be told now; try again, and who has heard it is not told twice."""
        everybody = dict.fromkeys((*self._ids, *await self._invited()))
        try:
            heard = [await self._tell(admin, text) for admin in everybody]
        except TelegramAPIError:
            return False
        self._heard = {(admin, said) for admin, said in self._heard if said != text}
        return True if any(heard) else await self._otherwise(text)

    async def _tell(self, admin: int, text: str) -> bool:
        if (admin, text) in self._heard:
            return True
        try:
            await self._bot.send_message(admin, text)
        except (TelegramForbiddenError, TelegramBadRequest) as refused:
            if admin not in self._mute:
                log.warning("one of the admins can't be written to: %s", refused.message)
            self._mute.add(admin)
            return False
        self._mute.discard(admin)
        self._heard.add((admin, text))
        return True
