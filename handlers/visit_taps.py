"""What buttons carry of a visit, and of what is said about it (handlers/taps.py)."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Self

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from handlers.taps import BigId, BookingKey, Minutes, PageNumber, PatientId, VisitId, minutes, moment
from reminders.notes import Score
from reminders.plan import Kind

VisitOrKey = Annotated[VisitId | BookingKey, Field(union_mode="left_to_right")]


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
        return moment(self.at) if self.at else None

    @classmethod
    def unpack(cls, value: str) -> Self:
        return super().unpack(value if value.count(cls.__separator__) > 1 else f"{value}{cls.__separator__}0")


def cancel_surely(visit: int, starts_at: datetime) -> CancelSurely:
    return CancelSurely(visit=visit, at=minutes(starts_at))
