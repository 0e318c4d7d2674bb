"""Order within a chat, and no waiting of one chat for another."""

import asyncio
from bisect import insort
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any

Work = Callable[[int], Awaitable[float | None]]


def lane_of(update: Mapping[str, Any]) -> str:
    """The chat and topic an update belongs to; else its person; else the lane of all that belong to nobody."""
    for payload in update.values():
        if isinstance(payload, Mapping):
            message = payload.get("message")
            place = message if isinstance(message, Mapping) else payload
            chat = place.get("chat") or payload.get("from") or payload.get("user")
            if isinstance(chat, Mapping) and isinstance(chat.get("id"), int):
                topic = place.get("message_thread_id") if place.get("is_topic_message") else None
                return f"{chat['id']}" if topic is None else f"{chat['id']}:{topic}"
    return "none"


class Lanes:
    """Numbers waiting their turn: the lowest of its lane first, lanes side by side, so many at once in all."""

    def __init__(self, work: Work, at_once: int) -> None:
        """``work(number)`` says when it wants that lane's lowest number again: in so many seconds, or never (None)."""
        self._work = work
        self._room = asyncio.Semaphore(at_once)
        self._waiting: dict[str, list[int]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = asyncio.Event()

    def __len__(self) -> int:
        """How many lanes have something to do; an empty one is forgotten."""
        return len(self._waiting)

    def add(self, lane: str, number: int) -> None:
        if lane not in self._waiting:
            self._waiting[lane] = []
            task = asyncio.create_task(self._empty(lane))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        if number not in self._waiting[lane]:
            insort(self._waiting[lane], number)

    async def close(self, patience: float) -> None:
        """Begin nothing more; give what has begun so many seconds, then cut it off."""
        self._closed.set()
        if tasks := set(self._tasks):
            _, late = await asyncio.wait(tasks, timeout=patience)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _empty(self, lane: str) -> None:
        waiting = self._waiting[lane]
        try:
            while waiting and not self._closed.is_set():
                number = waiting[0]
                again = await self._step(number)
                if again is None:
                    waiting.remove(number)
                else:
                    await self._pause(again)
        finally:
            del self._waiting[lane]

    async def _step(self, number: int) -> float | None:
        async with self._room:
            return 0 if self._closed.is_set() else await self._work(number)

    async def _pause(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._closed.wait(), seconds)
