"""What is wrong in a clinic file, said so that its author can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass

Step = str | int


@dataclass(frozen=True, slots=True)
class Mistake:
    """``line`` counts from 1, 0 for the file as a whole; ``field`` reads ``doctors[3].hours[0].from``."""

    line: int
    field: str
    message: str

    def told(self, file: str) -> str:
        where = f"{file}:{self.line}" if self.line else file
        return ": ".join(part for part in (where, self.field, self.message) if part)


class ClinicFileError(Exception):
    """All mistakes of a clinic file, one a line, in the order of the file."""

    def __init__(self, file: str, mistakes: Iterable[Mistake]) -> None:
        self.file = file
        self.mistakes = sorted(mistakes, key=lambda mistake: mistake.line)
        super().__init__("\n".join(mistake.told(file) for mistake in self.mistakes))


def field_name(steps: Iterable[Step]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).removeprefix(".")
