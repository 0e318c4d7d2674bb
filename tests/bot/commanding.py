"""``python -m bot …`` as somebody at a terminal sees it."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.faults.programs import FORKS, run

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Ended:
    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """What it says on its way out; the log's lines, which begin with the time, left aside."""
        return [line for line in self.err.splitlines() if not line.startswith("20")]


Run = Callable[..., Ended]


def program(folder: Path, *words: str, **settings: str) -> Ended:
    """A process of its own, started in ``folder``; forked from one that has imported all, which takes so long."""
    written = [folder / "bot.out", folder / "bot.log"]
    for file in written:
        file.unlink(missing_ok=True)
    process = FORKS.Process(target=run, args=(folder, {"HTTP_PORT": "0"} | settings, {}, *words))
    process.start()
    process.join(60)
    out, err = (file.read_text() for file in written)
    assert process.exitcode is not None, err
    return Ended(process.exitcode, out, err)


def environment(**settings: str) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)} | settings
