"""One turn of one bot: started, weighed, warmed up, tapped on one at a time, by many, by all at once."""

import asyncio
from collections.abc import Sequence
from statistics import quantiles

from benchmarks.bench import IN_FLIGHT, READING, Bench, Started
from benchmarks.figures import Cell, Crowd, Size, Turn
from benchmarks.load import Answer, Tap
from benchmarks.subjects import Subject


async def turn(bench: Bench, subject: Subject, size: Size) -> Turn:
    async with bench.started(subject) as bot:
        await bot.process.quiet()
        memory = bot.process.memory_mb()  # idle: started, and its first answer given
        for kind in subject.kinds:
            await bench.telegram.brings_all(bot.address, await bench.prepared(bot, kind, size.warm_up), IN_FLIGHT)
        cells = {kind: await _cell(bench, bot, kind, size) for kind in subject.kinds}
        return Turn(bot.start, memory, cells, await _crowd(bench, bot, size.guests))


async def _cell(bench: Bench, bot: Started, kind: str, size: Size) -> Cell:
    alone = await _spent(bench, bot, await bench.prepared(bot, kind, size.alone), 1)
    many = await _spent(bench, bot, await bench.prepared(bot, kind, size.in_flight), IN_FLIGHT)
    return Cell(*many, *alone)


async def _spent(bench: Bench, bot: Started, taps: Sequence[Tap], in_flight: int) -> tuple[float, float, float]:
    """CPU, p50 and p99; what the bot still does after the last answer counts, too."""
    await bot.process.quiet()
    before = bot.process.cpu_ms()
    answers = await bench.telegram.brings_all(bot.address, taps, in_flight)
    await bot.process.quiet()
    cuts = quantiles((answer.seconds * 1000 for answer in answers), n=100, method="inclusive")
    return (bot.process.cpu_ms() - before) / len(taps), cuts[49], cuts[98]


async def _crowd(bench: Bench, bot: Started, people: int) -> Crowd:
    taps, answers = bench.plain(bot.subject, "c", people), bench.telegram.answers
    answers.clear()
    brought = (bench.telegram.brings(bot.address, tap) for tap in taps)
    heard = [answer for answer in await asyncio.gather(*brought, return_exceptions=True) if isinstance(answer, Answer)]
    await asyncio.sleep(READING)  # for an answer that comes twice
    waited = sorted(answer.seconds for answer in heard) or [0.0]
    twice = sum(times > 1 for times in answers.values())
    return Crowd(people, people - len(heard), twice, waited[len(waited) // 2], waited[-1])
