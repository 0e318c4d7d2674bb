"""A clinic's system calls when something has changed. Anybody may call so: it is a hint, and what is true is read."""

import hmac
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from aiohttp import web

from bot.vitals import Vitals
from crm.errors import CrmError

MOST = 1000  # hints that wait; what is beyond is found by the next round


@dataclass(frozen=True, slots=True)
class Hook:
    """``secret``: the last part of the path. ``read``: the id of the visit that a call is about, or None."""

    secret: str = field(repr=False)
    read: Callable[[Mapping[str, str]], str | None]


class Hints:
    """``look_again`` reads a visit anew."""

    def __init__(self, hook: Hook, look_again: Callable[[str], Awaitable[object]], vitals: Vitals) -> None:
        self._secret = hook.secret.encode()
        self._read = hook.read
        self._look_again = look_again
        self._vitals = vitals
        self._waiting: dict[str, None] = {}

    async def hear(self, request: web.Request) -> web.Response:
        """Answered at once, whatever the verb; who does not know the path finds nothing here."""
        given = request.match_info["secret"].encode(errors="surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            self._vitals.refused("hint")
            return web.Response(status=404)
        appointment = self._read(dict(request.query))
        if appointment is not None and len(self._waiting) < MOST:
            self._waiting[appointment] = None
        return web.Response()

    async def follow(self) -> None:
        """Woken every second. What the silent system does not tell now, the next round finds."""
        while self._waiting:
            appointment = next(iter(self._waiting))
            del self._waiting[appointment]
            try:
                await self._look_again(appointment)
            except CrmError:
                self._waiting.clear()
                raise
