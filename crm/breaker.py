"""A system that does not answer is left alone for a while: nobody waits for it, and it may come to itself."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from crm.errors import AuthFailed, CrmError, OutcomeUnknown, Unavailable
from crm.port import Crm
from crm.through import Answer, Through


@dataclass(frozen=True, slots=True)
class Rest:
    """After so many ``failures`` in a row one call in ``pause`` seconds is let through. Refused credentials are tried
    again after ``refused`` seconds only, however they are refused: whoever logs in too often is locked out."""

    failures: int = 3
    pause: float = 20
    refused: float = 300


class Breaker(Through):
    """While it rests, calls fail at once as the last one did: reading or writing, nothing is sent.

    ``check`` is let through: a person has asked for it.
    """

    def __init__(self, crm: Crm, rest: Rest | None = None, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(crm, self._kept)
        self._rest = rest or Rest()
        self._now = now
        self._failures = 0
        self._until = 0.0
        self._last: CrmError | None = None

    async def _kept(self, verb: str, call: Callable[[], Awaitable[Answer]], /) -> Answer:
        if self._last and verb != "check":
            if self._now() < self._until:
                raise AuthFailed(str(self._last)) if isinstance(self._last, AuthFailed) else Unavailable("left alone")
            self._until = self._now() + self._rest.pause  # this call tries, those beside it do not
        try:
            answer = await call()
        except (Unavailable, OutcomeUnknown, AuthFailed) as error:
            self._failed(error)
            raise
        except CrmError:
            self._answered()  # a refusal is an answer
            raise
        self._answered()
        return answer

    def _failed(self, error: CrmError) -> None:
        self._failures += 1
        if isinstance(error, AuthFailed):
            self._last, self._until = error, self._now() + self._rest.refused
        elif self._failures >= self._rest.failures:
            self._last, self._until = error, self._now() + self._rest.pause

    def _answered(self) -> None:
        self._failures, self._last = 0, None
