"""What buttons carry: short ids only, never a name, a phone or the clinic's own id. At most 64 bytes.

Each prefix has exactly one handler for each of its steps (tests/architecture proves it).
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any, Self

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from reception.booking.way import Way
from reception.questions import Question
from reminders.notes import Score
from reminders.plan import Kind

MINUTE = 60
# What all of them together take must stay within Telegram's 64 bytes.
PatientId = Annotated[int, Field(ge=0, le=2**31 - 1)]
LocalId = Annotated[int, Field(ge=-1, le=10**6 - 1)]
VisitId = Annotated[int, Field(ge=0, le=2**31 - 1)]
BigId = Annotated[int, Field(ge=0, le=2**63 - 1)]
BookingKey = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,32}$")]  # else it is forged, and no database's business


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
    CHANGE = "change"
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

    page: Annotated[int, Field(ge=0, le=1000)]


class Day(OnTheWay, prefix="d"):
    """All times of one day; ``on`` counts days as ``date.toordinal`` does. ``page``: its 288 times are eight pages."""

    on: Annotated[int, Field(ge=date(1970, 1, 1).toordinal(), le=date(2999, 12, 31).toordinal())]
    page: Annotated[int, Field(ge=0, le=9)]

    @property
    def date(self) -> date:
        return date.fromordinal(self.on)


class Time(OnTheWay, prefix="t"):
    """One time; ``at`` is in minutes since 1970."""

    at: Annotated[int, Field(ge=0, le=10**8 - 1)]

    @property
    def starts_at(self) -> datetime:
        return datetime.fromtimestamp(self.at * MINUTE, UTC)


class Confirm(CallbackData, prefix="c"):
    key: BookingKey


class Route(CallbackData, prefix="r"):
    key: BookingKey


class Calendar(CallbackData, prefix="i"):
    key: BookingKey


class Act(StrEnum):
    """What a button under a notice does."""

    COME = "come"
    ROUTE = "route"
    LATE = "late"
    FINE = "fine"
    TALK = "talk"
    OFF = "off"


class Answer(CallbackData, prefix="n"):
    """To the message with this id in the outbox. ``visit``: which of those it lists; 0: all of them."""

    note: BigId
    act: Act
    visit: VisitId


class Rate(CallbackData, prefix="s"):
    note: BigId
    score: Score


class Turn(CallbackData, prefix="q"):
    """A kind of notices, off and on."""

    kind: Kind
    on: bool


class ShowVisit(CallbackData, prefix="v"):
    visit: VisitId


class Move(CallbackData, prefix="m"):
    """Another time for a visit; the way there begins at its doctor's times."""

    visit: VisitId


class Cancel(CallbackData, prefix="x"):
    """Asks; ``CancelSurely`` does it."""

    visit: VisitId


class CancelSurely(CallbackData, prefix="xx"):
    visit: VisitId


class Deed(StrEnum):
    """What a manager does with a dialogue. ``CANNED``: lists the replies; ``CARD``: back from there."""

    TAKE = "take"
    CLOSE = "close"
    BACK = "back"
    CANNED = "canned"
    CARD = "card"


class Deal(CallbackData, prefix="h"):
    """In reception's group alone."""

    dialogue: BigId
    deed: Deed


class SendCanned(CallbackData, prefix="hc"):
    """In reception's group alone. ``reply``: its place in the clinic file's list."""

    dialogue: BigId
    reply: Annotated[int, Field(ge=0, le=99)]


def walk(way: Way, page: int = 0) -> Walk:
    return Walk(**_carried(way), page=page)


def day(way: Way, on: date, page: int = 0) -> Day:
    return Day(**_carried(way), on=on.toordinal(), page=page)


def time(way: Way, at: datetime) -> Time:
    return Time(**_carried(way), at=_minutes(at))


def times_on(way: Way) -> Callable[[datetime], str]:
    """``time(way, at).pack()`` for one ``at`` after another: forty anew cost more than all else on a screen."""
    stem = Time(**_carried(way), at=0).pack().removesuffix("0")
    return lambda at: f"{stem}{_minutes(at)}"


def days_on(way: Way) -> Callable[[date], str]:
    """``day(way, on).pack()`` for one ``on`` after another."""
    first = date(1970, 1, 1)
    before, after = Day(**_carried(way), on=first.toordinal(), page=0).pack().rsplit(str(first.toordinal()), 1)
    return lambda on: f"{before}{on.toordinal()}{after}"


def _carried(way: Way) -> dict[str, Any]:
    return {name: getattr(way, name) for name in Way.__slots__}


def _minutes(at: datetime) -> int:
    return int(at.timestamp()) // MINUTE


def weighty(data: str) -> bool:
    """Whether a tap with this data does what can't be taken back with Back."""
    kind, *rest = data.split(":")
    if kind == Fill.__prefix__:
        return rest[1:2] == [Step.RIGHT]
    return kind in {Confirm.__prefix__, CancelSurely.__prefix__} or data == Go(to=To.ERASE_SURELY).pack()
