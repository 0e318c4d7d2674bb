"""What is away just now: one line when it goes and one when it is back, however many notice."""

import logging
import time
from collections.abc import Callable, Mapping
from typing import Protocol

log = logging.getLogger(__name__)
CALM = 5.0  # seconds without a failure: one good answer among bad ones brings nothing back

DATABASE = "The database"
CRM = "The clinic's system"
ACCESS = "Access to the clinic's system"
TELEGRAM = "Telegram"
STORING = "The inbox"
GROUP = "Reception's group"


class Listener(Protocol):
    def __call__(self, what: str, *, away: bool) -> None: ...


class Outages:
    """Whoever calls something outside says how it went. ``away``: what, and since when (unix seconds).

    How long anything lasts is measured by ``now``, which nobody sets back.
    """

    def __init__(
        self,
        calm: float = CALM,
        now: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self._calm = calm
        self._now = now
        self._wall = wall
        self._since: dict[str, float] = {}
        self._begun: dict[str, float] = {}
        self._failed_at: dict[str, float] = {}
        self._why: dict[str, str] = {}
        self.listeners: list[Listener] = []

    @property
    def away(self) -> Mapping[str, float]:
        return dict(self._since)

    @property
    def begun(self) -> Mapping[str, float]:
        """``away`` by ``now``."""
        return dict(self._begun)

    @property
    def why(self) -> Mapping[str, str]:
        """Of each that is away, what was said when it went."""
        return dict(self._why)

    def went(self, what: str, why: str) -> None:
        """``why`` without anything of a patient's."""
        now = self._failed_at[what] = self._now()
        if what in self._since:
            return
        self._since[what], self._begun[what], self._why[what] = self._wall(), now, why
        log.warning("%s has trouble: %s", what, why, extra={"outage": what})
        self._tell(what, away=True)

    def back(self, what: str) -> None:
        """It has just answered. Cheap where nothing was away."""
        if what not in self._since or (now := self._now()) - self._failed_at[what] < self._calm:
            return
        del self._since[what], self._why[what]
        gone = now - self._begun.pop(what)
        log.warning("%s is well again after %.0f s", what, gone, extra={"outage": what, "seconds": round(gone)})
        self._tell(what, away=False)

    def _tell(self, what: str, *, away: bool) -> None:
        for listener in self.listeners:
            listener(what, away=away)
