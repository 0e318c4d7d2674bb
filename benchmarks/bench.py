"""One bot on the bench: its process, and the taps that people bring to it."""

import asyncio
import itertools
import re
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass

from aiohttp import ClientConnectionError

from benchmarks.api import listen
from benchmarks.clinic import CHECK, KINDS, Kind
from benchmarks.load import PATH, Answer, Tap, Telegram
from benchmarks.process import Process, running
from benchmarks.subjects import TELEGRAM, Subject
from benchmarks.updates import FIRST_CHAT, PANEL, taps

IN_FLIGHT = 32
READING = 0.5  # seconds over the check card: a Confirm right behind another tap is the second half of a double tap
KEY = re.compile(r'"(c:[\w-]+)"')


@dataclass(frozen=True, slots=True)
class Started:
    """``start``: seconds from starting the process to its first answer."""

    subject: Subject
    process: Process
    address: str
    start: float


class Bench:
    """Goes round the people, so that each one's taps are far apart, and never gives an update's id twice."""

    def __init__(self, telegram: Telegram, api: str, guests: int) -> None:
        self.telegram = telegram
        self._api = api
        self._tap = taps()
        self._panels: defaultdict[tuple[str, str], dict[int, int]] = defaultdict(dict)  # of each bot's own chats
        self._guests = itertools.cycle(range(guests))

    @asynccontextmanager
    async def started(self, subject: Subject) -> AsyncIterator[Started]:
        self.telegram.panels = self._panels[subject.name, subject.database]
        with closing(listen()) as free:
            port = free.getsockname()[1]
        address = f"http://127.0.0.1:{port}{PATH}"
        where = {"BOT_API_URL": self._api, "HTTP_PORT": str(port)}
        began = time.perf_counter()
        async with running(subject.module, {**TELEGRAM, **subject.environment, **where}, subject.folder) as process:
            await self._first(address, process, subject)
            yield Started(subject, process, address, time.perf_counter() - began)

    async def _first(self, address: str, process: Process, subject: Subject) -> None:
        (tap,) = self.plain(subject, subject.kinds[0], 1)
        while True:
            try:
                await self.telegram.brings(address, tap)
            except ClientConnectionError:
                process.must_run()
                await asyncio.sleep(0.01)
            else:
                return

    async def prepared(self, bot: Started, kind: str, number: int) -> list[Tap]:
        """What has to be tapped before has been, when it returns."""
        if kind != "d":
            return self.plain(bot.subject, kind, number)
        assert bot.subject.visitors  # only ours can book
        times = [self._made(CHECK, guest, bot.subject.visitors.time(guest)) for guest in self._people(number)]
        cards = await self.telegram.brings_all(bot.address, times, IN_FLIGHT)
        await asyncio.sleep(READING)
        return [self._made(KINDS["d"], card.chat - FIRST_CHAT, _key(card)) for card in cards]

    def plain(self, subject: Subject, kind: str, number: int) -> list[Tap]:
        """Taps that need none before them."""
        return [self._made(KINDS[kind], guest, subject.data(kind, guest)) for guest in self._people(number)]

    def _people(self, number: int) -> Iterable[int]:
        return itertools.islice(self._guests, number)

    def _made(self, kind: Kind, guest: int, data: str) -> Tap:
        chat = FIRST_CHAT + guest
        return Tap(self._tap(chat, data, self.telegram.panels.get(chat, PANEL)), kind.proof, kind.times)


def _key(card: Answer) -> str:
    found = KEY.search(card.keyboard)
    assert found  # the proof of a check card
    return found[1]
