"""What the rest of a clinic file says, for judging one field of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from pydantic import ValidationInfo

from clinic.mistakes import Remark, remark

MANY = 20


@dataclass(frozen=True, slots=True)
class Known:
    """The context of validation. Ids stand here even where the rest of their entry is wrong.

    ``services`` maps a service to its specialty. ``language`` and ``region`` are empty while unknown. ``whole``: the
    file describes all there is; else the clinic's own system does, and the file adds to it (elsewhere.py).
    ``photos``: those that the clinic has already, wherever their files have gone.
    """

    folder: Path
    language: str = ""
    region: str = ""
    branches: frozenset[str] = frozenset()
    specialties: frozenset[str] = frozenset()
    services: Mapping[str, str] = field(default_factory=dict)
    whole: bool = True
    photos: frozenset[Path] = frozenset()


def known(info: ValidationInfo) -> Known | None:
    """Nothing when a stored clinic is read back: it was checked when it came from its file."""
    return info.context if isinstance(info.context, Known) else None


def may_lack(info: ValidationInfo) -> bool:
    """Whether what the file does not say stands in the clinic's own system."""
    there = known(info)
    return there is not None and not there.whole


def choice(wrong: str, right: Iterable[str], otherwise: Remark | None = None) -> Remark:
    """What would be right instead: the likeliest one, or ``otherwise``, or all of them while they are few."""
    names = sorted(right)
    if close := get_close_matches(wrong, names, n=1):
        return remark('did you mean "{name}"?', name=close[0])
    few = names if len(names) <= MANY else [*names[:MANY], "…"]
    return otherwise or remark("choose from: {names}", names=", ".join(few))
