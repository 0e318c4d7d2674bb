"""What is wrong in a clinic file, said so that its author can mend it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

Step = str | int
Speak = Callable[..., str]  # a text and its values → what is read


@dataclass(frozen=True, slots=True)
class Remark:
    """An English text with its values in braces, which may be remarks themselves: so any language can say it."""

    text: str
    values: Mapping[str, object]

    def by(self, speak: Speak) -> str:
        said = {name: value.by(speak) if isinstance(value, Remark) else value for name, value in self.values.items()}
        return speak(self.text, **said)

    def __str__(self) -> str:
        return self.by(str.format)


def remark(text: str, **values: object) -> Remark:
    """By this name and by ``unfit`` translators find each ``text`` (locales/extract.py)."""
    return Remark(text, values)


def unfit(text: str, **values: object) -> ValueError:
    """For validators to raise; ``in_words`` takes the remark out again."""
    return ValueError(Remark(text, values))


@dataclass(frozen=True, slots=True)
class Mistake:
    """``line`` counts from 1, 0 for the file as a whole; ``field`` reads ``doctors[3].hours[0].from``."""

    line: int
    field: str
    message: Remark

    def told(self, file: str, speak: Speak = str.format) -> str:
        where = f"{file}:{self.line}" if self.line else file
        return ": ".join(part for part in (where, self.field, self.message.by(speak)) if part)


class ClinicFileError(Exception):
    """All mistakes of a clinic file, one a line, in the order of the file."""

    def __init__(self, file: str, mistakes: Iterable[Mistake]) -> None:
        self.file = file
        self.mistakes = sorted(mistakes, key=lambda mistake: mistake.line)
        super().__init__("\n".join(mistake.told(file) for mistake in self.mistakes))


def field_name(steps: Iterable[Step]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).removeprefix(".")
