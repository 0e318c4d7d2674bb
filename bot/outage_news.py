"""Whoever can do something about it hears when patients can't be served for a while, and when they can again."""

import math
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.outages import ACCESS, CRM, DATABASE, GROUP, TELEGRAM, Outages
from clinic.model import Clinic
from handlers.screens import outage
from locales.words import Words, words

HICCUP = 60.0  # seconds: what is back by then is not worth a word
Tell = Callable[[str], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class News:
    """``tell``: False when it should be tried again. ``gone`` is given the time and the reason, ``back`` the minutes.

    ``after``: seconds that it has to last.
    """

    what: str
    tell: Tell
    gone: Callable[[Words, datetime, str], str]
    back: Callable[[Words, int], str]
    after: float = HICCUP


def told_to(staff: Tell, admins: Tell) -> tuple[News, ...]:
    """Reception hears what its patients notice; what only an engineer or an admin can mend, they hear at once."""
    return (
        News(DATABASE, staff, _whatever_the_reason(outage.database_gone), outage.database_back),
        News(CRM, staff, _whatever_the_reason(outage.clinic_gone), outage.clinic_back),
        News(ACCESS, admins, outage.access_gone, outage.access_back, after=0),
        News(GROUP, admins, outage.group_gone, outage.group_back, after=0),
    )


def _whatever_the_reason(gone: Callable[[Words, datetime], str]) -> Callable[[Words, datetime, str], str]:
    return lambda say, since, _why: gone(say, since)


class OutageNews:
    """``now``: that of ``outages``."""

    def __init__(
        self,
        outages: Outages,
        news: Sequence[News],
        clinic: Clinic,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._outages = outages
        self._news = news
        self._words = words(clinic.languages.default)
        self._zone = ZoneInfo(clinic.zone)
        self._now = now
        self._told: dict[str, float] = {}
        self._database_away_at = -math.inf

    async def look(self) -> None:
        """Woken every few seconds. Whatever can't be said now is said at a later look, if it is still true."""
        if DATABASE in self._outages.away:
            self._database_away_at = self._now()
        if TELEGRAM in self._outages.away:
            return
        for news in self._news:
            await self._tell(news)

    async def _tell(self, news: News) -> None:
        begun = self._outages.begun.get(news.what)
        if begun is None:
            went = self._told.get(news.what)
            if went is not None and await news.tell(news.back(self._words, self._minutes_since(went))):
                del self._told[news.what]
        elif news.what not in self._told and self._has_lasted(news, begun) and await news.tell(self._gone(news)):
            self._told[news.what] = begun

    def _has_lasted(self, news: News, begun: float) -> bool:
        # The built-in system goes with its database, and only its next call shows that it is back with it.
        counted = max(begun, self._database_away_at) if news.what == CRM else begun
        return self._now() - counted >= news.after

    def _gone(self, news: News) -> str:
        at = datetime.fromtimestamp(self._outages.away[news.what], UTC).astimezone(self._zone)
        return news.gone(self._words, at, self._outages.why[news.what])

    def _minutes_since(self, begun: float) -> int:
        return max(1, round((self._now() - begun) / 60))
