"""How the clinic speaks and what it allows."""

from collections.abc import Mapping
from datetime import time
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, ValidationInfo, field_validator

from clinic.hours import read_time
from clinic.known import choice
from clinic.mistakes import unfit
from clinic.schedule import SHAPE
from clinic.texts import Language, Texts, at_most

STATES = ("booked", "arrived", "fulfilled", "cancelled", "noshow")


Time = Annotated[time, BeforeValidator(read_time)]


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
            raise unfit('the default language "{code}" is not offered; add it here', code=default)
        return offered

    @field_validator("follow_telegram")
    @classmethod
    def follows_only_offered(cls, followed: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        offered = info.data.get("offered", followed)
        for code in followed:
            if code not in offered:
                raise unfit('"{code}" is not offered; add it to "offered" or take it out here', code=code)
        return followed


class Privacy(BaseModel):
    """``version`` is kept with each consent: change it with the text."""

    model_config = SHAPE

    version: str = Field(min_length=1, max_length=40)
    text: Annotated[Texts, at_most(4000)]  # Telegram's message holds 4,096


class Rules(BaseModel):
    """``step_minutes``: the grid on which visits begin. Under ``child_until`` years one comes with a parent.

    From ``quiet_from`` until ``quiet_until`` nobody is written to of our own accord, nor asked how it was before
    ``ratings_from``: on the clock of the visit's branch.
    """

    model_config = SHAPE

    least_notice_minutes: int = Field(default=60, ge=0, le=30 * 24 * 60)
    horizon_days: int = Field(default=30, ge=1, le=366)
    visits_ahead: int = Field(default=5, ge=1, le=100)
    late_cancel_hours: int = Field(default=3, ge=0, le=30 * 24)
    patients_per_phone: int = Field(default=4, ge=1, le=20)
    step_minutes: int = Field(default=15, ge=5, le=60)
    child_until: int = Field(default=14, ge=0, le=21)
    quiet_from: Time = time(21)
    quiet_until: Time = time(8)
    ratings_from: Time = time(9)

    @field_validator("quiet_from")
    @classmethod
    def begins_in_the_evening(cls, at: time) -> time:
        if at < time(17):
            raise unfit('{time} is no evening; write a time from "17:00" on, such as "21:00"', time=f"{at:%H:%M}")
        return at

    @field_validator("quiet_until", "ratings_from")
    @classmethod
    def ends_in_the_morning(cls, at: time) -> time:
        if at > time(12):
            raise unfit('{time} is no morning; write a time up to "12:00", such as "08:00"', time=f"{at:%H:%M}")
        return at


def _pairs(value: object) -> object:
    return tuple(value.items()) if isinstance(value, Mapping) else value


def _states(pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    for _, state in pairs:
        if state not in STATES:
            raise unfit('"{state}" is no state of a visit; {choice}', state=state, choice=choice(state, STATES))
    return pairs


Codes = Annotated[tuple[tuple[str, str], ...], BeforeValidator(_pairs)]  # {code: what it means} in the file


class System(BaseModel):
    """The clinic's own system. ``calls_per_minute``: what it bears of all that the bot asks of its own accord.

    Half as many as there are doctor × branch × service keep everybody's earliest times under two minutes old.
    ``sync_seconds``: how often it is asked what has changed.

    ``booking``: how a FHIR server books; found out where none is named. Of Doctor Eleks: ``visits`` names the service
    that is "the visit" of a specialty, by their codes there; ``statuses`` what a code of its dictionary means where its
    words don't tell; ``phones`` in which forms numbers stand on its cards, to be looked for in this order.
    """

    model_config = SHAPE

    calls_per_minute: int = Field(default=600, ge=1, le=100_000)
    sync_seconds: int = Field(default=30, ge=5, le=3600)
    booking: Literal["transaction", "managed"] | None = None
    visits: Codes = ()
    statuses: Annotated[Codes, AfterValidator(_states)] = ()
    phones: tuple[Literal["380…", "+380…", "0…"], ...] = ("380…",)
