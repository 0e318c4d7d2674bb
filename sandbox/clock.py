"""The sandbox's clock: real time, or as far ahead of it as somebody has moved it."""

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta


def _nobody() -> None:
    """Nobody wants to be told."""


@dataclass(frozen=True, slots=True)
class Jump:
    """A moment that the clock may go to, by the label on its button."""

    label: str
    to: datetime


@dataclass(frozen=True, slots=True)
class Jumps:
    """`about`: in words what they have to do with, or why there are none."""

    about: str
    jumps: Sequence[Jump] = ()


@dataclass(frozen=True, slots=True)
class Controls:
    """What a page offers of the clock. `zone`: where the times that people read are (an IANA name).

    `jumps` are those of a person (by id), asked for whenever somebody wants to jump. `moved` is called after every
    move, whoever moved it: the program may wake what looks at the time.
    """

    zone: str
    jumps: Callable[[int], Awaitable[Jumps]]
    moved: Callable[[], None] = _nobody


@dataclass(slots=True)
class Clock:
    """`ahead`: seconds before real time. `listeners` hear of every move and of other controls."""

    real: Callable[[], float] = time.time
    ahead: float = 0
    listeners: list[Callable[[], None]] = field(default_factory=list)
    _controls: Controls | None = None

    @property
    def moved(self) -> bool:
        return self.ahead > 0

    @property
    def controls(self) -> Controls | None:
        return self._controls

    @controls.setter
    def controls(self, controls: Controls | None) -> None:
        self._controls = controls
        self._tell()

    def seconds(self) -> float:
        """Since the epoch."""
        return self.real() + self.ahead

    def now(self) -> datetime:
        """The same as an aware instant, in UTC."""
        return datetime.fromtimestamp(self.seconds(), UTC)

    def goes_to(self, moment: datetime) -> None:
        """Forward only, to an aware instant; a ValueError for the past."""
        if moment.tzinfo is None:
            raise ValueError("the clock goes to aware instants only")
        self.goes_on(moment - self.now())

    def goes_on(self, by: timedelta) -> None:
        if by < timedelta():
            raise ValueError("the clock goes forward only, or back to now")
        self._stands(self.ahead + by.total_seconds())

    def comes_back(self) -> None:
        """To real time."""
        self._stands(0)

    def _stands(self, ahead: float) -> None:
        self.ahead = ahead
        if self._controls:
            self._controls.moved()
        self._tell()

    def _tell(self) -> None:
        for listener in tuple(self.listeners):
            listener()
