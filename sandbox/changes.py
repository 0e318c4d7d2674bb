"""Whoever waits for something in the sandbox's world is woken at every change of it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

# What a test waits for may lie outside (a row, a log line) and change without our knowing.
LOOK_AGAIN_SECONDS = 0.02
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Change:
    """Something a person's page would show; `event` and `detail` are those of the page's socket."""

    chat_id: int
    event: str
    detail: dict[str, Any]


@dataclass(slots=True)
class Changes:
    listeners: list[Callable[[Change], None]] = field(default_factory=list)
    _waiting: set[asyncio.Future[None]] = field(default_factory=set)

    def tell(self, chat_id: int, event: str, **detail: Any) -> None:
        for listener in tuple(self.listeners):
            listener(Change(chat_id, event, detail))
        self.wake()

    def wake(self) -> None:
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)

    async def until(self, happened: Callable[[], T], within: float, otherwise: Callable[[], str]) -> T:
        """The first true value of `happened`, looked at on every change; an AssertionError after `within` seconds."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + within
        while not (result := happened()):
            left = deadline - loop.time()
            if left <= 0:
                raise AssertionError(otherwise())
            await self._next_change(min(left, LOOK_AGAIN_SECONDS))
        return result

    async def _next_change(self, at_most: float) -> None:
        waiter = asyncio.get_running_loop().create_future()
        self._waiting.add(waiter)
        try:
            await asyncio.wait({waiter}, timeout=at_most)
        finally:
            self._waiting.discard(waiter)
