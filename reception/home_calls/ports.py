"""What home calls ask of whoever remembers them."""

from datetime import timedelta
from typing import Protocol

from reception.home_calls.call import Call, State


class Calls(Protocol):
    """Each method is one transaction."""

    async def begin(self, call: Call) -> None:
        """Keep it before the clinic's system is asked."""
        ...

    async def find(self, key: str, person_id: int) -> Call | None:
        """None for another person's key as for one that never was."""
        ...

    async def open_of(self, patient_id: int) -> Call | None:
        """The patient's last one that was asked for and is not over: its dialogue is open, or, where it has none, it
        is of the last 24 h."""
        ...

    async def settle(self, key: str, state: State) -> None:
        """How the clinic's system stands to it; with ``ENTERED`` somebody at the clinic has it."""
        ...

    async def hand_over(self, key: str, state: State) -> None:
        """The same, and into reception's queue with it; of what is there already reception gets the card once more, of
        what it has closed nothing."""
        ...

    async def left(self, older_than: timedelta) -> list[Call]:
        """Those of the last 24 h that are not known for so long to be in the clinic's system or not."""
        ...

    async def of_dialogue(self, dialogue_id: int) -> list[Call]:
        """In the order in which they were asked for."""
        ...
