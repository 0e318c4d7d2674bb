"""What of the clinic admins edit: each part by its place in the clinic's JSON, and the fields that are asked for.

``FILE`` is all of it, or all questions, as a file (papers.py).

A page for another list or another set of fields is one entry here, its words in handlers/screens/admin/words.py, and
nothing else (docs/admin.md).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from clinic import own_texts
from reception.admin.changes import Json, Place, PlaceGone, found, mark, step_to

OF = "#of"  # the step of a path that is another part's entry


class Part(StrEnum):
    """They stand in buttons, and in the list of edits for ever."""

    CATEGORIES = "cat"
    ENTRIES = "ask"
    FREE = "free"
    LINKS = "link"
    ABOUT = "about"
    TEXTS = "text"
    BRANCHES = "branch"
    RECEPTION = "hours"
    HOLIDAYS = "day"
    CANNED = "reply"
    CLOSED = "shut"
    OFFLINE = "away"
    FILE = "file"


class Kind(StrEnum):
    """How a field is asked for. ``TEXTS``: language by language."""

    TEXTS = "texts"
    LINK = "link"
    PHONE = "phone"
    HOURS = "hours"
    DAY = "day"
    SPAN = "span"
    PIN = "pin"
    SWITCH = "switch"


@dataclass(frozen=True, slots=True)
class Field:
    """``name``: the JSON's, empty where the entry itself is the field. ``longest``: characters of one language.

    ``may_lack``: it may be taken out. ``braces``: what may stand in them, None where
    they are braces like any other; ``needed``: it has to stand there.
    """

    name: str
    kind: Kind = Kind.TEXTS
    longest: int = 0
    may_lack: bool = False
    braces: tuple[str, ...] | None = None
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """``many``: a list of entries; ``most``: so many may there be, 0 where none is added, moved or taken out.

    ``has_ids``: the entries have ids of their own, by which they are found when others come and go.
    """

    path: Place
    fields: tuple[Field, ...]
    many: bool = True
    most: int = 0
    has_ids: bool = False

    @property
    def grows(self) -> bool:
        return self.most > 0

    def field(self, name: str) -> Field | None:
        return next((one for one in self.fields if one.name == name), None)


_OWN = own_texts.LONGEST
SHAPES: Mapping[Part, Shape] = {
    Part.CATEGORIES: Shape(("faq",), (Field("name", longest=60),), most=50, has_ids=True),
    Part.ENTRIES: Shape(
        ("faq", OF, "entries"), (Field("question", longest=100), Field("answer", longest=2000)), most=100, has_ids=True
    ),
    Part.FREE: Shape(
        ("free",),
        (Field("name", longest=60), Field("what", longest=2000), Field("how", longest=2000)),
        most=50,
        has_ids=True,
    ),
    Part.LINKS: Shape(("links",), (Field("label", longest=60), Field("url", Kind.LINK)), most=30),
    Part.ABOUT: Shape((), (Field("advantages", longest=2000, may_lack=True),), many=False),
    Part.TEXTS: Shape(
        ("texts",),
        (
            Field("greeting", longest=_OWN, may_lack=True, braces=own_texts.GREETING),
            Field("day_before", longest=_OWN, may_lack=True, braces=own_texts.REMINDER, needed=True),
            Field("two_hours", longest=_OWN, may_lack=True, braces=own_texts.REMINDER, needed=True),
            Field("rating", longest=_OWN, may_lack=True, braces=own_texts.RATING),
            Field("thanks", longest=_OWN, may_lack=True, braces=own_texts.THANKS),
        ),
        many=False,
    ),
    Part.BRANCHES: Shape(
        ("branches",),
        (
            Field("address", longest=200),
            Field("hours", Kind.HOURS),
            Field("phone", Kind.PHONE),
            Field("pin", Kind.PIN, may_lack=True),
            Field("accepts_patients", Kind.SWITCH),
        ),
        has_ids=True,
    ),
    Part.RECEPTION: Shape(("reception",), (Field("hours", Kind.HOURS, may_lack=True),), many=False),
    Part.HOLIDAYS: Shape(("holidays",), (Field("", Kind.DAY),), most=200),
    Part.CLOSED: Shape(("branches", OF, "closed"), (Field("", Kind.SPAN),), most=20),
    Part.OFFLINE: Shape(("reception", "offline"), (Field("", Kind.SPAN),), most=20),
    Part.FILE: Shape((), (), many=False),
    Part.CANNED: Shape(("reception", "canned"), (Field("", longest=1000, braces=("name",)),), most=20),
}
INSIDE = {Part.ENTRIES: Part.CATEGORIES, Part.CLOSED: Part.BRANCHES}  # whose entries a list stands in


@dataclass(frozen=True, slots=True)
class Spot:
    """What a button means: an entry of a part by its mark, or the whole part where ``number`` is 0. ``of``: the mark of
    the entry that the list stands in."""

    part: Part
    number: int = 0
    of: int = 0


def listed(body: Json, spot: Spot) -> list[Json]:
    """The entries of the spot's list. Raise ``PlaceGone``."""
    entries: list[Json] = found(body, list_place(body, spot))
    return entries


def list_place(body: Json, spot: Spot) -> Place:
    """Raise ``PlaceGone``."""
    path, outer = SHAPES[spot.part].path, INSIDE.get(spot.part)
    within = entry_place(body, Spot(outer, spot.of))[-1] if outer else ""
    return tuple(within if step == OF else step for step in path)


def entry_place(body: Json, spot: Spot) -> Place:
    """Raise ``PlaceGone``."""
    if not SHAPES[spot.part].many:
        return SHAPES[spot.part].path
    place = list_place(body, spot)
    for entry in found(body, place):
        if mark(entry) == spot.number:
            return (*place, step_to(entry))
    raise PlaceGone


def field_place(entry: Place, field: Field) -> Place:
    return (*entry, field.name) if field.name else entry


def entry_of(body: Json, spot: Spot) -> Json:
    """Raise ``PlaceGone``."""
    place = entry_place(body, spot)
    return found(body, place) if place else body


def value_of(entry: Json, field: Field) -> Json:
    return entry.get(field.name) if field.name else entry


def called(entry: Json) -> dict[str, str]:
    """What an entry is called: by language, or under no language at all; a span as ISO 8601 writes it."""
    if isinstance(entry, str):
        return {"": entry}
    if "from" in entry:
        return {"": f"{entry['from']}/{entry['to']}"}
    for name in ("name", "question", "label"):
        if name in entry:
            return dict(entry[name])
    return dict(_words(entry))


def _words(entry: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Of an entry that is nothing but words."""
    yield from ((code, words) for code, words in entry.items() if len(code) == 2 and isinstance(words, str))  # noqa: PLR2004 ISO 639-1
