"""One change of one place in the clinic's JSON; whoever else changed another place meanwhile loses nothing by it."""

import json
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any
from zlib import crc32

Json = Any
Step = str | int  # a field, an entry's id or, without one, what marks it; once published, its number
Place = tuple[Step, ...]
ALL = "#all"  # the only step: of the clinic as a whole
MARK = "#mark:"
ORDER = "#order"  # the last step: of a list, in which order its entries stand (their marks)


@dataclass(frozen=True, slots=True)
class Change:
    """``before`` and ``after``: the place's JSON, None where nothing is there. ``at``: which one of its list an entry
    becomes; -1, the last."""

    place: Place
    before: Json
    after: Json
    at: int = -1


class ChangedMeanwhile(Exception):
    """The place is not as the change found it; ``now``: what it is."""

    def __init__(self, now: Json) -> None:
        super().__init__("somebody else has changed this place")
        self.now = now


class PlaceGone(Exception):
    """What the place was in is not there any more."""


def mark(entry: Json) -> int:
    """What buttons carry in place of an entry: of an id for ever (clinic/contents.py), else of these very contents."""
    id_ = entry.get("id") if isinstance(entry, dict) else None
    return crc32((id_ or json.dumps(entry, ensure_ascii=False, sort_keys=True)).encode())


def step_to(entry: Json) -> Step:
    """For as long as it is looked at, while others come and go."""
    return entry["id"] if isinstance(entry, dict) and "id" in entry else f"{MARK}{mark(entry)}"


def found(body: Json, place: Place) -> Json:
    """What stands there, or None. Raise ``PlaceGone``."""
    *way, last = place
    inside = _inside(body, way)
    if last == ALL:
        return body
    if last == ORDER:
        return [mark(entry) for entry in inside]
    if isinstance(inside, list):
        number = _number(inside, last)
        return inside[number] if number is not None else None
    return inside.get(last)


def changed(body: Json, change: Change) -> Json:
    """The JSON with the change in it. Raise ``ChangedMeanwhile`` or ``PlaceGone``."""
    body = deepcopy(body)
    *way, last = change.place
    inside = _inside(body, way)
    if is_beside_others(change):
        if change.after in inside:
            raise ChangedMeanwhile(change.after)  # there already: a tap came twice, or two thought alike
    elif (now := found(body, change.place)) != change.before:
        raise ChangedMeanwhile(now)
    if last == ALL:
        return change.after
    if last == ORDER:
        inside.sort(key=lambda entry: change.after.index(mark(entry)))
    elif isinstance(inside, list):
        _put(inside, last, change)
    elif change.after is None:
        inside.pop(last, None)
    else:
        inside[last] = change.after
    return body


def placed(body: Json, change: Change) -> Change:
    """Entries without ids by where they stand, or come to stand, now. Raise ``PlaceGone`` where one is another by now,
    and ``ChangedMeanwhile`` where it is as it was to be."""
    *way, last = change.place
    inside = _inside(body, way)
    if is_beside_others(change):
        number = change.at if 0 <= change.at <= len(inside) else len(inside)
        return replace(change, place=(*way, number), at=number)
    if _marks(last) and _number(inside, last) is None and (change.after is None or change.after in inside):
        raise ChangedMeanwhile(change.after)
    *_, at = place = tuple(_now(body, change.place[:depth], step) for depth, step in enumerate(change.place))
    return replace(change, place=place, at=at if isinstance(at, int) and change.after is None else change.at)


def marked(body: Json, change: Change) -> Change:
    """The other way round, of what is there."""
    if is_beside_others(change):
        return change
    steps = enumerate(change.place)
    place = (step_to(_inside(body, change.place[:at])[step]) if isinstance(step, int) else step for at, step in steps)
    return replace(change, place=tuple(place))


def is_beside_others(change: Change) -> bool:
    """An entry without an id is added: it stands beside whatever has come meanwhile."""
    return change.before is None and isinstance(change.place[-1], int)


def undoing(change: Change) -> Change:
    return Change(change.place, change.after, change.before, change.at)


def taking_out(body: Json, place: Place) -> Change:
    """It remembers where the entry stood. Raise ``PlaceGone``."""
    inside = _inside(body, place[:-1])
    number = _number(inside, place[-1])
    if number is None:
        raise PlaceGone
    return Change(place, inside[number], None, number)


def moving(body: Json, place: Place, by: int) -> Change | None:
    """The entry ``by`` places further; None at the list's end. Raise ``PlaceGone``."""
    order = found(body, (*place[:-1], ORDER))
    number = _number(_inside(body, place[:-1]), place[-1])
    if number is None:
        raise PlaceGone
    if not 0 <= number + by < len(order):
        return None
    moved = list(order)
    moved.insert(number + by, moved.pop(number))
    return Change((*place[:-1], ORDER), order, moved)


def _inside(body: Json, way: Sequence[Step]) -> Json:
    for step in way:
        if isinstance(body, list):
            number = _number(body, step)
            body = None if number is None else body[number]
        else:
            body = body.get(step)
        if not isinstance(body, dict | list):
            raise PlaceGone
    return body


def _marks(step: Step) -> bool:
    return isinstance(step, str) and step.startswith(MARK)


def _now(body: Json, way: Place, step: Step) -> Step:
    number = _number(_inside(body, way), step) if _marks(step) else step
    if number is None:
        raise PlaceGone
    return number


def _number(entries: list[Json], step: Step) -> int | None:
    if isinstance(step, int):
        return step if step < len(entries) else None
    return next((number for number, entry in enumerate(entries) if step_to(entry) == step), None)


def _put(entries: list[Json], step: Step, change: Change) -> None:
    if change.before is None:
        entries.insert(change.at if change.at >= 0 else len(entries), change.after)
    elif change.after is None:
        del entries[_number(entries, step) or 0]
    else:
        entries[_number(entries, step) or 0] = change.after
