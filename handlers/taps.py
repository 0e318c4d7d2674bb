"""What buttons carry: short ids only, never a name, a phone or the clinic's own id. At most 64 bytes.

Each prefix has exactly one handler for each of its steps (tests/architecture proves it).
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any, Self

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from reception.booking.finding import Only
from reception.booking.way import Way
from reception.questions import Question

MINUTE = 60
LATEST_DAY = date(2999, 12, 31).toordinal()
# What all of them together take must stay within Telegram's 64 bytes.
PatientId = Annotated[int, Field(ge=0, le=2**31 - 1)]
LocalId = Annotated[int, Field(ge=-1, le=10**6 - 1)]
VisitId = Annotated[int, Field(ge=0, le=2**31 - 1)]
BigId = Annotated[int, Field(ge=0, le=2**63 - 1)]
BookingKey = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,32}$")]  # else it is forged, and no database's business
PageNumber = Annotated[int, Field(ge=0, le=1000)]
Minutes = Annotated[int, Field(ge=0, le=10**8 - 1)]  # since 1970


class To(StrEnum):
    """Where a button of the menu kind leads."""

    MENU = "menu"
    BOOK = "book"
    VISITS = "visits"
    SETTINGS = "settings"
    PRIVACY = "privacy"
    PHONE = "phone"
    REGISTER = "register"
    DONE = "done"
    ERASE = "erase"
    ERASE_SURELY = "erase!"
    DOWNLOAD = "data"
    LEAVE = "leave"
    LEAVE_SURELY = "leave!"
    FAMILY = "family"
    ADD = "add"
    WAITING = "waiting"
    ABOUT = "about"
    FREE = "free"
    RECEPTION = "reception"
    END = "end"


class Go(CallbackData, prefix="go"):
    to: To


class SetLanguage(CallbackData, prefix="l"):
    language: str


class Step(StrEnum):
    """What a button of a draft does."""

    YES = "yes"
    RETYPE = "retype"
    ANSWER = "answer"
    FIX = "fix"
    BACK = "back"
    ELSE = "else"
    TICK = "tick"
    RIGHT = "right"


class Fill(CallbackData, prefix="f"):
    """A button of the draft with this id. ``question``: the one it stands under, or asks again; ``value``: answer."""

    draft: int
    step: Step
    question: Question = Question.CHECK
    value: str = ""


class OnTheWay(CallbackData, prefix="_"):
    """What has been chosen so far; bounds make rubbish of a forged number. ``moving``: a visit, in whose place."""

    patient: PatientId
    branch: LocalId
    specialty: LocalId
    doctor: LocalId
    visit: bool
    service: LocalId
    moving: VisitId

    @property
    def way(self) -> Way:
        return Way(self.patient, self.branch, self.specialty, self.doctor, self.visit, self.service, self.moving)

    @classmethod
    def unpack(cls, value: str) -> Self:
        """A button from before visits could be moved lacks ``moving``, and moves none."""
        parts = value.split(cls.__separator__)
        if len(parts) == len(cls.model_fields):
            parts.insert(len(OnTheWay.model_fields), "0")
        return super().unpack(cls.__separator__.join(parts))


class Walk(OnTheWay, prefix="w"):
    """A way to a visit, as far as it has come; ``page`` of a list too long for one screen."""

    page: PageNumber


class Day(OnTheWay, prefix="d"):
    """All times of one day; ``on`` counts days as ``date.toordinal`` does. ``page``: its 288 times are eight pages."""

    on: Annotated[int, Field(ge=date(1970, 1, 1).toordinal(), le=LATEST_DAY)]
    page: Annotated[int, Field(ge=0, le=9)]

    @property
    def date(self) -> date:
        return date.fromordinal(self.on)


class Find(OnTheWay, prefix="z"):
    """Free times that suit a wish; without a doctor, of any."""

    only: Only
    page: Annotated[int, Field(ge=0, le=1000)]


class Time(OnTheWay, prefix="t"):
    at: Minutes

    @property
    def starts_at(self) -> datetime:
        return moment(self.at)


class Confirm(CallbackData, prefix="c"):
    key: BookingKey


class Kin(StrEnum):
    """What a button about one of the family does."""

    SHOW = "show"
    FIRST = "first"
    WRONG = "wrong"
    OFF = "off"


class OfPatient(CallbackData, prefix="k"):
    """``OFF`` asks; ``TakeOffSurely`` does it."""

    patient: PatientId
    act: Kin


class TakeOffSurely(CallbackData, prefix="ko"):
    patient: PatientId


def walk(way: Way, page: int = 0) -> Walk:
    return Walk(**carried(way), page=page)


def day(way: Way, on: date, page: int = 0) -> Day:
    return Day(**carried(way), on=on.toordinal(), page=page)


def find(way: Way, only: Only, page: int = 0) -> Find:
    return Find(**carried(way), only=only, page=page)


def time(way: Way, at: datetime) -> Time:
    return Time(**carried(way), at=minutes(at))


def times_on(way: Way) -> Callable[[datetime], str]:
    """``time(way, at).pack()`` for one ``at`` after another: forty anew cost more than all else on a screen."""
    stem = Time(**carried(way), at=0).pack().removesuffix("0")
    return lambda at: f"{stem}{minutes(at)}"


def days_on(way: Way) -> Callable[[date], str]:
    """``day(way, on).pack()`` for one ``on`` after another."""
    first = date(1970, 1, 1)
    before, after = Day(**carried(way), on=first.toordinal(), page=0).pack().rsplit(str(first.toordinal()), 1)
    return lambda on: f"{before}{on.toordinal()}{after}"


def finds(way: Way) -> Callable[[Only], str]:
    """``find(way, only).pack()`` for one ``only`` after another."""
    before, after = find(way, Only.EARLIEST).pack().rsplit(Only.EARLIEST, 1)
    return lambda only: f"{before}{only}{after}"


def carried(way: Way) -> dict[str, Any]:
    return {name: getattr(way, name) for name in Way.__slots__}


def moment(since_1970: int) -> datetime:
    return datetime.fromtimestamp(since_1970 * MINUTE, UTC)


def minutes(at: datetime) -> int:
    return int(at.timestamp()) // MINUTE
