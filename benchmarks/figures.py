"""What is measured."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from statistics import median


@dataclass(frozen=True, slots=True)
class Size:
    """How many people, taps of each kind a turn, and turns of each bot."""

    guests: int
    warm_up: int
    alone: int
    in_flight: int
    rounds: int


@dataclass(frozen=True, slots=True)
class Cell:
    """Of one kind of tap, in milliseconds: CPU an update, and how long people waited; many on the way, then one."""

    cpu: float
    p50: float
    p99: float
    cpu_alone: float
    p50_alone: float
    p99_alone: float


@dataclass(frozen=True, slots=True)
class Crowd:
    """All people at the same moment. ``median`` and ``last``: seconds until half and all of them were answered."""

    people: float
    lost: float
    twice: float
    median: float
    last: float


@dataclass(frozen=True, slots=True)
class Turn:
    """``start``: seconds from starting the process to its first answer; ``memory``: MB, warmed up and idle."""

    start: float
    memory: float
    cells: dict[str, Cell]
    crowd: Crowd


@dataclass(frozen=True, slots=True)
class Sql:
    """Statements of one tap, and messages to the server that wait for an answer (BEGIN, COMMIT … too)."""

    statements: int
    trips: int
    inbox_statements: int
    inbox_trips: int


def middle(turns: Sequence[Turn]) -> Turn:
    """The median of each figure; but of lost and doubled answers the most."""
    return Turn(
        median(turn.start for turn in turns),
        median(turn.memory for turn in turns),
        {kind: _medians([turn.cells[kind] for turn in turns]) for kind in turns[0].cells},
        Crowd(
            turns[0].crowd.people,
            max(turn.crowd.lost for turn in turns),
            max(turn.crowd.twice for turn in turns),
            median(turn.crowd.median for turn in turns),
            median(turn.crowd.last for turn in turns),
        ),
    )


def _medians(cells: Sequence[Cell]) -> Cell:
    return Cell(*(median(getattr(cell, part.name) for cell in cells) for part in fields(Cell)))
