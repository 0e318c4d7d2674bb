"""What tells a clinic's system, or the adapter to it, the time."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """This moment, aware."""
        ...
