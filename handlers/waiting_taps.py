"""What buttons carry of waiting for a time that frees up, and of one that is held (handlers/taps.py)."""

from datetime import date
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from handlers.taps import LATEST_DAY, BigId, OnTheWay, carried
from reception.booking.way import Way


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


def wait(way: Way, on: date | None = None) -> Wait:
    return Wait(**carried(way), on=on.toordinal() if on else 0)


def wait_for(way: Way, days: int) -> WaitFor:
    return WaitFor(**carried(way), days=days)
