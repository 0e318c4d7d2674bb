"""YAML → plain data in which every scalar is still the text that stands in the file, and the line of each place.

The field decides what a text means, not YAML: so 10:30 is no number of minutes, `no` a language and not a refusal,
and a date stays as it was written. Anchors, aliases and tags have no use here: without them a small file is small.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from clinic.mistakes import Mistake, Step, field_name, remark
from clinic.syntax import QUOTE_IT, explained

DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Place:
    """``line`` is where the name of a field stands, or where an entry of a list begins."""

    line: int
    inside: dict[Step, "Place"] = field(default_factory=dict)

    def find(self, steps: tuple[Step, ...]) -> tuple["Place", tuple[Step, ...]]:
        """The place and its path; a step that is not in the file (a hidden field of ours) is stepped over."""
        place, path = self, []
        for step in steps:
            if step in place.inside:
                place = place.inside[step]
                path.append(step)
        return place, tuple(path)


@dataclass(frozen=True, slots=True)
class Tree:
    """``mistakes`` are those after which the rest could still be read."""

    data: Any
    place: Place
    mistakes: list[Mistake]


class UnreadableError(Exception):
    """Carries the one mistake after which nothing more can be told."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(str(mistake.message))
        self.mistake = mistake


def read_tree(text: str) -> Tree:
    """Raises UnreadableError where the text is not YAML, or uses a part of it that a clinic file does without."""
    mistakes: list[Mistake] = []
    data, place = None, Place(1)
    try:
        events = yaml.parse(text, Loader=yaml.SafeLoader)
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent) and place.inside:
                problem = remark('a second document begins; take out the line "---"')
                raise UnreadableError(Mistake(_line(event), "", problem))
            if not isinstance(event, _FRAME):
                data, place = _value(event, events, (), mistakes)
    except yaml.YAMLError as error:
        raise UnreadableError(explained(error, text)) from None
    return Tree(data, place, mistakes)


_FRAME = (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent)
Events = Iterator[yaml.Event]


def _value(event: yaml.Event, events: Events, path: tuple[Step, ...], mistakes: list[Mistake]) -> tuple[Any, Place]:
    _check_plain(event, path)
    if isinstance(event, yaml.MappingStartEvent):
        return _mapping(event, events, path, mistakes)
    if isinstance(event, yaml.SequenceStartEvent):
        return _list(event, events, path, mistakes)
    assert isinstance(event, yaml.ScalarEvent)
    empty = event.style is None and event.value in ("", "~", "null")
    return None if empty else event.value, Place(_line(event))


def _mapping(start: yaml.Event, events: Events, path: tuple[Step, ...], mistakes: list[Mistake]) -> tuple[Any, Place]:
    data: dict[str, Any] = {}
    place = Place(_line(start))
    while not isinstance(key := next(events), yaml.MappingEndEvent):
        name = _name(key, path)
        value, found = _value(next(events), events, (*path, name), mistakes)
        if first := place.inside.get(name):
            twice = remark("stands here twice (first in line {line}); keep one of them", line=first.line)
            mistakes.append(Mistake(_line(key), field_name((*path, name)), twice))
            continue
        place.inside[name] = Place(_line(key), found.inside)
        if value is not None:  # a name with nothing behind it says nothing
            data[name] = value
    return data, place


def _list(start: yaml.Event, events: Events, path: tuple[Step, ...], mistakes: list[Mistake]) -> tuple[Any, Place]:
    data: list[Any] = []
    place = Place(_line(start))
    while not isinstance(event := next(events), yaml.SequenceEndEvent):
        value, place.inside[len(data)] = _value(event, events, (*path, len(data)), mistakes)
        data.append(value)
    return data, place


def _name(key: yaml.Event, path: tuple[Step, ...]) -> str:
    _check_plain(key, path)
    if not isinstance(key, yaml.ScalarEvent):
        problem = remark("a name was expected before the colon; a text in {{ }} or [ ] stands in quotes")
        raise UnreadableError(Mistake(_line(key), field_name(path), problem))
    return str(key.value)


def _check_plain(event: yaml.Event, path: tuple[Step, ...]) -> None:
    sign = "*" if isinstance(event, yaml.AliasEvent) else _sign(event)
    if sign:
        problem = remark('"{sign}" has a meaning of its own here; {quote_it}', sign=sign, quote_it=QUOTE_IT)
        raise UnreadableError(Mistake(_line(event), field_name(path), problem))
    if len(path) > DEEPEST:
        problem = remark("too many fields inside one another; compare with the demo clinic")
        raise UnreadableError(Mistake(_line(event), "", problem))


def _sign(event: yaml.Event) -> str:
    if getattr(event, "anchor", None):
        return "&"
    return "!" if getattr(event, "tag", None) else ""


def _line(event: yaml.Event) -> int:
    return int(event.start_mark.line) + 1 if event.start_mark else 0
