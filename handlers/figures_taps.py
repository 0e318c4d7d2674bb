"""What buttons of the figures carry (handlers/taps.py)."""

from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from handlers.taps import LATEST_DAY
from reception.figures.period import Span

Day = Annotated[int, Field(ge=1, le=LATEST_DAY)]  # as ``date.toordinal`` counts


class Form(StrEnum):
    PICTURE = "picture"
    TABLE = "table"


class FiguresOf(CallbackData, prefix="fig"):
    span: Span


class FiguresAs(CallbackData, prefix="figf"):
    """Of the very days whose figures stand above the button."""

    form: Form
    first: Day
    last: Day


class ChooseDays(CallbackData, prefix="figd"):
    """Asks from when until when."""
