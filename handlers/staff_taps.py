"""What buttons in reception's group carry (handlers/taps.py)."""

from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from handlers.taps import BigId

Mark = Annotated[int, Field(ge=0, le=2**32 - 1)]


class Deed(StrEnum):
    """What a manager does with a dialogue. ``CANNED``: lists the replies; ``CARD``: back from there."""

    TAKE = "take"
    CLOSE = "close"
    BACK = "back"
    CANNED = "canned"
    CARD = "card"


class Deal(CallbackData, prefix="st"):
    """In reception's group alone."""

    dialogue: BigId
    deed: Deed


class SendCanned(CallbackData, prefix="sc"):
    """In reception's group alone. ``reply``: the mark of its words; ``shown``: of the tap that listed it."""

    dialogue: BigId
    reply: Mark
    shown: Mark
