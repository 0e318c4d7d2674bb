"""How the clinic speaks and what it allows."""

from typing import Annotated

from pydantic import BaseModel, Field, ValidationInfo, field_validator

from clinic.schedule import SHAPE
from clinic.texts import Language, Texts, at_most


class Languages(BaseModel):
    """``follow_telegram``: taken from Telegram's own setting; the others by a tap."""

    model_config = SHAPE

    default: Language
    offered: tuple[Language, ...]
    follow_telegram: tuple[Language, ...] = ()

    @field_validator("offered")
    @classmethod
    def offers_the_default(cls, offered: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        if (default := info.data.get("default")) and default not in offered:
            raise ValueError(f'the default language "{default}" is not offered; add it here')
        return offered

    @field_validator("follow_telegram")
    @classmethod
    def follows_only_offered(cls, followed: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        offered = info.data.get("offered", followed)
        for code in followed:
            if code not in offered:
                raise ValueError(f'"{code}" is not offered; add it to "offered" or take it out here')
        return followed


class Privacy(BaseModel):
    """``version`` is kept with each consent: change it with the text."""

    model_config = SHAPE

    version: str = Field(min_length=1, max_length=40)
    text: Annotated[Texts, at_most(4000)]  # Telegram's message holds 4,096


class Rules(BaseModel):
    """``step_minutes``: the grid on which visits begin. Under ``child_until`` years one comes with a parent."""

    model_config = SHAPE

    least_notice_minutes: int = Field(default=60, ge=0, le=30 * 24 * 60)
    horizon_days: int = Field(default=30, ge=1, le=366)
    visits_ahead: int = Field(default=5, ge=1, le=100)
    late_cancel_hours: int = Field(default=3, ge=0, le=30 * 24)
    patients_per_phone: int = Field(default=4, ge=1, le=20)
    step_minutes: int = Field(default=15, ge=5, le=60)
    child_until: int = Field(default=14, ge=0, le=21)


class System(BaseModel):
    """The clinic's own system. ``calls_per_minute``: what it bears of the looking for everybody's earliest times.

    Half as many as there are doctor × branch × service keep them all under two minutes old.
    """

    model_config = SHAPE

    calls_per_minute: int = Field(default=600, ge=1, le=100_000)
