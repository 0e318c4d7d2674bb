"""What buttons carry on the way to a home call (handlers/taps.py): never where the doctor is to come, or why."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from handlers.taps import BookingKey, OnTheWay, carried
from reception.booking.way import Way
from reception.questions import Question


class CallHome(OnTheWay, prefix="hc"):
    """From the doctor's card."""


class CallStep(StrEnum):
    """What a button of the draft does. ``ANSWER``: a patient's own number, or nothing."""

    ANSWER = "answer"
    FIX = "fix"
    BACK = "back"


class FillCall(CallbackData, prefix="hf"):
    """A button of the draft with this id. ``question``: the one it stands under, or asks again."""

    draft: int
    step: CallStep
    question: Question


class AskForIt(CallbackData, prefix="hs"):
    key: BookingKey


def call_home(way: Way) -> CallHome:
    return CallHome(**carried(way))
