"""One turn's stage, in order: Telegram may carry out two edits of a message in either one."""

import asyncio
from typing import Protocol

from handlers.screen import Answer


class Showing(Protocol):
    """What is promised: ``handlers.show.Stage``, and where managers look on (bot/on_behalf.py)."""

    async def show(self, answer: Answer) -> None: ...


class InOrder:
    """One thing is shown after another, and the word that it takes a while never in place of the answer.

    Raises what ``Stage.show`` raises.
    """

    def __init__(self, stage: Showing) -> None:
        self._stage = stage
        self._turn = asyncio.Lock()
        self._ended = False

    async def show(self, answer: Answer) -> None:
        async with self._turn:
            await self._stage.show(answer)

    async def ends_with(self, answer: Answer) -> None:
        self._ended = True
        await self.show(answer)

    async def meanwhile(self, answer: Answer) -> None:
        """Nothing once there is what it ends with."""
        async with self._turn:
            if not self._ended:
                await self._stage.show(answer)
