"""A stand-in for the bot's handlers: it notes what it was given, and hangs or fails where a story asks for it."""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from bot.intake import Intake
from bot.turns import Inbox, Pace

Json = dict[str, Any]
QUICK = Pace(at_once=64, limit=25, keep=0.05, retry=0.01, look_again=0.01, patience=0.01)


def says(update_id: int, chat: int, words: str = "", topic: int | None = None) -> Json:
    place: Json = {} if topic is None else {"message_thread_id": topic, "is_topic_message": True}
    return {"update_id": update_id, "message": {"chat": {"id": chat}, "text": words or f"word {update_id}", **place}}


def chat_of(update: Json) -> int:
    return int(update["message"]["chat"]["id"])


class Handler:
    def __init__(self) -> None:
        self.begun: list[int] = []
        self.done: list[int] = []
        self.running: defaultdict[int, int] = defaultdict(int)
        self.most_in_one_chat = 0
        self.most_at_once = 0
        self.hangs: dict[int, asyncio.Event] = {}
        self.fails: dict[int, list[BaseException]] = {}
        self._changed = asyncio.Condition()

    async def __call__(self, update: Json) -> None:
        number, chat = update["update_id"], chat_of(update)
        self.running[chat] += 1
        self.most_in_one_chat = max(self.most_in_one_chat, self.running[chat])
        self.most_at_once = max(self.most_at_once, sum(self.running.values()))
        try:
            await self._note(self.begun, number)
            await asyncio.sleep(0)  # gives way, so that what may not run beside it could
            if chat in self.hangs:
                await self.hangs[chat].wait()
            if self.fails.get(number):
                raise self.fails[number].pop(0)
            await self._note(self.done, number)
        finally:
            self.running[chat] -= 1

    def hang(self, *chats: int) -> asyncio.Event:
        released = asyncio.Event()
        self.hangs.update(dict.fromkeys(chats, released))
        return released

    async def until(self, happened: Callable[[], bool]) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(20), self._changed:
                await self._changed.wait_for(happened)
        assert happened(), f"begun {self.begun}, done {self.done}"

    async def has_begun(self, *numbers: int) -> None:
        await self.until(lambda: set(numbers) <= set(self.begun))

    async def has_done(self, *numbers: int) -> None:
        await self.until(lambda: set(numbers) <= set(self.done))

    async def _note(self, where: list[int], number: int) -> None:
        async with self._changed:
            where.append(number)
            self._changed.notify_all()


async def settled(intake: Intake) -> None:
    """Until the intake has nothing to do in any chat."""
    async with asyncio.timeout(20):
        while len(intake.lanes):  # noqa: ASYNC110 only a test waits for a bot to have nothing to do
            await asyncio.sleep(0.005)


def intake_of(inbox: Inbox, handler: Handler, **pace: float) -> Intake:
    chosen = {name: getattr(QUICK, name) for name in Pace.__dataclass_fields__} | pace
    return Intake(inbox, handler, Pace(**chosen))
