"""What buttons of the page of links carry (handlers/taps.py)."""

from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from handlers.taps import PageNumber


class Lead(StrEnum):
    """Where a link leads; of branches, specialties and doctors as its payload begins (reception/destinations.py)."""

    CLINIC = "clinic"
    BRANCH = "branch"
    SPECIALTY = "specialty"
    DOCTOR = "doctor"
    SOURCE = "source"


class AdminLinks(CallbackData, prefix="adk"):
    """Those of a kind, to choose from; the clinic's own one at once; for a source its word is asked."""

    to: Lead
    page: PageNumber = 0


class AdminLink(CallbackData, prefix="adq"):
    payload: Annotated[str, Field(max_length=32)]
