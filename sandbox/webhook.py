"""Updates delivered by POST, one after another; what is not answered 2xx comes again, before anything newer."""

import asyncio
import contextlib
import time
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from sandbox.updates import Updates, Woken

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header


@dataclass(frozen=True, slots=True)
class Target:
    url: str
    secret: str | None


@dataclass(slots=True)
class Webhook:
    """`patience` is how long an answer may take, `pause` the wait before another try (Telegram: about a minute)."""

    updates: Updates
    patience: float = 60
    pause: float = 1
    target: Target | None = None
    _failed: dict[str, Any] = field(default_factory=dict)
    _task: asyncio.Task[None] | None = None

    async def aim(self, target: Target | None) -> None:
        """Deliver there from now on; None: nowhere, updates wait for getUpdates."""
        await self.close()
        self.target, self._failed = target, {}
        if target:
            self._task = asyncio.create_task(self._deliver(target))

    async def close(self) -> None:
        task, self._task = self._task, None
        if task:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    def info(self) -> dict[str, Any]:
        return {"url": self.target.url if self.target else "", **self._failed}

    async def _deliver(self, target: Target) -> None:
        self.updates.close()
        headers = {SECRET_HEADER: target.secret} if target.secret else {}
        timeout = aiohttp.ClientTimeout(total=self.patience)
        async with aiohttp.ClientSession(headers=headers, timeout=timeout) as session:
            while True:
                await self._deliver_all(session, target)
                if await self.updates.arrival(None) is Woken.CLOSED:
                    return

    async def _deliver_all(self, session: aiohttp.ClientSession, target: Target) -> None:
        while batch := self.updates.batch(1):
            update = batch[0]
            if await self._taken(session, target, update):
                self.updates.pending.pop(update["update_id"], None)
                continue
            if update["update_id"] not in self.updates.pending:
                self.updates.again.insert(0, update)
            await asyncio.sleep(self.pause)

    async def _taken(self, session: aiohttp.ClientSession, target: Target, update: dict[str, Any]) -> bool:
        try:
            async with session.post(target.url, json=update) as response:
                if response.ok and not await response.read():
                    return True
                trouble = f"Wrong response from the webhook: {response.status} {response.reason}"
                if response.ok:
                    trouble = "the sandbox does not carry out methods in a webhook's answer"
                self._failed = _failure(trouble)
                return response.ok
        except (aiohttp.ClientError, TimeoutError) as error:
            self._failed = _failure(f"Connection failed: {type(error).__name__}")
            return False


def _failure(words: str) -> dict[str, Any]:
    return {"last_error_date": int(time.time()), "last_error_message": words}
