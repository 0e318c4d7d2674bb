"""What buttons of the clinic's own pages carry (handlers/taps.py)."""

from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from handlers.taps import PageNumber

Number = Annotated[int, Field(ge=0, le=2**32 - 1)]


class Of(StrEnum):
    """What a page of the information is of; plural: a list."""

    BRANCHES = "branches"
    BRANCH = "branch"
    PIN = "pin"
    SPECIALTIES = "specialties"
    SPECIALTY = "specialty"
    DOCTOR = "doctor"
    SERVICES = "services"
    PRICES = "prices"
    CLINIC = "clinic"
    QUESTIONS = "questions"
    CATEGORY = "category"
    ENTRY = "entry"
    GIFTS = "gifts"
    GIFT = "gift"


class Look(CallbackData, prefix="info"):
    """A page of the information. ``number``: whose; of the catalogue, or of the clinic file (clinic/contents.py)."""

    of: Of
    number: Number = 0
    page: PageNumber = 0


class Helpful(CallbackData, prefix="faq"):
    """Whether an answer helped."""

    entry: Number
    yes: bool
