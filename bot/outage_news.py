"""Reception hears when patients can't be served for a while, and when they can again."""

import math
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.outages import CRM, DATABASE, TELEGRAM, Outages
from clinic.model import Clinic
from handlers.screens import outage
from locales.words import words

HICCUP = 60.0  # seconds: what is back by then is not worth a word
TOLD = (DATABASE, CRM)


class OutageNews:
    """``say``: False when it should be tried again. ``now``: that of ``outages``."""

    def __init__(
        self,
        outages: Outages,
        say: Callable[[str], Awaitable[bool]],
        clinic: Clinic,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._outages = outages
        self._say = say
        self._words = words(clinic.languages.default)
        self._zone = ZoneInfo(clinic.zone)
        self._now = now
        self._told: dict[str, float] = {}
        self._database_away_at = -math.inf

    async def look(self) -> None:
        """Woken every few seconds. Whatever can't be said now is said at a later look, if it is still true."""
        away, begun = self._outages.away, self._outages.begun
        if DATABASE in away:
            self._database_away_at = self._now()
        if TELEGRAM in away:
            return
        for what, went in list(self._told.items()):
            if what not in away and await self._say(self._back(what, went)):
                del self._told[what]
        for what in TOLD:
            if self._is_news(what, begun.get(what)) and await self._say(self._gone(what, away[what])):
                self._told[what] = begun[what]

    def _is_news(self, what: str, begun: float | None) -> bool:
        if begun is None or what in self._told:
            return False
        # The built-in system goes with its database, and only its next call shows that it is back with it.
        counted = begun if what == DATABASE else max(begun, self._database_away_at)
        return self._now() - counted >= HICCUP

    def _gone(self, what: str, since: float) -> str:
        at = datetime.fromtimestamp(since, UTC).astimezone(self._zone)
        return outage.database_gone(self._words, at) if what == DATABASE else outage.clinic_gone(self._words, at)

    def _back(self, what: str, begun: float) -> str:
        minutes = max(1, round((self._now() - begun) / 60))
        tell = outage.database_back if what == DATABASE else outage.clinic_back
        return tell(self._words, minutes)
