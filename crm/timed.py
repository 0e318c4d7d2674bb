"""A clinic's system that always answers: in time, or with an error of the port's."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from crm.errors import CrmError, OutcomeUnknown, Unavailable
from crm.port import Crm
from crm.through import Answer, Through

WRITING = frozenset({"create_patient", "book", "cancel", "reschedule", "confirm", "request_home_call"})


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds, but for ``at_once``. ``directory`` also for a photo: both may be big. ``check`` tries everything.

    ``at_once``: calls under way at a time; the others wait their turn, ``turn`` seconds at most, before their own
    time begins: a crowd is slow rather than refused.
    """

    directory: float = 10
    slots: float = 5
    reading: float = 5
    writing: float = 8
    check: float = 60
    at_once: int = 8
    turn: float = 12

    def of(self, verb: str) -> float:
        if verb in WRITING:
            return self.writing
        own = {"directory": self.directory, "photo": self.directory, "free_slots": self.slots, "check": self.check}
        return own.get(verb, self.reading)


class Timed(Through):
    """Too late, or failed in a way of its own: ``Unavailable`` when reading, ``OutcomeUnknown`` when writing.

    The error behind it stands as its cause.
    """

    def __init__(self, crm: Crm, limits: Limits | None = None) -> None:
        super().__init__(crm, self._in_time)
        self._limits = limits or Limits()
        self._turns = asyncio.Semaphore(self._limits.at_once)

    async def _in_time(self, verb: str, call: Callable[[], Awaitable[Answer]], /) -> Answer:
        try:
            async with asyncio.timeout(self._limits.turn):
                await self._turns.acquire()
        except TimeoutError as error:
            raise Unavailable(f"{verb}: too many calls before it") from error
        try:
            return await self._called(verb, call)
        finally:
            self._turns.release()

    async def _called(self, verb: str, call: Callable[[], Awaitable[Answer]]) -> Answer:
        try:
            async with asyncio.timeout(self._limits.of(verb)):
                return await call()
        except CrmError:
            raise
        except Exception as error:
            told = OutcomeUnknown if verb in WRITING else Unavailable
            raise told(f"{verb}: {type(error).__name__}") from error
