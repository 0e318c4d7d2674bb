"""One thing that was looked at, in one line for whoever sets the bot up."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

LIMIT = 10.0  # seconds for anything outside to answer


class Level(StrEnum):
    """``NOTE``: the bot runs all the same, but somebody should know."""

    OK = "ok"
    NOTE = "note"
    WRONG = "WRONG"


@dataclass(frozen=True, slots=True)
class Finding:
    """``about``: the subject in a word or two. The text says what is wrong and what to do; never a secret."""

    level: Level
    about: str
    text: str

    def told(self) -> str:
        return f"{self.level:<6} {self.about}: {' '.join(self.text.split())}"


def ok(about: str, text: str) -> Finding:
    return Finding(Level.OK, about, text)


def note(about: str, text: str) -> Finding:
    return Finding(Level.NOTE, about, text)


def wrong(about: str, text: str) -> Finding:
    return Finding(Level.WRONG, about, text)


def faults(findings: Iterable[Finding]) -> int:
    return sum(finding.level is Level.WRONG for finding in findings)
