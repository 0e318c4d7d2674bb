"""Telegram's part: brings taps by webhook, hears the answers, and knows how long each person waited."""

import asyncio
import json
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientSession, TCPConnector

from benchmarks.api import SHOWING, BotApi, Parameters, keyboard
from benchmarks.updates import Update, body

SECRET = "a-secret-of-the-benchmark"  # noqa: S105 opens nothing
PATH = "/webhook"
CONNECTIONS = 100  # the most that Telegram opens to one bot
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}


@dataclass(frozen=True, slots=True)
class Tap:
    """``proof`` stands at least ``times`` times in the keyboard of the right answer."""

    update: Update
    proof: str
    times: int = 1

    @property
    def chat(self) -> int:
        return int(self.update["callback_query"]["from"]["id"])

    @property
    def data(self) -> str:
        return str(self.update["callback_query"]["data"])

    @property
    def query(self) -> str:
        return str(self.update["callback_query"]["id"])


@dataclass(frozen=True, slots=True)
class Answer:
    """``seconds``: from the tap on its way to the screen's arrival, which is what a person feels."""

    chat: int
    seconds: float
    keyboard: str


class LostError(Exception):
    """So many taps had no answer, or another one than they asked for: nothing is measured by that."""


class Telegram:
    """One bot's chats; no person has two taps on the way."""

    def __init__(self, patience: float = 40, refuses: Callable[[str], bool] = lambda _method: False) -> None:
        """``patience``: seconds until a tap counts as lost. ``refuses``: of its Bot API."""
        self._refuses = refuses
        self._patience = patience
        self.panels: dict[int, int] = {}  # by chat: the message that a person sees and taps
        self.answers: Counter[int] = Counter()  # by chat: right ones, also those that nobody waits for any more
        self._taps: dict[int, Tap] = {}
        self._instead: dict[int, str] = {}  # by chat: the text of the last screen that proved to be another
        self._shown: dict[int, asyncio.Future[tuple[float, str]]] = {}
        self._acknowledged: dict[str, asyncio.Future[None]] = {}
        self._session: ClientSession

    @asynccontextmanager
    async def open(self) -> AsyncIterator[str]:
        """The address of its Bot API."""
        async with (
            BotApi(self._heard, self._refuses).open() as url,
            ClientSession(connector=TCPConnector(limit=CONNECTIONS), headers=HEADERS) as self._session,
        ):
            yield url

    async def brings(self, bot: str, tap: Tap) -> Answer:
        """Raises TimeoutError, or what aiohttp raises when nobody listens."""
        content, loop = body(tap.update), asyncio.get_running_loop()
        self._taps[tap.chat] = tap
        shown = self._shown[tap.chat] = loop.create_future()
        acknowledged = self._acknowledged[tap.query] = loop.create_future()
        async with asyncio.timeout(self._patience):
            began = time.perf_counter()
            async with self._session.post(bot, data=content) as response:
                response.raise_for_status()
                self._read(await response.read())
            at, buttons = await shown
            await acknowledged
        return Answer(tap.chat, at - began, buttons)

    async def brings_all(self, bot: str, taps: Sequence[Tap], in_flight: int) -> list[Answer]:
        """So many on the way at any moment. Raises ``LostError``."""
        waiting = iter(taps)
        self.answers.clear()
        done = await asyncio.gather(*(self._one_by_one(bot, waiting) for _ in range(in_flight)))
        answers = [answer for some in done for answer in some]
        if len(answers) < len(taps):
            lost = next(tap for tap in taps if not self.answers[tap.chat])
            shown = self._instead.get(lost.chat, "nothing")
            raise LostError(f"{len(taps) - len(answers)} of {len(taps)} taps; {lost.data} was answered by: {shown}")
        return answers

    async def _one_by_one(self, bot: str, waiting: Iterator[Tap]) -> list[Answer]:
        answers = []
        for tap in waiting:
            try:
                answers.append(await self.brings(bot, tap))
            except TimeoutError:
                return answers
        return answers

    def _read(self, response: bytes) -> None:
        """A bot may call one method in its answer to the webhook."""
        if b'"method"' in response:
            parameters = json.loads(response)
            self._heard(parameters["method"], parameters, time.perf_counter())

    def _heard(self, method: str, parameters: Parameters, at: float) -> None:
        if method == "answerCallbackQuery":
            _settle(self._acknowledged.pop(str(parameters["callback_query_id"]), None), None)
        elif method in SHOWING:
            self._see(int(parameters["chat_id"]), parameters, at)

    def _see(self, chat: int, parameters: Parameters, at: float) -> None:
        tap, buttons = self._taps.get(chat), keyboard(parameters)
        self.panels[chat] = int(parameters["message_id"])
        if tap and buttons.count(tap.proof) >= tap.times:
            self.answers[chat] += 1
            _settle(self._shown.pop(chat, None), (at, buttons))
        else:
            self._instead[chat] = str(parameters.get("text"))


def _settle(future: "asyncio.Future[Any] | None", value: Any) -> None:
    if future and not future.done():
        future.set_result(value)
