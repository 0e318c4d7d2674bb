"""A full name in one message, taken apart: surname first, unless the patronymic shows another order."""

import re
from dataclasses import dataclass

from crm.spelling import name_key, same_name
from reception.name_tidying import PARTICLES, PATRONYMIC_TAILS, NameDoubt, tidy_name

__all__ = ["FullName", "NameDoubt", "name_key", "read_name", "same_name", "tidy_name"]

PATRONYMIC = re.compile(
    r"\w\w(?:івна|ївна|овна|евна|[иі]чна|ович|(?<!к)евич|[iy]vna|[oe]vna|ichna|[oe]v[iy]ch)"
    r"|ілліч|ильич|кузьм[иі]ч|лукич|фомич|хомич|савич|[нм]икитич",
)
CYRILLIC = re.compile(r"[\u0400-\u04ff]")


@dataclass(frozen=True, slots=True)
class FullName:
    """A part that was not typed is None: it is still to be asked."""

    surname: str | None
    first_name: str | None = None
    patronymic: str | None = None


def read_name(text: str) -> FullName | NameDoubt:
    """ "Петренко", "петренко олена", "Олена Іванівна Петренко", "Мамедов Расім Алі огли"; never raises."""
    tidy = tidy_name(text)
    if isinstance(tidy, NameDoubt):
        return tidy
    parts = _surname_with_particle_first(_joined(tidy.split()))
    match parts:
        case [surname]:
            return FullName(surname)
        case [first, second]:
            return _two(first, second)
        case [first, second, third]:
            return _three(first, second, third)
    return NameDoubt.TOO_MANY_WORDS


def _joined(words: list[str]) -> list[str]:
    """Particles with the word they belong to: "van der Berg", "Алі огли"."""
    parts: list[str] = []
    before: list[str] = []
    for word in words:
        if word.casefold() in PARTICLES:
            before.append(word)
        elif word.casefold() in PATRONYMIC_TAILS and parts and not before:
            parts[-1] += f" {word}"
        else:
            parts.append(" ".join([*before, word]))
            before = []
    return [*parts, " ".join(before)] if before else parts


def _surname_with_particle_first(parts: list[str]) -> list[str]:
    """Only surnames have particles: "Ludwig van Beethoven"."""
    with_particle = [part for part in parts if part.split()[0].casefold() in PARTICLES and " " in part]
    if len(with_particle) != 1:
        return parts
    return [*with_particle, *(part for part in parts if part not in with_particle)]


def _two(first: str, second: str) -> FullName:
    if _is_patronymic(second) and not _is_patronymic(first):
        return FullName(None, first, second)
    return FullName(first, second)


def _three(first: str, second: str, third: str) -> FullName:
    if _is_patronymic(second):
        return FullName(third, first, second)
    if _is_patronymic(third) or CYRILLIC.search(third):
        return FullName(first, second, third)
    return FullName(first, f"{second} {third}")


def _is_patronymic(part: str) -> bool:
    *names, last = part.casefold().replace("-", " ").split()
    return bool(names and last in PATRONYMIC_TAILS) or bool(re.search(f"(?:{PATRONYMIC.pattern})$", last))
