"""What an admin is asked, one question a message, and what has been answered so far."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Self

from clinic.rules import Languages
from reception.admin.changes import Json
from reception.admin.parts import SHAPES, Field, Kind, Part, Spot


@dataclass(frozen=True, slots=True)
class Asked:
    """``language``: empty where it is no text. ``may_skip``: the answer may be left out."""

    field: Field
    language: str
    may_skip: bool

    @property
    def key(self) -> str:
        return f"{self.field.name}.{self.language}"


@dataclass(frozen=True, slots=True)
class Asking:
    """``only``: the field that is asked for anew; None where a new entry is made of all of them.

    ``before``: as the admin saw it. ``heard``: by ``Asked.key``, None where it was skipped.
    """

    spot: Spot
    only: str | None
    before: Json = None
    heard: dict[str, Json] = field(default_factory=dict)

    @property
    def fields(self) -> Sequence[Field]:
        shape = SHAPES[self.spot.part]
        return shape.fields if self.only is None else [one for one in shape.fields if one.name == self.only]

    def kept(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def read(cls, kept: str) -> Self:
        told = json.loads(kept)
        spot = Spot(Part(told["spot"]["part"]), told["spot"]["number"], told["spot"]["of"])
        return cls(spot, told["only"], told["before"], told["heard"])


def next_asked(asking: Asking, languages: Languages) -> Asked | None:
    """The first one without an answer."""
    return next((one for one in _all(asking, languages) if one.key not in asking.heard), None)


def answered(asking: Asking, asked: Asked, answer: Json) -> Asking:
    return replace(asking, heard=asking.heard | {asked.key: answer})


def skipped_all(asking: Asking, languages: Languages) -> Asking:
    """All that may be skipped, up to the first that may not."""
    while (asked := next_asked(asking, languages)) and asked.may_skip:
        asking = answered(asking, asked, None)
    return asking


def value(asking: Asking, languages: Languages) -> Json:
    """What the field, or the new entry, comes to be; what was skipped stays as it was."""
    told = {one.name: _value(asking, one, languages) for one in asking.fields}
    if asking.only is not None:
        return told[asking.only]
    return told.get("", told)


def is_word_for_word(asking: Asking, languages: Languages) -> bool:
    """Whether nothing would change."""
    return asking.only is not None and value(asking, languages) == asking.before


def _all(asking: Asking, languages: Languages) -> Iterator[Asked]:
    for one in asking.fields:
        if one.kind is not Kind.TEXTS:
            yield Asked(one, "", may_skip=False)
            continue
        there = asking.before or {}
        for code in (languages.default, *(code for code in languages.offered if code != languages.default)):
            yield Asked(one, code, may_skip=code != languages.default or code in there)


def _value(asking: Asking, one: Field, languages: Languages) -> Json:
    heard = {asked.language: asking.heard.get(asked.key) for asked in _all(asking, languages) if asked.field == one}
    if one.kind is not Kind.TEXTS:
        return heard[""]
    before = asking.before if asking.only is not None else None
    return (before or {}) | {code: words for code, words in heard.items() if words is not None}
