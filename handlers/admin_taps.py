"""What admins' buttons carry (handlers/taps.py): a part of the clinic, an entry of it by its mark, what to do."""

from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from handlers.information_taps import Number
from handlers.taps import BigId, PageNumber
from reception.admin.parts import Part, Spot

FieldName = Annotated[str, Field(max_length=16)]
Revision = Annotated[int, Field(ge=0, le=2**31 - 1)]


class Page(StrEnum):
    """Those that are no part of the clinic."""

    HOME = "home"
    ADMINS = "who"
    INVITE = "invite"
    CHANGES = "log"
    LINKS = "links"


class AdminPage(CallbackData, prefix="ad"):
    page: Page


class OfPart(CallbackData, prefix="_ad"):
    part: Part
    number: Number = 0
    of: Number = 0

    @property
    def spot(self) -> Spot:
        return Spot(self.part, self.number, self.of)


class AdminList(OfPart, prefix="adl"):
    """A part's entries; of one without entries its fields."""

    page: PageNumber = 0


class Do(StrEnum):
    SHOW = "show"
    UP = "up"
    DOWN = "down"
    OUT = "out"
    NEW = "new"


class AdminEntry(OfPart, prefix="ade"):
    """``OUT`` asks, and Publish does it. ``NEW``: one more in the list."""

    act: Do


class AdminField(OfPart, prefix="adf"):
    """Ask for it anew; a switch is turned over."""

    field: FieldName


class AdminClear(OfPart, prefix="adc"):
    """Take out what stands there, or say ours again."""

    field: FieldName


class Step(StrEnum):
    PUBLISH = "yes"
    SKIP = "skip"
    SKIP_ALL = "rest"
    BACK = "back"


class AdminDraft(CallbackData, prefix="add"):
    """What is being asked or looked at. ``BACK``: let it be. ``seen``: the preview's (reception/admin/pending.py)."""

    draft: BigId
    step: Step
    seen: Number = 0


class Paper(StrEnum):
    """What is done with the clinic as a file. ``PAGE``: nothing yet."""

    PAGE = "page"
    CLINIC = "clinic"
    QUESTIONS = "faq"
    IMPORT = "import"


class AdminFile(CallbackData, prefix="adp"):
    act: Paper


class AdminUndo(CallbackData, prefix="adu"):
    """``revision``: the clinic's, that the change made."""

    revision: Revision


class AdminOff(CallbackData, prefix="ado"):
    """Asks; ``AdminOffSurely`` does it."""

    account: BigId


class AdminOffSurely(CallbackData, prefix="adx"):
    account: BigId


def to_list(spot: Spot, page: int = 0) -> AdminList:
    return AdminList(part=spot.part, of=spot.of, page=page)


def to_entry(spot: Spot, act: Do = Do.SHOW) -> AdminEntry:
    return AdminEntry(part=spot.part, number=spot.number, of=spot.of, act=act)


def to_field(spot: Spot, field: str) -> AdminField:
    return AdminField(part=spot.part, number=spot.number, of=spot.of, field=field)


def to_clear(spot: Spot, field: str) -> AdminClear:
    return AdminClear(part=spot.part, number=spot.number, of=spot.of, field=field)
