"""One update's turn: begin, handle, finish; or try again; or give up."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Protocol, TypeVar

from bot.outages import DATABASE
from bot.vitals import Vitals

log = logging.getLogger(__name__)

T = TypeVar("T")
RawUpdate = dict[str, Any]
Handle = Callable[[RawUpdate], Awaitable[object]]
OutOfReach = Callable[[BaseException], float | None]
TRIES = 3
LONGEST_OUTAGE = 3600.0  # seconds that an answer waits for Telegram; later it would only puzzle
LONGEST_PAUSE = 30.0  # seconds between tries
KINDS = frozenset({"message", "callback_query", "my_chat_member"})


class Inbox(Protocol):
    """Where updates wait, owned by this process as long as it keeps renewing. What is promised: ``db.inbox``."""

    async def store(self, updates: Sequence[tuple[int, str, RawUpdate]]) -> set[int]: ...
    async def begin(self, update_id: int) -> tuple[RawUpdate, int] | None: ...
    async def owns(self, update_id: int) -> bool: ...
    async def finish(self, update_id: int) -> None: ...
    async def park(self, update_id: int) -> None: ...
    async def postpone(self, update_id: int) -> None: ...
    async def renew(self) -> None: ...
    async def give_back(self) -> None: ...
    async def take_over(self) -> list[tuple[int, str, int]]: ...
    async def forget(self) -> None: ...
    async def waiting(self) -> tuple[int, float, float | None]: ...
    def is_away(self, error: BaseException) -> bool: ...


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds, but for ``at_once``. ``keep`` is well below the inbox's lease."""

    at_once: int = 64
    limit: float = 25
    keep: float = 10
    retry: float = 1
    look_again: float = 0.25
    patience: float = 10


class Turns:
    """A handler's exception is its own business, unless the database or Telegram is away: then it is tried again."""

    def __init__(
        self,
        inbox: Inbox,
        handle: Handle,
        pace: Pace,
        vitals: Vitals,
        out_of_reach: OutOfReach = lambda _error: None,
    ) -> None:
        """``out_of_reach``: the seconds to wait at least where an error says that Telegram took nothing."""
        self._inbox = inbox
        self._handle = handle
        self._pace = pace
        self._vitals = vitals
        self._out_of_reach = out_of_reach
        self._postponed: dict[int, tuple[float, float]] = {}  # since when, and the next pause
        self.failed = 0
        self.parked = 0

    async def take(self, update_id: int) -> float | None:
        """None: it is settled, here or elsewhere. Else: in how many seconds to look at it again."""
        try:
            begun = await self._surely(lambda: self._inbox.begin(update_id))
            if begun is None:
                return self._pace.look_again if await self._surely(lambda: self._inbox.owns(update_id)) else None
            update, tries = begun
            again = await self._handled(update_id, update, tries)
            if again is not None:
                return again
            await self._surely(lambda: self._inbox.finish(update_id))
        except Exception as error:  # noqa: BLE001 a row that can't be read must not stop those behind it
            return await self._give_up(update_id, told(error))
        return None

    async def _give_up(self, update_id: int, reason: str) -> float | None:
        try:
            await self.park(update_id, reason)
        except Exception as error:  # noqa: BLE001 those behind it must wait, or they would overtake it
            log.error("update %d: the inbox fails: %s", update_id, told(error))  # noqa: TRY400 a traceback may quote a patient
            return self._pace.patience
        return None

    async def park(self, update_id: int, reason: str) -> None:
        await self._surely(lambda: self._inbox.park(update_id))
        self.parked += 1
        self._vitals.parked()
        log.error("update %d is parked: %s", update_id, reason)

    async def _handled(self, update_id: int, update: RawUpdate, tries: int) -> float | None:
        """None, or in how many seconds to try again: the database or Telegram went away meanwhile.

        That the database is away is raised on the last try; for Telegram an answer waits up to an hour.
        """
        limit, begun, outcome = asyncio.timeout(self._pace.limit), time.monotonic(), "done"
        try:
            async with limit:
                await self._handle(update)
        except Exception as error:
            if self._inbox.is_away(error) and not limit.expired():
                self._vitals.outages.went(DATABASE, told(error))
                if tries >= TRIES:
                    raise
                return self._pace.retry * tries
            if (pause := self._patience(update_id, error)) and not limit.expired():
                await self._surely(lambda: self._inbox.postpone(update_id))
                return pause
            self.failed += 1
            outcome = "failed"
            log.error("update %d: %s", update_id, "took too long, cut off" if limit.expired() else told(error))  # noqa: TRY400 a traceback may quote a patient
        self._postponed.pop(update_id, None)
        self._vitals.update(_kind(update), outcome, time.monotonic() - begun)
        return None

    def _patience(self, update_id: int, error: Exception) -> float | None:
        """How long to wait until Telegram may take the answer; None where waiting helps nobody (any more)."""
        if (wish := self._out_of_reach(error)) is None:
            return None
        begun, pause = self._postponed.get(update_id, (time.monotonic(), self._pace.retry))
        if time.monotonic() - begun > LONGEST_OUTAGE:
            return None
        self._postponed[update_id] = begun, min(2 * pause, LONGEST_PAUSE)
        return max(wish, pause)

    async def _surely(self, ask: Callable[[], Awaitable[T]]) -> T:
        """Ask until the database is there to answer."""
        while True:
            try:
                answer = await ask()
            except Exception as error:
                if not self._inbox.is_away(error):
                    raise
                self._vitals.outages.went(DATABASE, told(error))
                await asyncio.sleep(self._pace.retry)
            else:
                self._vitals.outages.back(DATABASE)
                return answer


def _kind(update: RawUpdate) -> str:
    return next((name for name in update if name in KINDS), "other")


def told(error: BaseException) -> str:
    """Its kind and its place; never its message, which may quote what a patient wrote."""
    place, kind = "?", type(error).__name__
    trace = error.__traceback__
    while trace is not None:
        place = f"{PurePath(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{kind} at {place}"
