"""Telegram's limits on how fast a bot may write, for who asks for them: off until then.

As Telegram words them for bot developers: about 30 messages a second in all, one a second in a chat (short bursts are
let through), 20 a minute in a group. A refused message takes no place. Real time counts, whatever the world's clock
shows.
"""

import math
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

from sandbox.refusals import Refusal, RefusedError, flood

IN_ALL, A_CHAT, A_GROUP = 30, 1, 20
BURST = 3  # messages that a chat takes at once after a rest
SECOND, MINUTE = 1.0, 60.0
SENDING = frozenset(
    {
        "sendMessage",
        "sendPhoto",
        "sendDocument",
        "sendVideo",
        "sendAudio",
        "sendVoice",
        "sendVideoNote",
        "sendSticker",
        "sendLocation",
        "sendVenue",
        "sendContact",
        "sendMediaGroup",
        "copyMessage",
        "copyMessages",
        "forwardMessage",
        "forwardMessages",
    }
)


@dataclass(slots=True)
class Window:
    """So many within so many seconds, looked at backwards from any moment."""

    most: int
    seconds: float
    taken: deque[float] = field(default_factory=deque)

    def wait(self, now: float, count: int) -> float:
        """How long until there is room for so many more; what can never fit waits for an empty window."""
        while self.taken and self.taken[0] <= now - self.seconds:
            self.taken.popleft()
        over = len(self.taken) + count - self.most
        if over <= 0 or not self.taken:
            return 0
        return self.taken[min(over, len(self.taken)) - 1] + self.seconds - now

    def take(self, now: float, count: int) -> None:
        self.taken.extend([now] * count)


@dataclass(slots=True)
class Bucket:
    """One place more each `every` seconds, never more than `most`."""

    most: float
    every: float
    left: float = math.inf
    at: float = 0

    def wait(self, now: float, count: int) -> float:
        self.left = min(self.most, self.left + (now - self.at) / self.every)
        self.at = now
        missing = min(count, self.most) - self.left
        return max(missing, 0) * self.every

    def take(self, count: int) -> None:
        self.left -= count


@dataclass(slots=True)
class Limits:
    """`enforce(scale=100)` allows a hundred times as much in the same time; `off()` takes all limits away."""

    now: Callable[[], float] = time.monotonic
    scale: float | None = None
    _all: Window = field(init=False)
    _chats: dict[int, Bucket] = field(init=False)
    _groups: dict[int, Window] = field(init=False)

    def __post_init__(self) -> None:
        self._begin(self.scale or 1)

    def enforce(self, scale: float = 1) -> None:
        self.scale = scale
        self._begin(scale)

    def off(self) -> None:
        self.scale = None

    def _begin(self, scale: float) -> None:
        self._all = Window(round(IN_ALL * scale), SECOND)
        self._chats = defaultdict(lambda: Bucket(BURST * scale, SECOND / (A_CHAT * scale)))
        self._groups = defaultdict(lambda: Window(round(A_GROUP * scale), MINUTE))

    def check(self, method: str, chat_id: object, count: int) -> None:
        """Raises the 429 that says how long to wait; `count` messages are wanted at once."""
        if self.scale is None or method not in SENDING or not isinstance(chat_id, int):
            return
        now = self.now()
        waits = [self._all.wait(now, count), self._chats[chat_id].wait(now, count)]
        if chat_id < 0:
            waits.append(self._groups[chat_id].wait(now, count))
        if max(waits) > 0:
            raise RefusedError(_too_many(max(waits)))

    def took(self, method: str, chat_id: object, count: int) -> None:
        """They were sent: their places are taken."""
        if self.scale is None or method not in SENDING or not isinstance(chat_id, int):
            return
        now = self.now()
        self._all.take(now, count)
        self._chats[chat_id].take(count)
        if chat_id < 0:
            self._groups[chat_id].take(now, count)


def _too_many(seconds: float) -> Refusal:
    """Telegram counts in whole seconds."""
    return flood(max(1, math.ceil(seconds)))
