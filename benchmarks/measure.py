"""One turn of one bot: started, warmed up, weighed, tapped on one at a time, by many, by a thousand at once."""

import asyncio
import itertools
import re
import time
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from statistics import quantiles

from aiohttp import ClientConnectionError

from benchmarks.api import listen
from benchmarks.clinic import CHECK, KINDS, Kind
from benchmarks.load import PATH, Answer, Tap, Telegram
from benchmarks.process import Process, running
from benchmarks.subjects import TELEGRAM, Subject
from benchmarks.updates import FIRST_CHAT, taps

IN_FLIGHT = 32
READING = 0.5  # seconds over the check card: a Confirm right behind another tap is the second half of a double tap
KEY = re.compile(r'"(c:[\w-]+)"')


@dataclass(frozen=True, slots=True)
class Size:
    """How many people, and taps of each kind."""

    guests: int
    warm_up: int
    alone: int
    in_flight: int
    rounds: int


@dataclass(frozen=True, slots=True)
class Cell:
    """Of one kind of tap, in milliseconds: CPU an update, and how long people waited."""

    cpu: float
    p50: float
    p99: float
    cpu_alone: float
    p50_alone: float
    p99_alone: float


@dataclass(frozen=True, slots=True)
class Crowd:
    """All people at the same moment. ``last``: seconds until the last one was answered."""

    people: int
    answered: int
    twice: int
    median: float
    last: float


@dataclass(frozen=True, slots=True)
class Turn:
    start: float  # seconds from starting the process to the first answer
    memory: float  # MB, warmed up and idle
    cells: dict[str, Cell]
    crowd: Crowd


class Bench:
    """Goes round the people, so that each one's taps are far apart, and never gives an update's id twice."""

    def __init__(self, telegram: Telegram, api: str, size: Size) -> None:
        self._telegram = telegram
        self._api = api
        self._size = size
        self._tap = taps()
        self._guests = itertools.cycle(range(size.guests))

    async def turn(self, subject: Subject) -> Turn:
        with closing(listen()) as free:
            port = free.getsockname()[1]
        bot, settings = f"http://127.0.0.1:{port}{PATH}", {"BOT_API_URL": self._api, "HTTP_PORT": str(port)}
        began = time.perf_counter()
        async with running(subject.module, {**TELEGRAM, **subject.environment, **settings}, subject.folder) as process:
            await self._first(bot, subject)
            start = time.perf_counter() - began
            for kind in subject.kinds:
                await self._telegram.brings_all(
                    bot, await self._taps(bot, subject, kind, self._size.warm_up), IN_FLIGHT
                )
            await process.quiet()
            memory = process.memory_mb()
            cells = {kind: await self._cell(bot, process, subject, kind) for kind in subject.kinds}
            return Turn(start, memory, cells, await self._crowd(bot, subject))

    async def _first(self, bot: str, subject: Subject) -> None:
        (tap,) = self._plain(subject, subject.kinds[0], 1)
        while True:
            try:
                await self._telegram.brings(bot, tap)
            except ClientConnectionError:
                await asyncio.sleep(0.01)
            else:
                return

    async def _cell(self, bot: str, process: Process, subject: Subject, kind: str) -> Cell:
        alone = await self._spent(bot, process, await self._taps(bot, subject, kind, self._size.alone), 1)
        many = await self._spent(bot, process, await self._taps(bot, subject, kind, self._size.in_flight), IN_FLIGHT)
        return Cell(*many, *alone)

    async def _spent(
        self, bot: str, process: Process, prepared: Sequence[Tap], in_flight: int
    ) -> tuple[float, float, float]:
        """CPU, p50 and p99; what the bot still does after the last answer counts, too."""
        await process.quiet()
        before = process.cpu_ms()
        answers = await self._telegram.brings_all(bot, prepared, in_flight)
        await process.quiet()
        return ((process.cpu_ms() - before) / len(prepared), *_percentiles(answers))

    async def _crowd(self, bot: str, subject: Subject) -> Crowd:
        prepared = self._plain(subject, "c", self._size.guests)
        self._telegram.answers.clear()
        heard = await asyncio.gather(*(self._telegram.brings(bot, tap) for tap in prepared), return_exceptions=True)
        await asyncio.sleep(READING)  # for an answer that comes twice
        waited = sorted(answer.seconds for answer in heard if isinstance(answer, Answer))
        twice = sum(times > 1 for times in self._telegram.answers.values())
        return Crowd(len(prepared), len(waited), twice, waited[len(waited) // 2], waited[-1])

    async def _taps(self, bot: str, subject: Subject, kind: str, number: int) -> list[Tap]:
        """What has to be tapped before has been, when it returns."""
        if kind != "d":
            return self._plain(subject, kind, number)
        assert subject.visitors  # only ours can book
        chosen = [self._made(CHECK, guest, subject.visitors.time(guest)) for guest in self._people(number)]
        cards = await self._telegram.brings_all(bot, chosen, IN_FLIGHT)
        await asyncio.sleep(READING)
        return [self._made(KINDS["d"], card.chat - FIRST_CHAT, _key(card)) for card in cards]

    def _plain(self, subject: Subject, kind: str, number: int) -> list[Tap]:
        return [self._made(KINDS[kind], guest, subject.data(kind, guest)) for guest in self._people(number)]

    def _people(self, number: int) -> Iterable[int]:
        return itertools.islice(self._guests, number)

    def _made(self, kind: Kind, guest: int, data: str) -> Tap:
        return Tap(self._tap(FIRST_CHAT + guest, data), kind.proof, kind.times)


def _key(answer: Answer) -> str:
    found = KEY.search(answer.keyboard)
    assert found  # the proof of a check card
    return found[1]


def _percentiles(answers: Sequence[Answer]) -> tuple[float, float]:
    cuts = quantiles((answer.seconds * 1000 for answer in answers), n=100, method="inclusive")
    return cuts[49], cuts[98]
