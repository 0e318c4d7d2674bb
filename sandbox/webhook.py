"""Updates delivered by POST, one after another; what is not answered 2xx comes again, before anything newer."""

import asyncio
import contextlib
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from aiogram.types import BufferedInputFile

from sandbox.updates import Updates, Woken

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
Parameters = dict[str, Any]
Answered = Callable[[str, Parameters, dict[str, BufferedInputFile]], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Target:
    url: str
    secret: str | None


@dataclass(slots=True)
class Webhook:
    """`patience` is how long an answer may take, `pause` the wait before another try (Telegram: about a minute).

    `front`: an origin (scheme, host and port) that stands in for the target's own, as a proxy with TLS would.
    """

    updates: Updates
    patience: float = 60
    pause: float = 1
    front: str | None = None
    target: Target | None = None
    # Carries out the method that an answer may hold; the bot hears nothing of its result.
    answered: Answered | None = None
    _failed: Parameters = field(default_factory=dict)
    _task: asyncio.Task[None] | None = None

    async def aim(self, target: Target | None) -> None:
        """Deliver there from now on; None: nowhere, updates wait for getUpdates."""
        await self.close()
        self.target, self._failed = target, {}
        if target:
            self.updates.close()
            self._task = asyncio.create_task(self._deliver(target))

    async def close(self) -> None:
        task, self._task = self._task, None
        if task:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    def info(self) -> Parameters:
        return {"url": self.target.url if self.target else "", **self._failed}

    async def _deliver(self, target: Target) -> None:
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

    async def _taken(self, session: aiohttp.ClientSession, target: Target, update: Parameters) -> bool:
        try:
            async with session.post(self._address(target), json=update, allow_redirects=False) as response:
                taken = HTTPStatus.OK <= response.status < HTTPStatus.MULTIPLE_CHOICES
                if taken:
                    await self._carry_out(response)
                else:
                    self._fail(f"Wrong response from the webhook: {response.status} {response.reason}")
                return taken
        except (aiohttp.ClientError, TimeoutError) as error:
            self._fail(f"Connection failed: {type(error).__name__}")
            return False

    def _address(self, target: Target) -> str:
        return f"{self.front}{urlsplit(target.url).path}" if self.front else target.url

    async def _carry_out(self, response: aiohttp.ClientResponse) -> None:
        parameters, uploads = await _answer_in(response)
        method = parameters.pop("method", None)
        if self.answered and isinstance(method, str):
            await self.answered(method, parameters, uploads)

    def _fail(self, words: str) -> None:
        self._failed = {"last_error_date": int(time.time()), "last_error_message": words}


async def _answer_in(response: aiohttp.ClientResponse) -> tuple[Parameters, dict[str, BufferedInputFile]]:
    """A method may come as JSON or as a form (aiogram's way); any other body means nothing, as in Telegram."""
    if response.content_type == "multipart/form-data":
        return await _form_in(response)
    try:
        answer = json.loads(await response.read() or b"{}")
    except ValueError:
        answer = {}
    return answer if isinstance(answer, dict) else {}, {}


async def _form_in(response: aiohttp.ClientResponse) -> tuple[Parameters, dict[str, BufferedInputFile]]:
    parameters: Parameters = {}
    uploads: dict[str, BufferedInputFile] = {}
    form = aiohttp.MultipartReader.from_response(response)
    while (part := await form.next()) is not None:
        if not isinstance(part, aiohttp.BodyPartReader) or part.name is None:
            continue
        if part.filename:
            uploads[part.name] = BufferedInputFile(bytes(await part.read()), part.filename)
        else:
            parameters[part.name] = await part.text()
    return parameters, uploads
