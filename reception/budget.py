"""How many calls the clinic's system bears of what the bot asks of its own accord."""

from reception.clock import Clock

MINUTE = 60.0


class Budget:
    """At most ``calls_per_minute`` in any minute, spread over it. Whoever looks at something shares it."""

    def __init__(self, calls_per_minute: int, clock: Clock) -> None:
        self._most = calls_per_minute
        self._clock = clock
        self._at = clock.now()
        self._calls = float(calls_per_minute)

    def left(self) -> int:
        """How many may be made now."""
        now = self._clock.now()
        passed = max((now - self._at).total_seconds(), 0)  # none where the clock was set back
        self._at, self._calls = now, min(self._calls + passed * self._most / MINUTE, self._most)
        return max(int(self._calls), 0)

    def calls(self, times: int = 1) -> None:
        """So many calls are made, in turn or not."""
        self._calls -= times
