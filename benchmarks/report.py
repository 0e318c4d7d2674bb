"""The table that people read, and the same as JSON."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from benchmarks.bench import IN_FLIGHT
from benchmarks.clinic import KINDS
from benchmarks.figures import Cell
from benchmarks.load import CONNECTIONS
from benchmarks.subjects import NONE
from benchmarks.whole import Results

ECHO = ("echo", NONE)
HEAD = """# Speed, {on}

{machine}; a durable write takes {write_ms:.2f} ms.
`make bench`, rounds: {rounds}, all bots in turn, each a process of its own; medians of the rounds. Trust the ratios,
and those only of a machine that does nothing else: under load even the echo's own figures double.

- By webhook against a Bot API on loopback, from the same process as the people, {guests} registered ones. Each tap
  comes with a message of 24 buttons.
- **echo**: aiogram's own example of a webhook bot with a keyboard of 24 buttons, made of models directly (its builder
  would cost some 4 ms more); no database, no log. **twin**: aiogram with middleware and SQLAlchemy's ORM, which shows
  the same free times. **ours**: `python -m bot`, which also keeps each update before it says that it has it.
- CPU: user and system of the bot's process in ms an update, {in_flight} on the way; PostgreSQL's own is not in it, nor
  does that server here wait for the disk. p50, p99: ms from the tap on its way to the new screen.
"""


def markdown(results: Results, on: date) -> str:
    size = results.size
    head = HEAD.format(
        on=on,
        machine=results.machine,
        write_ms=results.write_ms,
        rounds=results.rounds,
        guests=size.guests,
        in_flight=IN_FLIGHT,
    )
    return "\n".join((head, _taps(results), _processes(results), _crowds(results), _sql(results)))


def as_json(results: Results, on: date) -> str:
    turns = {" ".join(bot): asdict(turn) for bot, turn in results.turns.items()}
    return json.dumps(asdict(results) | {"on": on.isoformat(), "turns": turns}, indent=1, sort_keys=True) + "\n"


def _taps(results: Results) -> str:
    head = ["tap", "bot", "database", "CPU", "÷ echo", "÷ twin"]
    head += [f"p50 of {IN_FLIGHT}", f"p99 of {IN_FLIGHT}", "÷ echo's p99", "p50 alone", "p99 alone"]
    return _table("A tap", head, (_tap(results, bot, kind) for bot, kind in _cells(results)))


def _cells(results: Results) -> list[tuple[tuple[str, str], str]]:
    """By kind of tap, then by bot."""
    return sorted(((bot, kind) for bot, turn in results.turns.items() for kind in turn.cells), key=lambda cell: cell[1])


def _tap(results: Results, bot: tuple[str, str], kind: str) -> list[str]:
    cell, echo = results.turns[bot].cells[kind], results.turns[ECHO].cells["c"]
    same: Cell | None = None
    if kind == "c" and bot[0] == "ours":
        same = results.turns["twin", bot[1]].cells["c"]
    ratios = [_ratio(cell.cpu, echo.cpu), _ratio(cell.cpu, same.cpu) if same else ""]
    waits = [_ms(cell.p50), _ms(cell.p99), _ratio(cell.p99, echo.p99), _ms(cell.p50_alone), _ms(cell.p99_alone)]
    return [f"({kind}) {KINDS[kind].told}", *bot, f"{cell.cpu:.2f}", *ratios, *waits]


def _processes(results: Results) -> str:
    echo = results.turns[ECHO]
    return _table(
        "A process",
        ["bot", "database", "start to first answer, s", "÷ echo", "idle memory, MB", "÷ echo"],
        (
            [
                *bot,
                f"{turn.start:.2f}",
                _ratio(turn.start, echo.start),
                f"{turn.memory:.0f}",
                _ratio(turn.memory, echo.memory),
            ]
            for bot, turn in results.turns.items()
        ),
    )


def _crowds(results: Results) -> str:
    """Lost and doubled: the most of any round."""
    return _table(
        f"{results.size.guests} people tap at the same moment (c), over {CONNECTIONS} connections",
        ["bot", "database", "lost", "answered twice", "half answered, s", "all answered, s", "÷ twin"],
        (
            [
                *bot,
                str(turn.crowd.lost),
                str(turn.crowd.twice),
                f"{turn.crowd.median:.2f}",
                f"{turn.crowd.last:.2f}",
                _ratio(turn.crowd.last, twin.crowd.last) if (twin := results.turns.get(("twin", bot[1]))) else "",
            ]
            for bot, turn in results.turns.items()
        ),
    )


def _sql(results: Results) -> str:
    """Round trips: whatever the server was asked, BEGIN and COMMIT too."""
    return _table(
        "SQL of one tap of ours (PostgreSQL's own log)",
        ["tap", "statements", "round trips", "of the inbox: statements", "round trips"],
        (
            [f"({kind}) {KINDS[kind].told}", *(str(number) for number in asdict(sql).values())]
            for kind, sql in results.sql.items()
        ),
    )


def _table(title: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    lines = [f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows)]
    return "\n".join((f"## {title}\n", *lines, ""))


def _ratio(figure: float, reference: float) -> str:
    return f"{figure / reference:.2f}" if reference else ""


def _ms(figure: float) -> str:
    return f"{figure:.1f}"
