"""``python -m bot …`` as somebody at a terminal sees it."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

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
    """A process of its own, started in ``folder``."""
    command = [sys.executable, "-m", "bot", *words]
    ended = subprocess.run(  # noqa: S603 our own words
        command, cwd=folder, env=environment(**settings), capture_output=True, text=True, timeout=60, check=False
    )
    return Ended(ended.returncode, ended.stdout, ended.stderr)


def environment(**settings: str) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)} | settings
