"""What a dialogue with reception is about: from where somebody came to it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from reception.booking.way import Way


class Why(StrEnum):
    """Short words: buttons carry them. ``MENU``: from where nothing follows.

    ``UNHAPPY``: a complaint. ``RATED``: it was one until they thought better of it.
    """

    MENU = "menu"
    NO_TIME = "none"
    TAKEN = "taken"
    TOO_MANY = "many"
    REFUSED = "refused"
    LATE = "late"
    MOVE = "move"
    CANCEL = "cancel"
    UNKNOWN = "unknown"
    SILENT = "silent"
    TROUBLE = "trouble"
    BUTTON = "button"
    NUMBER = "number"
    BIRTH_DATE = "birthdate"
    REGISTER = "register"
    FULL = "full"
    CLINIC = "clinic"
    NOTICE = "notice"
    UNHAPPY = "unhappy"
    RATED = "rated"


@dataclass(frozen=True, slots=True)
class About:
    """``way``: what had been chosen on the way to a visit; ``way.moving``: the visit that it is about.

    ``score``: how they rated it.
    """

    why: Why
    way: Way = Way()  # noqa: RUF009 frozen
    score: str = ""


NOTHING = About(Why.MENU)


def as_kept(about: About) -> dict[str, Any]:
    return asdict(about)


def about_from(kept: Mapping[str, Any]) -> About:
    return About(Why(kept["why"]), Way(**kept["way"]), kept["score"])
