"""When a branch is open and when a doctor receives; local wall time, weekdays from Monday = 0."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo

from clinic.fields import BranchId, Some, SomeWhereWhole
from clinic.hours import AwayFrom, AwayTo, Day, Moment, TimeOfDay, check_order, days_of, hours_of, overlaps
from clinic.mistakes import unfit

# "from" is a word of Python's own: in the file and in JSON it is "from" and "to", in code `start` and `end`.
SHAPE = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True)


def _later(end: Moment, info: ValidationInfo) -> Moment:
    if start := info.data.get("start"):
        check_order(start, end)
    return end


class OpeningHours(BaseModel):
    """One span of one weekday."""

    model_config = SHAPE

    weekday: Annotated[int, Field(ge=0, le=6)]
    start: TimeOfDay = Field(alias="from")
    end: TimeOfDay = Field(alias="to")


class WorkingHours(BaseModel):
    """Each week on these weekdays, at this branch."""

    model_config = SHAPE

    branch: BranchId
    days: Annotated[tuple[int, ...], BeforeValidator(days_of), Some]
    start: TimeOfDay = Field(alias="from")
    end: Annotated[TimeOfDay, AfterValidator(_later)] = Field(alias="to")


class Extra(BaseModel):
    """Additional hours on one date."""

    model_config = SHAPE

    date: Day
    branch: BranchId
    start: TimeOfDay = Field(alias="from")
    end: Annotated[TimeOfDay, AfterValidator(_later)] = Field(alias="to")


class Away(BaseModel):
    """Of a doctor, a branch or reception. Naive local moments, ``end`` excluded: "to: 2026-12-05" ends when the 6th
    begins."""

    model_config = SHAPE

    start: AwayFrom = Field(alias="from")
    end: Annotated[AwayTo, AfterValidator(_later)] = Field(alias="to")


def _apart(hours: tuple[OpeningHours, ...]) -> tuple[OpeningHours, ...]:
    for where in overlaps((span.weekday, span.start, span.end) for span in hours):
        raise unfit("{where}; write each time once", where=where)
    return hours


def _one_place(hours: tuple[WorkingHours, ...]) -> tuple[WorkingHours, ...]:
    for where in overlaps((day, span.start, span.end) for span in hours for day in span.days):
        raise unfit("{where}; a doctor is in one place at a time", where=where)
    return hours


Opening = Annotated[tuple[OpeningHours, ...], BeforeValidator(hours_of), AfterValidator(_apart)]
Week = Annotated[tuple[WorkingHours, ...], SomeWhereWhole, AfterValidator(_one_place)]
