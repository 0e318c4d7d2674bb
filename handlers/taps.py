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
from reminders.notes import Score
from reminders.plan import Kind

MINUTE = 60
LATEST_DAY = date(2999, 12, 31).toordinal()
# What all of them together take must stay within Telegram's 64 bytes.
PatientId = Annotated[int, Field(ge=0, le=2**31 - 1)]
LocalId = Annotated[int, Field(ge=-1, le=10**6 - 1)]
VisitId = Annotated[int, Field(ge=0, le=2**31 - 1)]
BigId = Annotated[int, Field(ge=0, le=2**63 - 1)]
BookingKey = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,32}$")]  # else it is forged, and no database's business
VisitOrKey = Annotated[VisitId | BookingKey, Field(union_mode="left_to_right")]
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
        return _moment(self.at)


class Confirm(CallbackData, prefix="c"):
    key: BookingKey


class Route(CallbackData, prefix="r"):
    """``of``: under a booked visit it was once the booking's key."""

    of: VisitOrKey


class Calendar(CallbackData, prefix="i"):
    of: VisitOrKey


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


class Then(StrEnum):
    """What is done with a visit that is chosen from the list."""

    OPEN = "open"
    MOVE = "move"
    CANCEL = "cancel"


class MyVisits(CallbackData, prefix="vs"):
    """Those ahead; ``patient``: one patient's, 0 for all."""

    then: Then
    patient: PatientId
    page: PageNumber


class PastVisits(CallbackData, prefix="vp"):
    patient: PatientId
    page: PageNumber


class ShowVisit(CallbackData, prefix="v"):
    visit: VisitId


class Details(CallbackData, prefix="vd"):
    """What nobody else who sees the phone should read unasked."""

    visit: VisitId


class Move(CallbackData, prefix="m"):
    """Another time for a visit; the way there begins at its doctor's times."""

    visit: VisitId


class Cancel(CallbackData, prefix="x"):
    """Asks; ``CancelSurely`` does it."""

    visit: VisitId


class CancelSurely(CallbackData, prefix="xx"):
    """``at``: when they were told that it begins; 0 in buttons from before that was kept."""

    visit: VisitId
    at: Minutes

    @property
    def begins(self) -> datetime | None:
        return _moment(self.at) if self.at else None

    @classmethod
    def unpack(cls, value: str) -> Self:
        return super().unpack(value if value.count(cls.__separator__) > 1 else f"{value}{cls.__separator__}0")


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


class Wait(OnTheWay, prefix="e"):
    """Tell me when a time frees up: asks for which days. ``on``: the day that was looked at, 0 where none was."""

    on: Annotated[int, Field(ge=0, le=LATEST_DAY)]


class WaitFor(OnTheWay, prefix="ee"):
    """``days`` as a wish has them (reception/waitlist/wish.py)."""

    days: Annotated[int, Field(ge=1, le=LATEST_DAY)]


class StopWaiting(CallbackData, prefix="ex"):
    wish: BigId


class TakeHeld(CallbackData, prefix="h"):
    """To the check card of a time that is held for them."""

    hold: BigId


class PassOn(CallbackData, prefix="hx"):
    """Not this time: the next in order is offered it."""

    hold: BigId


def walk(way: Way, page: int = 0) -> Walk:
    return Walk(**_carried(way), page=page)


def day(way: Way, on: date, page: int = 0) -> Day:
    return Day(**_carried(way), on=on.toordinal(), page=page)


def find(way: Way, only: Only, page: int = 0) -> Find:
    return Find(**_carried(way), only=only, page=page)


def time(way: Way, at: datetime) -> Time:
    return Time(**_carried(way), at=_minutes(at))


def cancel_surely(visit: int, starts_at: datetime) -> CancelSurely:
    return CancelSurely(visit=visit, at=_minutes(starts_at))


def wait(way: Way, on: date | None = None) -> Wait:
    return Wait(**_carried(way), on=on.toordinal() if on else 0)


def wait_for(way: Way, days: int) -> WaitFor:
    return WaitFor(**_carried(way), days=days)


def times_on(way: Way) -> Callable[[datetime], str]:
    """``time(way, at).pack()`` for one ``at`` after another: forty anew cost more than all else on a screen."""
    stem = Time(**_carried(way), at=0).pack().removesuffix("0")
    return lambda at: f"{stem}{_minutes(at)}"


def days_on(way: Way) -> Callable[[date], str]:
    """``day(way, on).pack()`` for one ``on`` after another."""
    first = date(1970, 1, 1)
    before, after = Day(**_carried(way), on=first.toordinal(), page=0).pack().rsplit(str(first.toordinal()), 1)
    return lambda on: f"{before}{on.toordinal()}{after}"


def finds(way: Way) -> Callable[[Only], str]:
    """``find(way, only).pack()`` for one ``only`` after another."""
    before, after = find(way, Only.EARLIEST).pack().rsplit(Only.EARLIEST, 1)
    return lambda only: f"{before}{only}{after}"


def _carried(way: Way) -> dict[str, Any]:
    return {name: getattr(way, name) for name in Way.__slots__}


def _moment(minutes: int) -> datetime:
    return datetime.fromtimestamp(minutes * MINUTE, UTC)


def _minutes(at: datetime) -> int:
    return int(at.timestamp()) // MINUTE


def weighty(data: str) -> bool:
    """Whether a tap with this data does what can't be taken back with Back."""
    kind, *rest = data.split(":")
    if kind == Fill.__prefix__:
        return rest[1:2] == [Step.RIGHT]
    surely = {Go(to=to).pack() for to in (To.ERASE_SURELY, To.LEAVE_SURELY)}
    return kind in {one.__prefix__ for one in (Confirm, CancelSurely, TakeOffSurely)} or data in surely
