"""What buttons to reception carry (handlers/taps.py)."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from handlers.taps import OnTheWay, carried
from reception.booking.way import Way
from reception.handoff.about import Why


class Write(OnTheWay, prefix="b"):
    """Reception sees from where somebody came. ``moving``: the visit that it is about."""

    why: Why


class PassThisOn(CallbackData, prefix="bm"):
    """What somebody typed before they asked for reception; ``message``: its number in their chat."""

    message: Annotated[int, Field(ge=1, le=2**31 - 1)]


def write(why: Why, way: Way | None = None) -> Write:
    return Write(**carried(way or Way()), why=why)
