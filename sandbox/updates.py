"""Updates on their way to the bot: one queue, emptied by getUpdates or by a webhook."""

import asyncio
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from aiogram.types import Update

from sandbox.refusals import TWO_POLLERS, RefusedError

LONGEST_POLL_SECONDS = 50
MOST_AT_ONCE = 100
MOST_KEPT = 100_000
KINDS = frozenset(Update.model_fields) - {"update_id"}
# Telegram sends these only to bots that ask for them by name.
ONLY_BY_NAME = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


class Woken(Enum):
    NEWS = "news"
    BY_ANOTHER = "another poller"
    CLOSED = "closed"


@dataclass(slots=True)
class Updates:
    pending: dict[int, dict[str, Any]] = field(default_factory=dict)
    again: list[dict[str, Any]] = field(default_factory=list)
    seen: dict[int, dict[str, Any]] = field(default_factory=dict)
    wanted: frozenset[str] = KINDS - ONLY_BY_NAME
    # Numbers grow over restarts too: a bot that remembers them takes an old one for a repetition.
    _next_id: int = field(default_factory=lambda: int(time.time()))
    _waiter: asyncio.Future[Woken] | None = None

    def push(self, update: dict[str, Any]) -> int:
        """Queue an update, numbered unless it brings an id. One the bot did not ask for is dropped, as in Telegram."""
        numbered = {"update_id": update.get("update_id", self._next_id), **update}
        Update.model_validate(numbered)
        number: int = numbered["update_id"]
        self._next_id = max(self._next_id, number + 1)
        if not self.wanted.isdisjoint(numbered):
            self.pending[number] = self.seen[number] = numbered
            self._forget_old()
            self._wake(Woken.NEWS)
        return number

    def redeliver(self, update_id: int) -> None:
        """Hand an update out once more, even a confirmed one: what Telegram does when an answer was lost."""
        self.again.append(self.seen[update_id])
        self._wake(Woken.NEWS)

    def want(self, kinds: Iterable[str] | None) -> None:
        """None leaves what was asked for before; an empty list asks for the usual ones."""
        if kinds is not None:
            self.wanted = frozenset(kinds) & KINDS or KINDS - ONLY_BY_NAME

    def confirm(self, offset: int) -> None:
        """All before `offset` are forgotten; a negative one counts from the end and forgets the rest."""
        waiting = sorted(self.pending)
        kept = waiting[offset:] if offset < 0 else [number for number in waiting if number >= offset]
        self.pending = {number: self.pending[number] for number in kept}

    def batch(self, limit: int) -> list[dict[str, Any]]:
        repeated, self.again = self.again[:limit], self.again[limit:]
        fresh = sorted(self.pending)[: limit - len(repeated)]
        return repeated + [self.pending[number] for number in fresh]

    async def poll(self, limit: int, seconds: float) -> list[dict[str, Any]]:
        """A second poll ends the first with 409, as two programs with one token do to each other."""
        self._wake(Woken.BY_ANOTHER)
        deadline = asyncio.get_running_loop().time() + min(seconds, LONGEST_POLL_SECONDS)
        while not (found := self.batch(limit)):
            match await self.arrival(deadline - asyncio.get_running_loop().time()):
                case Woken.BY_ANOTHER:
                    raise RefusedError(TWO_POLLERS)
                case Woken.CLOSED | None:
                    return []
        return found

    async def arrival(self, at_most: float | None) -> Woken | None:
        """Wait for news; None when the time is over."""
        waiter: asyncio.Future[Woken] = asyncio.get_running_loop().create_future()
        self._waiter = waiter
        try:
            done, _ = await asyncio.wait({waiter}, timeout=None if at_most is None else max(at_most, 0))
        finally:
            if self._waiter is waiter:
                self._waiter = None
        return waiter.result() if done else None

    def close(self) -> None:
        self._wake(Woken.CLOSED)

    def _wake(self, why: Woken) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(why)

    def _forget_old(self) -> None:
        while len(self.seen) > MOST_KEPT:
            del self.seen[next(iter(self.seen))]
