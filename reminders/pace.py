"""Telegram's pace: so many messages a second in all, one a second to a chat, twenty a minute to a group.

A sliding window, a hair longer than Telegram's own, from when a call was answered: by then Telegram had counted it. A
call that was refused (429) took no place: it gives it back.
Whoever answers a tap does not wait here; it is only counted, and what was sent of our own accord waits for it.
"""

import asyncio
import math
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

LONG = 2.0  # seconds: whoever asks for more has enough of us altogether
IN_A_ROW = 5  # refused, and none taken in between: then it is not one chat that has enough
MANY = 1000  # chats that are remembered before those left in peace are forgotten


@dataclass(frozen=True, slots=True)
class Limits:
    """Messages in so many seconds: in all, to one chat, to one group."""

    in_all: int = 30
    window: float = 1.002
    chat_gap: float = 1.005
    in_group: int = 20
    group_window: float = 60.2


@dataclass(slots=True)
class _Window:
    """When the messages went that still count."""

    most: int
    seconds: float
    went: deque[float] = field(default_factory=deque)
    held_until: float = 0.0

    def free_in(self, now: float) -> float:
        return max(self.held_until - now, self._room_in(now))

    def _room_in(self, now: float) -> float:
        while self.went and self.went[0] <= now - self.seconds:
            self.went.popleft()
        return 0.0 if len(self.went) < self.most else self.went[len(self.went) - self.most] + self.seconds - now


class Full(Exception):
    """The chat takes nothing more for so long, longer than whoever asked would wait."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"{seconds} s")
        self.seconds = seconds


class Pace:
    """One for each bot. ``now`` and ``sleep``: a clock that nobody sets."""

    def __init__(
        self,
        limits: Limits | None = None,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._limits = limits or Limits()
        self._now = now
        self._sleep = sleep
        self._all = _Window(self._limits.in_all, self._limits.window)
        self._chats: dict[int, _Window] = {}
        self._held_until = 0.0
        self._refused = 0
        self._turn = asyncio.Lock()
        self._freed = asyncio.Event()

    async def turn(self, chat_id: int, patience: float = math.inf) -> float:
        """Wait until one more may go to this chat; the place that it takes, to be given back where it was refused.

        Raise ``Full`` where the chat alone would take more than ``patience`` seconds.
        """
        chat = self._chat(chat_id)
        while True:
            while (wait := chat.free_in(self._now())) > 0:
                if wait > patience:
                    raise Full(wait)
                await self._sleep(wait)
            async with self._turn:  # in the order in which they came
                while (wait := self._free_in()) > 0:
                    await self._until_freed(wait)
                if chat.free_in(self._now()) <= 0:  # else another of its own was first
                    return self._takes(chat_id)

    def counts(self, chat_id: int) -> float:
        """One goes without waiting: the answer to a tap."""
        return self._takes(chat_id)

    def arrived(self, chat_id: int, place: float) -> None:
        """It was taken: its place counts from now on, for on the way one may overtake another."""
        self._refused = 0
        self._leaves(chat_id, place)
        self._takes(chat_id)

    def gives_back(self, chat_id: int, place: float) -> None:
        """It was refused: whoever waits may have its place at once."""
        self._leaves(chat_id, place)
        self._freed.set()

    def _leaves(self, chat_id: int, place: float) -> None:
        for window in (self._all, self._chats.get(chat_id)):
            if window and place in window.went:
                window.went.remove(place)

    def holds(self, chat_id: int, seconds: float) -> None:
        """Telegram asks to send nothing for so long, and does not say whether to this chat or at all.

        What a group has too much of keeps nobody else waiting, nor does a person's chat that asks for a moment.
        """
        until = self._now() + seconds
        self._chat(chat_id).held_until = until
        if chat_id < 0:
            return
        self._refused += 1
        if seconds > LONG or self._refused >= IN_A_ROW:
            self._held_until = max(self._held_until, until)

    async def _until_freed(self, wait: float) -> None:
        self._freed.clear()
        waiting = {asyncio.ensure_future(self._sleep(wait)), asyncio.ensure_future(self._freed.wait())}
        try:
            done, _ = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            for one in done:
                one.result()
        finally:
            for one in waiting:
                one.cancel()

    def _free_in(self) -> float:
        now = self._now()
        return max(self._held_until - now, self._all.free_in(now))

    def _takes(self, chat_id: int) -> float:
        now = self._now()
        self._all.went.append(now)
        self._chat(chat_id).went.append(now)
        return now

    def _chat(self, chat_id: int) -> _Window:
        if chat_id not in self._chats:
            self._forget(self._now())
            group = chat_id < 0
            most, seconds = (self._limits.in_group, self._limits.group_window) if group else (1, self._limits.chat_gap)
            self._chats[chat_id] = _Window(most, seconds)
        return self._chats[chat_id]

    def _forget(self, now: float) -> None:
        """Chats that have been left in peace for long enough."""
        if len(self._chats) > MANY:
            for chat_id in [one for one, window in self._chats.items() if window.free_in(now) <= 0 and not window.went]:
                del self._chats[chat_id]
