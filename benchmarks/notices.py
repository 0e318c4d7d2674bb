"""The part "Notices" of the bench: wake-ups over many visits, and a rush of messages, on both databases."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from benchmarks.burst import Burst, Rush, burst
from benchmarks.subjects import POSTGRESQL, SQLITE, empty
from benchmarks.wakeup import Woken, wake_ups

TIMES = 100  # ten thousand visits: a million
HEAD = """# Notices, {on}

- A wake-up: what has changed is asked for (five visits were moved) and 500 due messages are claimed; medians, the two
  sizes in turn. Empty: nothing has changed and nothing is due, time of the database alone.
- A rush: {notices} notices due at once, against a Telegram that lets {limit} through in any second and refuses more;
  then the same with 10 % of the calls refused at random. Rate: of that limit. Floods: what the window itself refused.
- A tap: p99 in ms of the menu, one tap after the other, quiet and while such notices go out.

| database | visits ahead | wake-up, ms | ÷ the fewest | empty, ms |
| --- | --- | --- | --- | --- |
{wakeups}

| database | rate | floods | rate, 10 % refused | floods | p99 quiet | p99 in the rush | ÷ |
| --- | --- | --- | --- | --- | --- | --- | --- |
{bursts}
"""


@dataclass(frozen=True, slots=True)
class Noticed:
    """By database."""

    woken: dict[str, list[Woken]]
    bursts: dict[str, Burst]


async def notices(folder: Path, server: str, say: Callable[[str], None], rush: Rush, times: int = TIMES) -> Noticed:
    """In an empty folder, against a PostgreSQL of tests/postgres.py."""
    told = Noticed({}, {})
    for database in (SQLITE, POSTGRESQL):
        say(f"wake-ups, {database}")
        urls = [await empty(f"{size}_ahead", database, folder, server) for size in ("few", "many")]
        told.woken[database] = await wake_ups((urls[0], urls[1]), times)
        say(f"a rush, {database}")
        place = folder / f"rush-{database}"
        place.mkdir()
        told.bursts[database] = await burst(database, await empty("rush", database, folder, server), place, rush)
    return told


def table(noticed: Noticed, rush: Rush, on: date) -> str:
    wakeups = [
        f"| {database} | {one.visits} | {one.full:.1f} | {one.full / each[0].full:.2f} | {one.empty:.2f} |"
        for database, each in noticed.woken.items()
        for one in each
    ]
    bursts = [
        f"| {database} | {one.of_limit:.3f} | {one.floods} | {one.of_limit_refused:.3f} | {one.floods_refused} "
        f"| {one.quiet:.1f} | {one.busy:.1f} | {one.busy / one.quiet:.2f} |"
        for database, one in noticed.bursts.items()
    ]
    told = {"wakeups": "\n".join(wakeups), "bursts": "\n".join(bursts)}
    return HEAD.format(on=on, notices=rush.notices, limit=rush.limit, **told)


def kept(noticed: Noticed) -> str:
    return json.dumps(asdict(noticed), indent=1, sort_keys=True) + "\n"
