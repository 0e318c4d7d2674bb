"""A change that is looked at before it is published."""

import json
from dataclasses import asdict, dataclass, replace
from typing import Self
from zlib import crc32

from reception.admin.changes import Change, Json
from reception.admin.parts import Part, Spot
from reception.closures import Affected

PENDING = "pending"  # under which a draft keeps it


@dataclass(frozen=True, slots=True)
class Pending:
    """``named``: what the entry is called. ``theirs``: what another admin has put there since it was looked at.

    ``affected``: visits, where the change closes a branch.
    """

    spot: Spot
    named: dict[str, str]
    change: Change
    is_undo: bool = False
    met: bool = False
    theirs: Json = None
    affected: Affected | None = None

    @property
    def seen(self) -> int:
        """What was there when it was looked at, in a number."""
        return crc32(json.dumps(self.change.before, ensure_ascii=False, sort_keys=True).encode())

    def after(self, theirs: Json) -> Self:
        """The same on top of theirs."""
        return replace(self, change=replace(self.change, before=theirs), met=True, theirs=theirs)

    def kept(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def read(cls, kept: str) -> Self:
        told = json.loads(kept)
        spot = Spot(Part(told["spot"]["part"]), told["spot"]["number"], told["spot"]["of"])
        change = Change(**told["change"] | {"place": tuple(told["change"]["place"])})
        affected = told["affected"] and Affected(**told["affected"])
        return cls(spot, told["named"], change, told["is_undo"], told["met"], told["theirs"], affected)
