"""Somebody who taps faster than anybody reads: one polite line, then silence until they pause.

And the second half of a double tap: it falls on whatever the first half has put under the finger, so what can't be
taken back (a booking, a registration, a deletion) is not done by it.
"""

import time
from collections import deque
from collections.abc import Callable
from enum import Enum

MOST, WITHIN = 20, 10.0  # actions, seconds
PAUSE = 2.0  # seconds without an action end the silence
DOUBLE = 0.4  # seconds between the halves of a double tap: nobody has read a new screen in that time
REMEMBERED = 10_000  # people


class Pace(Enum):
    FINE = "fine"
    SAY_SO = "say so"
    SILENCE = "silence"
    DOUBLE = "double"


class Flood:
    """Counts each person's own actions; nobody else notices."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._actions: dict[int, deque[float]] = {}
        self._silenced: set[int] = set()
        self._albums: dict[int, tuple[str, Pace]] = {}

    def count(self, user_id: int, *, weighty: bool = False, album: str = "") -> Pace:
        """``weighty``: a tap whose effect can't be taken back. ``album``: one act, however many parts it comes in."""
        last, pace = self._albums.pop(user_id, ("", Pace.FINE))
        if not album or album != last:
            pace = self._act(user_id, weighty=weighty)
        if album:
            self._albums[user_id] = (album, pace if pace is Pace.FINE else Pace.SILENCE)
        return pace

    def _act(self, user_id: int, *, weighty: bool) -> Pace:
        now = self._now()
        actions = self._actions.pop(user_id, None) or deque(maxlen=MOST + 1)
        self._actions[user_id] = actions  # last in: the first ones out are who has been away longest
        self._forget()
        if user_id in self._silenced and now - actions[-1] >= PAUSE:
            self._silenced.discard(user_id)
            actions.clear()
        double = bool(actions) and now - actions[-1] < DOUBLE
        actions.append(now)
        if weighty and double:
            return Pace.DOUBLE
        if user_id in self._silenced:
            return Pace.SILENCE
        if len(actions) <= MOST or now - actions[0] > WITHIN:
            return Pace.FINE
        self._silenced.add(user_id)
        return Pace.SAY_SO

    def _forget(self) -> None:
        if len(self._actions) > REMEMBERED:
            oldest = next(iter(self._actions))
            del self._actions[oldest]
            self._silenced.discard(oldest)
            self._albums.pop(oldest, None)
