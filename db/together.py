"""Writes that are asked for at about the same time go in one transaction: a crowd costs few of them."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection

from db.database import Database
from db.outage import is_away

Wish = TypeVar("Wish")
MOST = 200  # wishes in one transaction


class Together(Generic[Wish]):
    """``carry_out`` does a group's wishes and gives an answer to each, in their order.

    While one group is written the next one gathers. A wish that fails for a reason of its own spoils nothing for the
    others: they are carried out once more, each alone.
    """

    def __init__(
        self,
        database: Database,
        carry_out: Callable[[Connection, Sequence[Wish]], Sequence[Any]],
        is_one: Callable[[Sequence[Wish]], bool] = lambda _wishes: False,
    ) -> None:
        """``is_one``: whether carrying out these wishes takes but one statement."""
        self._database = database
        self._carry_out = carry_out
        self._is_one = is_one
        self._waiting: list[tuple[Wish, asyncio.Future[Any]]] = []
        self._writer: asyncio.Task[None] | None = None

    async def ask(self, wish: Wish) -> Any:
        """Its answer once it is kept; raises what kept it from being so."""
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting.append((wish, answer))
        if self._writer is None:
            self._writer = asyncio.create_task(self._write())
        return await answer

    async def _write(self) -> None:
        try:
            while self._waiting:
                group, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
                await self._settle(group)
        finally:
            self._writer = None

    async def _settle(self, group: list[tuple[Wish, asyncio.Future[Any]]]) -> None:
        try:
            wishes = [wish for wish, _ in group]
            one = self._is_one(wishes)
            answers = await self._database.change(lambda connection: self._carry_out(connection, wishes), one=one)
        except Exception as error:  # noqa: BLE001 whoever asked is told
            if len(group) > 1 and not is_away(error):
                for alone in group:
                    await self._settle([alone])
                return
            for _, answer in group:
                if not answer.done():
                    answer.set_exception(error)
            return
        for (_, answer), value in zip(group, answers, strict=True):
            if not answer.done():
                answer.set_result(value)
